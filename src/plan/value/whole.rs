use super::ask::Ask;
use super::closing::{self, Closing};
use super::curve::{self, Worth};
use super::yardstick::{Yardstick, referrals};
use crate::allocation::Step;
use crate::limits::Limit;
use crate::plan::{Capacity, Later, year_uses};
use crate::solve::{Begin, Climb, Fault, Quiet, blaze, climb, settling};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What every limit and every place of a round is worth.
pub struct Value<'a> {
    /// What was asked.
    pub ask: &'a Ask<'a>,
    /// Every step of the round as it is.
    pub steps: Vec<Step>,
    /// How many of them count: the first so many.
    pub counted: usize,
    /// How many referrals are placed.
    pub placed: usize,
    /// Every limit, each kind in the order of its table.
    pub worths: Vec<Worth>,
    /// Every intake that can still be joined, in the order of its table.
    pub closings: Vec<Closing>,
}

impl Value<'_> {
    /// What later rounds of the year would lack by the first of more of a limit,
    /// once for each limit of the year: what lacks most.
    pub fn taken_from_later(&self) -> Vec<Later> {
        let mut found: BTreeMap<Limit, Later> = BTreeMap::new();
        let first = self.worths.iter().filter_map(|worth| worth.verdict.first());
        for later in first.flat_map(|point| &point.later) {
            let most = found.entry(later.limit).or_insert_with(|| later.clone());
            if most.fewer < later.fewer {
                *most = later.clone();
            }
        }
        found.into_values().collect()
    }

    /// Whether everything is proven.
    pub fn is_proven(&self) -> bool {
        self.steps.iter().all(Step::is_proven)
            && self.worths.iter().all(|worth| worth.verdict.is_proven())
            && self.closings.iter().all(|closing| closing.fewer.is_proven())
    }
}

/// How many limits and places are looked at.
pub fn extent(ask: &Ask) -> usize {
    Capacity::all(ask.round(), ask.pounds).len() + closing::joinable(ask.round()).count()
}

/// Finds what every limit and every place is worth. `done` is told of each
/// that is through. The answer is the same on any number of threads, unless a
/// limit ended the run.
///
/// # Errors
///
/// Where the round has no allocation, the solver fails, or the limit is
/// reached before the round as it is is solved.
pub fn value<'a>(ask: &'a Ask<'a>, done: &(dyn Fn(usize) + Sync)) -> Result<Value<'a>, Fault> {
    let program = ask.posed.program();
    let Climb { placed, steps, .. } = climb(program, ask.engine, &mut Quiet)?;
    let counted = if ask.is_whole { steps.len() } else { settling(program).count() };
    let taken = placed.iter().map(|column| program.placement(*column));
    let yardstick = Yardstick {
        ask,
        year_uses: year_uses(ask.round(), taken),
        trail: blaze(program, Begin { start: Some(&placed), guide: None }, ask.engine).ok(),
        referrals: referrals(program, &placed),
        values: steps[..counted].iter().map(|step| step.value).collect(),
        placed,
    };
    let is_proven = steps.iter().all(Step::is_proven);
    let worths = || curve::worths(&yardstick, is_proven, done);
    let closings = || -> Result<Vec<Closing>, Fault> {
        let intakes: Vec<_> = closing::joinable(ask.round()).collect();
        let one = |key| {
            let closing = closing::closing(&yardstick, is_proven, key);
            done(1);
            closing
        };
        intakes.into_par_iter().map(one).collect()
    };
    let (worths, closings) = rayon::join(worths, closings);
    Ok(Value { ask, counted, placed: yardstick.placed.len(), worths: worths?, closings: closings?, steps })
}
