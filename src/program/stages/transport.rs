use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::Sense;
use crate::ids::StageId;

/// What transport to the placements costs the authority, in pence.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    sum(draft, StageId::Transport, Sense::Min, |option| option.transport.0)
}
