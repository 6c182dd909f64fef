//! Every date that matters, and what is overdue: of the round as a whole, of
//! referrals that wait, of placements, and of the policy's time limits. One file
//! for each; their dates become one list.

mod clocks;
mod due;
mod entry;
mod placed;
mod referred;
mod whole;

pub use crate::rules::{LimitState, TimeLimit};
pub use due::{Due, DueKind, Standing};

use crate::allocation::{AllocationRow, Placement};
use crate::calendar::Span;
use crate::round::{Key, Referral, Round};
use crate::rules::Casebook;
use std::collections::BTreeSet;

/// Every date of a round and of placements in it, overdue ones first, then
/// those ahead, then those that have passed; each of them by date.
///
/// Overdue are outcomes of pending referrals whose panel has met, latest starts
/// of referrals that are not placed, and time limits for what `events.csv` does
/// not show as done. Of starts, reviews and ends the files do not tell whether
/// they took place.
pub fn list(book: &Casebook, placements: &[Placement]) -> Vec<Due> {
    let placed: BTreeSet<Key<Referral>> = placements.iter().map(|placement| placement.referral).collect();
    let mut all = whole::dates(book.round);
    all.extend(referred::dates(book, &placed));
    all.extend(placed::dates(book.round, placements));
    all.extend(clocks::dates(book.round, placements));
    all.sort();
    all.dedup();
    all
}

/// How many time limits of cases end after the calendar does, in school days or
/// teaching weeks: their dates are not known.
pub fn beyond_the_calendar(round: &Round, placements: &[Placement]) -> usize {
    clocks::limits(round, placements).beyond
}

/// The placements of an allocation's rows, with the dates that the round gives
/// them where a row has none.
pub fn placements(book: &Casebook, rows: &[AllocationRow]) -> Vec<Placement> {
    let one = |row: &AllocationRow| {
        let span = book.case(row.referral, row.intake).span;
        let span = Span::new(row.start.unwrap_or(span.first), row.end.unwrap_or(span.last));
        Placement { referral: row.referral, intake: row.intake, span }
    };
    rows.iter().map(one).collect()
}
