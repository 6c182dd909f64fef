//! An allocation: which referral is given which intake, from when to when; and
//! the steps of the ladder that judge it; and what an earlier allocation means
//! for a new run.

mod carry;
mod moves;
mod placement;
mod rows;
mod steps;

pub use carry::{Bond, Carried, carry};
pub use moves::{Aspect, Move, MoveKind, moves};
pub use placement::{Allocation, Placement};
pub use rows::{ALLOCATION_COLUMNS, AllocationRow, Terms, read_rows};
pub use steps::{Class, Draw, Segment, Sense, Step};
