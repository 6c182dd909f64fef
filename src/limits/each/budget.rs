//! A school's budget for fees.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::one_more::OneMore;
use crate::limits::words::raised;
use crate::round::Round;
use crate::rows::{About, Draft};
use crate::schema::{TableId, schools};
use crate::units::Pence;

/// The fees of a school's placements, place fees included, come to no more
/// than its budget, in pence.
pub(super) struct Budget;

impl Constraint for Budget {
    fn id(&self) -> ConstraintId {
        ConstraintId::Budget
    }

    fn write(&self, draft: &mut Draft) {
        for (key, school) in draft.round.schools.iter() {
            let Some(budget) = school.budget else { continue };
            let Some(terms) = draft.costs.get(&Some(key)).cloned() else { continue };
            draft.add_limit(self.limit(About::School(key)), terms, 0, budget.0);
        }
    }

    fn full(&self, _about: About, more: &OneMore) -> Option<String> {
        let (limit, total) = (Pence(more.limit()), Pence(more.total()));
        Some(format!("the school's fees would be £{total}; its budget is £{limit}"))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let school = &round.schools[about.school()?];
        Some(format!("the budget of school {} is £{}", school.id, school.budget.unwrap_or_default()))
    }

    fn in_short(&self) -> &'static str {
        "Beyond the school's budget"
    }

    fn advice(&self) -> &'static str {
        "The school can raise its budget for fees."
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for Budget {
    fn ease(&self) -> Ease {
        Ease::Money
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let budget = stated.school().and_then(|key| round.schools[key].budget.as_mut());
        budget.into_iter().for_each(|budget| *budget = raised(*budget, amount));
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let school = &round.schools[stated.school()?];
        let budget = raised(school.budget.unwrap_or_default(), amount);
        Some(vec![Edit::set(TableId::Schools, (schools::SCHOOL_ID, &school.id), schools::BUDGET, budget)])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let school = &round.schools[stated.school()?];
        let now = school.budget.unwrap_or_default();
        let then = raised(now, amount);
        Some(format!("£{amount} more in the budget of school {} (£{now} to £{then})", school.id))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let school = &round.schools[about.school()?];
        let now = school.budget.unwrap_or_default();
        let then = raised(now, amount);
        Some(format!("the budget of school {} is £{amount} higher (£{then} instead of £{now})", school.id))
    }

    fn is_in_pounds(&self) -> bool {
        true
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for Budget {
    fn all(&self, round: &Round) -> Vec<About> {
        let limited = round.schools.iter().filter(|(_, school)| school.budget.is_some());
        limited.map(|(key, _)| About::School(key)).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        Some(round.schools[stated.school()?].budget.unwrap_or_default().to_string())
    }

    fn kind(&self) -> &'static str {
        "budget of a school"
    }
}
