use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::Sense;
use crate::ids::StageId;

/// The distances of the placements in tenths of a kilometre.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    sum(draft, StageId::Distance, Sense::Min, |option| option.distance.0)
}
