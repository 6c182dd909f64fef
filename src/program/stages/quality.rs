use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::Sense;
use crate::ids::StageId;

/// The quality of the places, in the authority's own unit.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    sum(draft, StageId::Quality, Sense::Max, |option| i64::from(draft.round.intakes[option.intake].quality))
}
