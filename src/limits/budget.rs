use crate::ids::ConstraintId;
use crate::rows::{Draft, Subject};

/// The fees of a school's placements, place fees included, come to no more
/// than its budget, in pence.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    for (key, school) in draft.round.schools.iter() {
        let Some(budget) = school.budget else { continue };
        let Some(terms) = draft.costs.get(&Some(key)).cloned() else { continue };
        draft.add_limit(id, Subject::School(key), terms, 0, budget.0);
    }
}
