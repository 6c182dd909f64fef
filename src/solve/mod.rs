//! Climbing the ladder: the best allocation, step by step, with a proven bound
//! for every step.

mod asked;
mod basis;
mod begin;
mod branch;
#[cfg(feature = "cbc")]
mod cbc;
mod certificate;
mod climb;
mod climber;
mod crossing;
mod engine;
mod estimate;
mod fill;
mod guide;
mod highs;
mod kept;
mod knapsack;
mod ladder;
#[cfg(test)]
mod made_up;
mod merge;
mod microlp;
mod mip;
mod model;
mod nearby;
mod outcome;
mod part;
mod plain;
mod progress;
mod race;
mod reachable;
mod reduce;
mod seek;
mod solver;
mod stop;
mod tally;
pub mod tolerance;
mod trail;
mod way;
mod who;

pub use basis::{Basis, Stand};
#[cfg(feature = "cbc")]
pub use cbc::Cbc;
pub use climb::{Climb, Fault, Proof, Who};
pub use crossing::Crossing;
pub use engine::{Engine, Pursuit};
pub use estimate::{Foothold, Promise, Terms, promises};
pub use guide::Guide;
pub use highs::Highs;
pub use kept::{Ending, Kept, Relaxed};
pub use ladder::{blaze, climb, climb_from, settling, who, who_if_any};
pub use microlp::Microlp;
pub use mip::{Aim, Bounds, Mip, MipRow, feasibility};
pub use outcome::{Answer, Outcome};
pub use plain::climb as climb_plainly;
pub use progress::{Event, Quiet, Watch};
pub use reachable::{Target, blaze_for, reaches};
pub use solver::Solver;
pub use stop::Stop;
pub use trail::Trail;
pub use way::Begin;
