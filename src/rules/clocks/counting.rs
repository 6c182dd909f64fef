//! When a time limit is reached: its units counted one by one, without the days
//! on which it stands still.

use crate::calendar::{Calendar, Span, monday_of};
use crate::round::ClockUnit;
use chrono::{NaiveDate, NaiveTime, Timelike};

/// A day, with the time of day where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub date: NaiveDate,
    pub at: Option<NaiveTime>,
}

const MINUTES_OF_A_DAY: u32 = 24 * 60;
const HOURS_OF_A_DAY: u32 = 24;

/// The last moment that keeps a limit; nothing where the calendar ends before.
///
/// Without a time of day, a limit in hours is one in days, a part of a day
/// counting as a whole one. The day of the event is day 0 of days and weeks.
pub(super) fn due(
    calendar: &Calendar,
    from: Moment,
    amount: u32,
    unit: ClockUnit,
    stands_still: &[Span],
) -> Option<Moment> {
    let runs = |day: &NaiveDate| !stands_still.iter().any(|span| span.contains(*day));
    let day = |date| Some(Moment { date, at: None });
    if amount == 0 {
        return Some(from);
    }
    match (unit, from.at) {
        (ClockUnit::Hours, Some(at)) => hours(from.date, at, amount, runs),
        (ClockUnit::Hours, None) => day(nth(from.date, amount.div_ceil(HOURS_OF_A_DAY), runs)?),
        (ClockUnit::CalendarDays, _) => day(nth(from.date, amount, runs)?),
        (ClockUnit::Weeks, _) => day(nth(from.date, amount.saturating_mul(7), runs)?),
        (ClockUnit::WorkingDays, _) => day(nth(from.date, amount, |day| calendar.is_working_day(*day) && runs(day))?),
        (ClockUnit::SchoolDays, _) => day(calendar.teaching_days_after(from.date).filter(runs).nth(last_of(amount))?),
        (ClockUnit::TeachingWeeks, _) => {
            let taught: Vec<NaiveDate> = calendar.teaching_days_from(from.date).filter(runs).collect();
            let mut weeks = taught.chunk_by(|a, b| monday_of(*a) == monday_of(*b));
            day(*weeks.nth(last_of(amount))?.last()?)
        }
    }
}

fn last_of(amount: u32) -> usize {
    amount.saturating_sub(1) as usize
}

/// The n-th day after a day among those that count.
fn nth(from: NaiveDate, n: u32, counts: impl Fn(&NaiveDate) -> bool) -> Option<NaiveDate> {
    from.succ_opt()?.iter_days().filter(counts).nth(last_of(n))
}

/// So many hours after a moment; a day on which the limit stands still has none.
fn hours(from: NaiveDate, at: NaiveTime, amount: u32, runs: impl Fn(&NaiveDate) -> bool) -> Option<Moment> {
    let mut left = amount.checked_mul(60)?;
    let mut minute = at.hour() * 60 + at.minute();
    for date in from.iter_days() {
        let rest = if runs(&date) { MINUTES_OF_A_DAY - minute } else { 0 };
        // Midnight belongs to the day that it begins.
        if left < rest {
            let end = minute + left;
            return Some(Moment { date, at: NaiveTime::from_hms_opt(end / 60, end % 60, 0) });
        }
        left -= rest;
        minute = 0;
    }
    None
}

/// Whether something done is in time: to the minute where both times are known,
/// else by the day.
pub(super) fn is_met(due: Moment, done: Moment) -> bool {
    match (due.at, done.at) {
        (Some(due_at), Some(done_at)) => (done.date, done_at) <= (due.date, due_at),
        _ => done.date <= due.date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Word;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(first: &str, last: &str) -> Span {
        Span::new(date(first), date(last))
    }

    fn calendar() -> Calendar {
        Calendar::new(
            vec![span("2025-09-01", "2025-12-19"), span("2026-01-05", "2026-03-27")],
            vec![span("2025-10-27", "2025-10-31")],
            [date("2025-12-25"), date("2025-12-26"), date("2026-01-01")].into(),
        )
    }

    fn at(text: &str) -> Moment {
        match text.split_once(' ') {
            Some((day, time)) => Moment { date: date(day), at: NaiveTime::parse_from_str(time, "%H:%M").ok() },
            None => Moment { date: date(text), at: None },
        }
    }

    /// Each counted by hand on a calendar of 2025-26.
    #[test]
    fn units_count_as_they_say() {
        for (from, amount, unit, expected) in [
            ("2025-10-20", 15, "calendar-days", "2025-11-04"),
            ("2025-10-20", 6, "weeks", "2025-12-01"),
            // Monday 20 October: five working days are the next Monday, in half-term.
            ("2025-10-20", 5, "working-days", "2025-10-27"),
            // Five school days skip half-term: 21 to 24 October, then 3 November.
            ("2025-10-20", 5, "school-days", "2025-11-03"),
            // The weeks of 20 October and 3 November.
            ("2025-10-20", 2, "teaching-weeks", "2025-11-07"),
            // 22, 23, 24, then 29 December: two bank holidays and a weekend.
            ("2025-12-19", 4, "working-days", "2025-12-29"),
            ("2025-12-19", 1, "school-days", "2026-01-05"),
            // Friday half past three in the afternoon: weekends count.
            ("2025-10-17 15:30", 24, "hours", "2025-10-18 15:30"),
            ("2025-10-17 15:30", 9, "hours", "2025-10-18 00:30"),
            ("2025-10-17 15:30", 8, "hours", "2025-10-17 23:30"),
            ("2025-10-17", 24, "hours", "2025-10-18"),
            ("2025-10-17", 25, "hours", "2025-10-19"),
            ("2025-10-17", 0, "weeks", "2025-10-17"),
        ] {
            let unit = ClockUnit::parse(unit).unwrap();
            assert_eq!(due(&calendar(), at(from), amount, unit, &[]), Some(at(expected)), "{from} {amount} {unit}");
        }
    }

    #[test]
    fn a_limit_stands_still_in_a_pause() {
        // 20 to 24 October is out: ten days reach 4 November, three school days
        // after the 17th are 3 to 5 November, and the hours of the 20th are lost.
        let pause = [span("2025-10-20", "2025-10-24")];
        for (from, amount, unit, expected) in [
            ("2025-10-17", 10, ClockUnit::CalendarDays, "2025-11-01"),
            ("2025-10-17", 3, ClockUnit::SchoolDays, "2025-11-05"),
            ("2025-10-17", 3, ClockUnit::WorkingDays, "2025-10-29"),
            ("2025-10-19 12:00", 24, ClockUnit::Hours, "2025-10-25 12:00"),
            ("2025-10-16", 2, ClockUnit::TeachingWeeks, "2025-11-07"),
        ] {
            assert_eq!(due(&calendar(), at(from), amount, unit, &pause), Some(at(expected)), "{from} {unit}");
        }
    }

    #[test]
    fn school_time_ends_with_the_calendar() {
        for unit in [ClockUnit::SchoolDays, ClockUnit::TeachingWeeks] {
            assert_eq!(due(&calendar(), at("2026-03-23"), 6, unit, &[]), None);
        }
        assert_eq!(due(&calendar(), at("2026-03-26"), 1, ClockUnit::SchoolDays, &[]), Some(at("2026-03-27")));
    }

    #[test]
    fn met_is_to_the_minute_where_both_are_known() {
        let limit = at("2025-10-18 15:30");
        assert!(is_met(limit, at("2025-10-18 15:30")) && is_met(limit, at("2025-10-18")));
        assert!(!is_met(limit, at("2025-10-18 15:31")) && !is_met(limit, at("2025-10-19")));
        assert!(is_met(at("2025-10-18"), at("2025-10-18 23:59")));
    }
}
