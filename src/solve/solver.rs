use super::{Answer, Kept, Mip, Stop};

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
