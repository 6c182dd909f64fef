use crate::allocation::{Segment, Sense};

/// The class or the rank that a step is about.
pub(super) fn class_and_rank(segment: &Segment) -> (Option<String>, Option<u32>) {
    match segment {
        Segment::Whole => (None, None),
        Segment::Class(class) => (Some(class.to_string()), None),
        Segment::Rank(rank) => (None, Some(*rank)),
    }
}

/// A number of a step's sum as the step's file counts it: every file is to be
/// minimised, because not all readers of MPS know of maximising.
pub(super) fn signed(sense: Sense, number: i64) -> i64 {
    match sense {
        Sense::Min => number,
        Sense::Max => -number,
    }
}
