use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::list;
use std::collections::BTreeSet;

/// The course is delivered in one of the ways that the programme takes, and in
/// one of those that the referral asks for; one that states none fails both.
pub(super) struct Delivery;

impl Rule for Delivery {
    fn id(&self) -> RuleId {
        RuleId::Delivery
    }

    fn allows(&self, case: &Case) -> bool {
        unmet(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (who, asked) = unmet(case)?;
        let offered = &case.course.delivery;
        let offered = if offered.is_empty() { "nothing".to_owned() } else { list(offered) };
        Some(format!("{who} asks for delivery: {}; the course states: {offered}", list(asked)))
    }

    fn in_short(&self) -> &'static str {
        "Not delivered in the way that is asked for"
    }

    fn advice(&self) -> &'static str {
        "Choose a course that is delivered in another way."
    }
}

/// Who asks for another way, and for which ones.
fn unmet<'r>(case: &Case<'r>) -> Option<(&'r str, &'r BTreeSet<String>)> {
    let is_met = |asked: &BTreeSet<String>| asked.is_empty() || !asked.is_disjoint(&case.course.delivery);
    let programme = (case.programme.name.as_str(), &case.programme.delivery);
    [programme, ("the referral", &case.referral.delivery)].into_iter().find(|(_, asked)| !is_met(asked))
}
