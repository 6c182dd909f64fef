//! The tables of a round that follows another, while they are being filled.

use super::Term;
use crate::problem::Place;
use crate::reading::cell_text;
use crate::schema::{Column, TableId};
use crate::source::{RawRow, RawTable};
use std::collections::BTreeMap;

/// The tables of the next round, being filled.
pub(super) struct Next<'a> {
    pub before: &'a Term,
    pub tables: BTreeMap<TableId, RawTable>,
    pub notes: Vec<String>,
}

impl Next<'_> {
    /// The table of the round before, where the round has none of its own: what
    /// is the same all year; of referrals only the columns.
    pub fn inherited(&self, id: TableId) -> Option<RawTable> {
        let table = self.before.source.tables.get(&id)?;
        match id {
            TableId::Calendar | TableId::Schools | TableId::Students | TableId::Providers | TableId::Courses => {
                Some(table.clone())
            }
            TableId::Referrals => Some(RawTable { rows: Vec::new(), ..table.clone() }),
            _ => None,
        }
    }

    /// A table, empty where the round has none.
    pub fn table(&mut self, id: TableId, columns: &[&Column]) -> &mut RawTable {
        self.tables.entry(id).or_insert_with(|| RawTable::empty(Place::of_file(id.file()), columns))
    }

    /// Whether a table has a row with an id.
    pub fn has(&self, id: TableId, column: &Column, wanted: &str) -> bool {
        let Some(table) = self.tables.get(&id) else { return false };
        row_of(table, column, wanted).is_some()
    }

    /// Copies a row of the round before, changed in some cells.
    pub fn copy(&mut self, id: TableId, column: &Column, wanted: &str, changes: &[(&Column, &str)]) -> bool {
        let before = self.before;
        let Some(from) = before.source.tables.get(&id) else { return false };
        let Some(row) = row_of(from, column, wanted) else { return false };
        let empty = || RawTable::empty_like(Place::of_file(id.file()), from);
        self.tables.entry(id).or_insert_with(empty).add_copy(from, row, changes);
        true
    }
}

/// The row of a table with an id in a column.
fn row_of<'t>(table: &'t RawTable, column: &Column, wanted: &str) -> Option<&'t RawRow> {
    table.rows.iter().find(|row| cell_text(table.cell(row, column)) == wanted)
}
