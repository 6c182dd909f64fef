//! What a new result means for those who were told of an earlier one.

use super::{AllocationRow, Placement};
use crate::ids::vocabulary;
use crate::round::{Intake, Key, Referral, Round};
use crate::units::Pence;
use std::collections::BTreeMap;

vocabulary! {
    /// What a new result means for a referral.
    MoveKind {
        /// It had no place and has one.
        Gains = "gains",
        /// It has another place.
        Moves = "moves",
        /// It has the intake that it had, on other terms than it was told.
        Changed = "changed",
        /// It had a place and has none.
        Loses = "loses",
        /// It has the place that it had.
        Stays = "stays",
    }
}

vocabulary! {
    /// What of a place is otherwise than an earlier result states.
    Aspect {
        /// The weekdays.
        Days = "days",
        /// The first or the last day.
        Dates = "dates",
        /// The course.
        Course = "course",
        /// The provider.
        Provider = "provider",
        /// The fee.
        Fee = "fee",
    }
}

/// A referral that is placed before or after, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The referral.
    pub referral: Key<Referral>,
    /// Its intake in the earlier result.
    pub before: Option<Key<Intake>>,
    /// Its intake in the new result.
    pub after: Option<Key<Intake>>,
    /// What that means for it.
    pub kind: MoveKind,
    /// What is otherwise, where it has the same intake.
    pub changed: Vec<Aspect>,
}

/// What changes from an earlier result to placements with their fees, in the
/// order of `referrals.csv`. Of several earlier rows of one referral the first
/// counts.
pub fn moves(round: &Round, earlier: &[AllocationRow], after: &[(Placement, Pence)]) -> Vec<Move> {
    type Pair<'a> = (Option<&'a AllocationRow>, Option<&'a (Placement, Pence)>);
    let mut pairs: BTreeMap<Key<Referral>, Pair> = BTreeMap::new();
    for row in earlier {
        pairs.entry(row.referral).or_default().0.get_or_insert(row);
    }
    for placed in after {
        pairs.entry(placed.0.referral).or_default().1 = Some(placed);
    }
    let one = |(referral, (before, after)): (Key<Referral>, Pair)| {
        let changed = match (before, after) {
            (Some(row), Some((placement, fee))) if row.intake == placement.intake => {
                differences(round, row, *placement, *fee)
            }
            _ => Vec::new(),
        };
        let (before, after) = (before.map(|row| row.intake), after.map(|(placement, _)| placement.intake));
        let kind = match (before, after) {
            (None, _) => MoveKind::Gains,
            (_, None) => MoveKind::Loses,
            (before, after) if before != after => MoveKind::Moves,
            _ if changed.is_empty() => MoveKind::Stays,
            _ => MoveKind::Changed,
        };
        Move { referral, before, after, kind, changed }
    };
    pairs.into_iter().map(one).collect()
}

/// What of a placement in a row's own intake, or of that intake, is otherwise
/// than the row states.
fn differences(round: &Round, row: &AllocationRow, placement: Placement, fee: Pence) -> Vec<Aspect> {
    let intake = &round.intakes[row.intake];
    let course = &round.courses[intake.course];
    let (terms, span) = (&row.terms, placement.span);
    let is_other = |stated: &Option<String>, id: &str| stated.as_ref().is_some_and(|stated| stated != id);
    // A held or kept place has the dates that were told, also where the intake
    // has moved away from them. It may end before the others.
    let begins = |day| {
        let is_joined = intake.last_start.is_some_and(|last| intake.start < day && day <= last);
        day == intake.start || (is_joined && intake.days.meets(day))
    };
    let is_otherwise = |aspect: &Aspect| match aspect {
        Aspect::Days => terms.days.is_some_and(|days| days != intake.days),
        Aspect::Dates => {
            row.start.is_some_and(|start| start != span.first || !begins(start))
                || row.end.is_some_and(|end| end != span.last || end > intake.end)
        }
        Aspect::Course => is_other(&terms.course, &course.id),
        Aspect::Provider => is_other(&terms.provider, &round.providers[course.provider].id),
        Aspect::Fee => terms.fee.is_some_and(|stated| stated != fee),
    };
    let all = [Aspect::Days, Aspect::Dates, Aspect::Course, Aspect::Provider, Aspect::Fee];
    all.into_iter().filter(is_otherwise).collect()
}
