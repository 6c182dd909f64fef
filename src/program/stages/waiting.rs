use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::Sense;
use crate::ids::StageId;
use crate::round::WaitingUnit;

/// The time that the placed have waited to the day of the run.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let unit = match draft.round.policy.waiting_unit {
        WaitingUnit::Weeks => 7,
        WaitingUnit::Days => 1,
    };
    let as_of = draft.round.run.as_of;
    sum(draft, StageId::Waiting, Sense::Max, |option| {
        let days = (as_of - draft.round.referrals[option.referral].waiting_since).num_days();
        days.max(0) / unit
    })
}
