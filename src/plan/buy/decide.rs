//! The purchase that is decided together with the allocation, and the ordinary
//! run that confirms it.

use super::market::{Market, Stall};
use super::menu::Target;
use crate::allocation::{Sense, Step};
use crate::audit;
use crate::ids::StageId;
use crate::plan::{YearUse, year_uses};
use crate::posed::Posed;
use crate::program::{Joint, Objective};
use crate::result::{Status, Trace, allocate};
use crate::round::{Key, Referral, Round};
use crate::solve::{Climb, Engine, Fault, Proof, Quiet, climb};
use crate::units::Pence;
use std::collections::BTreeSet;

/// What is bought, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How many of each item, in the order of the menu.
    pub numbers: Vec<u32>,
    /// What they cost together.
    pub cost: Pence,
    /// The steps that were optimised with the purchase, in their order; that of
    /// `fees` is what the purchase costs.
    pub steps: Vec<Step>,
    /// What the ordinary run comes to with the purchase made.
    pub confirmed: Confirmed,
    /// Whether no other purchase is better, proven.
    pub is_proven: bool,
}

/// What the ordinary run of a round comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// Every step of the ladder.
    pub steps: Vec<Step>,
    /// How many referrals are placed.
    pub placed: usize,
    /// What each target comes to, in the order of the menu.
    pub reached: Vec<Reached>,
    /// What it takes of the limits of its year.
    pub year_uses: Vec<YearUse>,
    /// How many violations the audit found.
    pub violations: usize,
    /// Whether every step is proven.
    pub is_proven: bool,
}

/// What a target comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// How many referrals it is about.
    pub of: usize,
    /// How many of them must be placed.
    pub wanted: u64,
    /// How many are.
    pub placed: usize,
}

impl Reached {
    /// Whether as many are placed as must be.
    pub fn is_met(&self) -> bool {
        self.placed as u64 >= self.wanted
    }
}

/// What the search for a purchase came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// The best there is.
    Plan(Plan),
    /// No purchase meets every target; what buying everything comes to.
    Unmet(Plan),
    /// A limit of time was reached before one was found.
    Unknown,
}

/// Decides what to buy.
pub(super) struct Buyer<'a> {
    pub market: &'a Market<'a>,
    pub engine: Engine<'a>,
    pub stalls: Vec<Stall>,
}

/// A part of all purchases, between two sizes of each item, with the best that
/// a relaxation of it comes to: the allocation there is chosen for the targets,
/// not by the ladder.
struct Region {
    between: Vec<(usize, usize)>,
    /// What it comes to, the better the smaller; cost first.
    score: Vec<i64>,
    sizes: Vec<usize>,
    steps: Vec<Step>,
    is_proven: bool,
}

impl Region {
    /// Whether the one that comes to the most of some regions is proven to: what
    /// an unproven one comes to is no bound of what it could come to.
    fn is_best(&self, others: &[Region]) -> bool {
        self.is_proven && others.iter().all(|other| other.is_proven)
    }
}

impl<'a> Buyer<'a> {
    /// The steps of a round that money is spent for.
    fn wanted<'o>(&self, objectives: &'o [Objective]) -> &'o [Objective] {
        let stages = self.market.stages();
        let last = objectives.iter().rposition(|step| stages.contains(&step.stage));
        &objectives[..last.map_or(0, |last| last + 1)]
    }

    fn climbed(&self, joint: &Joint) -> Result<Option<(Vec<usize>, Climb)>, Fault> {
        match climb(&joint.program, self.engine, &mut Quiet) {
            Ok(climb) => Ok(Some((joint.bought(&joint.program.values(&climb.placed)), climb))),
            Err(Fault::Infeasible) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// The best result for what there is to spend, and the least that it costs.
    pub fn by_budget(&self, budget: Option<Pence>) -> Result<Decided, Fault> {
        let mut joint = self.market.joint(&self.stalls, None);
        let wanted = self.wanted(joint.program.objectives()).to_vec();
        self.spend(&mut joint, budget);
        joint.aim(wanted.into_iter().chain([joint.cost.clone(), joint.tie.clone()]).collect());
        let Some((sizes, climb)) = self.climbed(&joint)? else { return Err(Fault::Infeasible) };
        let is_proven = climb.proof() == Proof::Optimal;
        let plan = self.plan(&sizes, climb.steps, is_proven)?;
        if plan.is_proven && !agrees(&plan.steps, &plan.confirmed.steps) {
            return Err(Fault::Solver("the purchase and the run with it do not agree".to_owned()));
        }
        Ok(Decided::Plan(plan))
    }

    pub fn spend(&self, joint: &mut Joint, budget: Option<Pence>) {
        if let Some(budget) = budget {
            joint.bind(joint.cost.terms.clone(), None, Some(budget.0));
        }
    }

    /// The purchase of least cost with which the ordinary run meets every
    /// target; among those, the one with the best result. A purchase whose
    /// allocation could meet the targets, while the ladder has other aims, is
    /// left out, and the rest is looked at in parts: the cheapest first.
    pub fn by_targets(&self) -> Result<Decided, Fault> {
        let whole: Vec<(usize, usize)> = self.market.sizes.iter().map(|numbers| (0, numbers.len() - 1)).collect();
        let mut open: Vec<Region> = self.region(whole)?.into_iter().collect();
        let mut is_sure = true;
        while let Some(best) = (0..open.len()).min_by(|a, b| open[*a].score.cmp(&open[*b].score)) {
            let region = open.swap_remove(best);
            let is_best = is_sure && region.is_best(&open);
            let plan = self.plan(&region.sizes, region.steps, is_best)?;
            if plan.confirmed.reached.iter().all(Reached::is_met) {
                return Ok(Decided::Plan(plan));
            }
            // What an unproven run misses another might meet.
            is_sure &= region.is_proven && plan.confirmed.is_proven;
            if self.engine.is_due() {
                return Ok(Decided::Unknown);
            }
            for (item, size) in region.sizes.iter().copied().enumerate() {
                let (least, most) = region.between[item];
                let mut rest: Vec<(usize, usize)> = region.sizes[..item].iter().map(|size| (*size, *size)).collect();
                rest.push((0, 0));
                rest.extend(&region.between[item + 1..]);
                for part in [size.checked_sub(1).map(|below| (least, below)), Some((size + 1, most))] {
                    let Some((least, most)) = part.filter(|(least, most)| least <= most) else { continue };
                    rest[item] = (least, most);
                    open.extend(self.region(rest.clone())?);
                }
            }
        }
        let all: Vec<usize> = self.market.sizes.iter().map(|numbers| numbers.len() - 1).collect();
        Ok(Decided::Unmet(self.plan(&all, Vec::new(), is_sure)?))
    }

    /// The best of a part of all purchases; nothing where it has none.
    fn region(&self, between: Vec<(usize, usize)>) -> Result<Option<Region>, Fault> {
        let mut joint = self.market.joint(&self.stalls, Some(&between));
        let wanted = self.wanted(joint.program.objectives()).to_vec();
        for target in &self.market.menu.targets {
            let meant = self.market.meant(target, &self.market.round);
            let columns =
                meant.iter().flat_map(|key| self.stalls[0].posed.options().range(*key)).map(|column| (column, 1));
            let least = i64::try_from(target.wanted.of(meant.len())).unwrap_or(i64::MAX);
            joint.bind(columns.collect(), Some(least), None);
        }
        self.spend(&mut joint, self.market.menu.budget);
        joint.aim([joint.cost.clone()].into_iter().chain(wanted).chain([joint.tie.clone()]).collect());
        let Some((sizes, climb)) = self.climbed(&joint)? else { return Ok(None) };
        let is_proven = climb.proof() == Proof::Optimal;
        let score = climb.steps.iter().map(|step| if step.sense == Sense::Max { -step.value } else { step.value });
        Ok(Some(Region { between, score: score.collect(), sizes, steps: climb.steps, is_proven }))
    }

    /// A purchase with what the ordinary run comes to.
    fn plan(&self, sizes: &[usize], mut steps: Vec<Step>, is_proven: bool) -> Result<Plan, Fault> {
        // The last step only tells purchases of the same cost apart.
        steps.pop();
        let numbers = self.market.numbers(sizes);
        let wrong = |_| Fault::Solver("the round with the purchase has errors".to_owned());
        let round = self.market.bought(&numbers).map_err(wrong)?;
        let confirmed = confirm(self.market, &round, self.engine)?;
        let is_proven = is_proven && confirmed.is_proven;
        Ok(Plan { cost: self.market.cost(&numbers), numbers, steps, confirmed, is_proven })
    }
}

/// Whether the steps that were optimised with the purchase come to the same in
/// the ordinary run.
fn agrees(steps: &[Step], ordinary: &[Step]) -> bool {
    let of_ladder = steps.iter().filter(|step| step.stage != StageId::Fees);
    of_ladder.clone().all(|step| {
        let same = |other: &&Step| other.stage == step.stage && other.segment == step.segment;
        ordinary.iter().find(same).map_or(step.value == 0, |other| other.value == step.value)
    })
}

/// Runs a round as `allocate` does, and has it audited: what does not pass is a
/// fault.
pub(super) fn confirm(market: &Market, round: &Round, engine: Engine) -> Result<Confirmed, Fault> {
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let result = allocate(&posed, engine, &mut Quiet, &mut Trace::default())?;
    if result.status == Status::Infeasible {
        return Err(Fault::Infeasible);
    }
    let placed: BTreeSet<Key<Referral>> = result.placed.iter().map(|placed| placed.placement.referral).collect();
    let reached = |target: &Target| {
        let meant = market.meant(target, round);
        Reached { of: meant.len(), wanted: target.wanted.of(meant.len()), placed: meant.intersection(&placed).count() }
    };
    let violations = audit::audit(round, &result.entries(), &audit::Settings::default()).violations.len();
    if violations > 0 {
        return Err(Fault::Solver("the run with what is bought does not pass the audit".to_owned()));
    }
    Ok(Confirmed {
        placed: placed.len(),
        reached: market.menu.targets.iter().map(reached).collect(),
        year_uses: year_uses(round, result.placed.iter().map(|placed| placed.placement)),
        violations,
        is_proven: result.status == Status::Optimal,
        steps: result.steps,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(cost: i64, is_proven: bool) -> Region {
        Region { between: Vec::new(), score: vec![cost], sizes: Vec::new(), steps: Vec::new(), is_proven }
    }

    #[test]
    fn a_region_is_the_best_where_all_that_are_open_are_proven_to_cost_more() {
        assert!(region(300, true).is_best(&[region(400, true), region(300, true)]));
        assert!(!region(300, false).is_best(&[]));
        // It came to 400 when the time was up; 200 might be in it.
        assert!(!region(300, true).is_best(&[region(400, false)]));
    }
}
