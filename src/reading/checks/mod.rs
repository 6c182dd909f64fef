//! What only shows when rows are seen together: warnings all, but for fees that
//! cannot be reckoned with and for more than can be judged. Rows that could not be read are left out, so that
//! one mistake hides no other.

mod births;
mod calendar;
mod dead;
mod distances;
mod events;
mod fees;
mod held;
mod load;
mod nearly;
mod panels;
mod referrals;
mod rows;

pub(super) use rows::Rows;

use crate::problem::Problem;

/// Tells what is wrong with rows taken together.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    if load::is_calendar_small(rows, problems) {
        calendar::check(rows, problems);
    }
    referrals::check(rows, problems);
    distances::check(rows, problems);
    held::check(rows, problems);
    events::check(rows, problems);
    fees::check(rows, problems);
    births::check(rows, problems);
    nearly::check(rows, problems);
    panels::check(rows, problems);
    dead::check(rows, problems);
    load::check(rows, problems);
}
