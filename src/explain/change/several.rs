use super::found::{Found, Sought};
use super::kind::{Change, Kind};
use super::near::{Near, Neighbourhood};
use super::search::Search;
use crate::round::{Key, Referral};
use std::cmp::Reverse;

/// How many sets of several changes are tried for a referral, and by how much
/// more than it needs by itself each is raised where others go first.
const MOST_SETS: usize = 6;
const MOST_MORE: u32 = 3;

impl Search<'_> {
    /// All that must change at once for one intake, where no single change is
    /// enough.
    pub(super) fn by_several(&self, referral: Key<Referral>, near: &Neighbourhood) -> Sought {
        let mut sought = Sought::begin();
        let Some(intakes) = near.of.get(&referral) else { return sought };
        let mut scales = near.scales();
        let round = self.round();
        let mut sets: Vec<(&Near, Vec<Change>)> =
            intakes.iter().filter_map(|near| Some((near, scales.needs(round, referral, near)?))).collect();
        let parts = |changes: &[Change]| -> Vec<(Kind, i64)> {
            let mut parts: Vec<_> = changes.iter().map(|change| (change.kind(), change.amount(round))).collect();
            parts.sort_unstable_by_key(|part| Reverse(*part));
            parts
        };
        sets.sort_by_cached_key(|(near, changes)| (changes.len(), parts(changes), near.order.clone()));
        for (_, changes) in sets.into_iter().take(MOST_SETS) {
            for more in 0..=MOST_MORE {
                let raised: Vec<Change> = changes.iter().map(|change| change.raised(more)).collect();
                if more > 0 && raised == changes {
                    break;
                }
                let Some(solved) = self.base().solve(&raised, &[referral].into()) else {
                    sought.is_complete = false;
                    return sought;
                };
                if !solved.placed.contains_key(&referral) {
                    continue;
                }
                if sought.displaces().is_none_or(|least| solved.displaced.len() < least) {
                    sought.found = Some(Found { changes: raised, displaced: solved.displaced });
                }
                if sought.is_settled() {
                    return sought;
                }
                break;
            }
        }
        sought
    }
}

impl Change {
    /// The same with more of what has an amount.
    fn raised(&self, more: u32) -> Change {
        match self {
            Change::Ease(limit, amount) if limit.is_raised_further() => {
                Change::Ease(*limit, amount.saturating_add(more))
            }
            _ => self.clone(),
        }
    }
}
