use super::run::Effort;
use crate::solve::{Answer, Basis, Bounds, Ending, Kept, Mip, MipRow, Outcome, Relaxed, Solver, Stop};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// A solver that notes what another one is asked and what it answers.
pub(super) struct Recorder<'s> {
    solver: &'s dyn Solver,
    /// The first columns, whose values are kept.
    kept: usize,
    relaxations: AtomicU64,
    nodes: AtomicU64,
    iterations: AtomicU64,
    answers: Mutex<Vec<Option<BTreeSet<usize>>>>,
}

impl<'s> Recorder<'s> {
    pub(super) fn new(solver: &'s dyn Solver, kept: usize) -> Recorder<'s> {
        Recorder {
            solver,
            kept,
            relaxations: AtomicU64::new(0),
            nodes: AtomicU64::new(0),
            iterations: AtomicU64::new(0),
            answers: Mutex::new(Vec::new()),
        }
    }

    fn note(&self, relaxed: Option<&Relaxed>) {
        self.relaxations.fetch_add(1, Ordering::Relaxed);
        self.iterations.fetch_add(relaxed.map_or(0, |relaxed| relaxed.iterations), Ordering::Relaxed);
    }

    /// How much the solver worked; and of each integer program, in the order
    /// in which they ended, which of the first columns are 1 in its solution,
    /// where it has one.
    pub(super) fn into_record(self) -> (Effort, Vec<Option<BTreeSet<usize>>>) {
        let answers = self.answers.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        let effort = Effort {
            relaxations: self.relaxations.into_inner(),
            programs: answers.len() as u64,
            nodes: Some(self.nodes.into_inner()),
            iterations: Some(self.iterations.into_inner()),
        };
        (effort, answers)
    }
}

impl Solver for Recorder<'_> {
    fn name(&self) -> &'static str {
        self.solver.name()
    }

    fn version(&self) -> String {
        self.solver.version()
    }

    fn solve(&self, mip: &Mip, stop: Stop) -> Answer {
        let said = self.solver.solve(mip, stop);
        self.nodes.fetch_add(said.nodes, Ordering::Relaxed);
        self.iterations.fetch_add(said.iterations, Ordering::Relaxed);
        let answer = match &said.outcome {
            Outcome::Solved { values, .. } => {
                Some((0..self.kept.min(values.len())).filter(|column| values[*column] == 1).collect())
            }
            _ => None,
        };
        self.answers.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(answer);
        said
    }

    fn keep<'k>(&'k self, mip: &Mip, stop: Stop<'k>) -> Option<Box<dyn Kept + 'k>> {
        let kept = self.solver.keep(mip, stop)?;
        Some(Box::new(Noted { kept, recorder: self }))
    }
}

/// A relaxation of which every solution is noted.
struct Noted<'k> {
    kept: Box<dyn Kept + 'k>,
    recorder: &'k Recorder<'k>,
}

impl Kept for Noted<'_> {
    fn bound_column(&mut self, column: usize, bounds: (i64, i64)) {
        self.kept.bound_column(column, bounds);
    }

    fn bound_row(&mut self, row: usize, bounds: Bounds) {
        self.kept.bound_row(row, bounds);
    }

    fn add(&mut self, row: &MipRow) {
        self.kept.add(row);
    }

    fn pursue(&mut self, objective: &[(usize, i64)]) {
        self.kept.pursue(objective);
    }

    fn start_from(&mut self, basis: &Basis) {
        self.kept.start_from(basis);
    }

    fn solve(&mut self) -> Ending {
        let ending = self.kept.solve();
        self.recorder.note(match &ending {
            Ending::Optimum(relaxed) => Some(relaxed),
            Ending::Infeasible(_) | Ending::Unknown => None,
        });
        ending
    }
}
