//! Oddities of the calendar and of the starts that it serves. All of them are
//! warnings: what stands in the calendar counts.

mod bank_holidays;
mod dates;
mod pattern;
mod slips;
mod starts;
mod terms;
mod words;

use super::rows::Rows;
use crate::problem::Problem;
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
