//! The tables of a round that follows another, while they are being filled.

use super::Term;
use crate::problem::Place;
use crate::reading::cell_text;
use crate::schema::{Column, TableId};
use crate::source::RawTable;
use std::collections::{BTreeMap, BTreeSet};

/// The tables of the next round, being filled.
pub(super) struct Next<'a> {
    pub before: &'a Term,
    pub tables: BTreeMap<TableId, RawTable>,
    pub notes: Vec<String>,
    /// The ids of tables that were asked for one.
    ids: BTreeMap<TableId, BTreeSet<String>>,
    /// Where the rows of the round before stand by id, of tables that were asked.
    rows_before: BTreeMap<TableId, BTreeMap<&'a str, usize>>,
}

impl<'a> Next<'a> {
    /// Nothing yet.
    pub fn after(before: &'a Term) -> Next<'a> {
        let (ids, rows_before) = (BTreeMap::new(), BTreeMap::new());
        Next { before, tables: BTreeMap::new(), notes: Vec::new(), ids, rows_before }
    }

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

    /// Whether a table has a row with an id in its own column of ids. Rows come
    /// into these tables by `copy` alone.
    pub fn has(&mut self, id: TableId, column: &Column, wanted: &str) -> bool {
        let Some(table) = self.tables.get(&id) else { return false };
        let all = || table.rows.iter().map(|row| cell_text(table.cell(row, column)).to_owned()).collect();
        self.ids.entry(id).or_insert_with(all).contains(wanted)
    }

    /// Copies a row of the round before, changed in some cells; by its id in the
    /// table's own column of ids.
    pub fn copy(&mut self, id: TableId, column: &Column, wanted: &str, changes: &[(&Column, &str)]) -> bool {
        let before = self.before;
        let Some(from) = before.source.tables.get(&id) else { return false };
        let rows = self.rows_before.entry(id).or_insert_with(|| {
            // The last that is put in stays: that is the first of an id.
            from.rows.iter().enumerate().rev().map(|(at, row)| (cell_text(from.cell(row, column)), at)).collect()
        });
        let Some(row) = rows.get(wanted).and_then(|at| from.rows.get(*at)) else { return false };
        let empty = || RawTable::empty_like(Place::of_file(id.file()), from);
        self.tables.entry(id).or_insert_with(empty).add_copy(from, row, changes);
        self.ids.entry(id).and_modify(|ids| {
            ids.insert(wanted.to_owned());
        });
        true
    }
}
