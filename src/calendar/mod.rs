//! Dates: teaching days and weeks, working days, ages.
//!
//! A *teaching day* is Monday to Friday in a term, not a holiday or bank
//! holiday. A *working day* is Monday to Friday, not a bank holiday. A week
//! runs from Monday to Sunday and is a *teaching week* when it has a teaching
//! day.

mod bank_holidays;
#[cfg(test)]
mod day_by_day;
mod span;

pub use bank_holidays::BankHolidays;
pub use span::Span;

use crate::units::Times;
use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};
use std::collections::BTreeSet;
use std::ops::Bound;

/// The terms, holidays and bank holidays of an authority.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    terms: Vec<Span>,
    holidays: Vec<Span>,
    bank_holidays: BTreeSet<NaiveDate>,
    /// Ascending: asked for very often, by ranges.
    teaching_days: Vec<NaiveDate>,
}

impl Calendar {
    /// A calendar from its terms, holidays and bank holidays, in any order.
    /// Overlapping terms count once.
    pub fn new(mut terms: Vec<Span>, mut holidays: Vec<Span>, bank_holidays: BTreeSet<NaiveDate>) -> Calendar {
        terms.sort();
        holidays.sort();
        let mut teaching_days: Vec<NaiveDate> = terms
            .iter()
            .flat_map(|term| term.days())
            .filter(|day| is_monday_to_friday(*day))
            .filter(|day| !bank_holidays.contains(day))
            .filter(|day| !holidays.iter().any(|holiday| holiday.contains(*day)))
            .collect();
        teaching_days.sort_unstable();
        teaching_days.dedup();
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

    /// The last day on which pupils are taught; nothing when there is none.
    pub fn last_teaching_day(&self) -> Option<NaiveDate> {
        self.teaching_days.last().copied()
    }

    /// The term in which something starts on a day, by its position: a day
    /// between two terms counts to the next one. Nothing before the first and
    /// after the last term.
    pub fn term_of(&self, day: NaiveDate) -> Option<usize> {
        let is_after_begin = self.terms.first().is_some_and(|first| first.first <= day);
        self.terms.iter().position(|term| day <= term.last).filter(|_| is_after_begin)
    }

    /// Whether pupils are taught on the day.
    pub fn is_teaching_day(&self, day: NaiveDate) -> bool {
        self.teaching_days.binary_search(&day).is_ok()
    }

    /// Whether the day is Monday to Friday and no bank holiday.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        is_monday_to_friday(day) && !self.bank_holidays.contains(&day)
    }

    /// The day that lies a number of working days after a day: day 1 is the
    /// next working day; 0 is the day itself. Friday 5 December 2025 and 10
    /// working days is Friday 19 December.
    pub fn add_working_days(&self, day: NaiveDate, count: u32) -> NaiveDate {
        let (mut day, mut left) = (day, count);
        // Each bank holiday that was passed over is one more day to go.
        while left > 0 {
            let Some(reached) = add_weekdays(day, left) else { return NaiveDate::MAX };
            left = self.bank_holidays_after(day, reached);
            day = reached;
        }
        day
    }

    /// How many working days lie after a day, up to and with another; below 0
    /// where the other comes first. It undoes [`Calendar::add_working_days`].
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let weeks = (monday_of(to) - monday_of(from)).num_days() / 7;
        let within = |day: NaiveDate| i64::from(day.weekday().num_days_from_monday().min(4));
        weeks * 5 + within(to) - within(from) - i64::from(self.bank_holidays_after(from, to))
    }

    /// The bank holidays from Monday to Friday after a day, up to and with another.
    fn bank_holidays_after(&self, day: NaiveDate, last: NaiveDate) -> u32 {
        let passed = self.bank_holidays.range((Bound::Excluded(day), Bound::Included(last)));
        u32::try_from(passed.filter(|day| is_monday_to_friday(**day)).count()).unwrap_or(u32::MAX)
    }

    /// How many teaching days lie within the span.
    pub fn teaching_days(&self, span: Span) -> u32 {
        u32::try_from(self.teaching_days_of(span).count()).unwrap_or(u32::MAX)
    }

    /// The half-terms, ascending, each from its first to its last teaching day:
    /// a term falls apart where a whole week of it, or more, is not taught.
    pub fn half_terms(&self) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for term in &self.terms {
            let mut current: Option<Span> = None;
            for day in self.teaching_days_of(*term) {
                match &mut current {
                    Some(span) if (monday_of(day) - monday_of(span.last)).num_days() <= 7 => span.last = day,
                    _ => found.extend(current.replace(Span::new(day, day))),
                }
            }
            found.extend(current);
        }
        found.sort();
        found.dedup();
        found
    }

    /// How many days lie from one day to a later one, without the weeks between
    /// them, Monday to Sunday, that have no teaching day: those of holidays.
    pub fn days_without_holiday_weeks(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let mondays = monday_of(from).iter_weeks().skip(1);
        let weeks = mondays.take_while(|monday| monday.checked_add_days(Days::new(6)).is_some_and(|last| last < to));
        let holidays = weeks.filter(|monday| {
            self.teaching_days_from(*monday).next().is_none_or(|next| next - *monday >= TimeDelta::days(7))
        });
        (to - from).num_days() - 7 * holidays.count() as i64
    }

    /// How many weeks have a teaching day within the span.
    pub fn teaching_weeks(&self, span: Span) -> u32 {
        let mut week = None;
        let begins = |day: &NaiveDate| week.replace(monday_of(*day)) != Some(monday_of(*day));
        u32::try_from(self.teaching_days_of(span).filter(begins).count()).unwrap_or(u32::MAX)
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
        for day in self.teaching_days_from(start) {
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

    /// The runs of days without teaching, ascending, that lie between two
    /// teaching days or within a holiday and last some whole weeks or longer.
    /// What comes before the first and after the last teaching day is only
    /// known where it is a holiday.
    pub fn closures(&self, weeks: u32) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        let pairs = self.teaching_days.iter().zip(self.teaching_days.iter().skip(1));
        for (last, next) in pairs {
            if let (Some(first), Some(last)) = (last.succ_opt(), next.pred_opt()) {
                found.push(Span::new(first, last));
            }
        }
        let (first, last) = (self.teaching_days.first(), self.teaching_days.last());
        let is_within = |holiday: &Span| {
            first.is_some_and(|first| *first < holiday.first) && last.is_some_and(|last| holiday.last < *last)
        };
        found.extend(self.holidays.iter().filter(|holiday| !is_within(holiday)));
        found.retain(|span| (span.last - span.first).num_days() + 1 >= 7 * i64::from(weeks));
        found.sort();
        found.dedup();
        found
    }

    /// The teaching days from a day on, ascending.
    pub fn teaching_days_from(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        self.teaching_days[self.teaching_days.partition_point(|other| *other < day)..].iter().copied()
    }

    /// The teaching days after a day, ascending.
    pub fn teaching_days_after(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        self.teaching_days[self.teaching_days.partition_point(|other| *other <= day)..].iter().copied()
    }

    fn teaching_days_of(&self, span: Span) -> impl Iterator<Item = NaiveDate> {
        self.teaching_days_from(span.first).take_while(move |day| *day <= span.last)
    }
}

/// The day that lies a number of days from Monday to Friday after a day.
fn add_weekdays(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    let since = u64::from(day.weekday().num_days_from_monday().min(4)) + u64::from(count);
    monday_of(day).checked_add_days(Days::new(since / 5 * 7 + since % 5))
}

/// The last Friday in June of a year: the day on which compulsory school age
/// ends for those who turn 16 in the academic year (Education Act 1996, section
/// 8, and the School Leaving Date Order 1997).
pub fn school_leaving_day(year: i32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, 6, 30)?;
    last.iter_days().rev().take(7).find(|day| day.weekday() == Weekday::Fri)
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
    fn closures_are_told_by_their_weeks() {
        // By hand: Saturday 20 December to Sunday 4 January is 16 days, Saturday
        // 28 March to Sunday 12 April as well; a half-term is 9 days with its
        // weekends. The summer is known where it is a holiday of its own.
        let mut calendar = coventry();
        let closures = |calendar: &Calendar, weeks| calendar.closures(weeks);
        assert_eq!(closures(&calendar, 2), [span("2025-12-20", "2026-01-04"), span("2026-03-28", "2026-04-12")]);
        assert_eq!(closures(&calendar, 1).len(), 5);
        assert_eq!(closures(&calendar, 4), []);
        let summer = span("2026-07-22", "2026-08-31");
        calendar.holidays.push(summer);
        assert_eq!(closures(&calendar, 4), [summer]);
    }

    #[test]
    fn a_start_between_terms_counts_to_the_next_one() {
        let calendar = coventry();
        let of = |day| calendar.term_of(date(day));
        assert_eq!(["2025-08-31", "2026-07-22"].map(of), [None, None]);
        assert_eq!(["2025-09-01", "2025-10-29", "2025-12-19"].map(of), [Some(0); 3]);
        assert_eq!(["2025-12-20", "2026-01-04", "2026-03-27"].map(of), [Some(1); 3]);
        assert_eq!(["2026-03-28", "2026-07-21"].map(of), [Some(2); 2]);
    }

    #[test]
    fn working_days_skip_weekends_and_bank_holidays_only() {
        let calendar = coventry();
        let add = |day, count| calendar.add_working_days(date(day), count);
        assert_eq!(add("2025-12-05", 10), date("2025-12-19"));
        assert_eq!(add("2026-05-01", 3), date("2026-05-07"));
        assert_eq!(add("2025-12-06", 0), date("2025-12-06"));
        assert_eq!(add("2025-10-24", 1), date("2025-10-27"));
        // domain.md §1.1 A8 and §1.2: three working days after each headteacher meeting.
        for (meeting, notified) in [
            ("2025-09-30", "2025-10-03"),
            ("2025-10-21", "2025-10-24"),
            ("2025-11-25", "2025-11-28"),
            ("2025-12-16", "2025-12-19"),
            ("2026-01-27", "2026-01-30"),
            ("2026-02-24", "2026-02-27"),
            ("2026-03-24", "2026-03-27"),
            ("2026-04-28", "2026-05-01"),
            ("2026-06-09", "2026-06-12"),
        ] {
            assert_eq!(add(meeting, 3), date(notified));
            assert_eq!(calendar.working_days_between(date(meeting), date(notified)), 3);
        }
        assert_eq!(calendar.add_working_days(date("2026-01-01"), u32::MAX), NaiveDate::MAX);
    }

    #[test]
    fn school_days_and_gaps_are_those_of_the_domain_notes() {
        let calendar = coventry();
        // domain.md §1.1 A9: whole school days between a deadline and a start.
        let between = |after: &str, before: &str| {
            let span = Span::new(date(after).succ_opt().unwrap(), date(before).pred_opt().unwrap());
            (calendar.teaching_days(span), (date(before) - date(after)).num_days())
        };
        assert_eq!(between("2025-09-17", "2025-10-06"), (12, 19));
        assert_eq!(between("2025-12-03", "2026-01-12"), (17, 40));
        assert_eq!(between("2026-03-11", "2026-04-27"), (22, 47));
        // domain.md §1.2: the days of the Refocus cohorts.
        let days = |first, last| calendar.teaching_days(span(first, last));
        assert_eq!(days("2025-10-06", "2025-12-19"), 50);
        assert_eq!(days("2026-01-12", "2026-03-27"), 50);
        assert_eq!(days("2026-04-27", "2026-07-10"), 49);
        // domain.md §1.1: a deadline and its meeting lie 13 days apart, or 20 with a half-term.
        let gap = |from, to| calendar.days_without_holiday_weeks(date(from), date(to));
        assert_eq!(gap("2025-10-08", "2025-10-21"), 13);
        assert_eq!(gap("2026-02-04", "2026-02-24"), 13);
        assert_eq!(gap("2026-05-20", "2026-06-09"), 13);
        assert_eq!(gap("2025-12-03", "2025-12-16"), 13);
        assert_eq!(gap("2025-12-16", "2026-01-06"), 7);
    }

    #[test]
    fn half_terms_are_what_whole_weeks_of_holiday_leave_of_a_term() {
        let expected = [
            ("2025-09-01", "2025-10-24"),
            ("2025-11-03", "2025-12-19"),
            ("2026-01-05", "2026-02-13"),
            ("2026-02-23", "2026-03-27"),
            ("2026-04-13", "2026-05-22"),
            ("2026-06-01", "2026-07-21"),
        ];
        assert_eq!(coventry().half_terms(), expected.map(|(first, last)| span(first, last)));
        let inset = Calendar::new(
            vec![span("2025-09-01", "2025-09-26")],
            vec![span("2025-09-08", "2025-09-08")],
            BTreeSet::new(),
        );
        assert_eq!(inset.half_terms(), [span("2025-09-01", "2025-09-26")]);
    }

    #[test]
    fn compulsory_school_age_ends_on_the_last_friday_in_june() {
        // domain.md §5.2; 2024 and 2028 by a printed calendar.
        let days = [2024, 2026, 2028].map(|year| school_leaving_day(year).unwrap());
        assert_eq!(days, ["2024-06-28", "2026-06-26", "2028-06-30"].map(date));
    }

    #[test]
    fn age_in_months_turns_on_the_day_of_birth() {
        assert_eq!(age_in_months(date("2024-01-31"), date("2024-02-29")), 0);
        assert_eq!(age_in_months(date("2024-01-31"), date("2024-03-31")), 2);
        assert_eq!(age_in_months(date("2024-03-10"), date("2024-03-09")), -1);
        assert_eq!(age_in_months(date("2024-07-12"), date("2026-01-12")), 18);
    }
}
