//! Taking rows out of a round, with what cannot be without them.

use super::rows::own_ids;
use crate::reading::forms;
use crate::schema::{Column, Kind, TableId, intakes, providers, spec};
use crate::source::{RawRow, Source};
use std::collections::BTreeSet;

/// Takes out rows of a table and what belongs to them: of a provider its
/// courses, of a course its intakes, of an intake the placements and decisions
/// there, of a school its students, referrals and pool amounts, of a student
/// its referrals, placements and separations, of a referral its decisions. The
/// ids stay known where they are named in lists.
pub(super) fn remove(source: &mut Source, table: TableId, rows: &[usize]) {
    let mut gone = vec![(table, take_out(source, table, rows))];
    while let Some((table, ids)) = gone.pop() {
        if ids.is_empty() {
            continue;
        }
        for other in dependants(table) {
            // Looked up just before they go: what goes moves up what is below it.
            let rows = naming(source, *other, table, &ids);
            gone.push((*other, take_out(source, *other, &rows)));
        }
        if table == TableId::Schools {
            forget_schools_of_providers(source, &ids);
        }
        // Only these are ever named in lists.
        if matches!(table, TableId::Providers | TableId::Courses | TableId::Intakes | TableId::Schools) {
            source.removed.extend(ids);
        }
    }
}

/// The tables whose rows cannot be without the rows of a table.
fn dependants(table: TableId) -> &'static [TableId] {
    match table {
        TableId::Providers => &[TableId::Courses],
        TableId::Courses => &[TableId::Intakes],
        TableId::Intakes => &[TableId::Placements, TableId::Decisions],
        TableId::Schools => &[TableId::Referrals, TableId::Students, TableId::Pools],
        TableId::Students => &[TableId::Referrals, TableId::Placements, TableId::Separations],
        TableId::Referrals => &[TableId::Decisions, TableId::Events],
        TableId::Calendar
        | TableId::Placements
        | TableId::Separations
        | TableId::Decisions
        | TableId::Pools
        | TableId::Events => &[],
    }
}

/// The rows of a table that name one of some ids of another.
fn naming(source: &Source, table: TableId, other: TableId, ids: &BTreeSet<String>) -> Vec<usize> {
    let Some(raw) = source.tables.get(&table) else { return Vec::new() };
    let names = |kind: Kind| matches!(kind, Kind::Reference(named) if named == other);
    let columns = spec(table).columns.iter().filter(|column| names(column.kind));
    let places: Vec<usize> = columns.filter_map(|column| raw.column(column)).collect();
    let is_named = |position: &usize| {
        let cells = &raw.rows[*position].cells;
        places.iter().filter_map(|at| cells.get(*at)).any(|cell| ids.contains(forms::bare(cell)))
    };
    (0..raw.rows.len()).filter(is_named).collect()
}

/// Takes rows out of a table; the ids that they had for their own.
fn take_out(source: &mut Source, table: TableId, rows: &[usize]) -> BTreeSet<String> {
    let ids = own_ids(source, table, rows);
    if table == TableId::Intakes {
        let courses = courses_of(source, rows);
        source.removed_from.extend(courses);
    }
    let gone: BTreeSet<usize> = rows.iter().copied().collect();
    if let Some(table) = source.tables.get_mut(&table) {
        let mut position = 0;
        table.rows.retain(|_| {
            position += 1;
            !gone.contains(&(position - 1))
        });
    }
    ids
}

/// The course of each of some rows of intakes.
fn courses_of(source: &Source, rows: &[usize]) -> Vec<(String, String)> {
    let Some(table) = source.tables.get(&TableId::Intakes) else { return Vec::new() };
    let cell = |row: &RawRow, column: &Column| forms::bare(table.cell(row, column)).to_owned();
    let one = |row: &RawRow| (cell(row, &intakes::INTAKE_ID), cell(row, &intakes::COURSE_ID));
    rows.iter().filter_map(|row| table.rows.get(*row)).map(one).collect()
}

/// A provider that was a school is one still, of no school of the round.
fn forget_schools_of_providers(source: &mut Source, ids: &BTreeSet<String>) {
    let Some(table) = source.tables.get_mut(&TableId::Providers) else { return };
    let Some(at) = table.column(&providers::SCHOOL_ID) else { return };
    let cells = table.rows.iter_mut().filter_map(|row| row.cells.get_mut(at));
    cells.filter(|cell| ids.contains(forms::bare(cell))).for_each(String::clear);
}
