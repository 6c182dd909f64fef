//! Tables as CSV files.

use super::files::Files;
use crate::normal::{RUN_BY_SPREADSHEETS, is_unshown};
use serde::{Deserialize, Serialize};
use std::fmt::Display;

/// How the rows of a CSV file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// UTF-8 with line feeds.
    #[default]
    Plain,
    /// As Excel likes it: with a byte-order mark, a carriage return before every
    /// line feed, and texts that it would take for numbers as formulas that give
    /// the text: `="004501"`.
    Excel,
}

/// A cell of a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text; one that a spreadsheet would run gets a leading apostrophe.
    Text(String),
    /// A number, written as it is.
    Number(String),
    /// Nothing.
    Blank,
}

impl Cell {
    /// A text.
    pub fn text(text: impl Display) -> Cell {
        Cell::Text(text.to_string())
    }

    /// A number.
    pub fn number(number: impl Display) -> Cell {
        Cell::Number(number.to_string())
    }

    /// `yes` or `no`.
    pub fn yes_no(yes: bool) -> Cell {
        Cell::text(if yes { "yes" } else { "no" })
    }

    /// A text, if there is one.
    pub fn text_or_blank(text: Option<impl Display>) -> Cell {
        text.map_or(Cell::Blank, Cell::text)
    }

    /// A number, if there is one.
    pub fn number_or_blank(number: Option<impl Display>) -> Cell {
        number.map_or(Cell::Blank, Cell::number)
    }

    fn write(&self, line: &mut String, format: Format) {
        match self {
            Cell::Text(text) if format == Format::Excel && is_altered(text) => {
                line.push_str("\"=\"\"");
                line.push_str(text);
                line.push_str("\"\"\"");
            }
            Cell::Blank => {}
            Cell::Number(number) => line.push_str(number),
            Cell::Text(text) if text.chars().any(is_lost) => {
                let kept: String = text.chars().filter(|c| !is_lost(*c)).collect();
                Cell::Text(kept).write(line, format);
            }
            Cell::Text(text) => {
                let is_quoted = text.contains([',', '"', '\n', '\r']);
                let mark = if text.starts_with(RUN_BY_SPREADSHEETS) { "'" } else { "" };
                if is_quoted {
                    line.push('"');
                    line.push_str(mark);
                    line.push_str(&text.replace('"', "\"\""));
                    line.push('"');
                } else {
                    line.push_str(mark);
                    line.push_str(text);
                }
            }
        }
    }
}

/// Whether a character has no place in a cell: it moves a terminal's cursor,
/// turns the text or ends it for other programs.
fn is_lost(c: char) -> bool {
    is_unshown(c) && !matches!(c, '\n' | '\r' | '\t')
}

/// Whether a spreadsheet shows another text: digits whose first zeros it drops,
/// or of which it keeps fifteen, and digits around an `E`.
fn is_altered(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_digits(text) && (text.len() > 15 || (text.len() > 1 && text.starts_with('0')));
    is_number || text.split_once(['e', 'E']).is_some_and(|(digits, power)| is_digits(digits) && is_digits(power))
}

/// A table that becomes a CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// A table without rows.
    pub fn new<S: AsRef<str>>(columns: &[S]) -> Sheet {
        Sheet { columns: columns.iter().map(|name| name.as_ref().to_owned()).collect(), rows: Vec::new() }
    }

    /// Adds a row of as many cells as there are columns.
    pub fn push<const N: usize>(&mut self, row: [Cell; N]) {
        debug_assert_eq!(N, self.columns.len(), "as many cells as columns");
        self.rows.push(row.to_vec());
    }

    /// Adds a row of as many cells as there are columns, where their number is
    /// not known beforehand.
    pub fn push_all(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "as many cells as columns");
        self.rows.push(row);
    }

    /// Adds a last column `note` with the same text in every row, where there is
    /// one.
    pub fn note(&mut self, note: Option<&str>) {
        let Some(note) = note else { return };
        self.columns.push("note".to_owned());
        for row in &mut self.rows {
            row.push(Cell::text(note));
        }
    }

    /// The file.
    pub fn bytes(&self, format: Format) -> Vec<u8> {
        let (mark, newline) = match format {
            Format::Plain => ("", "\n"),
            Format::Excel => ("\u{feff}", "\r\n"),
        };
        let mut text = String::from(mark);
        for (position, name) in self.columns.iter().enumerate() {
            if position > 0 {
                text.push(',');
            }
            Cell::text(name).write(&mut text, format);
        }
        text.push_str(newline);
        for row in &self.rows {
            for (position, cell) in row.iter().enumerate() {
                if position > 0 {
                    text.push(',');
                }
                cell.write(&mut text, format);
            }
            text.push_str(newline);
        }
        text.into_bytes()
    }
}

/// Tables as CSV files by name; where there is a note, with it in a last column.
pub(crate) fn csv_files<'n>(
    sheets: impl IntoIterator<Item = (&'n str, Sheet)>,
    note: Option<&str>,
    format: Format,
) -> Files {
    let file = |(name, mut sheet): (&str, Sheet)| {
        sheet.note(note);
        (name.to_owned(), sheet.bytes(format))
    };
    sheets.into_iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cell: Cell) -> String {
        let mut line = String::new();
        cell.write(&mut line, Format::Plain);
        line
    }

    #[test]
    fn only_cells_that_need_quotes_get_them() {
        assert_eq!(written(Cell::text("O'Neill & Söhne")), "O'Neill & Söhne");
        assert_eq!(written(Cell::text("a,b")), "\"a,b\"");
        assert_eq!(written(Cell::text("say \"no\"")), "\"say \"\"no\"\"\"");
        assert_eq!(written(Cell::text("two\nlines")), "\"two\nlines\"");
        assert_eq!(written(Cell::text("Mon;Tue am")), "Mon;Tue am");
    }

    #[test]
    fn text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_numbers_stay() {
        for begin in ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"] {
            assert_eq!(written(Cell::text(format!("{begin}1"))), format!("'{begin}1"));
        }
        assert_eq!(written(Cell::text("=cmd|'/c calc',x")), "\"'=cmd|'/c calc',x\"");
        assert_eq!(written(Cell::number("-1.50")), "-1.50");
        assert_eq!(written(Cell::text("a=b")), "a=b");
    }

    #[test]
    fn names_of_columns_are_quoted_and_guarded_like_cells() {
        let mut sheet = Sheet::new(&["id", "placed_a,b\"c", "=HYPERLINK(1)\nx"]);
        sheet.push([Cell::text("A\u{1b}[2J"), Cell::Blank, Cell::Blank]);
        let text = String::from_utf8(sheet.bytes(Format::Plain)).unwrap();
        assert_eq!(text, "id,\"placed_a,b\"\"c\",\"'=HYPERLINK(1)\nx\"\nA[2J,,\n");
    }

    #[test]
    fn excel_gets_a_byte_order_mark_and_carriage_returns() {
        let mut sheet = Sheet::new(&["id", "note"]);
        sheet.push([Cell::text("A"), Cell::Blank]);
        assert_eq!(sheet.bytes(Format::Plain), b"id,note\nA,\n");
        assert_eq!(sheet.bytes(Format::Excel), b"\xef\xbb\xbfid,note\r\nA,\r\n");
    }

    #[test]
    fn excel_keeps_zeros_and_long_numbers_of_texts() {
        let kept = |text: &str| {
            let mut line = String::new();
            Cell::text(text).write(&mut line, Format::Excel);
            line
        };
        for text in ["004501", "00", "1234567890123456", "12E3", "5e0"] {
            assert_eq!(kept(text), format!("\"=\"\"{text}\"\"\""));
            assert_eq!(written(Cell::text(text)), text);
        }
        for text in ["0", "4501", "0;1;1", "R01", "123456789012345", "E5", "2026-01-05"] {
            assert_eq!(kept(text), text);
        }
    }

    #[test]
    fn a_note_is_the_last_column_of_every_row() {
        let mut sheet = Sheet::new(&["id"]);
        sheet.push([Cell::text("A")]);
        sheet.note(Some("Provisional, for the panel"));
        assert_eq!(sheet.bytes(Format::Plain), b"id,note\nA,\"Provisional, for the panel\"\n");
    }
}
