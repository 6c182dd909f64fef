use super::decide::Buyer;
use crate::ids::StageId;
use crate::program::Objective;
use crate::solve::Quiet;
use crate::solve::{Fault, Proof, climb};
use crate::units::Pence;

/// More points than these say no more to anybody.
const MOST_POINTS: usize = 200;

/// The least that a result costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurvePoint {
    /// What it costs.
    pub cost: Pence,
    /// How many of each item.
    pub numbers: Vec<u32>,
    /// How many referrals are placed.
    pub placed: i64,
    /// The same by class, as the steps of `placed` have them.
    pub by_class: Vec<i64>,
    /// Whether it is proven.
    pub is_proven: bool,
}

impl Buyer<'_> {
    /// What the children placed cost: of every sum of money the most that it
    /// places, class by class in the order of the ladder, and the least that
    /// this costs; the dearest first bought, in ascending order of cost. Where
    /// the money falls by steps larger than a penny, points between them are
    /// left out. Nothing more where time runs out.
    pub fn curve(&self, done: &(dyn Fn() + Sync)) -> Result<(Vec<CurvePoint>, bool), Fault> {
        let mut points = Vec::new();
        let mut budget: Option<Pence> = None;
        loop {
            if self.engine.is_due() || points.len() == MOST_POINTS {
                points.reverse();
                return Ok((points, false));
            }
            let mut joint = self.market.joint(&self.stalls, None);
            let placed: Vec<Objective> =
                joint.program.objectives().iter().filter(|step| step.stage == StageId::Placed).cloned().collect();
            let classes = placed.len();
            self.spend(&mut joint, budget);
            joint.aim(placed.into_iter().chain([joint.cost.clone(), joint.tie.clone()]).collect());
            let climbed = match climb(&joint.program, self.engine, &mut Quiet) {
                Err(Fault::NothingFound) => {
                    points.reverse();
                    return Ok((points, false));
                }
                climbed => climbed?,
            };
            let numbers = self.market.numbers(&joint.bought(&joint.program.values(&climbed.placed)));
            let by_class: Vec<i64> = climbed.steps[..classes].iter().map(|step| step.value).collect();
            let cost = self.market.cost(&numbers);
            let is_proven = climbed.proof() == Proof::Optimal;
            points.push(CurvePoint { cost, numbers, placed: by_class.iter().sum(), by_class, is_proven });
            done();
            if cost <= Pence(0) {
                points.reverse();
                return Ok((points, true));
            }
            budget = Some((cost - self.market.menu.curve_step).max(Pence(0)));
        }
    }
}
