//! Dates: teaching days and weeks, working days, ages.
//!
//! A *teaching day* is Monday to Friday in a term, not a holiday or bank
//! holiday. A *working day* is Monday to Friday, not a bank holiday. A week
//! runs from Monday to Sunday and is a *teaching week* when it has a teaching
//! day.

mod span;

pub use span::Span;

use crate::units::Times;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// The terms, holidays and bank holidays of an authority.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    terms: Vec<Span>,
    holidays: Vec<Span>,
    bank_holidays: BTreeSet<NaiveDate>,
    teaching_days: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// A calendar from its terms, holidays and bank holidays, in any order.
    /// Overlapping terms count once.
    pub fn new(mut terms: Vec<Span>, mut holidays: Vec<Span>, bank_holidays: BTreeSet<NaiveDate>) -> Calendar {
        terms.sort();
        holidays.sort();
        let teaching_days = terms
            .iter()
            .flat_map(|term| term.days())
            .filter(|day| is_monday_to_friday(*day))
            .filter(|day| !bank_holidays.contains(day))
            .filter(|day| !holidays.iter().any(|holiday| holiday.contains(*day)))
            .collect();
        Calendar { terms, holidays, bank_holidays, teaching_days }
    }

    /// The terms by their first days.
    pub fn terms(&self) -> &[Span] {
        &self.terms
    }

    /// The holidays by their first days.
    pub fn holidays(&self) -> &[Span] {
        &self.holidays
    }

    /// The bank holidays, ascending.
    pub fn bank_holidays(&self) -> &BTreeSet<NaiveDate> {
        &self.bank_holidays
    }

    /// The last day of the last term; nothing when there is no term.
    pub fn last_term_day(&self) -> Option<NaiveDate> {
        self.terms.iter().map(|term| term.last).max()
    }

    /// Whether pupils are taught on the day.
    pub fn is_teaching_day(&self, day: NaiveDate) -> bool {
        self.teaching_days.contains(&day)
    }

    /// Whether the day is Monday to Friday and no bank holiday.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        is_monday_to_friday(day) && !self.bank_holidays.contains(&day)
    }

    /// The day that lies a number of working days after a day: day 1 is the
    /// next working day; 0 is the day itself. Friday 5 December 2025 and 10
    /// working days is Friday 19 December.
    pub fn add_working_days(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let mut day = day;
        let mut left = count;
        while left > 0 {
            let Some(next) = day.succ_opt() else { return day };
            day = next;
            left -= u32::from(self.is_working_day(day));
        }
        day
    }

    /// How many weeks have a teaching day within the span.
    pub fn teaching_weeks(&self, span: Span) -> u32 {
        let weeks: BTreeSet<NaiveDate> = self.teaching_days_of(span).map(monday_of).collect();
        u32::try_from(weeks.len()).unwrap_or(u32::MAX)
    }

    /// How many half days of teaching days within the span are among the times.
    pub fn teaching_half_days(&self, span: Span, times: Times) -> u32 {
        self.teaching_days_of(span).map(|day| times.half_days_on(day)).sum()
    }

    /// The last teaching day of the `weeks`-th teaching week on or after
    /// `start`, and how many weeks are missing when the last term ends first;
    /// nothing when no teaching day lies on or after `start`, or for no weeks.
    pub fn end_after(&self, start: NaiveDate, weeks: u32) -> Option<(NaiveDate, u32)> {
        let mut counted = 0;
        let mut week = None;
        let mut end = None;
        for day in self.teaching_days.range(start..).copied() {
            if week != Some(monday_of(day)) {
                if counted == weeks {
                    break;
                }
                week = Some(monday_of(day));
                counted += 1;
            }
            end = Some(day);
        }
        end.map(|end| (end, weeks - counted))
    }

    fn teaching_days_of(&self, span: Span) -> impl Iterator<Item = NaiveDate> {
        let days = (span.first <= span.last).then(|| self.teaching_days.range(span.first..=span.last));
        days.into_iter().flatten().copied()
    }
}

/// The Monday of the week of a day.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// Age in whole months: one less while the day of the month is below that of
/// birth. Negative before birth.
pub fn age_in_months(birth: NaiveDate, on: NaiveDate) -> i32 {
    let months = (on.year() - birth.year()) * 12 + on.month() as i32 - birth.month() as i32;
    months - i32::from(on.day() < birth.day())
}

fn is_monday_to_friday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(first: &str, last: &str) -> Span {
        Span::new(date(first), date(last))
    }

    /// Coventry 2025-26 as assumed in `domain.md` §1.2.
    fn coventry() -> Calendar {
        Calendar::new(
            vec![span("2025-09-01", "2025-12-19"), span("2026-01-05", "2026-03-27"), span("2026-04-13", "2026-07-21")],
            vec![span("2025-10-27", "2025-10-31"), span("2026-02-16", "2026-02-20"), span("2026-05-25", "2026-05-29")],
            ["2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25"]
                .map(date)
                .into(),
        )
    }

    #[test]
    fn terms_have_the_teaching_weeks_and_days_of_the_domain_table() {
        // domain.md §1.2: 15, 11 and 13 + 1 weeks; 75, 55 and 66 school days.
        let calendar = coventry();
        let weeks: Vec<u32> = calendar.terms().iter().map(|term| calendar.teaching_weeks(*term)).collect();
        assert_eq!(weeks, [15, 11, 14]);
        let halves = |term: &Span| calendar.teaching_half_days(*term, Times::SCHOOL_WEEK);
        let days: Vec<u32> = calendar.terms().iter().map(|term| halves(term) / 2).collect();
        assert_eq!(days, [75, 55, 66]);
    }

    #[test]
    fn cohorts_end_as_in_the_domain_tables() {
        // domain.md §1.2: Refocus cohorts, Flourish starts, Supported Transfer starts.
        let calendar = coventry();
        let end = |start, weeks| calendar.end_after(date(start), weeks).unwrap();
        assert_eq!(end("2025-10-06", 10), (date("2025-12-19"), 0));
        assert_eq!(end("2026-01-12", 10), (date("2026-03-27"), 0));
        assert_eq!(end("2026-04-27", 10), (date("2026-07-10"), 0));
        assert_eq!(end("2025-09-15", 12), (date("2025-12-12"), 0));
        assert_eq!(end("2026-01-12", 12), (date("2026-04-24"), 0));
        assert_eq!(end("2026-05-05", 12), (date("2026-07-21"), 1));
        assert_eq!(end("2025-11-03", 12), (date("2026-02-06"), 0));
        assert_eq!(calendar.end_after(date("2026-08-01"), 2), None);
    }

    #[test]
    fn working_days_skip_weekends_and_bank_holidays_only() {
        let calendar = coventry();
        let add = |day, count| calendar.add_working_days(date(day), count);
        assert_eq!(add("2025-12-05", 10), date("2025-12-19"));
        assert_eq!(add("2026-05-01", 3), date("2026-05-07"));
        assert_eq!(add("2025-12-06", 0), date("2025-12-06"));
        assert_eq!(add("2025-10-24", 1), date("2025-10-27"));
    }

    #[test]
    fn age_in_months_turns_on_the_day_of_birth() {
        assert_eq!(age_in_months(date("2024-01-31"), date("2024-02-29")), 0);
        assert_eq!(age_in_months(date("2024-01-31"), date("2024-03-31")), 2);
        assert_eq!(age_in_months(date("2024-03-10"), date("2024-03-09")), -1);
        assert_eq!(age_in_months(date("2024-07-12"), date("2026-01-12")), 18);
    }
}
