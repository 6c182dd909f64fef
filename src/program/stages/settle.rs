use super::Draft;
use super::objective::{Objective, first_bits, sum};
use crate::allocation::Sense;
use crate::ids::StageId;

/// The sum of the hashes of the placements: it leaves one answer.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let round = draft.round;
    sum(draft, StageId::Settle, Sense::Min, |option| {
        let (referral, intake) = (&round.referrals[option.referral].id, &round.intakes[option.intake].id);
        first_bits(&format!("{}:{referral}:{intake}", round.run.seed))
    })
}
