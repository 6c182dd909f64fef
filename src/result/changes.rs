use super::{Extent, RoundResult, Status};
use crate::explain::change::{Search, Sought};
use crate::program::Program;
use crate::round::{Intake, Key, Referral, Round};
use crate::rules::{Casebook, Options};
use crate::solve::{Limit, Solver};
use std::collections::BTreeSet;

/// The smallest change for each of some referrals that a result does not place.
/// Nothing is found for a result that is not proven. `done` is told of each
/// that is through.
pub fn seek_changes(
    round: &Round,
    result: &RoundResult,
    relaxed_groups: &BTreeSet<Key<Intake>>,
    referrals: &[Key<Referral>],
    solver: &dyn Solver,
    limit: Limit,
    done: &(dyn Fn() + Sync),
) -> Vec<Sought> {
    if result.status != Status::Optimal {
        return vec![Sought::default(); referrals.len()];
    }
    let book = Casebook::new(round);
    let options = Options::list(&book);
    let program = Program::write(&book, &options, relaxed_groups);
    let placed = result.placed.iter().map(|placed| placed.placement);
    let placed = placed.filter_map(|placement| options.position(placement.referral, placement.intake)).collect();
    Search::new(&book, &program, &placed, relaxed_groups, solver, limit).changes(referrals, done)
}

impl RoundResult {
    /// Takes the smallest change of every referral that is not placed into the
    /// result, those that are found in a sentence. How many are found.
    pub fn fill_changes(
        &mut self,
        round: &Round,
        relaxed_groups: &BTreeSet<Key<Intake>>,
        solver: &dyn Solver,
        limit: Limit,
        done: &(dyn Fn() + Sync),
    ) -> usize {
        let without: Vec<Key<Referral>> = self.unplaced.iter().map(|unplaced| unplaced.referral).collect();
        let sought = seek_changes(round, self, relaxed_groups, &without, solver, limit, done);
        self.changes = Some(match sought.iter().all(|sought| sought.is_complete) {
            true => Extent::Whole,
            false if limit.is_reached() => Extent::Cut,
            false => Extent::Bounded,
        });
        for (unplaced, sought) in self.unplaced.iter_mut().zip(&sought) {
            unplaced.change = sought.found.as_ref().map(|found| found.describe(round)).unwrap_or_default();
        }
        sought.iter().filter(|sought| sought.found.is_some()).count()
    }
}
