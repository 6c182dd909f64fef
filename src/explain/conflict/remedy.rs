use crate::ids::RuleId;
use crate::limits::{Ease, Limit};
use crate::round::{Intake, Key, Referral, Round, Verdict};

/// A change of a round, from the least intrusive kind to the most.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remedy {
    /// The rules are waived for a referral with an intake.
    Waive(Key<Referral>, Key<Intake>, Vec<RuleId>),
    /// A limit is eased by so much.
    Ease(Ease, Limit, u32),
    /// The decision is dropped, by its position.
    Drop(usize),
}

/// The referral and intake of a place decision.
pub(super) fn placed_by(round: &Round, position: usize) -> Option<(Key<Referral>, Key<Intake>)> {
    let decision = round.decisions.get(position)?;
    match decision.verdict {
        Verdict::Place(intake) => Some((decision.referral, intake)),
        _ => None,
    }
}
