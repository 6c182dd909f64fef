use chrono::{NaiveDate, TimeDelta};

/// A date of the calendar; the callers name days that exist.
pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The date some days later, or earlier for a negative number.
pub(super) fn add_days(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_signed(TimeDelta::days(days)).unwrap_or(date)
}
