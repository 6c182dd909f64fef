//! Delimited text. Rows are counted as a spreadsheet counts them, blank ones
//! included, and a quote that never ends is an error: both matter to people
//! who look for a row, and the usual readers skip the one and bear the other.

use super::bounds::{MOST_ROWS, WIDEST, too_large};
use super::form::Form;
use super::raw::{RawRow, RawTable};
use super::sheet;
use crate::problem::{Code, Place, Problem};

const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// The table of a text that has no more than `most` cells; problems of its form
/// are added to the list.
pub(super) fn parse(place: &Place, text: &str, form: Form, most: usize, problems: &mut Vec<Problem>) -> RawTable {
    let (delimiter, text) = match announced(text) {
        Some((delimiter, rest)) => (delimiter, rest),
        None => (delimiter(text, form), text),
    };
    match split(text, delimiter, most) {
        Ok(records) => sheet::table(place, records, form, problems),
        Err(Fault::TooMany(row)) => {
            problems.push(too_large(place.row(row), "more rows or cells than are read"));
            RawTable::unusable(place)
        }
        Err(Fault::Unclosed(row)) => {
            problems.push(Problem::new(Code::UnclosedQuote, place.row(row)).says(
                "a cell that begins with a quotation mark and never ends",
                "a closing quotation mark",
                "Close the quotation, or double a quotation mark that belongs to the text.",
            ));
            RawTable::unusable(place)
        }
    }
}

/// The separator of a first line such as `sep=;`, which Excel takes for a
/// remark to itself, and what follows it.
fn announced(text: &str) -> Option<(char, &str)> {
    let line = text.lines().next()?;
    let word = line.trim().trim_matches('"').to_ascii_lowercase();
    let delimiter = SEPARATORS.into_iter().find(|separator| word == format!("sep={separator}"))?;
    let rest = text.get(line.len()..)?;
    Some((delimiter, rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest)))
}

/// The separator that makes most names of columns of one of the first lines;
/// where no line has two of them, the most frequent one of the first line, in
/// the order of comma, semicolon and tab.
fn delimiter(text: &str, form: Form) -> char {
    let lines = || text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let names = |separator| {
        let known = |line| cells_outside_quotes(line, separator).take(WIDEST).filter(|cell| form.names(cell)).count();
        lines().take(sheet::LOOKED_AT).map(known).max().unwrap_or(0)
    };
    let cells = |separator| lines().next().map_or(0, |line| cells_outside_quotes(line, separator).count());
    let most = SEPARATORS.map(names).into_iter().max().unwrap_or(0);
    let score = |separator| if most > 1 { names(separator) } else { cells(separator) };
    let [comma, others @ ..] = SEPARATORS;
    others.into_iter().fold(comma, |best, other| if score(other) > score(best) { other } else { best })
}

fn cells_outside_quotes(line: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut inside = false;
    line.split(move |character| {
        inside ^= character == '"';
        !inside && character == separator
    })
    .map(|cell| cell.trim().trim_matches('"'))
}

/// Why a text cannot be taken apart.
enum Fault {
    /// The row of a quotation that never ends.
    Unclosed(u32),
    /// The row from which on there are too many rows or cells.
    TooMany(u32),
}

/// The records of a text. Those that are separators alone are left out: a
/// spreadsheet may write a million of them below a table.
fn split(text: &str, delimiter: char, most: usize) -> Result<Vec<RawRow>, Fault> {
    let mut records: Vec<RawRow> = Vec::new();
    let mut count = 0_usize;
    let mut row = 1_u32;
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '"' && cell.is_empty() {
            loop {
                match characters.next() {
                    None => return Err(Fault::Unclosed(row)),
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
            if count + cells.len() > most {
                return Err(Fault::TooMany(row));
            }
        } else if character == '\n' || character == '\r' {
            if character == '\r' {
                characters.next_if_eq(&'\n');
            }
            cells.push(std::mem::take(&mut cell));
            if cells.len() > 1 && cells.iter().all(String::is_empty) {
                cells.clear();
            } else {
                count += cells.len();
                if count > most || records.len() > MOST_ROWS {
                    return Err(Fault::TooMany(row));
                }
                records.push(RawRow { row, cells: std::mem::take(&mut cells), ragged: false });
            }
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

    use crate::schema::{ColumnOf, Kind};

    const FORM: Form = Form {
        columns: &[
            ColumnOf::<()>::new("name", Kind::Text, "").column,
            ColumnOf::<()>::new("date_of_birth", Kind::Text, "").column,
        ],
        about_children: false,
    };

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut problems = Vec::new();
        let table = parse(&Place::of_file("t.csv"), text, FORM, 100, &mut problems);
        assert_eq!(problems, [], "{text:?}");
        let header = std::iter::once((table.header_row, table.header));
        header.chain(table.rows.into_iter().map(|row| (row.row, row.cells))).collect()
    }

    #[test]
    fn every_separator_and_line_end_gives_the_same_table() {
        let expected = cells("a,b\n1,\"x,;\ty\"\n\n2,z\n");
        assert_eq!(expected[1], (2, vec!["1".into(), "x,; y".into()]));
        assert_eq!(expected[2], (4, vec!["2".into(), "z".into()]));
        assert_eq!(cells("a;b\r\n1;\"x,;\ty\"\r\n\r\n2;z"), expected);
        assert_eq!(cells("a\tb\r1\t\"x,;\ty\"\r\r2\tz\r"), expected);
        assert_eq!(cells("sep=;\r\na;b\r\n1;\"x,;\ty\"\r\n\r\n2;z"), expected);
    }

    #[test]
    fn the_names_of_columns_tell_the_separator() {
        let expected = cells("name,date of birth\n1,2\n");
        assert_eq!(cells("name;date of birth;;\n1;2;;\n"), expected);
        // A heading in front has more commas than the header has semicolons.
        let text = "Made in Coventry, on Monday, by us\nName;Date of birth\n1;2\n";
        assert_eq!(delimiter(text, FORM), ';');
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
    fn a_quotation_without_an_end_is_told() {
        let mut problems = Vec::new();
        assert!(!parse(&Place::of_file("t.csv"), "a,b\n1,\"2\n", FORM, 100, &mut problems).usable);
        assert_eq!((problems[0].code, problems[0].place.number()), (Code::UnclosedQuote, Some(2)));
    }
}
