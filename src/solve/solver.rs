use super::{Answer, Basis, Kept, Mip, Stop};

/// A solver of integer programs.
pub trait Solver: Sync {
    /// The name by which users choose it.
    fn name(&self) -> &'static str;
    /// Its version.
    fn version(&self) -> String;
    /// Solves one integer program, until it is proven or it is time to stop.
    fn solve(&self, mip: &Mip, stop: Stop) -> Answer;
    /// Keeps its linear relaxation, to be changed and solved again, for the maximum; nothing where the solver keeps
    /// none.
    fn keep<'s>(&'s self, mip: &Mip, stop: Stop<'s>) -> Option<Box<dyn Kept + 's>> {
        let _ = (mip, stop);
        None
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
