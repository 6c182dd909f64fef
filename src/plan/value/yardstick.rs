use super::ask::Ask;
use crate::plan::{YearUse, year_uses};
use crate::posed::Posed;
use crate::program::{ColumnIndex, Objective, Program};
use crate::round::{Key, Referral, Round};
use crate::solve::{Begin, Fault, Guide, Proof, Trail, climb_from, who};
use std::collections::BTreeSet;

/// The round as it is: what everything is compared with.
pub(super) struct Yardstick<'a> {
    pub ask: &'a Ask<'a>,
    pub placed: BTreeSet<ColumnIndex>,
    pub referrals: BTreeSet<Key<Referral>>,
    /// The values of the steps that count.
    pub values: Vec<i64>,
    /// What it takes of the limits of its year.
    pub year_uses: Vec<YearUse>,
    /// The way of a climb to it, where it could be noted.
    pub trail: Option<Trail>,
}

/// What a changed round comes to.
#[derive(Clone)]
pub(super) struct Attained {
    pub placed: BTreeSet<ColumnIndex>,
    pub referrals: BTreeSet<Key<Referral>>,
    pub values: Vec<i64>,
    pub is_proven: bool,
}

impl Yardstick<'_> {
    pub fn program(&self) -> &Program {
        self.ask.posed.program()
    }

    pub fn counted(&self) -> &[Objective] {
        &self.program().objectives()[..self.values.len()]
    }

    /// What some options take of the limits of the year, as a round with the
    /// same options has them.
    pub fn uses(&self, round: &Round, placed: &BTreeSet<ColumnIndex>) -> Vec<YearUse> {
        year_uses(round, placed.iter().map(|column| self.program().placement(*column)))
    }

    /// Finds the best allocation of a changed round, from one to begin with.
    pub fn solve(&self, changed: &Posed, start: &BTreeSet<ColumnIndex>) -> Result<Attained, Fault> {
        let (program, engine) = (changed.program(), self.ask.engine);
        let guide = self.trail.as_ref().map(|trail| Guide::new(trail, self.ask.posed, changed));
        let begin = Begin { start: Some(start), guide: guide.as_ref() };
        if self.ask.is_whole {
            let climb = climb_from(begin, program, engine)?;
            let is_proven = climb.proof() == Proof::Optimal;
            let values = climb.steps.iter().map(|step| step.value).collect();
            return Ok(Attained {
                referrals: referrals(program, &climb.placed),
                placed: climb.placed,
                values,
                is_proven,
            });
        }
        let who = who(program, begin, engine)?;
        Ok(Attained { referrals: who.referrals, placed: who.placed, values: who.values, is_proven: who.is_proven })
    }
}

pub(super) fn referrals(program: &Program, placed: &BTreeSet<ColumnIndex>) -> BTreeSet<Key<Referral>> {
    placed.iter().map(|column| program.placement(*column).referral).collect()
}
