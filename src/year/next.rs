//! The tables of a round that follows another, while they are being filled.

use super::Term;
use crate::problem::Place;
use crate::reading::cell_text;
use crate::schema::TableId;
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
    pub fn table(&mut self, id: TableId, header: &[&str]) -> &mut RawTable {
        self.tables.entry(id).or_insert_with(|| RawTable::empty(Place::of_file(id.file()), header))
    }

    /// Whether a table has a row with an id.
    pub fn has(&self, id: TableId, column: &str, wanted: &str) -> bool {
        let Some(table) = self.tables.get(&id) else { return false };
        table.rows.iter().any(|row| cell_text(table.cell(row, column)) == wanted)
    }

    /// The row of the round before with an id.
    pub fn earlier_row(&self, id: TableId, column: &str, wanted: &str) -> Option<(&RawTable, &RawRow)> {
        let table = self.before.source.tables.get(&id)?;
        let row = table.rows.iter().find(|row| cell_text(table.cell(row, column)) == wanted)?;
        Some((table, row))
    }

    /// Copies a row of the round before, changed in some cells.
    pub fn copy(&mut self, id: TableId, column: &str, wanted: &str, changes: &[(&str, &str)]) -> bool {
        let Some((from, row)) = self.earlier_row(id, column, wanted) else { return false };
        let header: Vec<String> = from.header.clone();
        let cells: Vec<String> = row.cells.clone();
        let names: Vec<&str> = header.iter().map(String::as_str).collect();
        let table = self.table(id, &names);
        let own = names.iter().copied().zip(cells.iter().map(String::as_str));
        table.add(own.chain(changes.iter().copied()));
        true
    }
}
