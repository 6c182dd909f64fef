//! One row of a table, or one group of settings: what is declared of its columns
//! decides what may be blank and what a message may show. `values` reads it.

use super::cells;
use crate::problem::{Code, Place, Problem, quoted, shape, shown_id};
use crate::schema::{Blank, Column, ColumnOf, Kind, TableId};
use std::borrow::Cow;
use std::fmt::Display;
use std::marker::PhantomData;

/// The raw value of one column.
#[derive(Debug, Clone)]
pub(crate) enum Cell<'a> {
    /// The column is not there, or its value was refused already.
    Unread,
    /// A text, perhaps blank, with its row or line.
    Text(Cow<'a, str>, Option<u32>),
}

/// A row of a table or a group of settings, to be read as a `T`.
pub(crate) struct Record<'a, T> {
    /// The file or sheet.
    pub(super) place: &'a Place,
    pub(super) about_children: bool,
    pub(super) columns: &'static [Column],
    /// What stands before the key of a setting, `sla.`; nothing in a table.
    pub(super) prefix: Option<String>,
    /// As many as there are columns.
    pub(super) cells: Vec<Cell<'a>>,
    /// The row, or the line of the group.
    pub(crate) row: Option<u32>,
    pub(super) id: Option<String>,
    pub(super) problems: &'a mut Vec<Problem>,
    pub(super) read_as: PhantomData<fn() -> T>,
}

impl<'a, T> Record<'a, T> {
    /// Tells a problem in a column.
    pub(super) fn tell(
        &mut self,
        code: Code,
        column: ColumnOf<T>,
        found: impl Into<String>,
        expected: &str,
        advice: &str,
    ) {
        let line = match self.cell(column) {
            Some(Cell::Text(_, line)) => line.or(self.row),
            _ => self.row,
        };
        let place = match &self.prefix {
            Some(prefix) => self.place.line(line).key(format!("{prefix}{}", column.name)),
            None => line.map_or(self.place.clone(), |row| self.place.row(row)).column(column.name),
        };
        self.problems.push(Problem::new(code, place).id(self.id.clone()).says(found, expected, advice));
    }

    /// Tells that a value is needed here.
    pub(super) fn require(&mut self, column: ColumnOf<T>, advice: &str) {
        self.tell(Code::MissingValue, column, "nothing", &column.kind.expected(), advice);
    }

    /// Whether the column holds nothing, not even something unreadable.
    pub(super) fn is_blank(&self, column: ColumnOf<T>) -> bool {
        match self.cell(column) {
            Some(Cell::Text(text, _)) => {
                let text = cells::text(text);
                text.is_empty() || (cells::is_placeholder(text) && may_be_nothing(column.kind))
            }
            _ => true,
        }
    }

    /// The cell of a column. Every declared column is among those of its table;
    /// a test holds it.
    pub(super) fn cell(&self, column: ColumnOf<T>) -> Option<&Cell<'a>> {
        let position = self.columns.iter().position(|other| other.name == column.name)?;
        self.cells.get(position)
    }

    /// The value of a column, its default when it is blank; a needed one that
    /// is missing is told.
    pub(super) fn value(&mut self, column: ColumnOf<T>) -> Option<Cow<'a, str>> {
        let text = match self.cell(column)? {
            Cell::Text(Cow::Borrowed(raw), _) => Cow::Borrowed(cells::text(raw)),
            Cell::Text(Cow::Owned(raw), _) => Cow::Owned(cells::text(raw).to_owned()),
            Cell::Unread => return None,
        };
        let is_none = text.is_empty() || (cells::is_placeholder(&text) && may_be_nothing(column.kind));
        if is_none && !text.is_empty() && column.blank != Blank::Refused && binds(column.kind) {
            self.tell_placeholder(column, &text);
        }
        match column.blank {
            Blank::Refused if is_none || cells::is_unknown(&text) => {
                let found = if text.is_empty() { "nothing".to_owned() } else { quoted(&text) };
                let expected = column.kind.expected();
                self.tell(Code::MissingValue, column, found, &expected, "Fill it in.");
                None
            }
            Blank::Value(value) if is_none => Some(Cow::Borrowed(value)),
            _ if is_none => None,
            _ => Some(text),
        }
    }

    /// Tells that something counts as blank that somebody wrote.
    pub(super) fn tell_placeholder(&mut self, column: ColumnOf<T>, text: &str) {
        let means = match column.blank {
            Blank::Value(value) => format!(": {value}"),
            Blank::Elsewhere(source) => format!(": {source}"),
            _ => String::new(),
        };
        let advice = format!("It counts as blank{means}. Write the value, or leave the cell blank.");
        self.tell(Code::Placeholder, column, quoted(text), &column.kind.expected(), &advice);
    }

    /// What a message says of a value: the value, but for facts about a child,
    /// ids of children that may be names, and dates where none belong.
    pub(super) fn shown(&self, column: &Column, value: &str, near: bool) -> String {
        if column.private {
            return shape(value);
        }
        let may_be_shown = match column.kind {
            _ if !self.about_children || near => true,
            Kind::Id | Kind::Reference(TableId::Students | TableId::Referrals) => is_shown(value),
            _ => cells::date(value).is_err(),
        };
        if may_be_shown { quoted(value) } else { shape(value) }
    }

    /// The cell as it is written; nothing of it where it may not be shown.
    pub(super) fn written(&self, column: ColumnOf<T>) -> Option<String> {
        match self.cell(column) {
            Some(Cell::Text(text, _)) if !column.private => Some(cells::text(text)).filter(|text| !text.is_empty()),
            _ => None,
        }
        .map(quoted)
    }

    /// What is to be said of a cell, after the cell as it is written.
    pub(super) fn with_cell(&self, column: ColumnOf<T>, found: &str) -> String {
        match self.written(column) {
            Some(written) => format!("{written}, {found}"),
            None => found.to_owned(),
        }
    }

    /// A value as its cell has it; the value where the cell is blank.
    pub(super) fn as_written(&self, column: ColumnOf<T>, value: impl Display) -> String {
        self.written(column).unwrap_or_else(|| value.to_string())
    }
}

/// The problem of a value that is longer than any of its kind.
pub(super) fn too_long(place: impl Fn() -> Place, kind: Kind, text: &str) -> Option<Problem> {
    let values = || text.split([';', '=']).count();
    if let Some(most) = kind.most_values().filter(|most| text.len() > *most && values() > *most) {
        let (found, expected) = (format!("a list of {}", values()), format!("{most} or fewer"));
        return Some(Problem::new(Code::TooLarge, place()).says(found, expected, "Shorten it."));
    }
    let longest = kind.longest().filter(|longest| text.len() > *longest && text.chars().count() > *longest)?;
    let expected = format!("{} of {longest} characters or fewer", kind.expected());
    Some(Problem::new(Code::TooLarge, place()).says(shape(text), expected, "Shorten it."))
}

/// Whether `NA` and the like are no value of a column. Among ids they would be
/// taken for one, among amounts for 0.
fn may_be_nothing(kind: Kind) -> bool {
    !kind.is_of_ids() && !matches!(kind, Kind::Money)
}

/// Whether a blank lets something through or shuts it out. Of what may be
/// unknown, rules say so themselves.
fn binds(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Text | Kind::YesNo | Kind::YearGroup | Kind::Latitude | Kind::Longitude | Kind::Upn | Kind::Urn
    )
}

/// Whether a message may show an id where it may be a child's.
pub(super) fn is_shown(id: &str) -> bool {
    shown_id(id, |text| cells::date(text).is_ok()).is_some()
}
