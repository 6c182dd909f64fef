use super::{Answer, Basis, Mip, MipRow, Stand, Stop};

/// A solver of integer programs.
pub trait Solver: Sync {
    /// The name by which users choose it.
    fn name(&self) -> &'static str;
    /// Its version.
    fn version(&self) -> String;
    /// Solves one integer program, until it is proven or it is time to stop.
    fn solve(&self, mip: &Mip, stop: Stop) -> Answer;
    /// Solves its linear relaxation, from a basis where one is given; nothing
    /// when the solver offers none or did not finish.
    fn relax(&self, mip: &Mip, basis: Option<&Basis>, stop: Stop) -> Option<Relaxed>;
    /// Solves its linear relaxation, and again with the rows that `more` makes of
    /// the optimum, until it makes none; where columns and rows, with those in
    /// their order, stand at the end. Nothing where the solver offers none or did
    /// not finish.
    fn tighten(
        &self,
        mut mip: Mip,
        basis: Option<&Basis>,
        stop: Stop,
        more: &mut dyn FnMut(&Relaxed) -> Vec<MipRow>,
    ) -> Option<Basis> {
        let mut basis = basis.cloned();
        loop {
            let relaxed = self.relax(&mip, basis.as_ref(), stop)?;
            let rows = more(&relaxed);
            basis = relaxed.basis;
            if rows.is_empty() {
                return basis;
            }
            if let Some(basis) = &mut basis {
                basis.rows.resize(basis.rows.len() + rows.len(), Stand::Basic);
            }
            mip.rows.extend(rows);
        }
    }
    /// Solves the linear relaxation for several objectives in place of its own,
    /// each from a basis where one is given.
    fn relax_each(&self, mip: &Mip, objectives: &[Pursuit], stop: Stop) -> Vec<Option<Relaxed>> {
        let one = |(objective, basis): &Pursuit| {
            let mip = Mip { objective: objective.clone(), ..mip.clone() };
            self.relax(&mip, *basis, stop)
        };
        objectives.iter().map(one).collect()
    }
}

/// An objective, and the basis to start from.
pub type Pursuit<'b> = (Vec<(usize, i64)>, Option<&'b Basis>);

/// The optimum of a linear relaxation, in floating point: a proposal only.
#[derive(Debug, Clone)]
pub struct Relaxed {
    /// The values of the columns.
    pub values: Vec<f64>,
    /// The price of one more unit of each row.
    pub duals: Vec<f64>,
    /// Where columns and rows stand, where the solver tells.
    pub basis: Option<Basis>,
    /// How many iterations it took.
    pub iterations: u64,
}
