//! Counting again, one day after the other, over ten years of terms.

use super::{BankHolidays, Calendar, Span};
use crate::units::Times;
use chrono::{Datelike, Days, NaiveDate};
use std::collections::BTreeSet;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Ten academic years from 2017-18, three terms each with a half-term of a week.
fn ten_years() -> (Vec<Span>, Vec<Span>) {
    let (mut terms, mut holidays) = (Vec::new(), Vec::new());
    for year in 2017..2027 {
        terms.push(Span::new(day(year, 9, 2), day(year, 12, 20)));
        terms.push(Span::new(day(year + 1, 1, 4), day(year + 1, 3, 28)));
        terms.push(Span::new(day(year + 1, 4, 12), day(year + 1, 7, 22)));
        holidays.push(Span::new(day(year, 10, 23), day(year, 10, 31)));
        holidays.push(Span::new(day(year + 1, 2, 12), day(year + 1, 2, 20)));
        holidays.push(Span::new(day(year + 1, 5, 25), day(year + 1, 6, 1)));
    }
    (terms, holidays)
}

struct ByDay {
    terms: Vec<Span>,
    holidays: Vec<Span>,
    bank_holidays: BTreeSet<NaiveDate>,
}

impl ByDay {
    fn works(&self, day: NaiveDate) -> bool {
        day.weekday().number_from_monday() <= 5 && !self.bank_holidays.contains(&day)
    }

    fn teaches(&self, day: NaiveDate) -> bool {
        let within = |spans: &[Span]| spans.iter().any(|span| span.first <= day && day <= span.last);
        self.works(day) && within(&self.terms) && !within(&self.holidays)
    }

    fn teaching_days(&self, span: Span) -> Vec<NaiveDate> {
        let mut found = Vec::new();
        let mut day = span.first;
        while day <= span.last {
            if self.teaches(day) {
                found.push(day);
            }
            day = day.succ_opt().unwrap();
        }
        found
    }
}

#[test]
fn ten_years_counted_day_by_day_agree() {
    let (terms, holidays) = ten_years();
    let bank_holidays = BankHolidays::known().days();
    let calendar = Calendar::new(terms.clone(), holidays.clone(), bank_holidays.clone());
    let by_day = ByDay { terms, holidays, bank_holidays };
    for (offset, day) in day(2017, 9, 1).iter_days().take(3652).enumerate() {
        assert_eq!(calendar.is_working_day(day), by_day.works(day), "{day}");
        assert_eq!(calendar.is_teaching_day(day), by_day.teaches(day), "{day}");
        // From every day on: working days one by one, and back.
        let (mut reached, mut counted) = (day, 0);
        assert_eq!(calendar.add_working_days(day, 0), day);
        while counted < 25 {
            reached = reached.succ_opt().unwrap();
            counted += u32::from(by_day.works(reached));
            assert_eq!(calendar.working_days_between(day, reached), i64::from(counted), "{day} to {reached}");
            assert_eq!(calendar.working_days_between(reached, day), -i64::from(counted), "{reached} to {day}");
            if by_day.works(reached) {
                assert_eq!(calendar.add_working_days(day, counted), reached, "{day} and {counted}");
            }
        }
        // Teaching days and weeks over runs of many lengths.
        let span = Span::new(day, day + Days::new(offset as u64 * 37 % 400));
        let taught = by_day.teaching_days(span);
        assert_eq!(calendar.teaching_days(span), taught.len() as u32, "{span:?}");
        assert_eq!(calendar.teaching_half_days(span, Times::SCHOOL_WEEK), 2 * taught.len() as u32, "{span:?}");
        let weeks: BTreeSet<(i32, u32)> =
            taught.iter().map(|day| (day.iso_week().year(), day.iso_week().week())).collect();
        assert_eq!(calendar.teaching_weeks(span), weeks.len() as u32, "{span:?}");
    }
}

#[test]
fn the_end_after_some_weeks_is_the_last_day_taught_in_them() {
    let (terms, holidays) = ten_years();
    let bank_holidays = BankHolidays::known().days();
    let calendar = Calendar::new(terms.clone(), holidays.clone(), bank_holidays.clone());
    let by_day = ByDay { terms, holidays, bank_holidays };
    for (offset, start) in day(2017, 9, 1).iter_days().take(3200).enumerate() {
        let weeks = offset % 13 + 1;
        let mut seen: Vec<(i32, u32)> = Vec::new();
        let mut end = start;
        let mut now = start;
        loop {
            let week = (now.iso_week().year(), now.iso_week().week());
            if by_day.teaches(now) {
                if seen.last() != Some(&week) {
                    seen.push(week);
                }
                if seen.len() > weeks {
                    break;
                }
                end = now;
            }
            now = now.succ_opt().unwrap();
        }
        assert_eq!(calendar.end_after(start, weeks as u32), Some((end, 0)), "{start} and {weeks} weeks");
    }
}
