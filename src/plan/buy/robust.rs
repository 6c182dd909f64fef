//! One purchase for several demands.

use super::decide::Buyer;
use super::market::{Market, Stall};
use crate::ids::StageId;
use crate::posed::Posed;
use crate::round::Round;
use crate::solve::{Climb, Engine, Fault, Proof, Quiet, climb};
use crate::units::Pence;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A purchase that is made before demand is known, for several demands at once:
/// what is bought is the same in all, and each then has its best allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robust {
    /// How many of each item.
    pub numbers: Vec<u32>,
    /// What they cost.
    pub cost: Pence,
    /// How many demands it was decided for.
    pub planned: usize,
    /// What each plan comes to in each demand that none of them has seen.
    pub tested: Vec<Test>,
    /// Whether everything is proven.
    pub is_proven: bool,
}

/// What three plans come to in one demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The number of the draw, from 1.
    pub draw: usize,
    /// The placed of each class where nothing is bought, with the purchase for
    /// the round as it is, and with the one for many demands.
    pub placed: [Vec<i64>; 3],
}

impl Test {
    /// How many referrals each plan places.
    pub fn totals(&self) -> [i64; 3] {
        [0, 1, 2].map(|plan| self.placed[plan].iter().sum())
    }
}

/// Decides a purchase for the first of some demands, and tests it on the
/// others beside buying nothing and buying for the round as it is. `rounds`
/// have every new intake, without places. Nothing where time runs out.
pub(super) fn robust(
    buyer: &Buyer,
    budget: Pence,
    for_average: &[u32],
    rounds: &[Round],
    planned: usize,
    done: &(dyn Fn() + Sync),
) -> Result<Option<Robust>, Fault> {
    let (market, engine) = (buyer.market, buyer.engine);
    let (seen, unseen) = rounds.split_at(planned.min(rounds.len()));
    let stalls: Vec<Stall> = seen.par_iter().map(|round| market.stall(round)).collect();
    let mut joint = market.joint(&stalls, None);
    let placed: Vec<_> =
        joint.program.objectives().iter().filter(|step| step.stage == StageId::Placed).cloned().collect();
    buyer.spend(&mut joint, Some(budget));
    joint.aim(placed.into_iter().chain([joint.cost.clone(), joint.tie.clone()]).collect());
    let climbed = match climb(&joint.program, engine, &mut Quiet) {
        Err(Fault::NothingFound) => return Ok(None),
        climbed => climbed?,
    };
    done();
    let numbers = market.numbers(&joint.bought(&joint.program.values(&climbed.placed)));
    let nothing: Vec<u32> = numbers.iter().map(|_| 0).collect();
    let tested: Result<Vec<Option<(Test, bool)>>, Fault> = unseen
        .par_iter()
        .enumerate()
        .map(|(position, round)| {
            let mut is_proven = true;
            let mut placed = [Vec::new(), Vec::new(), Vec::new()];
            for (numbers, placed) in [&nothing[..], for_average, &numbers].into_iter().zip(&mut placed) {
                if engine.is_due() {
                    return Ok(None);
                }
                let (values, is_sure) = match placed_with(market, round, numbers, engine) {
                    Err(Fault::NothingFound) => return Ok(None),
                    found => found?,
                };
                (*placed, is_proven) = (values, is_proven && is_sure);
            }
            done();
            Ok(Some((Test { draw: seen.len() + position + 1, placed }, is_proven)))
        })
        .collect();
    let tested = tested?;
    let is_whole = tested.iter().all(Option::is_some);
    let is_sure = tested.iter().flatten().all(|(_, is_proven)| *is_proven);
    Ok(Some(Robust {
        cost: market.cost(&numbers),
        planned: seen.len(),
        is_proven: climbed.proof() == Proof::Optimal && is_whole && is_sure,
        tested: tested.into_iter().flatten().map(|(test, _)| test).collect(),
        numbers,
    }))
}

/// How many of each class are placed in a demand with a purchase made.
fn placed_with(market: &Market, round: &Round, numbers: &[u32], engine: Engine) -> Result<(Vec<i64>, bool), Fault> {
    let posed = Posed::new(market.eased(round, numbers), BTreeSet::new());
    let program = posed.program();
    let steps = program.objectives().iter().filter(|step| step.stage == StageId::Placed).count();
    let program = program.to_step(steps);
    let climbed: Climb = climb(&program, engine, &mut Quiet)?;
    let is_proven = climbed.proof() == Proof::Optimal;
    Ok((climbed.steps.into_iter().map(|step| step.value).collect(), is_proven))
}
