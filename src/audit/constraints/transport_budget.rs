use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::audit::transport::cost;
use crate::units::Pence;

/// Transport to the new placements costs no more than the policy's budget for it.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let Some(budget) = given.facts.round.policy.transport_budget else { return Vec::new() };
    let taken: Vec<_> = given.placements.iter().filter(|placement| cost(placement) > Pence(0)).collect();
    let total = Pence(taken.iter().map(|placement| cost(placement).0).fold(0, i64::saturating_add));
    if total <= budget {
        return Vec::new();
    }
    let subjects = taken.iter().map(|placement| Subject::new(SubjectKind::Referral, placement.referral)).collect();
    vec![(subjects, format!("transport costs £{total}, and its budget is £{budget}"))]
}
