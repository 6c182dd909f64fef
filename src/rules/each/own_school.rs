use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// The provider is not the school of the student's roll.
pub(super) struct OwnSchool;

impl Rule for OwnSchool {
    fn id(&self) -> RuleId {
        RuleId::OwnSchool
    }

    fn allows(&self, case: &Case) -> bool {
        case.provider.school.is_none() || case.provider.school != case.student.school
    }

    fn describe(&self, _case: &Case) -> Option<String> {
        Some("the provider is the student's own school".to_owned())
    }

    fn in_short(&self) -> &'static str {
        "The provider is the student's own school"
    }

    fn advice(&self) -> &'static str {
        "Choose a course of another provider."
    }
}
