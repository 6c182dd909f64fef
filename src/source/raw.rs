//! A raw table: cells of text with the rows where they stand.

use super::plain::plain;
use crate::problem::Place;
use crate::schema::Column;

/// A row of a raw table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawRow {
    /// The row as a spreadsheet counts it; the header is usually row 1.
    pub row: u32,
    /// The cells, as many as the header has.
    pub cells: Vec<String>,
    /// Whether the row had more or fewer cells than the header, so that nobody
    /// knows which cell belongs to which column.
    pub ragged: bool,
}

/// A raw table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawTable {
    /// The file or sheet.
    pub place: Place,
    /// The row of the header.
    pub header_row: u32,
    /// The names of the columns, as written.
    pub header: Vec<String>,
    /// The rows that hold data, in file order.
    pub rows: Vec<RawRow>,
    /// Whether the table could be read at all.
    pub usable: bool,
}

impl RawTable {
    /// A table that is there and could not be read.
    pub(super) fn unusable(place: &Place) -> RawTable {
        RawTable { place: place.clone(), ..RawTable::default() }
    }

    /// Where a column stands; its name ignores case, spaces and underscores.
    pub fn column(&self, column: &Column) -> Option<usize> {
        let wanted = plain(column.name);
        self.header.iter().position(|header| plain(header) == wanted)
    }
}
