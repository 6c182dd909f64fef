//! Climbing the ladder: the best allocation, step by step, with a proven bound
//! for every step.

mod certificate;
mod climb;
mod fill;
mod highs;
mod knapsack;
mod ladder;
mod merge;
mod mip;
mod outcome;
mod part;
mod plain;
mod progress;
mod reduce;
mod tally;
pub mod tolerance;
mod who;

pub use climb::{Climb, Fault, Proof};
pub use highs::Highs;
pub use ladder::climb;
pub use mip::{Bounds, Mip, MipRow, feasibility};
pub use outcome::Outcome;
pub use plain::climb as climb_plainly;
pub use progress::{Event, Quiet, Watch};

use std::time::Instant;

/// A solver of integer programs.
pub trait Solver: Sync {
    /// The name by which users choose it.
    fn name(&self) -> &'static str;
    /// Its version.
    fn version(&self) -> String;
    /// Solves one integer program, until it is proven or the deadline passes.
    fn solve(&self, mip: &Mip, deadline: Option<Instant>) -> Outcome;
    /// Solves its linear relaxation; nothing when the solver offers none or
    /// did not finish.
    fn relax(&self, mip: &Mip, deadline: Option<Instant>) -> Option<Relaxed>;
}

/// The optimum of a linear relaxation, in floating point: a proposal only.
#[derive(Debug, Clone)]
pub struct Relaxed {
    /// The values of the columns.
    pub values: Vec<f64>,
    /// The price of one more unit of each row.
    pub duals: Vec<f64>,
}
