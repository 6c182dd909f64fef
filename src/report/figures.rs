use crate::explain::Obstacle;
use crate::result::{Funding, RoundResult};
use crate::round::Round;
use crate::rules::{Casebook, is_open};
use crate::units::Pence;
use std::collections::{BTreeMap, BTreeSet};

/// What a run comes to in a few figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// All referrals of the round.
    pub referrals: usize,
    /// Those that ask for a place: not deferred, declined or withdrawn.
    pub open: usize,
    /// Referrals with a new place.
    pub placed: usize,
    /// Students with a new place.
    pub students: usize,
    /// How many have the choice of each rank, best first.
    pub ranks: BTreeMap<u32, usize>,
    /// Why referrals have no place, and how many; the most frequent first.
    pub obstacles: Vec<(Obstacle, usize)>,
    /// Fees of the new placements, without place fees.
    pub fees: Pence,
    /// Place fees of the charged ones.
    pub place_fees: Pence,
    /// New placements that are a paid place of their school.
    pub paid_places: usize,
    /// New placements that are charged.
    pub charged: usize,
}

impl Figures {
    /// Counts what a result comes to.
    pub fn of(round: &Round, result: &RoundResult) -> Figures {
        let book = Casebook::new(round);
        let students: BTreeSet<_> =
            result.placed.iter().map(|placed| round.referrals[placed.placement.referral].student).collect();
        let mut ranks = BTreeMap::new();
        for placed in &result.placed {
            *ranks.entry(placed.rank).or_insert(0) += 1;
        }
        let mut obstacles = BTreeMap::new();
        for unplaced in &result.unplaced {
            *obstacles.entry(unplaced.explanation.reason).or_insert(0_usize) += 1;
        }
        let mut obstacles: Vec<_> = obstacles.into_iter().collect();
        obstacles.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let funded = |funding| result.placed.iter().filter(|placed| placed.funding == funding).count();
        let charged = funded(Funding::Charged);
        Figures {
            referrals: round.referrals.len(),
            open: round.referrals.keys().filter(|key| is_open(&book, *key)).count(),
            placed: result.placed.len(),
            students: students.len(),
            ranks,
            obstacles,
            fees: result.placed.iter().map(|placed| placed.fee).sum(),
            place_fees: round.policy.sla.place_fee * charged as i64,
            paid_places: funded(Funding::PaidPlace),
            charged,
        }
    }
}
