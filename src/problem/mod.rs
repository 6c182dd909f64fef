//! Problems of the input: what is wrong, where, what was expected and what to
//! do about it. No message carries a name, a date of birth or free text about
//! a child.

mod code;
mod nearest;
mod shown;

pub use code::{Code, Severity};
pub(crate) use nearest::{meant, nearest};
pub(crate) use shown::{quoted, shape, shortened, shown_id};

use serde::Serialize;
use std::fmt;

/// One problem of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// The file's name.
    pub file: String,
    /// The sheet, where the file is the workbook of the round.
    pub sheet: Option<String>,
    /// The row as a spreadsheet counts it (the header is row 1), or the line
    /// of a settings file; nothing: the file as a whole.
    pub row: Option<u32>,
    /// The column, or the key of a setting.
    pub column: Option<String>,
    /// The id of the row.
    pub id: Option<String>,
    /// What was found; only the shape of it where it may be about a child.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub advice: String,
}

impl Problem {
    /// A problem of a file as a whole.
    pub fn new(code: Code, file: &str) -> Problem {
        Problem {
            code,
            severity: code.severity(),
            file: file.to_owned(),
            sheet: None,
            row: None,
            column: None,
            id: None,
            found: String::new(),
            expected: String::new(),
            advice: String::new(),
        }
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The problem at a row.
    #[must_use]
    pub fn at(mut self, row: Option<u32>) -> Problem {
        self.row = row;
        self
    }

    /// The problem in a column or key.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Problem {
        self.column = Some(column.into());
        self
    }

    /// The problem of the row with an id.
    #[must_use]
    pub fn id(mut self, id: Option<String>) -> Problem {
        self.id = id;
        self
    }

    /// The problem with what was found, what was expected and what to do.
    #[must_use]
    pub fn says(mut self, found: impl Into<String>, expected: impl Into<String>, advice: impl Into<String>) -> Problem {
        self.found = found.into();
        self.expected = expected.into();
        self.advice = advice.into();
        self
    }
}

impl fmt::Display for Problem {
    /// One line: `error[bad-date] referrals.csv, row 12, column submitted (R12): found …; expected …. …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}] {}", self.severity, self.code, self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {}", shortened(sheet))?;
        }
        let is_toml = self.file.ends_with(".toml");
        if let Some(row) = self.row {
            let word = if is_toml { "line" } else { "row" };
            write!(f, ", {word} {row}")?;
        }
        if let Some(column) = &self.column {
            let is_key = is_toml || self.sheet.as_deref().is_some_and(is_settings_sheet);
            let word = if is_key { "key" } else { "column" };
            write!(f, ", {word} {column}")?;
        }
        if let Some(id) = &self.id {
            write!(f, " ({id})")?;
        }
        let separator = if self.expected.is_empty() { "" } else { "; expected " };
        write!(f, ": found {}{separator}{}. {}", self.found, self.expected, self.advice)
    }
}

/// Whether a sheet holds keys and values.
fn is_settings_sheet(sheet: &str) -> bool {
    let plain: String = sheet.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    ["round", "policy"].contains(&plain.as_str())
}
