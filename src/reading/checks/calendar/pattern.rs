//! What the dates of a calendar have in common, so that what differs is noticed.

use crate::calendar::{Calendar, Span};
use crate::reading::calendar::CalendarRow;
use crate::reading::checks::rows::Rows;
use crate::round::{CalendarEntry, CalendarKind, Key, Programme};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows must agree before they count as a pattern.
const ENOUGH: usize = 3;
/// How long before the first term a date of the year may lie: deadlines of
/// July serve starts of September.
const DAYS_BEFORE: u64 = 92;

/// A number of days or a weekday that the rows of one kind and programme share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Usual<T> {
    /// What they share.
    pub(super) value: T,
    /// How many do.
    pub(super) rows: usize,
}

/// What the dates of a calendar have in common: its period, the usual weekday
/// of its meetings, and how long after the deadlines they are held.
pub(super) struct Pattern<'a> {
    calendar: &'a Calendar,
    entries: Vec<&'a CalendarEntry>,
    sound: Vec<&'a CalendarEntry>,
    /// The rows of those that are sound.
    sound_rows: BTreeSet<u32>,
    usual_gaps: BTreeMap<(CalendarKind, Option<Key<Programme>>), Usual<i64>>,
}

impl<'a> Pattern<'a> {
    /// The pattern of a calendar's deadlines, panels and meetings. Rows whose
    /// own source contradicts them count for nothing.
    pub(super) fn new(rows: &Rows<'a>) -> Pattern<'a> {
        let is_dated = |row: &&CalendarRow| {
            matches!(row.entry.kind, CalendarKind::Deadline | CalendarKind::Panel | CalendarKind::Meeting)
        };
        let dated = rows.calendar_rows.iter().filter(is_dated);
        let is_sound = |row: &&CalendarRow| row.said.iter().all(|said| said.names.agree(row.entry.date));
        let sound: Vec<&CalendarEntry> = dated.clone().filter(is_sound).map(|row| &row.entry).collect();
        let mut pattern = Pattern {
            calendar: rows.calendar,
            sound_rows: sound.iter().map(|entry| entry.row).collect(),
            sound,
            entries: dated.map(|row| &row.entry).collect(),
            usual_gaps: BTreeMap::new(),
        };
        pattern.usual_gaps = pattern.find_usual_gaps();
        pattern
    }

    /// The deadlines, panels and meetings.
    pub(super) fn entries(&self) -> &[&'a CalendarEntry] {
        &self.entries
    }

    /// Whether a row's own source agrees with it.
    pub(super) fn is_sound(&self, entry: &CalendarEntry) -> bool {
        self.sound_rows.contains(&entry.row)
    }

    /// Whether a deadline that its own source contradicts could serve a row that
    /// names no start, so that nobody can tell which one does.
    pub(super) fn is_deadline_in_doubt(&self, entry: &CalendarEntry) -> bool {
        let mut deadlines = self.entries.iter().filter(|other| {
            other.kind == CalendarKind::Deadline && (other.programme == entry.programme || entry.programme.is_none())
        });
        entry.for_start.is_none()
            && self.sound.len() < self.entries.len()
            && deadlines.any(|other| !self.is_sound(other))
    }

    /// Whether a row could have another date: a working day of the calendar's
    /// period, taught where it lies within the terms, and not too late for the
    /// start that it serves.
    pub(super) fn could_be(&self, entry: &CalendarEntry, date: NaiveDate) -> bool {
        let terms = self.calendar.terms();
        let (Some(first), Some(last)) = (terms.first(), self.calendar.last_term_day()) else {
            return self.calendar.is_working_day(date);
        };
        let from = first.first.checked_sub_days(Days::new(DAYS_BEFORE)).unwrap_or(first.first);
        let is_taught = !Span::new(first.first, last).contains(date) || self.calendar.is_teaching_day(date);
        Span::new(from, last).contains(date)
            && self.calendar.is_working_day(date)
            && is_taught
            && entry.for_start.is_none_or(|start| date < start)
    }

    /// Whether a date lies before the calendar's first term or after its last.
    pub(super) fn is_outside(&self, date: NaiveDate) -> bool {
        let first = self.calendar.terms().first().is_some_and(|term| date < term.first);
        first || self.calendar.last_term_day().is_some_and(|last| date > last)
    }

    /// The weekday of all other rows of the kind and programme, where there are enough.
    pub(super) fn usual_weekday(&self, entry: &CalendarEntry) -> Option<Usual<Weekday>> {
        let alike = self
            .sound
            .iter()
            .filter(|other| (other.kind, other.programme) == (entry.kind, entry.programme) && other.row != entry.row);
        let days: Vec<Weekday> = alike.map(|other| other.date.weekday()).collect();
        let value = *days.first()?;
        (days.len() >= ENOUGH && days.iter().all(|day| *day == value)).then_some(Usual { value, rows: days.len() })
    }

    /// The days from a deadline to a panel or meeting that most rows of its kind
    /// and programme have, weeks of holiday left out.
    pub(super) fn usual_gap(&self, kind: CalendarKind, programme: Option<Key<Programme>>) -> Option<Usual<i64>> {
        self.usual_gaps.get(&(kind, programme)).copied()
    }

    fn find_usual_gaps(&self) -> BTreeMap<(CalendarKind, Option<Key<Programme>>), Usual<i64>> {
        let mut gaps: BTreeMap<_, BTreeMap<i64, usize>> = BTreeMap::new();
        for entry in self.sound.iter().filter(|entry| entry.kind != CalendarKind::Deadline) {
            if let Some(deadline) = self.partner(entry, entry.date, CalendarKind::Deadline)
                && self.is_sound(deadline)
            {
                let gap = self.calendar.days_without_holiday_weeks(deadline.date, entry.date);
                *gaps.entry((entry.kind, entry.programme)).or_default().entry(gap).or_default() += 1;
            }
        }
        let usual = |(of, gaps): (_, BTreeMap<i64, usize>)| {
            let all: usize = gaps.values().sum();
            let (value, rows) = gaps.into_iter().max_by_key(|(_, rows)| *rows)?;
            (rows >= ENOUGH && 2 * rows > all).then_some((of, Usual { value, rows }))
        };
        gaps.into_iter().filter_map(usual).collect()
    }

    /// The deadline of a panel or meeting, or the panel or meeting of a
    /// deadline, as if the row had the date: the one for the same start, else
    /// the nearest that a deadline can lie before.
    pub(super) fn partner(
        &self,
        entry: &CalendarEntry,
        date: NaiveDate,
        kind: CalendarKind,
    ) -> Option<&'a CalendarEntry> {
        let serves = |other: &&&CalendarEntry| {
            other.kind == kind
                && (other.programme == entry.programme || other.programme.is_none() || entry.programme.is_none())
        };
        let others = || self.entries.iter().filter(serves).copied();
        if let Some(start) = entry.for_start {
            let own = others().filter(|other| other.for_start == Some(start));
            return own.min_by_key(|other| (other.date - date).num_days().abs());
        }
        match entry.kind {
            CalendarKind::Deadline => others().filter(|other| other.date >= date).min_by_key(|other| other.date),
            _ => others().filter(|other| other.date <= date).max_by_key(|other| other.date),
        }
    }

    /// The panel or meeting of a deadline, or the deadline of one, that lies the
    /// usual number of days away if the row has the date.
    pub(super) fn at_usual_gap(
        &self,
        entry: &CalendarEntry,
        date: NaiveDate,
    ) -> Option<(&'a CalendarEntry, Usual<i64>)> {
        let kinds: &[CalendarKind] = match entry.kind {
            CalendarKind::Deadline => &[CalendarKind::Panel, CalendarKind::Meeting],
            _ => &[CalendarKind::Deadline],
        };
        kinds.iter().find_map(|kind| {
            let partner = self.partner(entry, date, *kind)?;
            let later = if entry.kind == CalendarKind::Deadline { partner } else { entry };
            let usual = self.usual_gap(later.kind, later.programme)?;
            let (from, to) = (date.min(partner.date), date.max(partner.date));
            let gap = self.calendar.days_without_holiday_weeks(from, to);
            (gap == usual.value).then_some((partner, usual))
        })
    }

    /// The days from one date to a later one, weeks of holiday left out.
    pub(super) fn gap(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        self.calendar.days_without_holiday_weeks(from, to)
    }
}
