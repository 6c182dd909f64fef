//! The values of a record, each as its column asks for it: what cannot be read,
//! or is read otherwise than it is written, is told.

use super::advice::{advice, altered};
use super::cells::{self, Read, Stated};
use super::index::Index;
use super::record::{Cell, Record, is_shown};
use super::vocabulary::Words;
use crate::ids::Word;
use crate::normal::is_unshown;
use crate::problem::{Code, meant, nearest, quoted};
use crate::round::Key;
use crate::schema::ColumnOf;
use crate::units::{Coordinates, HalfDays, Pence, Times, YearGroup, YearGroups};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

impl<T> Record<'_, T> {
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

    /// A name or a title as it may stand in any sentence: in one line, with nothing
    /// that no line shows, and no longer than anybody would read.
    pub(super) fn name(&mut self, column: ColumnOf<T>) -> String {
        shown_name(&self.text(column))
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

    /// The same, each perhaps with its day; of a word that stands twice, the
    /// latest.
    pub(super) fn dated(&mut self, column: ColumnOf<T>, words: &mut Words) -> BTreeMap<String, Option<NaiveDate>> {
        let mut dated = BTreeMap::new();
        for entry in self.entries(column) {
            if cells::is_placeholder(&entry) {
                continue;
            }
            let (word, day) = match entry.rsplit_once('@') {
                Some((word, day)) => (word, Some(day.trim())),
                None => (entry.as_str(), None),
            };
            let date = day.and_then(|day| cells::date(day).ok());
            if date.is_none() && day.is_some() {
                let found = self.shown(&column, &entry, false);
                self.tell(Code::BadDate, column, found, &column.kind.expected(), advice(Code::BadDate, &entry));
            }
            if let Some(word) = words.shown(word.trim()) {
                let known: &mut Option<NaiveDate> = dated.entry(word).or_default();
                *known = date.max(*known);
            }
        }
        dated
    }

    /// Words with a number of days each.
    pub(super) fn days_by_word(&mut self, column: ColumnOf<T>, words: &mut Words) -> BTreeMap<String, u32> {
        let mut found = BTreeMap::new();
        for entry in self.entries(column) {
            let (word, days) = entry.rsplit_once('=').unwrap_or((&entry, ""));
            match (words.shown(word.trim()), cells::whole(days.trim())) {
                (Some(word), Ok(days)) => {
                    found.insert(word, days);
                }
                (_, read) => {
                    let code = read.err().unwrap_or(Code::BadNumber);
                    self.tell(code, column, quoted(&entry), &column.kind.expected(), advice(code, &entry));
                }
            }
        }
        found
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
            let looks = index.may_look();
            // Where columns are shifted, an id of a child may be a name.
            let ids = || index.ids().take(if looks { usize::MAX } else { 0 });
            let near = nearest(id, ids()).filter(|near| !index.of_children || is_shown(near));
            let shown = self.shown(&column, id, near.is_some() && !index.of_children);
            let advice = altered(id, ids()).unwrap_or_else(|| meant(near));
            self.tell(Code::UnknownId, column, shown, &column.kind.expected(), &advice);
        }
        found
    }

    /// Tells an id that none of some tables has, unless one of them is
    /// unreadable.
    pub(super) fn tell_unknown(&mut self, column: ColumnOf<T>, id: &str, tables: &[&Index], expected: &str) {
        if !tables.iter().all(|table| table.usable) {
            return;
        }
        let looks = tables.iter().all(|table| table.may_look());
        let ids = || tables.iter().flat_map(|table| table.ids()).take(if looks { usize::MAX } else { 0 });
        let near = nearest(id, ids());
        let shown = self.shown(&column, id, near.is_some());
        let advice = altered(id, ids()).unwrap_or_else(|| meant(near));
        self.tell(Code::UnknownId, column, shown, expected, &advice);
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

/// How many characters of a name are read.
const LONGEST_NAME: usize = 300;

fn shown_name(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_unshown(*c));
    let name: String = spaced.collect();
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name,
    }
}
