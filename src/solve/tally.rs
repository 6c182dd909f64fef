use super::{Event, Watch};
use crate::allocation::{Draw, Sense, Step};
use crate::program::Program;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Adds up what the parts of a program prove, and tells who watches when all
/// of them are through a step.
pub(super) struct Tally<'a> {
    program: &'a Program,
    inner: Mutex<Inner<'a>>,
}

struct Inner<'a> {
    /// The bound of every step, to be maximised, as far as it is known.
    bounds: Vec<i64>,
    /// How many columns are through each step.
    through: Vec<usize>,
    /// The first step that has not been told.
    next: usize,
    /// What the parts show of the draw.
    draw: Draw,
    watch: &'a mut (dyn Watch + Send),
}

impl<'a> Tally<'a> {
    pub fn new(program: &'a Program, watch: &'a mut (dyn Watch + Send)) -> Tally<'a> {
        let steps = program.objectives().len();
        let inner = Inner { bounds: vec![0; steps], through: vec![0; steps], next: 0, draw: Draw::Settled, watch };
        Tally { program, inner: Mutex::new(inner) }
    }

    /// Adds to the bounds of the steps from one on; `columns` are through all
    /// steps from that one to the last.
    pub fn note(&self, from: usize, columns: usize, bounds: &[i64]) {
        let mut inner = self.lock();
        for (sum, bound) in inner.bounds[from..].iter_mut().zip(bounds) {
            *sum = sum.saturating_add(*bound);
        }
        inner.through[from..].iter_mut().for_each(|through| *through += columns);
        self.tell(&mut inner);
    }

    /// So many columns are through some steps.
    pub fn pass(&self, steps: Range<usize>, columns: usize) {
        let mut inner = self.lock();
        inner.through[steps].iter_mut().for_each(|through| *through += columns);
        self.tell(&mut inner);
    }

    /// The bounds of the steps, in their own senses.
    pub fn bounds(&self) -> Vec<i64> {
        let inner = self.lock();
        let signed = self.program.objectives().iter().zip(&inner.bounds);
        signed.map(|(objective, bound)| if objective.sense == Sense::Max { *bound } else { -bound }).collect()
    }

    /// A part is level after the draw, or does not say.
    pub fn note_draw(&self, draw: Draw) {
        let mut inner = self.lock();
        if inner.draw != Draw::Level {
            inner.draw = draw;
        }
    }

    /// What all parts show of the draw.
    pub fn draw(&self) -> Draw {
        self.lock().draw
    }

    fn tell(&self, inner: &mut Inner) {
        while inner.through.get(inner.next).is_some_and(|through| *through >= self.program.columns().len()) {
            let position = inner.next;
            let objective = &self.program.objectives()[position];
            let (stage, segment, sense) = (objective.stage, objective.segment.clone(), objective.sense);
            let bound = if sense == Sense::Max { inner.bounds[position] } else { -inner.bounds[position] };
            let step = Step { stage, segment, sense, value: bound, bound };
            inner.watch.notice(Event::Done { position, step: &step });
            inner.next += 1;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<'a>> {
        // A panic elsewhere ends the climb; what was added up so far is whole.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
