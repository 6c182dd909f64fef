//! Rows of the calendar, and what their sources' own words say of the dates.

use super::cells::{self, Stated};
use super::known::Known;
use super::record::Record;
use crate::calendar::{Calendar, Span};
use crate::round::{CalendarEntry, CalendarKind};
use crate::schema::{ColumnOf, calendar};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// A row of the calendar, with what its source says of the date.
#[derive(Debug, Clone)]
pub(super) struct CalendarRow {
    pub(super) entry: CalendarEntry,
    /// What was written with a weekday, or in the source's own words.
    pub(super) said: Vec<Said>,
}

/// A date in somebody's own words.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The column.
    pub(super) column: ColumnOf<CalendarEntry>,
    /// The words.
    pub(super) text: String,
    /// What they name.
    pub(super) names: Names,
}

/// What words about a date name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// A day, perhaps with a weekday.
    Day(Stated),
    /// A weekday alone.
    Weekday(Weekday),
    /// A month of a year, by its first day.
    Month(NaiveDate),
}

impl Names {
    /// What a source's own words name, if anything; a day without a year is of
    /// the year of the date.
    fn of(words: &str, date: NaiveDate) -> Option<Names> {
        let with_year = format!("{words} {}", date.year());
        if let Ok(stated) = cells::stated(words).or_else(|_| cells::stated(&with_year)) {
            return Some(Names::Day(stated));
        }
        if let Ok(weekday) = words.parse() {
            return Some(Names::Weekday(weekday));
        }
        cells::date(&format!("1 {words}")).ok().map(Names::Month)
    }

    /// Whether they can mean a date.
    pub(super) fn agree(self, date: NaiveDate) -> bool {
        match self {
            Names::Day(stated) => stated.date == date && stated.agrees(),
            Names::Weekday(weekday) => weekday == date.weekday(),
            Names::Month(first) => (first.year(), first.month()) == (date.year(), date.month()),
        }
    }
}

/// A row of the calendar.
pub(super) fn read(record: &mut Record<'_, CalendarEntry>, known: &Known<'_>) -> Option<CalendarRow> {
    let kind = record.word::<CalendarKind>(calendar::KIND);
    let (written, written_date) = record.stated(calendar::DATE).unzip();
    let date = written_date.map(|written| written.date);
    let end = record.date(calendar::END);
    record.check_order((calendar::DATE, date), (calendar::END, end));
    if kind == Some(CalendarKind::Term) && record.is_blank(calendar::END) {
        record.require(calendar::END, "Give the last day of the term.");
    }
    let programme = record.reference(calendar::PROGRAMME, &known.programmes);
    if kind == Some(CalendarKind::Deadline) && record.is_blank(calendar::PROGRAMME) {
        record.require(calendar::PROGRAMME, "Name the programme: a deadline needs one.");
    }
    let for_start = record.date(calendar::FOR_START);
    let stated = record.text(calendar::STATED);
    let label = record.name(calendar::LABEL);
    let entry =
        CalendarEntry { kind: kind?, date: date?, end, programme, for_start, label, row: record.row.unwrap_or(0) };
    let in_date =
        written.zip(written_date).map(|(text, date)| Said { column: calendar::DATE, text, names: Names::Day(date) });
    let in_words = Names::of(&stated, entry.date).map(|names| Said { column: calendar::STATED, text: stated, names });
    let said = in_date.into_iter().chain(in_words).collect();
    Some(CalendarRow { entry, said })
}

/// The terms, holidays and bank holidays of the rows, and the other rows.
/// `further` are bank holidays from elsewhere.
pub(super) fn split(rows: &[CalendarRow], further: BTreeSet<NaiveDate>) -> (Calendar, Vec<CalendarEntry>) {
    let (mut terms, mut holidays, mut bank_holidays, mut dates) = (Vec::new(), Vec::new(), further, Vec::new());
    for CalendarRow { entry, .. } in rows {
        let span = Span::new(entry.date, entry.end.unwrap_or(entry.date));
        match entry.kind {
            CalendarKind::Term => terms.push(span),
            CalendarKind::Holiday => holidays.push(span),
            CalendarKind::BankHoliday => bank_holidays.extend(span.days()),
            CalendarKind::Deadline | CalendarKind::Panel | CalendarKind::Meeting => dates.push(entry.clone()),
        }
    }
    (Calendar::new(terms, holidays, bank_holidays), dates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_cannot_mean_the_date_are_noticed_and_no_others() {
        // domain.md §1.1, A1 to A3; S1:984-1046.
        let day = |text: &str| text.parse().unwrap();
        let disagrees = |words: &str, date: NaiveDate| Names::of(words, date).is_some_and(|names| !names.agree(date));
        assert!(disagrees("Tuesday 22 October 2025", day("2025-10-21")));
        assert!(disagrees("Tuesday 22 October 2025", day("2025-10-22")));
        assert!(disagrees("Wednesday 14 January 2025", day("2026-01-14")));
        assert!(disagrees("Wednesday 14 June 2026", day("2026-06-14")));
        assert!(disagrees("Wednesday", day("2026-06-14")));
        assert!(disagrees("Monday 17 September", day("2025-09-17")));
        assert!(disagrees("June 2025", day("2025-07-31")));
        for fine in
            ["Wednesday 17 September 2025", "Wednesday 17 September", "wed", "September 2025", "to be confirmed", ""]
        {
            assert!(!disagrees(fine, day("2025-09-17")), "{fine}");
        }
    }
}
