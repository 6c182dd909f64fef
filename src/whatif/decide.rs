//! Deciding the variants of a batch, in parallel; what one comes to may spare
//! others the solving.

use super::apply::edited;
use super::journal::{Entry, Keys, decode, encode};
use super::outcome::{Known, Outcome, Shifts};
use super::recheck::{Rechecked, moved, rechecked};
use super::scenario::Variant;
use super::shard::Shard;
use super::start::carried_over;
use super::study::{Batch, Failure, Finding};
use super::unchanged::{Unchanged, of_climb};
use crate::posed::{Posed, untouched};
use crate::program::ColumnIndex;
use crate::result::Status;
use crate::solve::{Begin, Fault, Guide, climb_from};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Bundles that are in hand at the same time.
const IN_HAND: usize = 64;
/// Variants of a sweep that are compared with each other, at the most.
const LARGEST_BUNDLE: usize = 64;
/// So many solved variants of a bundle are kept to compare others with.
const MOST_KEPT: usize = 4;

/// A variant that was solved and proven.
struct Solved {
    name: String,
    posed: Posed,
    placed: BTreeSet<ColumnIndex>,
}

/// A variant by its position, with what it comes to.
pub(super) type Decided = (usize, Result<Finding, Failure>);

/// The variants that are decided together: those of a sweep, of one draw of
/// demand, that promise most first. It depends on nothing but the scenarios.
pub(super) fn bundles(batch: &Batch, variants: &[Variant]) -> Vec<Vec<usize>> {
    // One draw of demand says nothing of another.
    let mut by_sweep: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (position, variant) in variants.iter().enumerate() {
        by_sweep.entry((variant.scenario, variant.draw)).or_default().push(position);
    }
    let mut bundles = Vec::new();
    for mut members in by_sweep.into_values() {
        members.sort_by_cached_key(|position| {
            let variant = &variants[*position];
            batch.scenarios[variant.scenario].promise(variant)
        });
        bundles.extend(members.chunks(LARGEST_BUNDLE).map(<[usize]>::to_vec));
    }
    bundles
}

/// Decides the variants of a shard. `done` is told after each.
pub(super) fn decide_all(
    batch: &Batch,
    unchanged: &Unchanged,
    keys: &Keys,
    variants: &[Variant],
    shard: Shard,
    done: &(dyn Fn() + Sync),
) -> Vec<Decided> {
    let bundles: Vec<Vec<usize>> = shard.of(bundles(batch, variants));
    let docket = Docket { batch, unchanged, keys, variants, done };
    let mut decided = Vec::new();
    for in_hand in bundles.chunks(IN_HAND) {
        decided.par_extend(in_hand.par_iter().flat_map_iter(|members| docket.bundle(members)));
    }
    decided
}

/// What is to be decided, and what is known for it.
struct Docket<'a, 'b> {
    batch: &'a Batch<'b>,
    unchanged: &'a Unchanged,
    keys: &'a Keys,
    variants: &'a [Variant],
    done: &'a (dyn Fn() + Sync),
}

impl Docket<'_, '_> {
    /// The first of a bundle is decided alone, then two, then four: what those
    /// come to that promise most is often the optimum of the rest.
    fn bundle(&self, members: &[usize]) -> Vec<Decided> {
        let mut decided = Vec::with_capacity(members.len());
        let mut kept: Vec<Solved> = Vec::new();
        let mut from = 0;
        while from < members.len() {
            let to = (2 * from + 1).min(members.len());
            let found: Vec<_> = members[from..to]
                .par_iter()
                .map(|position| {
                    let found = self.find(&kept, &self.variants[*position]);
                    (self.done)();
                    (*position, found)
                })
                .collect();
            for (position, found) in found {
                let found = found.map(|(finding, solved)| {
                    kept.extend(solved);
                    let surplus = kept.len().saturating_sub(MOST_KEPT);
                    kept.drain(..surplus);
                    finding
                });
                decided.push((position, found));
            }
            from = to;
        }
        decided
    }

    /// What a variant comes to; with what may spare others the solving.
    fn find(&self, siblings: &[Solved], variant: &Variant) -> Result<(Finding, Option<Solved>), Failure> {
        let scenario = &self.batch.scenarios[variant.scenario];
        if !scenario.problems.is_empty() {
            return Err(Failure::Input(scenario.problems.clone()));
        }
        let key = self.keys.of(scenario, variant);
        if let Some(recalled) = self.recall(variant, &key) {
            return recalled;
        }
        let (result, solved, placed) = match self.solve(siblings, variant) {
            Ok((finding, solved)) => {
                let is_new = finding.outcome.status == Status::Optimal && finding.outcome.known == Known::Climbed;
                let is_kept = is_new && !variant.choice.is_empty();
                // Movements are of referrals that are in both rounds alone.
                let placed = scenario.demand.is_some().then(|| solved.posed.placed_by_id(&solved.placed));
                let solved = is_kept.then_some(solved);
                (Ok(finding), solved, placed)
            }
            Err(failure) => (Err(failure), None, None),
        };
        let entry = Entry { result, placed };
        if let Some(said) = encode(&entry) {
            self.batch.journal.note(&key, &said);
        }
        Ok((entry.result?, solved))
    }

    /// What the journal says of a variant, with what may spare others the
    /// solving as it did when it was solved; nothing where it says nothing that
    /// holds.
    fn recall(&self, variant: &Variant, key: &str) -> Option<Result<(Finding, Option<Solved>), Failure>> {
        let entry = self.batch.journal.get(key).and_then(decode)?;
        let Ok(finding) = &entry.result else { return Some(entry.result.map(|finding| (finding, None))) };
        let found = rechecked(self.batch, self.unchanged, variant, finding, entry.placed.as_ref())?;
        let is_new = found.finding.outcome.status == Status::Optimal
            && found.finding.outcome.known == Known::Climbed
            && !variant.choice.is_empty();
        let Rechecked { finding, posed, placed } = found;
        let solved = posed.filter(|_| is_new).map(|posed| Solved { name: variant.name.clone(), posed, placed });
        Some(Ok((finding, solved)))
    }

    /// Decides a variant: what it comes to, and who is placed where.
    fn solve(&self, siblings: &[Solved], variant: &Variant) -> Result<(Finding, Solved), Failure> {
        let Docket { batch, unchanged, .. } = self;
        if batch.engine.is_due() {
            return Err(Failure::NotReached);
        }
        let scenario = &batch.scenarios[variant.scenario];
        let round = edited(batch.source, scenario, variant).map_err(Failure::Input)?;
        let posed = Posed::new(round, BTreeSet::new());
        let (outcome, placed) = match self.follows(siblings, &posed) {
            Some((known, placed)) => {
                let values = posed.program().values(&placed);
                let bounds: Vec<i64> = posed.program().objectives().iter().map(|step| step.value(&values)).collect();
                let steps = posed.program().steps(&values, &bounds);
                (Outcome::of(&posed, &placed, steps, Status::Optimal, known), placed)
            }
            None => {
                let start = carried_over(&unchanged.ids, &posed);
                let trail = unchanged.trail(batch.engine);
                let guide = trail.map(|trail| Guide::new(trail, &unchanged.posed, &posed));
                match climb_from(Begin { start: Some(&start), guide: guide.as_ref() }, posed.program(), batch.engine) {
                    Ok(climb) => (of_climb(&posed, &climb), climb.placed),
                    Err(Fault::Infeasible) => (Outcome::infeasible(), BTreeSet::new()),
                    Err(fault) => return Err(Failure::Solver(fault)),
                }
            }
        };
        let ids = posed.placed_by_id(&placed);
        let moved = match outcome.status {
            Status::Infeasible => Vec::new(),
            Status::Optimal | Status::Feasible => moved(batch, unchanged, scenario, &posed, &ids),
        };
        let shifts = Shifts::of(&moved, batch.round, posed.round());
        let finding = Finding { outcome, movements: moved, shifts };
        Ok((finding, Solved { name: variant.name.clone(), posed, placed }))
    }

    /// How the optimum of an edited round is known without solving, if it is.
    fn follows(&self, siblings: &[Solved], posed: &Posed) -> Option<(Known, BTreeSet<ColumnIndex>)> {
        let unchanged = self.unchanged;
        if unchanged.is_proven()
            && let Some((why, placed)) = untouched(&unchanged.posed, &unchanged.placed, posed)
        {
            return Some((Known::Follows(why), placed));
        }
        siblings.iter().rev().find_map(|sibling| {
            let (why, placed) = untouched(&sibling.posed, &sibling.placed, posed)?;
            Some((Known::FollowsOther(why, sibling.name.clone()), placed))
        })
    }
}
