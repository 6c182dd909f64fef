//! Rows of a round: which of them meet conditions, and their ids.

use super::condition::Condition;
use super::relatives::Register;
use crate::reading::forms;
use crate::schema::{Kind, TableId, spec};
use crate::source::{RawRow, Source};
use std::collections::BTreeSet;

/// The positions of the rows of a table that meet all conditions.
pub(super) fn meeting(source: &Source, table: TableId, conditions: &[Condition]) -> Vec<usize> {
    let register = Register::of(source, table);
    let rows = source.tables.get(&table).map_or(&[][..], |table| &table.rows);
    let meets = |row: &RawRow, condition: &Condition| {
        let Some((kind, cell)) = register.value(source, table, row, &condition.column) else { return false };
        condition.values.iter().any(|value| is_same(kind, cell, value))
    };
    let is_wanted = |row: &RawRow| conditions.iter().all(|condition| meets(row, condition));
    (0..rows.len()).filter(|position| is_wanted(&rows[*position])).collect()
}

/// Whether a cell has a value: in whatever form either is written; a list has
/// each of its entries.
fn is_same(kind: Kind, cell: &str, value: &str) -> bool {
    let wanted = forms::form(kind, value);
    forms::form(kind, cell) == wanted
        || forms::entries(kind, cell).iter().any(|entry| forms::form(kind, entry) == wanted)
}

/// The ids that some rows of a table have for their own.
pub(super) fn own_ids(source: &Source, table: TableId, rows: &[usize]) -> BTreeSet<String> {
    let own = spec(table).columns.iter().find(|column| matches!(column.kind, Kind::Id));
    let Some((table, own)) = source.tables.get(&table).zip(own) else { return BTreeSet::new() };
    let Some(at) = table.column(own) else { return BTreeSet::new() };
    let ids = rows.iter().filter_map(|row| table.rows.get(*row)?.cells.get(at));
    ids.map(|cell| forms::bare(cell).to_owned()).collect()
}
