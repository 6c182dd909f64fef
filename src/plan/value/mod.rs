//! What one more of every limit would be worth, and which places could close:
//! exact by solving, and no more solving than it takes.
//!
//! More of a limit allows all that was allowed, so it never makes the optimum
//! worse, and lifting limits altogether is at least as good as more of any of
//! them. Where the limits of a group are all lifted and the proven optimum
//! attains nothing better, more of any of them, however much, is of no use.

mod closing;
mod curve;
mod files;
mod index;
mod page;
mod point;
mod words;

pub use closing::{Closing, Fewer};
pub use curve::{Ground, Verdict, Worth};
pub use files::{PLAN_VALUE, files};
pub use point::{Counts, Point, Tally};

use super::capacity::Capacity;
use crate::allocation::Step;
use crate::posed::Posed;
use crate::program::{ColumnIndex, Objective, Program};
use crate::round::{Key, Referral, Round};
use crate::solve::{Climb, Engine, Fault, Proof, Quiet, climb, climb_from, settling, who};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What is asked.
pub struct Ask<'a> {
    /// The round.
    pub posed: &'a Posed,
    /// How many more of a limit are tried at the most.
    pub most: u32,
    /// What counts as one more of a budget, in pounds.
    pub pounds: u32,
    /// Whether the steps that decide only where count too. They take most of
    /// the time, and no child gains a place by them.
    pub is_whole: bool,
    /// The solver, and when it is to stop.
    pub engine: Engine<'a>,
}

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

impl<'a> Ask<'a> {
    /// The round.
    pub fn round(&self) -> &'a Round {
        self.posed.round()
    }
}

impl Value<'_> {
    /// Whether everything is proven.
    pub fn is_proven(&self) -> bool {
        self.steps.iter().all(Step::is_proven)
            && self.worths.iter().all(|worth| worth.verdict.is_proven())
            && self.closings.iter().all(|closing| closing.fewer.is_proven())
    }
}

/// The round as it is: what everything is compared with.
struct Base<'a> {
    ask: &'a Ask<'a>,
    placed: BTreeSet<ColumnIndex>,
    referrals: BTreeSet<Key<Referral>>,
    /// The values of the steps that count.
    values: Vec<i64>,
}

/// What a changed round comes to.
#[derive(Clone)]
struct Found {
    placed: BTreeSet<ColumnIndex>,
    referrals: BTreeSet<Key<Referral>>,
    values: Vec<i64>,
    is_proven: bool,
}

impl Base<'_> {
    fn program(&self) -> &Program {
        self.ask.posed.program()
    }

    fn counted(&self) -> &[Objective] {
        &self.program().objectives()[..self.values.len()]
    }

    /// Finds the best allocation of a changed round, from one to begin with.
    fn solve(&self, program: &Program, start: &BTreeSet<ColumnIndex>) -> Result<Found, Fault> {
        let engine = self.ask.engine;
        if self.ask.is_whole {
            let climb = climb_from(start, program, engine)?;
            let is_proven = climb.proof() == Proof::Optimal;
            let values = climb.steps.iter().map(|step| step.value).collect();
            return Ok(Found { referrals: referrals(program, &climb.placed), placed: climb.placed, values, is_proven });
        }
        let who = who(program, Some(start), engine)?;
        Ok(Found { referrals: who.referrals, placed: who.placed, values: who.values, is_proven: who.is_proven })
    }
}

fn referrals(program: &Program, placed: &BTreeSet<ColumnIndex>) -> BTreeSet<Key<Referral>> {
    placed.iter().map(|column| program.placement(*column).referral).collect()
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
    let Climb { placed, steps } = climb(program, ask.engine, &mut Quiet)?;
    let counted = if ask.is_whole { steps.len() } else { settling(program).count() };
    let base = Base {
        ask,
        referrals: referrals(program, &placed),
        values: steps[..counted].iter().map(|step| step.value).collect(),
        placed,
    };
    let is_proven = steps.iter().all(Step::is_proven);
    let worths = || curve::worths(&base, is_proven, done);
    let closings = || -> Result<Vec<Closing>, Fault> {
        let intakes: Vec<_> = closing::joinable(ask.round()).collect();
        let one = |key| {
            let closing = closing::closing(&base, is_proven, key);
            done(1);
            closing
        };
        intakes.into_par_iter().map(one).collect()
    };
    let (worths, closings) = rayon::join(worths, closings);
    Ok(Value { ask, counted, placed: base.placed.len(), worths: worths?, closings: closings?, steps })
}
