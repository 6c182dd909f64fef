//! From a raw table to its rows: the header is judged once, then every row
//! becomes a record.

use super::cells;
use super::record::{Cell, Record, too_long};
use crate::problem::{Code, Place, Problem, bound_now_and_then, meant, nearest, quoted, shape, shortened, shown_id};
use crate::schema::{Blank, Column, Kind, TableSpec};
use crate::source::{RawRow, RawTable, Source, is_error_value, plain, shown_error};
use std::borrow::Cow;
use std::marker::PhantomData;

/// Reads every row of a table of the round. A row that cannot be read is told
/// and gives nothing in its place.
pub(super) fn read_table<T, R>(
    source: &Source,
    spec: &'static TableSpec,
    problems: &mut Vec<Problem>,
    read: impl FnMut(&mut Record<'_, T>) -> Option<R>,
) -> Vec<Option<R>> {
    let table = source.tables.get(&spec.id);
    table.map_or_else(Vec::new, |table| read_rows(table, spec.columns, spec.about_children, problems, read))
}

/// Reads every row of a table with the columns. A row that cannot be read is
/// told and gives nothing in its place.
pub(crate) fn read_rows<T, R>(
    table: &RawTable,
    columns: &'static [Column],
    about_children: bool,
    problems: &mut Vec<Problem>,
    mut read: impl FnMut(&mut Record<'_, T>) -> Option<R>,
) -> Vec<Option<R>> {
    if !table.usable {
        return Vec::new();
    }
    let positions = judge_header(columns, about_children, table, problems);
    let own = columns.iter().position(|column| matches!(column.kind, Kind::Id));
    let own = own.and_then(|position| positions.get(position).copied().flatten());
    let cell = |row: &RawRow, position: Option<usize>| {
        position.and_then(|position| row.cells.get(position)).map(|text| cells::text(text).to_owned())
    };
    table
        .rows
        .iter()
        .map(|row| {
            if row.ragged {
                return None;
            }
            let id =
                cell(row, own).filter(|id| !id.is_empty() && !is_error_value(id)).and_then(|id| match about_children {
                    true => shown_id(&id, |text| cells::date(text).is_ok()),
                    false => Some(shortened(&id)),
                });
            let cells = columns.iter().zip(&positions).map(|(column, position)| {
                let Some(text) = position.and_then(|at| row.cells.get(at)) else { return Cell::Unread };
                let place = || table.place.row(row.row).column(column.name);
                let wrong = match is_error_value(cells::text(text)) {
                    true => Some(formula_error(place(), text, column.kind.expected())),
                    false => too_long(place, column.kind, text),
                };
                match wrong {
                    Some(wrong) => {
                        problems.push(wrong.id(id.clone()));
                        Cell::Unread
                    }
                    None => Cell::Text(Cow::Borrowed(text), Some(row.row)),
                }
            });
            let cells = cells.collect();
            bound_now_and_then(problems);
            read(&mut Record {
                place: &table.place,
                about_children,
                columns,
                prefix: None,
                cells,
                row: Some(row.row),
                id,
                problems,
                read_as: PhantomData,
            })
        })
        .collect()
}

fn formula_error(place: Place, text: &str, expected: String) -> Problem {
    let (found, advice) = shown_error(cells::text(text));
    Problem::new(Code::FormulaError, place).says(found, expected, advice)
}

/// Where each declared column stands; unknown, repeated and missing ones are
/// told.
fn judge_header(
    columns: &[Column],
    about_children: bool,
    table: &RawTable,
    problems: &mut Vec<Problem>,
) -> Vec<Option<usize>> {
    let header: Vec<String> = table.header.iter().map(|name| plain(name)).collect();
    let at = |name: &str| header.iter().position(|header| *header == plain(name));
    let positions: Vec<Option<usize>> = columns.iter().map(|column| at(column.name)).collect();
    let is_needed = |blank: Blank| blank == Blank::Refused;
    // Without any needed column the first row may be no header but a child.
    let is_header = columns.iter().zip(&positions).any(|(column, at)| is_needed(column.blank) && at.is_some());
    // Nor is a file without any of them the table: another was named by mistake.
    let is_table = positions.iter().any(Option::is_some);
    for (position, name) in table.header.iter().enumerate() {
        if is_error_value(cells::text(name)) {
            let place = table.place.row(table.header_row).column(format!("number {}", position + 1));
            problems.push(formula_error(place, name, "the name of a column".to_owned()));
            continue;
        }
        let known = columns.iter().any(|column| plain(column.name) == header[position]);
        let repeated = header.iter().take(position).any(|earlier| *earlier == header[position]);
        if header[position].is_empty() || (known && !repeated) {
            continue;
        }
        let hidden = if about_children { !is_header } else { !is_table };
        let shown = if hidden { shape(name) } else { quoted(name.trim()) };
        let shown_name = if hidden { format!("number {}", position + 1) } else { shortened(name.trim()) };
        let (code, expected, advice) = if known {
            (Code::DuplicateColumn, "every column once", "Delete one of the two.".to_owned())
        } else if repeated {
            continue;
        } else {
            let near = nearest(name.trim(), columns.iter().map(|column| column.name)).filter(|_| is_header);
            let advice = near
                .map_or_else(|| "It is not read.".to_owned(), |near| format!("It is not read. {}", meant(Some(near))));
            (Code::UnknownColumn, "a column of this table", advice)
        };
        problems.push(
            Problem::new(code, table.place.row(table.header_row).column(shown_name)).says(shown, expected, advice),
        );
    }
    for (column, at) in columns.iter().zip(&positions) {
        if is_needed(column.blank) && at.is_none() {
            problems.push(
                Problem::new(Code::MissingColumn, table.place.row(table.header_row).column(column.name)).says(
                    "no such column",
                    column.kind.expected(),
                    "Add the column; a template shows all of them.",
                ),
            );
        }
    }
    positions
}
