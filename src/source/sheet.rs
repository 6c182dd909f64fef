//! From the records of a file or sheet to a table: which row is the header,
//! which rows are none of the table, and what is tidied in the cells.

use super::bounds::WIDEST;
use super::form::Form;
use super::plain::plain;
use super::raw::{RawRow, RawTable};
use super::tidy::{Leftover, is_compared, tidy};
use crate::problem::{Code, Place, Problem, quoted, shape};
use crate::schema::Blank;
use std::collections::BTreeMap;

/// How many rows are looked through for the header.
pub(super) const LOOKED_AT: usize = 20;
/// Excel writes text in blocks of so many rows, and leaves out the columns
/// that are blank in all of a block's rows.
const BLOCK: u32 = 16;
/// What the first cell of an example says.
const EXAMPLE: &str = "e.g.";
const TOTALS: [&str; 7] = ["total", "totals", "grandtotal", "subtotal", "overalltotal", "sum", "count"];

/// The table of records that were numbered as a spreadsheet numbers its rows.
pub(super) fn table(place: &Place, records: Vec<RawRow>, form: Form, problems: &mut Vec<Problem>) -> RawTable {
    let widths = block_widths(&records);
    let mut filled: Vec<RawRow> = records.into_iter().filter(|record| !is_blank_row(record)).collect();
    if filled.is_empty() {
        problems.push(Problem::new(Code::EmptyFile, place.clone()).says(
            "nothing",
            "a first row with the names of the columns",
            "Add the header row; a table without rows is allowed.",
        ));
        return RawTable::unusable(place);
    }
    let above = header_position(&filled, form);
    let rows = filled.split_off(above + 1);
    let Some(header) = filled.pop() else { return RawTable::unusable(place) };
    if let Some(first) = filled.first() {
        let last = header.row.saturating_sub(1);
        let (rows, them) = if last == first.row {
            (format!("row {last}"), "it")
        } else {
            (format!("rows {} to {last}", first.row), "them")
        };
        problems.push(Problem::new(Code::RowAboveHeader, place.row(first.row)).says(
            format!("a row above the header, which is row {}", header.row),
            "the names of the columns in the first row",
            format!("Delete {rows}, or copy {them} to a sheet of notes."),
        ));
    }
    let width = header.cells.iter().rposition(|name| !is_blank(name)).map_or(0, |last| last + 1);
    if width > WIDEST {
        problems.push(Problem::new(Code::RaggedRow, place.row(header.row)).says(
            format!("{width} columns"),
            format!("{WIDEST} columns or fewer"),
            "Delete what is far to the right of the table.",
        ));
        return RawTable::unusable(place);
    }
    let mut table = RawTable {
        place: place.clone(),
        header_row: header.row,
        header: header.cells.into_iter().take(width).map(|name| tidy(&name, true).0.into_owned()).collect(),
        rows: Vec::new(),
        usable: true,
    };
    let rows = without_strangers(&table, rows, form, problems);
    take_rows(&mut table, rows, &widths, form, problems);
    tidy_rows(&mut table, form, problems);
    table
}

/// Which of the rows is the header: the first, unless a later one holds names
/// of columns and the first does not.
fn header_position(filled: &[RawRow], form: Form) -> usize {
    let named = |record: &RawRow| form.named(record);
    if filled.first().is_some_and(|first| named(first) > 1) {
        return 0;
    }
    filled.iter().take(LOOKED_AT).position(|record| named(record) > 1).unwrap_or(0)
}

/// The rows without those that are none of the table: the header once more,
/// examples, totals and remarks. All of them are told.
fn without_strangers(table: &RawTable, rows: Vec<RawRow>, form: Form, problems: &mut Vec<Problem>) -> Vec<RawRow> {
    let below = rows_below(table, &rows, form);
    let mut examples = 0_usize;
    let mut first_example = None;
    let mut kept = Vec::with_capacity(rows.len());
    for (position, row) in rows.into_iter().enumerate() {
        let first = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
        let is_total = TOTALS.contains(&plain(first).trim_end_matches([':', '.']))
            && row.cells.iter().map(|cell| cell.trim()).all(|cell| cell == first || is_sum(cell));
        if is_example(first) {
            examples += 1;
            first_example = first_example.or(Some(row.row));
        } else if is_total || position >= below {
            problems.push(Problem::new(Code::RowBelowTable, table.place.row(row.row)).says(
                if is_total { "a row of totals" } else { "a remark or totals below the table" },
                "nothing but rows of the table",
                format!("Delete row {}.", row.row),
            ));
        } else if is_header_again(table, &row) {
            problems.push(Problem::new(Code::RepeatedHeader, table.place.row(row.row)).says(
                "the names of the columns once more",
                "one header",
                format!("Delete row {}; two tables may have been joined.", row.row),
            ));
        } else {
            kept.push(row);
        }
    }
    if let Some(row) = first_example {
        problems.push(Problem::new(Code::ExampleRow, table.place.row(row)).says(
            if examples == 1 {
                "an example, which is not read".to_owned()
            } else {
                format!("{examples} examples, which are not read")
            },
            format!("no row that begins with \"{EXAMPLE}\""),
            "Delete it when it is no longer of use.",
        ));
    }
    kept
}

/// Whether a row that begins with this cell is an example.
pub(super) fn is_example(first: &str) -> bool {
    first.get(..EXAMPLE.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(EXAMPLE))
}

fn is_header_again(table: &RawTable, row: &RawRow) -> bool {
    let same = |(name, cell): (&String, &String)| plain(name) == plain(cell);
    row.cells.len() >= table.header.len() && table.header.iter().zip(&row.cells).all(same)
}

/// Where the rows end that can be rows of the table: below it there may be
/// remarks, a text of several words in one cell, and sums, numbers without
/// what every row needs.
fn rows_below(table: &RawTable, rows: &[RawRow], form: Form) -> usize {
    let needed: Vec<usize> = form
        .columns
        .iter()
        .filter(|column| column.blank == Blank::Refused)
        .filter_map(|column| table.column(column))
        .collect();
    // Where rows need one value only, a row without it may have lost it.
    if needed.len() < 2 {
        return rows.len();
    }
    let is_stranger = |row: &RawRow| {
        let mut filled = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let remark = match (filled.next(), filled.next()) {
            (Some(cell), None) => cell.contains(char::is_whitespace),
            _ => false,
        };
        let lacks = |at: &usize| row.cells.get(*at).is_none_or(|cell| is_blank(cell));
        remark || (row.cells.iter().all(|cell| is_sum(cell.trim())) && needed.iter().any(lacks))
    };
    rows.iter().rposition(|row| !is_stranger(row)).map_or(0, |last| last + 1)
}

/// Whether a cell is blank or holds a number or an amount.
fn is_sum(cell: &str) -> bool {
    cell.chars().all(|c| c.is_ascii_digit() || "£.,-% ".contains(c))
}

/// Every row as wide as the header. Rows of another width are told: nobody
/// knows which cell belongs to which column.
fn take_rows(
    table: &mut RawTable,
    rows: Vec<RawRow>,
    widths: &BTreeMap<u32, usize>,
    form: Form,
    problems: &mut Vec<Problem>,
) {
    let width = table.header.len();
    let mut short: Option<(u32, usize)> = None;
    for mut record in rows {
        let cells = record.cells.len();
        let beyond = record.cells.iter().skip(width).any(|cell| !is_blank(cell));
        let unnamed = record.cells.iter().zip(&table.header).position(|(cell, name)| is_blank(name) && !is_blank(cell));
        let is_short_block = cells < width && widths.get(&block(record.row)) == Some(&cells);
        if is_short_block {
            short = Some((short.map_or(record.row, |(first, _)| first), short.map_or(0, |(_, count)| count) + 1));
        }
        if (cells < width && !is_short_block) || beyond {
            record.ragged = true;
            problems.push(Problem::new(Code::RaggedRow, table.place.row(record.row)).says(
                format!("{cells} cells"),
                format!("{width} cells, as in the header"),
                "Look for a missing or unquoted separator, or for data beyond the last named column.",
            ));
        } else if let Some(position) = unnamed {
            let cell = record.cells.get(position).map_or("", String::as_str);
            let shown = if form.about_children { shape(cell) } else { quoted(cell) };
            let place = table.place.row(record.row).column(format!("number {}", position + 1));
            problems.push(Problem::new(Code::RaggedRow, place).says(
                shown,
                "nothing, for the column has no name",
                "Give the column a name or delete the cell.",
            ));
        }
        record.cells.resize(width, String::new());
        table.rows.push(record);
    }
    if let Some((first, count)) = short {
        problems.push(Problem::new(Code::ShortRows, table.place.row(first)).says(
            format!(
                "{} with fewer cells, like all rows of the block",
                if count == 1 { "a row".to_owned() } else { format!("{count} rows, from here on,") }
            ),
            format!("{width} cells, as in the header"),
            "Excel leaves out columns that are blank in sixteen rows; the cells are read as blank.",
        ));
    }
}

fn block(row: u32) -> u32 {
    row.saturating_sub(1) / BLOCK
}

/// Of each block of rows that Excel wrote without its blank last columns, the
/// number of cells: all its rows have as many, and one of them fills the last.
fn block_widths(records: &[RawRow]) -> BTreeMap<u32, usize> {
    let mut widths: BTreeMap<u32, (usize, bool, bool)> = BTreeMap::new();
    for record in records {
        let cells = record.cells.len();
        let (width, alike, filled) = widths.entry(block(record.row)).or_insert((cells, true, false));
        *alike &= *width == cells;
        *filled |= record.cells.last().is_some_and(|cell| !is_blank(cell));
    }
    widths
        .into_iter()
        .filter(|(_, (_, alike, filled))| *alike && *filled)
        .map(|(block, (width, ..))| (block, width))
        .collect()
}

/// Tidies every cell. Where a cell is compared with other words, that is told,
/// once a column.
fn tidy_rows(table: &mut RawTable, form: Form, problems: &mut Vec<Problem>) {
    for (position, name) in table.header.iter().enumerate() {
        let column = form.column(name);
        let compared = column.is_some_and(|column| is_compared(column.kind));
        let mut told: Option<(u32, Leftover, usize)> = None;
        for row in &mut table.rows {
            let Some(cell) = row.cells.get_mut(position) else { continue };
            let (text, leftover) = tidy(cell, compared);
            if let Some(leftover) = leftover.filter(|_| compared) {
                let (first, kind, count) = told.unwrap_or((row.row, leftover, 0));
                told = Some((first, kind, count + 1));
            }
            if text.len() != cell.len() || leftover.is_some() {
                *cell = text.into_owned();
            }
        }
        if let (Some((row, leftover, count)), Some(column)) = (told, column) {
            let more = if count > 1 { format!(" (in {count} rows, first here)") } else { String::new() };
            problems.push(Problem::new(Code::Tidied, table.place.row(row).column(column.name)).says(
                format!("{}{more}", leftover.found()),
                "plain spaces and straight quotation marks",
                "It is read as if it were plain; mend the source if other programs read it.",
            ));
        }
    }
}

fn is_blank_row(record: &RawRow) -> bool {
    record.cells.iter().all(|cell| is_blank(cell))
}

fn is_blank(cell: &str) -> bool {
    tidy(cell, false).0.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, ColumnOf, Kind};

    const COLUMNS: &[Column] = &[
        ColumnOf::<()>::new("school_id", Kind::Id, "").needed().column,
        ColumnOf::<()>::new("places", Kind::Whole, "").needed().column,
        ColumnOf::<()>::new("name", Kind::Text, "").column,
    ];

    /// The codes that are told of a table with their rows, and its rows.
    fn told(lines: &[&str]) -> (Vec<(Code, Option<u32>)>, Vec<u32>) {
        let record = |(at, line): (usize, &&str)| RawRow {
            row: u32::try_from(at).unwrap() + 1,
            cells: line.split(',').map(str::to_owned).collect(),
            ragged: false,
        };
        let records = lines.iter().enumerate().map(record).collect();
        let mut problems = Vec::new();
        let form = Form { columns: COLUMNS, about_children: false };
        let table = table(&Place::of_file("t.csv"), records, form, &mut problems);
        let problems = problems.into_iter().map(|problem| (problem.code, problem.place.number())).collect();
        (problems, table.rows.into_iter().filter(|row| !row.ragged).map(|row| row.row).collect())
    }

    #[test]
    fn rows_that_are_none_of_the_table_are_told_and_left_out() {
        for (code, row, lines) in [
            (Code::RowAboveHeader, 1, ["Spring 2026,,", "School ID,Places,Name", "S1,2,x"].as_slice()),
            (Code::RowAboveHeader, 1, &["Spring 2026", ",,", "school_id,places,name", "S1,2,x"]),
            (Code::RowBelowTable, 3, &["school_id,places,name", "S1,2,x", "Total,2,"]),
            (Code::RowBelowTable, 3, &["school_id,places,name", "S1,2,x", ",,Totals:"]),
            (Code::RowBelowTable, 3, &["school_id,places,name", "S1,2,x", ",,2"]),
            (Code::RowBelowTable, 3, &["school_id,places,name", "S1,2,x", "* as of Monday,,"]),
            (Code::RepeatedHeader, 3, &["school_id,places,name", "S1,2,x", "School ID,Places,Name"]),
            (Code::ExampleRow, 2, &["school_id,places,name", "e.g. S1,2,x", "S1,2,x"]),
        ] {
            let (problems, rows) = told(lines);
            assert_eq!((problems, rows.len()), (vec![(code, Some(row))], 1), "{lines:?}");
        }
        for fine in [
            ["school_id,places,name", "S1,2,Total"].as_slice(),
            &["school_id,places,name", "Total,2,The Total School"],
            &["school_id,places,name", "1,2,"],
            &["places", "2"],
        ] {
            assert_eq!(told(fine), (vec![], vec![2]), "{fine:?}");
        }
    }

    #[test]
    fn rows_that_do_not_fit_the_header_are_told() {
        let ragged = |row| (Code::RaggedRow, Some(row));
        assert_eq!(told(&["a,b", "1", "1,2,3", "1,2,"]), (vec![ragged(2), ragged(3)], vec![4]));
        assert_eq!(told(&["a,,b", "1,2,3"]).0, [ragged(2)]);
        assert_eq!(told(&["", " , "]).0, [(Code::EmptyFile, None)]);
        let wide = ["x,"; 2_000].concat();
        assert_eq!(told(&[&wide]).0, [ragged(1)]);
    }

    #[test]
    fn a_block_that_excel_cut_short_is_read_and_a_short_row_is_not() {
        let mut lines = vec!["school_id,places,name"];
        lines.extend(["S1,2,x"; 15]);
        lines.extend(["S2,2"; 4]);
        assert_eq!(told(&lines), (vec![(Code::ShortRows, Some(17))], (2..=20).collect()));
        lines[18] = "S2,2,";
        assert_eq!(told(&lines).0, [17, 18, 20].map(|row| (Code::RaggedRow, Some(row))));
    }

    #[test]
    fn what_is_tidied_in_an_id_is_told_once_a_column() {
        let told = told(&["school_id,places,name", "S 1,2,x", "S\u{a0}2,2,O’Neill  Road", "S\u{a0}3,2,y"]);
        assert_eq!(told, (vec![(Code::Tidied, Some(3))], vec![2, 3, 4]));
    }
}
