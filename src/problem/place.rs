//! Where a problem is: a file or a sheet of a workbook, and what within it.

use super::shown::name;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;

/// A file, or a sheet of a workbook; or a row, line, column or key in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// The sheet, where the file is the workbook of the round.
    pub sheet: Option<String>,
    /// How far down; nothing: nowhere in particular.
    pub at: Option<At>,
    /// What of a row or of the settings; nothing: all of it.
    pub field: Option<Field>,
}

/// How far down in a file or sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// A row as a spreadsheet counts it; the header is usually row 1.
    Row(u32),
    /// A line of a text.
    Line(u32),
}

/// What of a row or of the settings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A column, by its name.
    Column(String),
    /// The key of a setting, with the groups around it: `sla.place_fee`.
    Key(String),
}

impl Place {
    /// A file as a whole.
    pub fn of_file(file: impl Into<String>) -> Place {
        Place { file: file.into(), ..Place::default() }
    }

    /// A sheet of a workbook as a whole.
    pub fn of_sheet(workbook: impl Into<String>, sheet: impl Into<String>) -> Place {
        Place { sheet: Some(sheet.into()), ..Place::of_file(workbook) }
    }

    /// The file or sheet as a whole.
    #[must_use]
    pub fn whole(&self) -> Place {
        Place { at: None, field: None, ..self.clone() }
    }

    /// A row of the table.
    #[must_use]
    pub fn row(&self, row: u32) -> Place {
        Place { at: Some(At::Row(row)), ..self.clone() }
    }

    /// A column of the table, or of the row.
    #[must_use]
    pub fn column(&self, name: impl Into<String>) -> Place {
        Place { field: Some(Field::Column(name.into())), ..self.clone() }
    }

    /// Where settings are written: a line of their file, or a row of their
    /// sheet.
    #[must_use]
    pub fn line(&self, line: Option<u32>) -> Place {
        let at = if self.sheet.is_some() { At::Row } else { At::Line };
        Place { at: line.map(at), ..self.clone() }
    }

    /// The key of a setting.
    #[must_use]
    pub fn key(&self, key: impl Into<String>) -> Place {
        Place { field: Some(Field::Key(key.into())), ..self.clone() }
    }

    /// The number of the row or line.
    pub fn number(&self) -> Option<u32> {
        match self.at? {
            At::Row(number) | At::Line(number) => Some(number),
        }
    }

    /// The name of the column or key.
    pub fn name(&self) -> Option<&str> {
        match self.field.as_ref()? {
            Field::Column(name) | Field::Key(name) => Some(name),
        }
    }
}

impl Place {
    /// The place in words, with words of its own for how far down it is.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>, how_far: Option<&str>) -> fmt::Result {
        f.write_str(&name(&self.file))?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {}", name(sheet))?;
        }
        match (how_far, self.at) {
            (Some(words), _) => write!(f, ", {words}")?,
            (None, Some(At::Row(row))) => write!(f, ", row {row}")?,
            (None, Some(At::Line(line))) => write!(f, ", line {line}")?,
            (None, None) => {}
        }
        match &self.field {
            Some(Field::Column(column)) => write!(f, ", column {}", name(column)),
            Some(Field::Key(key)) => write!(f, ", key {}", name(key)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Place {
    /// `referrals.csv, row 12, column submitted`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None)
    }
}

impl Serialize for Place {
    /// The file, the sheet, the number of the row or line as `row`, and the
    /// name of the column or key as `column`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Place", 4)?;
        fields.serialize_field("file", &name(&self.file))?;
        fields.serialize_field("sheet", &self.sheet.as_deref().map(name))?;
        fields.serialize_field("row", &self.number())?;
        fields.serialize_field("column", &self.name().map(name))?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_the_words_of_its_kind() {
        let table = Place::of_file("referrals.csv");
        let policy = Place::of_file("policy.toml");
        let sheet = Place::of_sheet("round.xlsx", "Policy");
        for (place, words) in [
            (table.clone(), "referrals.csv"),
            (table.row(12).column("submitted"), "referrals.csv, row 12, column submitted"),
            (table.column("lat"), "referrals.csv, column lat"),
            (policy.line(Some(3)).key("sla.place_fee"), "policy.toml, line 3, key sla.place_fee"),
            (policy.line(None).key("bands"), "policy.toml, key bands"),
            (sheet.line(Some(3)).key("bands"), "round.xlsx, sheet Policy, row 3, key bands"),
        ] {
            assert_eq!(place.to_string(), words);
        }
    }
}
