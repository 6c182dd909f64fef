//! A run from the round to its result: what `allocate` does, and what `replay`
//! does again.

use super::earlier::{Earlier, EarlierArgs};
use super::exit::End;
use super::problems;
use super::progress::Progress;
use super::solving::unsolved;
use rightplace::explain::idle_keeps;
use rightplace::report::{Format, Report};
use rightplace::result::{self, RoundResult, Settings, Trace};
use rightplace::round::Round;
use rightplace::round::diagnostic::Problem;
use rightplace::solve::{Limit, Solver};

/// A run with what is written down of it.
pub struct Run {
    round: Round,
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
        let carried = self.earlier.as_ref().map(|earlier| &earlier.carried);
        let relaxed_groups = carried.map(|carried| carried.ran.clone()).unwrap_or_default();
        let settings = Settings { solver, limit, relaxed_groups };
        let mut progress = Progress::new();
        let found = result::allocate(&self.round, &settings, &mut progress, &mut self.trace);
        drop(progress);
        let dropped = carried.map(|carried| carried.dropped.as_slice()).unwrap_or_default();
        let dropped = dropped.iter().map(|row| {
            let (referral, intake) = (&self.round.referrals[row.referral].id, &self.round.intakes[row.intake].id);
            format!("the earlier place of {referral} in {intake} is dropped: barred, deferred, declined or withdrawn")
        });
        let mut found = found.map_err(|fault| unsolved(&fault))?;
        found.warnings.extend(dropped);
        let reserves = self.trace.time("reserves", || result::reserves(&self.round, &found, solver, limit));
        found.reserves = reserves.map_err(|fault| unsolved(&fault))?;
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
