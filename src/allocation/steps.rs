use crate::ids::{StageId, vocabulary};
use std::fmt;

vocabulary! {
    /// Whether a step is made as large or as small as can be.
    Sense {
        /// As large as can be.
        Max = "max",
        /// As small as can be.
        Min = "min",
    }
}

vocabulary! {
    /// Whether the ladder's draw of lots settles who is placed.
    Draw {
        /// No other set of referrals is as good in the steps up to the draw's last.
        Settled = "settled",
        /// Another set is as good; a later step decides between the two.
        Level = "level",
        /// A limit was reached before either was shown.
        Unknown = "unknown",
    }
}

/// A priority class: the values of the policy's priority keys, in their order.
/// The smaller, the more urgent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class(pub Vec<u32>);

impl fmt::Display for Class {
    /// `0;2;1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, value) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { ";" };
            write!(f, "{separator}{value}")?;
        }
        Ok(())
    }
}

/// What tells the steps of one stage apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// The stage has one step.
    Whole,
    /// The step of a priority class (`placed`).
    Class(Class),
    /// The step of a choice rank (`choice-greedy`, `choice-generous`).
    Rank(u32),
}

/// One step of the ladder with its value and proven bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The stage that it belongs to.
    pub stage: StageId,
    /// Which step of the stage.
    pub segment: Segment,
    /// Whether it is made large or small.
    pub sense: Sense,
    /// The value that the allocation attains, recomputed in whole numbers.
    pub value: i64,
    /// No allocation with the values of all earlier steps does better.
    pub bound: i64,
}

impl Step {
    /// Whether the value is proven to be the best.
    pub fn is_proven(&self) -> bool {
        self.value == self.bound
    }
}

impl fmt::Display for Step {
    /// The stage with the class or rank: `placed 0;2;1`, `choice-greedy 1`,
    /// `fees`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.segment {
            Segment::Whole => write!(f, "{}", self.stage),
            Segment::Class(class) => write!(f, "{} {class}", self.stage),
            Segment::Rank(rank) => write!(f, "{} {rank}", self.stage),
        }
    }
}
