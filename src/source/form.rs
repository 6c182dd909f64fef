use super::bounds::WIDEST;
use super::plain::plain;
use super::raw::RawRow;
use crate::schema::{Column, TableSpec};

/// What a table looks like.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// The columns that it may have.
    pub(crate) columns: &'static [Column],
    /// Whether its rows are about children.
    pub(crate) about_children: bool,
}

impl Form {
    /// What a table of a round looks like.
    pub(crate) fn of(spec: &TableSpec) -> Form {
        Form { columns: spec.columns, about_children: spec.about_children }
    }

    /// Whether a cell holds the name of a column.
    pub(super) fn names(self, cell: &str) -> bool {
        self.column(cell).is_some()
    }

    /// The column that a cell holds the name of.
    pub(super) fn column(self, cell: &str) -> Option<&'static Column> {
        let cell = plain(cell);
        self.columns.iter().find(|column| plain(column.name) == cell)
    }

    /// How many cells of a row hold names of columns.
    pub(super) fn named(self, record: &RawRow) -> usize {
        record.cells.iter().take(WIDEST).filter(|cell| self.names(cell)).count()
    }
}
