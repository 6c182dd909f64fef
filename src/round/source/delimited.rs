//! Delimited text. Rows are counted as a spreadsheet counts them, blank ones
//! included, and a quote that never ends is an error: both matter to people
//! who look for a row, and the usual readers skip the one and bear the other.

use super::{RawRow, RawTable};
use crate::round::diagnostic::{Code, Problem, quoted, shape};

/// The table of a text; problems of its form are added to the list.
pub(super) fn parse(file: &str, text: &str, about_children: bool, problems: &mut Vec<Problem>) -> RawTable {
    let records = match split(text, delimiter(text)) {
        Ok(records) => records,
        Err(row) => {
            problems.push(Problem::new(Code::UnclosedQuote, file).at(Some(row)).says(
                "a cell that begins with a quotation mark and never ends",
                "a closing quotation mark",
                "Close the quotation, or double a quotation mark that belongs to the text.",
            ));
            return RawTable { file: file.to_owned(), usable: false, ..RawTable::default() };
        }
    };
    table(file, records, about_children, problems)
}

/// The table of records that were numbered as a spreadsheet numbers its rows.
pub(super) fn table(file: &str, records: Vec<RawRow>, about_children: bool, problems: &mut Vec<Problem>) -> RawTable {
    let mut filled = records.into_iter().filter(|record| record.cells.iter().any(|cell| !is_blank(cell)));
    let Some(header) = filled.next() else {
        problems.push(Problem::new(Code::EmptyFile, file).says(
            "nothing",
            "a first row with the names of the columns",
            "Add the header row; a table without rows is allowed.",
        ));
        return RawTable { file: file.to_owned(), usable: false, ..RawTable::default() };
    };
    let width = header.cells.iter().rposition(|name| !is_blank(name)).map_or(0, |last| last + 1);
    let mut table = RawTable {
        file: file.to_owned(),
        header_row: header.row,
        header: header.cells.into_iter().take(width).collect(),
        rows: Vec::new(),
        usable: true,
    };
    for mut record in filled {
        let cells = record.cells.len();
        let beyond = record.cells.iter().skip(width).any(|cell| !is_blank(cell));
        let unnamed = record.cells.iter().zip(&table.header).position(|(cell, name)| is_blank(name) && !is_blank(cell));
        if cells < width || beyond {
            record.ragged = true;
            problems.push(Problem::new(Code::RaggedRow, file).at(Some(record.row)).says(
                format!("{cells} cells"),
                format!("{width} cells, as in the header"),
                "Look for a missing or unquoted separator, or for data beyond the last named column.",
            ));
        } else if let Some(position) = unnamed {
            let cell = record.cells.get(position).map_or("", String::as_str);
            problems.push(
                Problem::new(Code::RaggedRow, file)
                    .at(Some(record.row))
                    .column(format!("number {}", position + 1))
                    .says(
                        if about_children { shape(cell) } else { quoted(cell) },
                        "nothing, for the column has no name",
                        "Give the column a name or delete the cell.",
                    ),
            );
        }
        record.cells.resize(width, String::new());
        table.rows.push(record);
    }
    table
}

fn is_blank(cell: &str) -> bool {
    cell.trim().is_empty()
}

/// The separator of the header: the most frequent of comma, semicolon and tab
/// outside quotation marks, in this order where they are level.
fn delimiter(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut inside = false;
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    for character in header.chars() {
        inside ^= character == '"';
        for (separator, count) in &mut counts {
            *count += usize::from(!inside && character == *separator);
        }
    }
    let [comma, others @ ..] = counts;
    others.iter().fold(comma, |best, other| if other.1 > best.1 { *other } else { best }).0
}

/// The records of a text, or the row of a quotation that never ends.
fn split(text: &str, delimiter: char) -> Result<Vec<RawRow>, u32> {
    let mut records = Vec::new();
    let mut row = 1_u32;
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '"' && cell.is_empty() {
            loop {
                match characters.next() {
                    None => return Err(row),
                    Some('"') if characters.peek() != Some(&'"') => break,
                    Some('"') => {
                        characters.next();
                        cell.push('"');
                    }
                    Some(inside) => cell.push(inside),
                }
            }
        } else if character == delimiter {
            cells.push(std::mem::take(&mut cell));
        } else if character == '\n' || character == '\r' {
            if character == '\r' {
                characters.next_if_eq(&'\n');
            }
            cells.push(std::mem::take(&mut cell));
            records.push(RawRow { row, cells: std::mem::take(&mut cells), ragged: false });
            row = row.saturating_add(1);
        } else {
            cell.push(character);
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        records.push(RawRow { row, cells, ragged: false });
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut problems = Vec::new();
        let table = parse("t.csv", text, false, &mut problems);
        assert_eq!(problems, [], "{text:?}");
        let header = std::iter::once((table.header_row, table.header));
        header.chain(table.rows.into_iter().map(|row| (row.row, row.cells))).collect()
    }

    #[test]
    fn every_separator_and_line_end_gives_the_same_table() {
        let expected = cells("a,b\n1,\"x,;\ty\"\n\n2,z\n");
        assert_eq!(expected[1], (2, vec!["1".into(), "x,;\ty".into()]));
        assert_eq!(expected[2], (4, vec!["2".into(), "z".into()]));
        assert_eq!(cells("a;b\r\n1;\"x,;\ty\"\r\n\r\n2;z"), expected);
        assert_eq!(cells("a\tb\r1\t\"x,;\ty\"\r\r2\tz\r"), expected);
    }

    #[test]
    fn quoted_line_ends_and_quotation_marks_belong_to_the_cell() {
        assert_eq!(cells("a,b\n\"x\ny\",\"say \"\"no\"\"\"\n1,2\n")[1].1, ["x\ny", "say \"no\""]);
        assert_eq!(cells("a,b\n\"x\ny\",\n1,2\n")[2].0, 3);
    }

    #[test]
    fn blank_rows_and_columns_at_the_end_do_not_count() {
        assert_eq!(cells("a,b,,\n1,2,,\n,,,\n,,,\n"), cells("a,b\n1,2\n"));
    }

    #[test]
    fn rows_that_do_not_fit_the_header_are_told() {
        let problems = |text| {
            let mut problems = Vec::new();
            parse("t.csv", text, false, &mut problems);
            problems.into_iter().map(|problem| (problem.code, problem.row)).collect::<Vec<_>>()
        };
        assert_eq!(problems("a,b\n1\n1,2,3\n1,2,\n"), [(Code::RaggedRow, Some(2)), (Code::RaggedRow, Some(3))]);
        assert_eq!(problems("a,,b\n1,2,3\n"), [(Code::RaggedRow, Some(2))]);
        assert_eq!(problems("a,b\n1,\"2\n"), [(Code::UnclosedQuote, Some(2))]);
        assert_eq!(problems("\n , \n"), [(Code::EmptyFile, None)]);
    }
}
