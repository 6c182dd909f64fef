use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// A plan is there, or not there, as the programme asks.
pub(super) struct Ehcp;

impl Rule for Ehcp {
    fn id(&self) -> RuleId {
        RuleId::Ehcp
    }

    fn allows(&self, case: &Case) -> bool {
        case.programme.ehcp.is_none_or(|needed| case.student.ehcp == Some(needed))
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let programme = &case.programme.name;
        Some(match (case.student.ehcp, case.programme.ehcp?) {
            (None, _) => {
                format!("{programme} depends on an EHC plan, and it is not recorded whether the student has one")
            }
            (_, true) => format!("{programme} is only for students with an EHC plan"),
            (_, false) => format!("{programme} is only for students without an EHC plan"),
        })
    }

    fn in_short(&self) -> &'static str {
        "EHC plan not as the programme asks"
    }

    fn advice(&self) -> &'static str {
        "Check what is recorded of the student’s needs, or choose another programme."
    }
}
