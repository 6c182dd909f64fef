//! A run from the round to its result: what `allocate` does, and what `replay`
//! does again.

use super::earlier::{Earlier, EarlierArgs};
use super::exit::End;
use super::problems;
use super::progress::{Count, Progress};
use super::solving::unsolved;
use rightplace::allocation::{AllocationRow, Aspect, Draw, Move, MoveKind};
use rightplace::explain::{idle_keeps, loose_groups};
use rightplace::paper::Format;
use rightplace::paper::words::listing;
use rightplace::posed::Posed;
use rightplace::problem::Problem;
use rightplace::report::Report;
use rightplace::result::{self, RoundResult, Trace};
use rightplace::round::Round;
use rightplace::solve::Engine;
use std::sync::Arc;

/// A run with what is written down of it.
pub struct Run {
    /// The round, bound to the earlier result.
    pub round: Arc<Round>,
    posed: Option<Posed>,
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
        problems.extend(loose_groups(&round));
        problems::brief(&problems);
        Ok(Run { round: Arc::new(round), posed: None, earlier, problems, trace })
    }

    /// Finds the best allocation and its reserve lists.
    ///
    /// # Errors
    ///
    /// Where none is found.
    pub fn solve(&mut self, engine: Engine) -> Result<RoundResult, End> {
        let posed = self.posed();
        let mut progress = Progress::new();
        let found = result::allocate(&posed, engine, &mut progress, &mut self.trace);
        drop(progress);
        self.complete(found.map_err(|fault| unsolved(&fault))?, &posed, engine)
    }

    /// Takes over a result that was proven before, by the rows of its
    /// allocation and what was shown of its draw; nothing where they are none of
    /// the round.
    ///
    /// # Errors
    ///
    /// Where the solver fails.
    pub fn take_over(
        &mut self,
        rows: &[AllocationRow],
        draw: Option<Draw>,
        engine: Engine,
    ) -> Result<Option<RoundResult>, End> {
        let posed = self.posed();
        let found = result::taken_over(&posed, engine, rows, draw);
        found.map(|found| self.complete(found, &posed, engine)).transpose()
    }

    /// Looks for the smallest change of every referral that is not placed; how
    /// many are found.
    pub fn fill_changes(&mut self, found: &mut RoundResult, engine: Engine) -> usize {
        let count = Count::new(found.unplaced.len(), "looking for changes");
        found.fill_changes(&self.posed(), engine, &|| count.step())
    }

    /// The round with its options and its program, posed when it is first asked for.
    pub fn posed(&mut self) -> Posed {
        let relaxed_groups = || self.earlier.as_ref().map(|earlier| earlier.carried.ran.clone()).unwrap_or_default();
        let pose = || result::pose(Arc::clone(&self.round), relaxed_groups(), &mut self.trace);
        self.posed.get_or_insert_with(pose).clone()
    }

    /// Adds what is said of a result beyond the allocation itself.
    fn complete(&mut self, mut found: RoundResult, posed: &Posed, engine: Engine) -> Result<RoundResult, End> {
        let carried = self.earlier.as_ref().map(|earlier| &earlier.carried);
        let dropped = carried.map(|carried| carried.dropped.as_slice()).unwrap_or_default();
        let dropped = dropped.iter().map(|row| {
            let (referral, intake) = (&self.round.referrals[row.referral].id, &self.round.intakes[row.intake].id);
            format!("the earlier place of {referral} in {intake} is dropped: barred, deferred, declined or withdrawn")
        });
        found.warnings.extend(dropped);
        found.warnings.extend(self.changed(&found));
        result::complete(posed, &mut found, engine, &mut self.trace).map_err(|fault| unsolved(&fault))?;
        Ok(found)
    }

    /// The places that are on other terms than the earlier result states, in a
    /// sentence each.
    fn changed(&self, found: &RoundResult) -> Vec<String> {
        let moves = self.report(found, Format::Plain).moves().unwrap_or_default();
        let one = |one: &Move| {
            let aspects: Vec<String> = one.changed.iter().map(Aspect::to_string).collect();
            let intake = one.after.map(|intake| self.round.intakes[intake].id.as_str()).unwrap_or_default();
            let referral = &self.round.referrals[one.referral].id;
            format!(
                "{referral} has {intake} again, but with other {} than the earlier result states",
                listing(&aspects)
            )
        };
        moves.iter().filter(|one| one.kind == MoveKind::Changed).map(one).collect()
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
