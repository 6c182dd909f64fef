//! One row of a table, or one group of settings, read value by value: what is
//! declared of the columns decides what may be blank and what may be shown.

use super::cells::{self, Read, Stated};
use super::index::Index;
use super::vocabulary::Words;
use crate::ids::Word;
use crate::problem::{Code, Place, Problem, meant, nearest, quoted, shape, shown_id};
use crate::round::Key;
use crate::schema::{Blank, Column, ColumnOf, Kind, TableId};
use crate::units::{Coordinates, HalfDays, Pence, Times, YearGroup, YearGroups};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeSet;
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
    fn cell(&self, column: ColumnOf<T>) -> Option<&Cell<'a>> {
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
    fn tell_placeholder(&mut self, column: ColumnOf<T>, text: &str) {
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
    fn written(&self, column: ColumnOf<T>) -> Option<String> {
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

    fn read<V>(&mut self, column: ColumnOf<T>, parse: impl FnOnce(&str) -> Read<V>) -> Option<V> {
        let text = self.value(column)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(code) => {
                let found = self.shown(&column, &text, false);
                self.tell(code, column, found, &column.kind.expected(), advice(code, &text));
                None
            }
        }
    }

    pub(crate) fn text(&mut self, column: ColumnOf<T>) -> String {
        self.value(column).map(Cow::into_owned).unwrap_or_default()
    }

    pub(super) fn whole(&mut self, column: ColumnOf<T>) -> Option<u32> {
        self.read(column, cells::whole)
    }

    pub(super) fn amount(&mut self, column: ColumnOf<T>) -> Option<u32> {
        self.read(column, cells::amount)
    }

    pub(super) fn money(&mut self, column: ColumnOf<T>) -> Option<Pence> {
        let (amount, is_fine) = self.read(column, |text| cells::money(text).map(|amount| (amount, is_fine(text))))?;
        if is_fine {
            let advice = format!("It is read as £{amount}; write 1,200 with a comma or without any mark.");
            let expected = "an amount such as 1200 or £1,200.00, with two decimals at most";
            let found = self.with_cell(column, "an amount with three decimals or more");
            self.tell(Code::ThreeDecimals, column, found, expected, &advice);
        }
        Some(amount)
    }

    pub(super) fn times(&mut self, column: ColumnOf<T>) -> Option<Times> {
        self.read(column, cells::times)
    }

    pub(super) fn day_count(&mut self, column: ColumnOf<T>) -> Option<HalfDays> {
        self.read(column, cells::day_count)
    }

    pub(super) fn year_groups(&mut self, column: ColumnOf<T>) -> Option<YearGroups> {
        self.read(column, cells::year_groups)
    }

    /// A value of another kind.
    pub(super) fn other<V>(&mut self, column: ColumnOf<T>, parse: impl FnOnce(&str) -> Read<V>) -> Option<V> {
        self.read(column, parse)
    }

    /// Yes, no or unknown.
    pub(super) fn yes_no(&mut self, column: ColumnOf<T>) -> Option<bool> {
        self.read(column, |text| if cells::is_unknown(text) { Ok(None) } else { cells::yes_no(text).map(Some) })
            .flatten()
    }

    /// A year group, or unknown.
    pub(super) fn year_group(&mut self, column: ColumnOf<T>) -> Option<YearGroup> {
        self.read(column, |text| if cells::is_unknown(text) { Ok(None) } else { cells::year_group(text).map(Some) })
            .flatten()
    }

    /// A date; a weekday beside it that disagrees is told.
    pub(crate) fn date(&mut self, column: ColumnOf<T>) -> Option<NaiveDate> {
        let read = self.read(column, cells::stated)?;
        self.tell_time(column, read);
        if !read.agrees() {
            let found = if column.private {
                "another weekday".to_owned()
            } else {
                self.with_cell(column, &format!("a weekday that {} is not", read.date))
            };
            self.tell(
                Code::WeekdayDisagrees,
                column,
                found,
                "the weekday of the date",
                "The date counts; check that it is the one that was meant.",
            );
        }
        Some(read.date)
    }

    /// Tells a time of day beside a date.
    fn tell_time(&mut self, column: ColumnOf<T>, read: Stated) {
        if read.is_moment {
            let advice = "It is read as the day in London at that moment. Save the list with days alone.";
            let found = self.with_cell(column, "a moment in UTC or with an offset from it");
            self.tell(Code::MomentInTime, column, found, "a date", advice);
        } else if read.has_time {
            let advice = "The day counts; the time is not read.";
            let found = self.with_cell(column, "a date with a time of day");
            self.tell(Code::TimeLeftOut, column, found, "a date", advice);
        }
    }

    /// A date as it is written, with its weekday; whether the two agree is for
    /// the caller to tell.
    pub(super) fn stated(&mut self, column: ColumnOf<T>) -> Option<(String, Stated)> {
        let (text, read) = self.read(column, |text| cells::stated(text).map(|stated| (text.to_owned(), stated)))?;
        self.tell_time(column, read);
        Some((text, read))
    }

    /// A date, or unknown.
    pub(super) fn date_or_unknown(&mut self, column: ColumnOf<T>) -> Option<NaiveDate> {
        let is_unknown = match self.cell(column) {
            Some(Cell::Text(text, _)) => cells::is_unknown(cells::text(text)),
            _ => false,
        };
        if is_unknown { None } else { self.date(column) }
    }

    /// Words of the authority's own, as they are shown.
    pub(super) fn list(&mut self, column: ColumnOf<T>, words: &mut Words) -> BTreeSet<String> {
        let entries = self.entries(column);
        let kept: Vec<&String> = entries.iter().filter(|entry| !cells::is_placeholder(entry)).collect();
        if let Some(first) = entries.first().filter(|_| kept.is_empty()) {
            self.tell_placeholder(column, first);
        }
        kept.into_iter().filter_map(|word| words.shown(word)).collect()
    }

    /// A word of the authority's own, as it is shown.
    pub(super) fn own_word(&mut self, column: ColumnOf<T>, words: &mut Words) -> Option<String> {
        self.value(column).and_then(|text| words.shown(&text))
    }

    /// The entries of a list, as written.
    pub(super) fn entries(&mut self, column: ColumnOf<T>) -> Vec<String> {
        let Some(text) = self.value(column) else { return Vec::new() };
        text.split(';').map(cells::text).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
    }

    /// One of the fixed words.
    pub(super) fn word<W: Word>(&mut self, column: ColumnOf<T>) -> Option<W> {
        let text = self.value(column)?;
        let read = W::parse(&text);
        if read.is_none() {
            let near = nearest(&text, W::ALL.iter().map(|word| word.word()));
            let found = self.shown(&column, &text, near.is_some());
            self.tell(Code::UnknownWord, column, found, &column.kind.expected(), &meant(near));
        }
        read
    }

    /// The row that an id names.
    pub(crate) fn reference<R>(&mut self, column: ColumnOf<T>, index: &Index) -> Option<Key<R>> {
        let text = self.value(column)?;
        self.find(column, &text, index)
    }

    /// The rows that a list of ids names; nothing when it is blank.
    pub(super) fn references<R>(&mut self, column: ColumnOf<T>, index: &Index) -> Option<BTreeSet<Key<R>>> {
        let entries = self.entries(column);
        let kept = entries.iter().filter_map(|entry| self.find(column, entry, index)).collect();
        (!entries.is_empty()).then_some(kept)
    }

    /// The same; ids that a scenario removed name no row and are no mistake.
    pub(super) fn references_or_removed<R>(
        &mut self,
        column: ColumnOf<T>,
        index: &Index,
        removed: &BTreeSet<String>,
    ) -> Option<BTreeSet<Key<R>>> {
        let entries = self.entries(column);
        let left = entries.iter().filter(|entry| index.find::<R>(entry).is_some() || !removed.contains(*entry));
        let kept = left.filter_map(|entry| self.find(column, entry, index)).collect();
        (!entries.is_empty()).then_some(kept)
    }

    /// The row that an id names; an unknown one is told, unless the whole
    /// table is unreadable.
    fn find<R>(&mut self, column: ColumnOf<T>, id: &str, index: &Index) -> Option<Key<R>> {
        let found = index.find(id);
        if found.is_none() && index.usable {
            // Where columns are shifted, an id of a child may be a name.
            let near = nearest(id, index.ids()).filter(|near| !index.of_children || is_shown(near));
            let shown = self.shown(&column, id, near.is_some() && !index.of_children);
            let advice = altered(id, index.ids()).unwrap_or_else(|| meant(near));
            self.tell(Code::UnknownId, column, shown, &column.kind.expected(), &advice);
        }
        found
    }

    /// Coordinates from two columns; one without the other is told.
    pub(super) fn location(&mut self, lat: ColumnOf<T>, lon: ColumnOf<T>) -> Option<Coordinates> {
        match (self.is_blank(lat), self.is_blank(lon)) {
            (false, true) => self.require(lon, "Give both coordinates or neither."),
            (true, false) => self.require(lat, "Give both coordinates or neither."),
            _ => {}
        }
        let north = self.read(lat, |text| cells::coordinate(text, 90.0))?;
        let east = self.read(lon, |text| cells::coordinate(text, 180.0))?;
        if !is_in_britain(north, east) {
            let (found, advice) = match (north, east) {
                (0.0, 0.0) => {
                    ("a point in the sea, 0 north and 0 east", "Leave both cells blank if the place is not known.")
                }
                _ if is_in_britain(east, north) => {
                    ("a latitude that is a longitude, and the other way round", "Exchange the two.")
                }
                _ => {
                    ("a point outside the United Kingdom", "Check both coordinates; distances are reckoned from them.")
                }
            };
            let expected = "49.8 to 60.9 degrees north and -8.7 to 1.8 degrees east";
            let found = match (self.written(lat), self.written(lon)) {
                (Some(lat), Some(lon)) => format!("{lat} and {lon}: {found}"),
                _ => found.to_owned(),
            };
            self.tell(Code::CoordinatesOutside, lat, found, expected, advice);
        }
        Some(Coordinates { lat: north, lon: east })
    }

    /// Tells an end that lies before its start, each with its column.
    pub(crate) fn check_order(
        &mut self,
        (start_column, start): (ColumnOf<T>, Option<NaiveDate>),
        (end_column, end): (ColumnOf<T>, Option<NaiveDate>),
    ) {
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            let expected = format!("{start} or later, as {} says", start_column.name);
            let found = self.as_written(end_column, end);
            self.tell(Code::EndBeforeStart, end_column, found, &expected, "Check both dates.");
        }
    }
}

/// Whether an amount has three decimals or more, as where a full stop stands
/// between thousands.
fn is_fine(amount: &str) -> bool {
    amount.split_once('.').is_some_and(|(_, decimals)| decimals.bytes().take_while(u8::is_ascii_digit).count() > 2)
}

/// Whether a point lies in the rectangle around the United Kingdom.
fn is_in_britain(north: f64, east: f64) -> bool {
    (49.8..=60.9).contains(&north) && (-8.7..=1.8).contains(&east)
}

/// Whether `NA` and the like are no value of a column. Among ids they would be
/// taken for one, among amounts for 0.
fn may_be_nothing(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Id
            | Kind::Reference(_)
            | Kind::References(_)
            | Kind::Programme
            | Kind::Programmes
            | Kind::Pool
            | Kind::Choices
            | Kind::Money
    )
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
fn is_shown(id: &str) -> bool {
    shown_id(id, |text| cells::date(text).is_ok()).is_some()
}

/// The advice for an id that a spreadsheet altered on its way: zeros dropped
/// from its beginning, or its last digits lost.
pub(super) fn altered<'a>(id: &str, mut known: impl Iterator<Item = &'a str>) -> Option<String> {
    if cells::is_placeholder(id) {
        return Some("Leave the cell blank if there is none.".to_owned());
    }
    if cells::is_shortened(id) {
        return Some("A spreadsheet shortened a long number: format the column as text and enter it anew.".to_owned());
    }
    let bare = |text: &str| text.trim_start_matches('0').to_owned();
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let other = is_number.then(|| known.find(|other| bare(other) == bare(id)))??;
    let lost = "A spreadsheet drops zeros at the beginning of a number: format the column as text.";
    Some(format!("Did you mean {}? {lost}", quoted(other)))
}

fn advice(code: Code, text: &str) -> &'static str {
    match code {
        Code::BadMoney if text == "-" => {
            "A spreadsheet shows an amount of 0 as a dash: write 0, or leave the cell blank if there is none."
        }
        Code::BadDate => "Write the day before the month; leave the cell blank if the date is not known.",
        Code::BadMoney => "Write pounds and whole pence, with a full stop between them.",
        Code::BadNumber => "Write digits only; leave the cell blank if there is none.",
        Code::NegativeNumber => "Write 0 or more.",
        Code::NumberTooLarge => "Check for a slip of the keyboard.",
        Code::BadYesNo => "Write yes or no; leave the cell blank if it is not known.",
        Code::BadYearGroup => "A spreadsheet may have turned 7-11 into a date: format the column as text first.",
        Code::BadDays => "Separate weekdays by semicolons; am or pm makes a half day.",
        _ => "Check the value.",
    }
}
