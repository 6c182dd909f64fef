use crate::problem::{Code, Problem};
use crate::reading::checks::rows::{Rows, warning};
use crate::round::CalendarEntry;
use crate::schema::{ColumnOf, TableId};
use chrono::NaiveDate;

/// A warning about a row of the calendar.
pub(super) fn of_row(rows: &Rows<'_>, code: Code, row: u32, column: ColumnOf<CalendarEntry>) -> Problem {
    warning(code, &(rows.place)(TableId::Calendar), row, column)
}

/// `Tuesday 21 October 2025`.
pub(super) fn weekday_and_day(date: NaiveDate) -> String {
    date.format("%A %-d %B %Y").to_string()
}
