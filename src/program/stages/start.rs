use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::Sense;
use crate::ids::StageId;

/// The days from the day of the run, or the referral's earliest start, to the
/// placements' starts.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let as_of = draft.round.run.as_of;
    sum(draft, StageId::Start, Sense::Min, |option| {
        let earliest = draft.round.referrals[option.referral].earliest_start.unwrap_or(as_of);
        (option.span.first - as_of.max(earliest)).num_days()
    })
}
