use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rank::listed_rank;
use crate::rules::rule::Rule;

/// The intake is among the choices, or choices are blank or end in `any`.
pub(super) struct Choice;

impl Rule for Choice {
    fn id(&self) -> RuleId {
        RuleId::Choice
    }

    fn allows(&self, case: &Case) -> bool {
        listed_rank(case).is_some()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        Some(match case.referral.choices.groups.len() {
            1 => "the intake is not the referral's one choice".to_owned(),
            groups => format!("the intake is not among the referral's {groups} choices"),
        })
    }

    fn in_short(&self) -> &'static str {
        "Not among the choices"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses, or add “any”."
    }
}
