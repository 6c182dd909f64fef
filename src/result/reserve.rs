use crate::round::{Intake, Key, Referral};

/// A referral on the reserve list of an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserve {
    /// Where a place falls free.
    pub freed: Key<Intake>,
    /// 1: comes in first; 2: comes in where all before refuse, and so on.
    pub position: u32,
    /// Who comes in.
    pub referral: Key<Referral>,
    /// The intake that it is given: mostly the one with the freed place.
    pub intake: Key<Intake>,
}
