//! What only shows when rows are seen together: warnings all, but for fees that
//! cannot be reckoned with. Rows that could not be read are left out, so that
//! one mistake hides no other.

mod calendar;
mod distances;
mod events;
mod fees;
mod held;
mod referrals;
mod rows;

pub(super) use rows::Rows;

use crate::problem::Problem;

/// Tells what is wrong with rows taken together.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    calendar::check(rows, problems);
    referrals::check(rows, problems);
    distances::check(rows, problems);
    held::check(rows, problems);
    events::check(rows, problems);
    fees::check(rows, problems);
}
