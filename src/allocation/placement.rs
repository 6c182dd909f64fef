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
