//! Climbing the ladder: the best allocation, step by step, with a proven bound
//! for every step.

mod climb;
mod highs;
mod mip;
mod outcome;
mod plain;
mod progress;
pub mod tolerance;

pub use climb::{Climb, Fault, Proof};
pub use highs::Highs;
pub use mip::{Bounds, Mip, MipRow, feasibility};
pub use outcome::Outcome;
pub use plain::climb;
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
}
