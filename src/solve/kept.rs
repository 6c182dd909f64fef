use super::{Basis, Bounds, MipRow};

/// A linear relaxation that a solver keeps: its bounds, rows and objective
/// change, and it is solved again from where it stood. It is maximised.
pub trait Kept {
    /// Gives a column other bounds.
    fn bound_column(&mut self, column: usize, bounds: (i64, i64));
    /// Gives a row other bounds.
    fn bound_row(&mut self, row: usize, bounds: Bounds);
    /// Adds a row.
    fn add(&mut self, row: &MipRow);
    /// Gives it another objective.
    fn pursue(&mut self, objective: &[(usize, i64)]);
    /// Starts from a basis.
    fn start_from(&mut self, basis: &Basis);
    /// Solves it.
    fn solve(&mut self) -> Ending;
}

/// How solving a relaxation ended; every number is a proposal only.
#[derive(Debug, Clone)]
pub enum Ending {
    /// The optimum.
    Optimum(Relaxed),
    /// There is no solution, as such prices of the rows show.
    Infeasible(Vec<f64>),
    /// The solver did not say.
    Unknown,
}

impl Ending {
    /// The optimum, where it was reached.
    pub fn optimum(self) -> Option<Relaxed> {
        match self {
            Ending::Optimum(relaxed) => Some(relaxed),
            Ending::Infeasible(_) | Ending::Unknown => None,
        }
    }
}

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
