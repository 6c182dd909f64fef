use super::Draft;
use super::objective::Objective;
use crate::allocation::{Segment, Sense};
use crate::ids::StageId;
use crate::rows::ColumnIndex;

/// The fees of the placements, place fees included, in pence.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let mut terms: Vec<(ColumnIndex, i64)> = draft.costs.values().flatten().copied().collect();
    terms.sort_unstable();
    vec![Objective::new(StageId::Fees, Segment::Whole, Sense::Min, terms)]
}
