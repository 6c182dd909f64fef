//! An empty round as a folder of files.

use super::examples::{self, EXAMPLE};
use super::words::{self, Section, form_of};
use crate::ids::Word;
use crate::schema::{Blank, Kind, TABLES, TableSpec};
use std::collections::BTreeMap;

/// The files of an empty round by name, as text: settings with every key as a
/// remark, tables with an example row, and notes on every column.
pub fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("round.toml".to_owned(), settings("The run itself.", &[words::RUN])),
        ("policy.toml".to_owned(), settings("The rules of the authority.", &words::POLICY)),
        ("notes.txt".to_owned(), notes()),
    ]);
    files.extend(TABLES.iter().map(|table| (table.id.file(), csv(table))));
    files
}

/// A settings file in which nothing is set. Examples stand as remarks.
fn settings(title: &str, sections: &[Section]) -> String {
    let mut text = format!(
        "# {title} Take away the \"# \" before a key to set it; what is not set has its\n# default. Texts and dates are written as in the examples.\n"
    );
    for section in sections {
        if !section.header.is_empty() {
            text.push_str(&format!("\n# {}\n# {}\n", section.doc, section.header));
        }
        for (key, example) in section.values() {
            let needed = if key.blank == Blank::Refused { "NEEDED. " } else { "" };
            text.push_str(&format!(
                "\n# {needed}{} {}\n# {} = {}\n",
                key.doc,
                form_of(key),
                key.name,
                toml(key.kind, example)
            ));
        }
    }
    text
}

/// An example as a TOML value.
fn toml(kind: Kind, example: &str) -> String {
    let quoted = |text: &str| format!("\"{text}\"");
    match kind {
        Kind::Date
        | Kind::Whole
        | Kind::Ordinal
        | Kind::Weeks
        | Kind::Amount
        | Kind::Seed
        | Kind::DayCount
        | Kind::Kilometres => example.to_owned(),
        Kind::YesNo => (example == "yes").to_string(),
        Kind::DaysByWord => {
            let entries: Vec<String> = example.split(';').map(|entry| entry.replacen('=', " = ", 1)).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Kind::List | Kind::References(_) | Kind::Programmes => {
            let entries: Vec<String> = example.split(';').map(quoted).collect();
            format!("[{}]", entries.join(", "))
        }
        _ => quoted(example),
    }
}

/// A table with its header and examples, as Excel likes it.
fn csv(table: &TableSpec) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let mut lines = vec![names.join(",")];
    for row in examples::rows(table.id) {
        let cell = |name: &&str| row.iter().find(|(column, _)| column == name).map_or("", |(_, value)| value);
        let cells: Vec<&str> = names.iter().map(cell).collect();
        lines.push(format!("{EXAMPLE}{}", cells.join(",")));
    }
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

/// What every file and column means.
fn notes() -> String {
    let mut text = "\
An empty round. Fill in round.toml and policy.toml, then the tables; rightplace check says what is missing.
Rows that begin with \"e.g.\" are examples and are not read; delete them when they are no longer of use.
Tables may be saved from a spreadsheet as CSV with commas, semicolons or tabs. Dates are day first. In a
spreadsheet, format columns of ids, year groups and days as text, so that 007 and 7-11 stay as they are.
"
    .to_owned();
    for table in TABLES {
        let needed = if table.needed { "" } else { " May be deleted." };
        text.push_str(&format!("\n\n{}: {}{needed}\n", table.id.word(), table.doc));
        for column in table.columns {
            text.push_str(&format!("\n  {}\n    {} {}\n", column.name, column.doc, form_of(column)));
        }
    }
    text
}
