//! A run from the round to its result: what `allocate` does, and what `replay`
//! does again.

use super::earlier::{Earlier, EarlierArgs};
use super::exit::End;
use super::problems;
use super::progress::{Count, Progress};
use super::solving::unsolved;
use rightplace::allocation::AllocationRow;
use rightplace::explain::idle_keeps;
use rightplace::paper::Format;
use rightplace::problem::Problem;
use rightplace::report::Report;
use rightplace::result::{self, RoundResult, Settings, Trace};
use rightplace::round::{Intake, Key, Round};
use rightplace::solve::{Limit, Solver};
use std::collections::BTreeSet;

/// A run with what is written down of it.
pub struct Run {
    /// The round, bound to the earlier result.
    pub round: Round,
    earlier: Option<Earlier>,
    problems: Vec<Problem>,
    trace: Trace,
}

impl Run {
    /// Reads a round and binds it to the earlier result, if one is named.
    /// Warnings are listed on standard error.
    ///
    /// # Errors
    ///
    /// Where the input has errors.
    pub fn read(earlier: &EarlierArgs, read: impl FnOnce() -> Result<(Round, Vec<Problem>), End>) -> Result<Run, End> {
        let mut trace = Trace::default();
        let (mut round, mut problems) = trace.time("reading", read)?;
        let earlier = earlier.bind(&mut round)?;
        problems.extend(idle_keeps(&round));
        problems::brief(&problems);
        Ok(Run { round, earlier, problems, trace })
    }

    /// Finds the best allocation and its reserve lists.
    ///
    /// # Errors
    ///
    /// Where none is found.
    pub fn solve(&mut self, solver: &dyn Solver, limit: Limit) -> Result<RoundResult, End> {
        let settings = Settings { solver, limit, relaxed_groups: self.relaxed_groups() };
        let mut progress = Progress::new();
        let found = result::allocate(&self.round, &settings, &mut progress, &mut self.trace);
        drop(progress);
        self.complete(found.map_err(|fault| unsolved(&fault))?, &settings)
    }

    /// Takes over a result that was proven before, by the rows of its
    /// allocation; nothing where they are none of the round.
    ///
    /// # Errors
    ///
    /// Where the solver fails.
    pub fn take_over(
        &mut self,
        rows: &[AllocationRow],
        solver: &dyn Solver,
        limit: Limit,
    ) -> Result<Option<RoundResult>, End> {
        let settings = Settings { solver, limit, relaxed_groups: self.relaxed_groups() };
        let found = result::taken_over(&self.round, &settings, rows);
        found.map(|found| self.complete(found, &settings)).transpose()
    }

    /// Looks for the smallest change of every referral that is not placed; how
    /// many are found.
    pub fn fill_changes(&self, found: &mut RoundResult, solver: &dyn Solver, limit: Limit) -> usize {
        let count = Count::new(found.unplaced.len(), "looking for changes");
        found.fill_changes(&self.round, &self.relaxed_groups(), solver, limit, &|| count.step())
    }

    /// The groups that may run below their smallest size.
    pub fn relaxed_groups(&self) -> BTreeSet<Key<Intake>> {
        self.earlier.as_ref().map(|earlier| earlier.carried.ran.clone()).unwrap_or_default()
    }

    /// Adds what is said of a result beyond the allocation itself.
    fn complete(&mut self, mut found: RoundResult, settings: &Settings) -> Result<RoundResult, End> {
        let carried = self.earlier.as_ref().map(|earlier| &earlier.carried);
        let dropped = carried.map(|carried| carried.dropped.as_slice()).unwrap_or_default();
        let dropped = dropped.iter().map(|row| {
            let (referral, intake) = (&self.round.referrals[row.referral].id, &self.round.intakes[row.intake].id);
            format!("the earlier place of {referral} in {intake} is dropped: barred, deferred, declined or withdrawn")
        });
        found.warnings.extend(dropped);
        result::complete(&self.round, &mut found, settings, &mut self.trace).map_err(|fault| unsolved(&fault))?;
        Ok(found)
    }

    /// All that is written down of the run.
    pub fn report<'r>(&'r self, result: &'r RoundResult, format: Format) -> Report<'r> {
        Report {
            round: &self.round,
            result,
            earlier: self.earlier.as_ref().map(|earlier| earlier.rows.as_slice()),
            problems: &self.problems,
            trace: &self.trace,
            format,
        }
    }
}
