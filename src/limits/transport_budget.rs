use crate::ids::ConstraintId;
use crate::rows::{Draft, Subject};

/// Transport to all new placements comes to no more than the authority's budget
/// for it, in pence.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    let Some(budget) = draft.round.policy.transport_budget else { return };
    let options = draft.options.all().iter().enumerate();
    let terms = options.map(|(column, option)| (column, option.transport.0)).collect();
    draft.add_limit(id, Subject::Transport, terms, 0, budget.0);
}
