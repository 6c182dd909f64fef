use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// The intake's course is of the referral's programme.
pub(super) struct Programme;

impl Rule for Programme {
    fn id(&self) -> RuleId {
        RuleId::Programme
    }

    fn allows(&self, case: &Case) -> bool {
        case.course.programme == case.referral.programme
    }

    fn describe(&self, case: &Case) -> Option<String> {
        Some(format!("the intake belongs to {}", case.programme.name))
    }

    fn in_short(&self) -> &'static str {
        "No intake of the programme"
    }

    fn advice(&self) -> &'static str {
        "Ask when the programme has an intake again."
    }
}
