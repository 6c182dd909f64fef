use super::{Answer, Basis, Mip, MipRow, Pursuit, Relaxed, Solver, Stop};

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

    /// [`Solver::relax`].
    pub fn relax(&self, mip: &Mip, basis: Option<&Basis>) -> Option<Relaxed> {
        self.solver.relax(mip, basis, self.stop)
    }

    /// [`Solver::tighten`].
    pub fn tighten(
        &self,
        mip: Mip,
        basis: Option<&Basis>,
        more: &mut dyn FnMut(&Relaxed) -> Vec<MipRow>,
    ) -> Option<Basis> {
        self.solver.tighten(mip, basis, self.stop, more)
    }

    /// [`Solver::relax_each`].
    pub fn relax_each(&self, mip: &Mip, objectives: &[Pursuit]) -> Vec<Option<Relaxed>> {
        self.solver.relax_each(mip, objectives, self.stop)
    }
}
