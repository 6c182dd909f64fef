//! From a raw table to its rows: the header is judged once, then every row
//! becomes a record.

use super::cells;
use super::nearest::nearest;
use super::record::{Cell, Record, meant};
use crate::round::columns::{Blank, Kind, TableSpec};
use crate::round::diagnostic::{Code, Problem, quoted, shape, shown_id};
use crate::round::source::{RawRow, RawTable, Source, plain};
use std::borrow::Cow;

/// Reads every row of a table. A row that cannot be read is told and gives
/// nothing in its place.
pub(super) fn read_table<T>(
    source: &Source,
    spec: &'static TableSpec,
    problems: &mut Vec<Problem>,
    mut read: impl FnMut(&mut Record<'_>) -> Option<T>,
) -> Vec<Option<T>> {
    let Some(table) = source.tables.get(&spec.id).filter(|table| table.usable) else { return Vec::new() };
    let positions = judge_header(spec, table, problems);
    let own = spec.columns.iter().position(|column| matches!(column.kind, Kind::Id));
    let own = own.and_then(|position| positions.get(position).copied().flatten());
    table
        .rows
        .iter()
        .map(|row| {
            let mut record = record_of(spec, table, row, &positions, problems);
            let id = own.and_then(|column| row.cells.get(column)).map(|cell| cells::text(cell));
            record.id = id.filter(|id| !id.is_empty()).and_then(|id| match spec.about_children {
                true => shown_id(id, |text| cells::date(text).is_ok()),
                false => Some(id.to_owned()),
            });
            read(&mut record)
        })
        .collect()
}

fn record_of<'a>(
    spec: &'static TableSpec,
    table: &'a RawTable,
    row: &'a RawRow,
    positions: &[Option<usize>],
    problems: &'a mut Vec<Problem>,
) -> Record<'a> {
    let cell = |position: &Option<usize>| match position.and_then(|position| row.cells.get(position)) {
        Some(text) => Cell::Text(Cow::Borrowed(text), Some(row.row)),
        None => Cell::Unread,
    };
    Record {
        file: &table.file,
        about_children: spec.about_children,
        columns: spec.columns,
        prefix: String::new(),
        cells: positions.iter().map(cell).collect(),
        row: Some(row.row),
        id: None,
        problems,
    }
}

/// Where each declared column stands; unknown, repeated and missing ones are
/// told.
fn judge_header(spec: &TableSpec, table: &RawTable, problems: &mut Vec<Problem>) -> Vec<Option<usize>> {
    let header: Vec<String> = table.header.iter().map(|name| plain(name)).collect();
    let at = |name: &str| header.iter().position(|header| *header == plain(name));
    let positions: Vec<Option<usize>> = spec.columns.iter().map(|column| at(column.name)).collect();
    let is_needed = |blank: Blank| blank == Blank::Refused;
    // Without any needed column the first row may be no header but a child.
    let is_header = spec.columns.iter().zip(&positions).any(|(column, at)| is_needed(column.blank) && at.is_some());
    for (position, name) in table.header.iter().enumerate() {
        let known = spec.columns.iter().any(|column| plain(column.name) == header[position]);
        let repeated = header.iter().take(position).any(|earlier| *earlier == header[position]);
        if header[position].is_empty() || (known && !repeated) {
            continue;
        }
        let shown = if spec.about_children && !is_header { shape(name) } else { quoted(name.trim()) };
        let (code, expected, advice) = if known {
            (Code::DuplicateColumn, "every column once", "Delete one of the two.".to_owned())
        } else if repeated {
            continue;
        } else {
            let near = nearest(name.trim(), spec.columns.iter().map(|column| column.name)).filter(|_| is_header);
            let advice = near
                .map_or_else(|| "It is not read.".to_owned(), |near| format!("It is not read. {}", meant(Some(near))));
            (Code::UnknownColumn, "a column of this table", advice)
        };
        problems.push(
            Problem::new(code, &table.file)
                .at(Some(table.header_row))
                .column(format!("number {}", position + 1))
                .says(shown, expected, advice),
        );
    }
    for (column, at) in spec.columns.iter().zip(&positions) {
        if is_needed(column.blank) && at.is_none() {
            problems.push(
                Problem::new(Code::MissingColumn, &table.file).at(Some(table.header_row)).column(column.name).says(
                    "no such column",
                    column.kind.expected(),
                    "Add the column; a template shows all of them.",
                ),
            );
        }
    }
    positions
}
