//! Oddities of the calendar and of the starts that it serves. All of them are
//! warnings: what stands in the calendar counts.

mod bank_holidays;
mod dates;
mod pattern;
mod slips;
mod starts;
mod terms;

use super::{Rows, warning};
use crate::round::columns::TableId;
use crate::round::diagnostic::{Code, Problem};
use chrono::NaiveDate;
use pattern::Pattern;

/// Tells every oddity of the calendar.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let pattern = Pattern::new(rows);
    slips::check(rows, &pattern, problems);
    dates::check(rows, &pattern, problems);
    if rows.calendar_usable {
        terms::check(rows, problems);
        bank_holidays::check(rows, problems);
        starts::check(rows, problems);
    }
}

/// A warning about a row of the calendar.
fn of_row(rows: &Rows<'_>, code: Code, row: u32, column: &str) -> Problem {
    warning(code, &(rows.file)(TableId::Calendar), row, column)
}

/// `21 October 2025`.
fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// `Tuesday 21 October 2025`.
fn weekday_and_day(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}
