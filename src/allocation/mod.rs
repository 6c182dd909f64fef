//! An allocation: which referral is given which intake, from when to when; and
//! the steps of the ladder that judge it; and what an earlier allocation means
//! for a new run.

mod carry;
mod moves;
mod rows;
mod steps;

pub use carry::{Bond, Carried, carry};
pub use moves::{Move, MoveKind, moves};
pub use rows::{ALLOCATION_COLUMNS, AllocationRow, read_rows};
pub use steps::{Class, Part, Sense, Step};

use crate::calendar::Span;
use crate::round::{Intake, Key, Referral};

/// A referral given an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placement {
    /// The referral.
    pub referral: Key<Referral>,
    /// The intake that it is given.
    pub intake: Key<Intake>,
    /// From the start to the end of the placement.
    pub span: Span,
}

/// The placements of a run, in the order of `referrals.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Allocation {
    /// One for each placed referral.
    pub placements: Vec<Placement>,
}
