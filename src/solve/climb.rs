use crate::allocation::{Draw, Step};
use crate::program::ColumnIndex;
use crate::round::{Key, Referral};
use std::collections::BTreeSet;
use std::fmt;

/// How far the proof goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Every step's value is its bound.
    Optimal,
    /// A limit was reached first.
    Feasible,
}

/// What climbing the ladder came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Climb {
    /// The options placed.
    pub placed: BTreeSet<ColumnIndex>,
    /// Every step with value and bound.
    pub steps: Vec<Step>,
    /// Whether the draw settles who is placed; nothing where the ladder has none.
    pub draw: Option<Draw>,
}

impl Climb {
    /// How far the proof goes.
    pub fn proof(&self) -> Proof {
        if self.steps.iter().all(Step::is_proven) { Proof::Optimal } else { Proof::Feasible }
    }
}

/// Who is placed by the best allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The referrals placed.
    pub referrals: BTreeSet<Key<Referral>>,
    /// An allocation that places just these, not always the best one.
    pub placed: BTreeSet<ColumnIndex>,
    /// The values of the steps that settle who is placed: to the last draw, or
    /// of all where there is none.
    pub values: Vec<i64>,
    /// Whether it is proven that the best allocation places just these.
    pub is_proven: bool,
}

/// Why there is no allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The place decisions cannot all be kept.
    Infeasible,
    /// A limit was reached before any allocation was found.
    NothingFound,
    /// The solver failed.
    Solver(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Infeasible => write!(f, "the place decisions cannot all be kept"),
            Fault::NothingFound => write!(f, "the limit was reached before any allocation was found"),
            Fault::Solver(what) => write!(f, "the solver failed: {what}"),
        }
    }
}

impl std::error::Error for Fault {}
