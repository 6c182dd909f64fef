use crate::ids::ConstraintId;
use crate::round::Beyond;
use crate::rows::{Draft, Subject, paid_by_year, paid_places};

/// Where the policy refuses further places: a school with the SLA has no more
/// placements in paid programmes than its paid places of the academic year
/// (S1:204, "15 paid-for QA placements at Tier 1"), and in the round's own year
/// the extra places that it agreed to pay for.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    if draft.round.policy.sla.beyond == Beyond::Charge {
        return;
    }
    for (key, school) in draft.round.schools.iter().filter(|(_, school)| school.sla) {
        for (year, members) in paid_by_year(draft, key) {
            let (left, used) = match year == draft.round.run.academic_year {
                true => {
                    let used = i64::from(school.paid_places_used);
                    (i64::from(school.paid_places) + i64::from(school.extra_places) - used, used)
                }
                false => (paid_places(draft, key, year), 0),
            };
            let terms = members.into_iter().map(|column| (column, 1)).collect();
            draft.add_limit(id, Subject::SchoolYear(key, year), terms, used, left.max(0));
        }
    }
}
