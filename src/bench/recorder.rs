use crate::solve::{Mip, Outcome, Relaxed, Solver};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// A solver that notes what another one is asked and what it answers.
pub(super) struct Recorder<'s> {
    solver: &'s dyn Solver,
    /// The first columns, whose values are kept.
    kept: usize,
    relaxations: AtomicU64,
    answers: Mutex<Vec<Option<BTreeSet<usize>>>>,
}

impl<'s> Recorder<'s> {
    pub(super) fn new(solver: &'s dyn Solver, kept: usize) -> Recorder<'s> {
        Recorder { solver, kept, relaxations: AtomicU64::new(0), answers: Mutex::new(Vec::new()) }
    }

    /// How many relaxations were solved; and of each integer program, in the
    /// order in which they ended, which of the first columns are 1 in its
    /// solution, where it has one.
    pub(super) fn into_record(self) -> (u64, Vec<Option<BTreeSet<usize>>>) {
        let answers = self.answers.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        (self.relaxations.into_inner(), answers)
    }
}

impl Solver for Recorder<'_> {
    fn name(&self) -> &'static str {
        self.solver.name()
    }

    fn version(&self) -> String {
        self.solver.version()
    }

    fn solve(&self, mip: &Mip, deadline: Option<Instant>) -> Outcome {
        let outcome = self.solver.solve(mip, deadline);
        let answer = match &outcome {
            Outcome::Solved { values, .. } => {
                Some((0..self.kept.min(values.len())).filter(|column| values[*column] == 1).collect())
            }
            _ => None,
        };
        self.answers.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(answer);
        outcome
    }

    fn relax(&self, mip: &Mip, deadline: Option<Instant>) -> Option<Relaxed> {
        self.relaxations.fetch_add(1, Ordering::Relaxed);
        self.solver.relax(mip, deadline)
    }
}
