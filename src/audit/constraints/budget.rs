use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;

/// The fees of a school's placements, place fees included, are no more than
/// its budget.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let fees = given.fees_by_school();
    fees.into_iter()
        .filter_map(|(key, fees)| {
            let school = &given.facts.round.schools[key];
            let budget = school.budget?;
            (fees > budget).then(|| {
                let detail = format!("the school's fees are £{fees}, and its budget is £{budget}");
                (vec![Subject::new(SubjectKind::School, school)], detail)
            })
        })
        .collect()
}
