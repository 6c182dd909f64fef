use super::round_result::{Extent, RoundResult, Status};
use crate::explain::change::{Search, Sought};
use crate::posed::Posed;
use crate::round::{Key, Referral};
use crate::solve::Engine;

/// The smallest change for each of some referrals that a result does not place.
/// Nothing is found for a result that is not proven. `done` is told of each
/// that is through.
pub fn seek_changes(
    posed: &Posed,
    result: &RoundResult,
    referrals: &[Key<Referral>],
    engine: Engine,
    done: &(dyn Fn() + Sync),
) -> Vec<Sought> {
    if result.status != Status::Optimal || referrals.is_empty() {
        return vec![Sought::default(); referrals.len()];
    }
    let placed = result.placed.iter().map(|placed| (placed.placement.referral, placed.placement.intake));
    Search::new(posed, &posed.columns(placed), engine).changes(referrals, done)
}

impl RoundResult {
    /// Takes the smallest change of every referral that is not placed into the
    /// result, those that are found in a sentence. How many are found.
    pub fn fill_changes(&mut self, posed: &Posed, engine: Engine, done: &(dyn Fn() + Sync)) -> usize {
        let without: Vec<Key<Referral>> = self.unplaced.iter().map(|unplaced| unplaced.referral).collect();
        let sought = seek_changes(posed, self, &without, engine, done);
        self.changes = Some(match sought.iter().all(|sought| sought.is_complete) {
            true => Extent::Whole,
            false if engine.is_due() => Extent::Cut,
            false => Extent::Bounded,
        });
        for (unplaced, sought) in self.unplaced.iter_mut().zip(&sought) {
            // What an earlier search found stays where this one did not come so far.
            if let Some(found) = &sought.found {
                unplaced.change = found.describe(posed.round());
            }
        }
        sought.iter().filter(|sought| sought.found.is_some()).count()
    }
}
