//! The ids of a table, known before any of its rows is read: a row with a
//! fault is told once and not again wherever its id is used.

use super::cells;
use crate::normal::normal;
use crate::problem::{Code, Place, Problem, bound_now_and_then, quoted, shape, shortened, shown_id};
use crate::round::Key;
use crate::schema::{Kind, TableSpec};
use crate::source::{RawTable, is_error_value};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

/// For how many unknown ids a nearest one is looked for: as many as are listed.
const MOST_LOOKS: usize = 1_000;

/// The rows of a table by their ids.
#[derive(Debug, Default)]
pub(crate) struct Index {
    positions: BTreeMap<String, usize>,
    /// Whether the table could be read, so that an id not found is unknown.
    pub(super) usable: bool,
    /// Whether the ids are children's.
    pub(super) of_children: bool,
    /// Of what is found by words rather than ids: the words as they are written,
    /// while the positions stand by their normal forms.
    words: Option<Vec<String>>,
    /// For how many unknown ids all others were looked through.
    looks: Cell<usize>,
}

impl Index {
    /// Whether all ids may be looked through once more, for what was meant by
    /// an unknown one.
    pub(super) fn may_look(&self) -> bool {
        self.looks.set(self.looks.get().saturating_add(1));
        self.looks.get() <= MOST_LOOKS
    }

    /// No ids yet.
    pub(super) fn empty(usable: bool) -> Index {
        Index { usable, ..Index::default() }
    }

    /// No words yet, of what is found by any spelling of them.
    pub(super) fn of_words(usable: bool) -> Index {
        Index { usable, words: Some(Vec::new()), ..Index::default() }
    }

    /// The ids of rows that were read, in file order.
    pub(crate) fn of_ids<'a>(ids: impl Iterator<Item = &'a str>, of_children: bool) -> Index {
        let mut index = Index { usable: true, of_children, ..Index::default() };
        for (position, id) in ids.enumerate() {
            let _ = index.insert(id, position);
        }
        index
    }

    /// The ids of a raw table; repeated ones are told.
    pub(super) fn of_table(spec: &TableSpec, table: Option<&RawTable>, problems: &mut Vec<Problem>) -> Index {
        let mut index = Index { of_children: spec.about_children, ..Index::default() };
        let own = spec.columns.iter().find(|column| matches!(column.kind, Kind::Id));
        let Some((table, own)) = table.filter(|table| table.usable).zip(own) else { return index };
        let Some(column) = table.column(own) else { return index };
        index.usable = true;
        for (position, row) in table.rows.iter().enumerate() {
            let id = row.cells.get(column).map_or("", |cell| cells::text(cell));
            if is_error_value(id) {
                continue;
            }
            if !is_sound(id) || cells::is_shortened(id) {
                let shown = if spec.about_children { shape(id) } else { quoted(id) };
                let (expected, advice) = if is_sound(id) {
                    let advice = "A spreadsheet shortened a long number: format the column as text and enter it anew.";
                    ("all digits of the id", advice)
                } else {
                    let expected = "an id without semicolons, bars and control characters, and not the word any";
                    (expected, "Choose another id; lists of ids could not hold this one.")
                };
                let problem = Problem::new(Code::BadId, table.place.row(row.row).column(own.name));
                problems.push(problem.says(shown, expected, advice));
            }
            if let Some(earlier) = index.insert(id, position) {
                let first = table.rows.get(earlier).map_or(0, |row| row.row);
                problems.push(duplicate(spec, table.place.row(row.row).column(own.name), id, first));
            }
            bound_now_and_then(problems);
        }
        index
    }

    /// Adds an id; where it is there already, the position that has it.
    pub(super) fn insert(&mut self, id: &str, position: usize) -> Option<usize> {
        let key = self.key(id);
        if key.is_empty() {
            return None;
        }
        if let Some(earlier) = self.positions.get(key.as_ref()) {
            return Some(*earlier);
        }
        let key = key.into_owned();
        self.positions.insert(key, position);
        self.words.iter_mut().for_each(|words| words.push(id.to_owned()));
        None
    }

    /// The row with an id.
    pub(super) fn find<T>(&self, id: &str) -> Option<Key<T>> {
        self.positions.get(self.key(id).as_ref()).map(|position| Key::new(*position))
    }

    /// What an id is found by.
    fn key<'i>(&self, id: &'i str) -> Cow<'i, str> {
        if self.words.is_some() { Cow::Owned(normal(id)) } else { Cow::Borrowed(id) }
    }

    /// The ids, ascending; words in the order of their file.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let ids = self.positions.keys().filter(|_| self.words.is_none());
        ids.chain(self.words.iter().flatten()).map(String::as_str)
    }
}

/// Whether an id can stand in a list of choices.
fn is_sound(id: &str) -> bool {
    !id.eq_ignore_ascii_case("any") && !id.chars().any(|c| c.is_control() || c == ';' || c == '|')
}

fn duplicate(spec: &TableSpec, place: Place, id: &str, first: u32) -> Problem {
    let shown = match spec.about_children {
        true => shown_id(id, |text| cells::date(text).is_ok()),
        false => Some(shortened(id)),
    };
    Problem::new(Code::DuplicateId, place).id(shown.clone()).says(
        format!("{}, as in row {first}", shown.map_or_else(|| "the same id".to_owned(), |id| quoted(&id))),
        "every id once",
        "Delete one of the rows or give it an id of its own.",
    )
}
