use super::curve::CurvePoint;
use super::decide::{Buyer, Confirmed, Decided, confirm};
use super::market::Market;
use super::robust::{self, Robust};
use crate::plan::{Later, later};
use crate::problem::Problem;
use crate::round::Round;
use crate::solve::{Engine, Fault};
use crate::source::Source;
use crate::whatif::{Scenario, edited};

/// What is asked.
pub struct Ask<'a> {
    /// What may be bought, and in which round.
    pub market: &'a Market<'a>,
    /// Demands as they might be; none: only the round as it is.
    pub demands: &'a [Round],
    /// The solver, and when it is to stop.
    pub engine: Engine<'a>,
}

/// What to buy.
pub struct Purchase<'a> {
    /// What was asked.
    pub ask: &'a Ask<'a>,
    /// The round without any purchase.
    pub before: Confirmed,
    /// The best purchase.
    pub decided: Decided,
    /// What later rounds of the year would lack by it.
    pub later: Vec<Later>,
    /// What the children placed cost, the cheapest first.
    pub curve: Vec<CurvePoint>,
    /// Whether the curve is whole.
    pub is_curve_whole: bool,
    /// The purchase for many demands; nothing where none were given, or time
    /// ran out.
    pub robust: Option<Robust>,
}

impl Purchase<'_> {
    /// Whether everything is proven.
    pub fn is_proven(&self) -> bool {
        let is_decided = match &self.decided {
            Decided::Plan(plan) | Decided::Unmet(plan) => plan.is_proven,
            Decided::Unknown => false,
        };
        let is_robust = self.ask.demands.is_empty() || self.robust.as_ref().is_some_and(|robust| robust.is_proven);
        is_decided && self.is_curve_whole && self.curve.iter().all(|point| point.is_proven) && is_robust
    }
}

/// The rounds that a scenario draws, each with every new intake of a market,
/// without places.
///
/// # Errors
///
/// Every mistake of the scenario, and every error that it brings about.
pub fn demands(market: &Market, scenario: &Scenario) -> Result<Vec<Round>, Vec<Problem>> {
    if !scenario.problems().is_empty() {
        return Err(scenario.problems().to_vec());
    }
    let source: &Source = &market.stocked;
    scenario.variants(0).iter().map(|variant| edited(source, scenario, variant)).collect()
}

/// Decides what to buy. `done` is told of each part that is through.
///
/// # Errors
///
/// Where the round has no allocation, the solver fails, or the limit is reached
/// before the round as it is is solved.
pub fn buy<'a>(ask: &'a Ask<'a>, done: &(dyn Fn() + Sync)) -> Result<Purchase<'a>, Fault> {
    let (market, engine) = (ask.market, ask.engine);
    let before = confirm(market, &market.unchanged, engine)?;
    done();
    let buyer = Buyer { market, engine, stalls: vec![market.stall(&market.round)] };
    let decided = match market.menu.targets.is_empty() {
        _ if engine.is_due() => Ok(Decided::Unknown),
        true => buyer.by_budget(market.menu.budget),
        false => buyer.by_targets(),
    };
    let decided = match decided {
        Err(Fault::NothingFound) => Decided::Unknown,
        decided => decided?,
    };
    done();
    let (curve, is_curve_whole) = buyer.curve(done)?;
    let robust = match (&decided, market.menu.budget) {
        (Decided::Plan(plan), Some(budget)) if !ask.demands.is_empty() && !engine.is_due() => {
            // As many demands are left to test the purchase on.
            let planned = ask.demands.len().div_ceil(2);
            robust::robust(&buyer, budget, &plan.numbers, ask.demands, planned, done)?
        }
        _ => None,
    };
    let later = match &decided {
        Decided::Plan(plan) | Decided::Unmet(plan) => {
            later(&market.unchanged, &before.year_uses, &plan.confirmed.year_uses)
        }
        Decided::Unknown => Vec::new(),
    };
    Ok(Purchase { ask, before, decided, later, curve, is_curve_whole, robust })
}
