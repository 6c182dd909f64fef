//! The authority's budget for transport.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::one_more::OneMore;
use crate::limits::words::raised;
use crate::round::Round;
use crate::rows::{About, Draft};
use crate::schema::policy;
use crate::units::Pence;

/// Transport to all new placements comes to no more than the authority's budget
/// for it, in pence.
pub(super) struct TransportBudget;

impl Constraint for TransportBudget {
    fn id(&self) -> ConstraintId {
        ConstraintId::TransportBudget
    }

    fn write(&self, draft: &mut Draft) {
        let Some(budget) = draft.round.policy.transport_budget else { return };
        let options = draft.options.all().iter().enumerate();
        let terms = options.map(|(column, option)| (column, option.transport.0)).collect();
        draft.add_limit(self.limit(About::Authority), terms, 0, budget.0);
    }

    fn full(&self, _about: About, more: &OneMore) -> Option<String> {
        let (limit, total) = (Pence(more.limit()), Pence(more.total()));
        Some(format!("transport would cost £{total}; the budget for it is £{limit}"))
    }

    fn says(&self, round: &Round, _about: About) -> Option<String> {
        Some(format!("the budget for transport is £{}", now(round)))
    }

    fn in_short(&self) -> &'static str {
        "Beyond the budget for transport"
    }

    fn advice(&self) -> &'static str {
        "Choose a nearer course."
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for TransportBudget {
    fn ease(&self) -> Ease {
        Ease::Money
    }

    fn apply(&self, round: &mut Round, _stated: About, amount: u32) {
        let budget = round.policy.transport_budget.as_mut();
        budget.into_iter().for_each(|budget| *budget = raised(*budget, amount));
    }

    fn edits(&self, round: &Round, _stated: About, amount: u32) -> Option<Vec<Edit>> {
        Some(vec![Edit::policy(policy::TRANSPORT_BUDGET, raised(now(round), amount))])
    }

    fn change(&self, round: &Round, _stated: About, amount: u32) -> Option<String> {
        let (now, then) = (now(round), raised(now(round), amount));
        Some(format!("£{amount} more in the budget for transport (£{now} to £{then})"))
    }

    fn remedy(&self, round: &Round, _about: About, amount: u32) -> Option<String> {
        let (now, then) = (now(round), raised(now(round), amount));
        Some(format!("the budget for transport is £{amount} higher (£{then} instead of £{now})"))
    }

    fn is_in_pounds(&self) -> bool {
        true
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for TransportBudget {
    fn all(&self, round: &Round) -> Vec<About> {
        round.policy.transport_budget.map(|_| About::Authority).into_iter().collect()
    }

    fn amount(&self, round: &Round, _stated: About) -> Option<String> {
        Some(now(round).to_string())
    }

    fn kind(&self) -> &'static str {
        "budget for transport"
    }
}

fn now(round: &Round) -> Pence {
    round.policy.transport_budget.unwrap_or_default()
}
