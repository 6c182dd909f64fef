use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::distance::between;
use crate::rules::rule::Rule;
use crate::units::TenthsKm;

/// The provider is not farther than the programme allows; an unknown distance
/// passes.
pub(super) struct Distance;

impl Rule for Distance {
    fn id(&self) -> RuleId {
        RuleId::Distance
    }

    fn allows(&self, case: &Case) -> bool {
        excess(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (distance, limit) = excess(case)?;
        Some(format!("the provider is {distance} away; the limit is {limit}"))
    }

    fn in_short(&self) -> &'static str {
        "Too far away"
    }

    fn advice(&self) -> &'static str {
        "Choose a course of another provider."
    }
}

/// How far the provider is and how far it may be, where it is too far away.
fn excess(case: &Case) -> Option<(TenthsKm, TenthsKm)> {
    let limit = case.programme.max_distance?;
    between(case).filter(|distance| *distance > limit).map(|distance| (distance, limit))
}
