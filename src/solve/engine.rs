use super::{Answer, Basis, Kept, Mip, MipRow, Relaxed, Solver, Stop};

/// A solver, and when it is to stop.
#[derive(Clone, Copy)]
pub struct Engine<'a> {
    /// The solver.
    pub solver: &'a dyn Solver,
    /// When it is to stop.
    pub stop: Stop<'a>,
}

impl<'a> Engine<'a> {
    /// A solver that stops only with a proof.
    pub fn of(solver: &'a dyn Solver) -> Engine<'a> {
        Engine { solver, stop: Stop::never() }
    }

    /// The same solver with another time to stop.
    pub fn until<'b>(self, stop: Stop<'b>) -> Engine<'b>
    where
        'a: 'b,
    {
        Engine { solver: self.solver, stop }
    }

    /// Whether it is time to stop.
    pub fn is_due(&self) -> bool {
        self.stop.is_due()
    }

    /// Solves one integer program, until it is proven or it is time to stop.
    pub fn solve(&self, mip: &Mip) -> Answer {
        self.solver.solve(mip, self.stop)
    }

    /// [`Solver::keep`].
    pub fn keep(&self, mip: &Mip) -> Option<Box<dyn Kept + 'a>> {
        self.solver.keep(mip, self.stop)
    }

    /// The optimum of a linear relaxation; nothing where the solver keeps none or did not finish.
    pub fn relax(&self, mip: &Mip) -> Option<Relaxed> {
        self.keep(mip)?.solve().optimum()
    }

    /// Solves a linear relaxation, from a basis where one is given, and again with the rows that `more` makes of the
    /// optimum, until it makes none; where columns and rows, with those in their order, stand at the end. Nothing
    /// where the solver keeps none or did not finish.
    pub fn tighten(
        &self,
        mip: &Mip,
        basis: Option<&Basis>,
        more: &mut dyn FnMut(&Relaxed) -> Vec<MipRow>,
    ) -> Option<Basis> {
        let mut kept = self.keep(mip)?;
        if let Some(basis) = basis {
            kept.start_from(basis);
        }
        loop {
            let relaxed = kept.solve().optimum()?;
            let rows = more(&relaxed);
            if rows.is_empty() {
                return relaxed.basis;
            }
            rows.iter().for_each(|row| kept.add(row));
        }
    }

    /// The optimum of a linear relaxation for several objectives in place of its own, each from a basis where one is
    /// given.
    pub fn relax_each(&self, mip: &Mip, objectives: &[Pursuit]) -> Vec<Option<Relaxed>> {
        let mut kept = self.keep(mip);
        let one = |(objective, basis): &Pursuit| {
            let kept = kept.as_mut()?;
            kept.pursue(objective);
            if let Some(basis) = basis {
                kept.start_from(basis);
            }
            kept.solve().optimum()
        };
        objectives.iter().map(one).collect()
    }
}

/// An objective, and the basis to start from.
pub type Pursuit<'b> = (Vec<(usize, i64)>, Option<&'b Basis>);
