use super::{Allocation, AllocationRow};
use crate::ids::vocabulary;
use crate::round::{Intake, Key, Referral};
use std::collections::BTreeMap;

vocabulary! {
    /// What a new result means for a referral.
    MoveKind {
        /// It had no place and has one.
        Gains = "gains",
        /// It has another place.
        Moves = "moves",
        /// It had a place and has none.
        Loses = "loses",
        /// It has the place that it had.
        Stays = "stays",
    }
}

/// A referral that is placed before or after, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The referral.
    pub referral: Key<Referral>,
    /// Its intake in the earlier result.
    pub before: Option<Key<Intake>>,
    /// Its intake in the new result.
    pub after: Option<Key<Intake>>,
    /// What that means for it.
    pub kind: MoveKind,
}

/// What changes from an earlier result to an allocation, in the order of
/// `referrals.csv`. Of several earlier rows of one referral the first counts.
pub fn moves(earlier: &[AllocationRow], after: &Allocation) -> Vec<Move> {
    type Intakes = (Option<Key<Intake>>, Option<Key<Intake>>);
    let mut pairs: BTreeMap<Key<Referral>, Intakes> = BTreeMap::new();
    for row in earlier {
        pairs.entry(row.referral).or_default().0.get_or_insert(row.intake);
    }
    for placement in &after.placements {
        pairs.entry(placement.referral).or_default().1 = Some(placement.intake);
    }
    let kind = |before, after| match (before, after) {
        (None, _) => MoveKind::Gains,
        (_, None) => MoveKind::Loses,
        (before, after) if before == after => MoveKind::Stays,
        _ => MoveKind::Moves,
    };
    pairs
        .into_iter()
        .map(|(referral, (before, after))| Move { referral, before, after, kind: kind(before, after) })
        .collect()
}
