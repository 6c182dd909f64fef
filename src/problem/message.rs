//! One problem of the input, with what is said of it.

use super::shown::{name, told};
use super::{Code, Place, Severity};
use serde::Serialize;
use std::fmt;

/// One problem of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The cell as a spreadsheet names it, `D7`, where the place is one of a
    /// workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The id of the row.
    pub id: Option<String>,
    /// What was found; only the shape of it where it may be about a child.
    pub found: String,
    /// What was expected.
    pub expected: String,
    /// What to do.
    pub advice: String,
    /// How many more problems of the kind the file has, which are counted and
    /// not listed.
    #[serde(skip_serializing_if = "is_zero")]
    pub unlisted: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Problem {
    /// A problem at a place.
    pub fn new(code: Code, place: Place) -> Problem {
        let (found, expected, advice) = (String::new(), String::new(), String::new());
        Problem { code, severity: code.severity(), place, cell: None, id: None, found, expected, advice, unlisted: 0 }
    }

    /// How many problems it stands for: itself and those that are not listed.
    pub fn weight(&self) -> usize {
        self.unlisted.saturating_add(1)
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The problem at the line of a settings file that brought it about; its
    /// column is the key there.
    #[must_use]
    pub fn traced_to(self, file: &str, line: Option<u32>) -> Problem {
        let cause = Place::of_file(file).line(line);
        let place = self.place.name().map(|name| cause.key(name)).unwrap_or(cause);
        Problem { place, cell: None, ..self }
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
        self.found = told(&found.into());
        self.expected = told(&expected.into());
        self.advice = told(&advice.into());
        self
    }
}

impl fmt::Display for Problem {
    /// One line: `error[bad-date] referrals.csv, row 12, column submitted (R12): found …; expected …. …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}] ", self.severity, self.code)?;
        let cell = self.cell.as_ref().map(|cell| format!("cell {cell}"));
        self.place.write(f, cell.as_deref())?;
        if let Some(id) = &self.id {
            write!(f, " ({})", name(id))?;
        }
        let separator = if self.expected.is_empty() { "" } else { "; expected " };
        write!(f, ": found {}{separator}{}. {}", self.found, self.expected, self.advice)
    }
}
