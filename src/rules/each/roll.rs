use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// The student is on the roll of a school, where the programme asks for one
/// (S1:240, S3:75).
pub(super) struct Roll;

impl Rule for Roll {
    fn id(&self) -> RuleId {
        RuleId::Roll
    }

    fn allows(&self, case: &Case) -> bool {
        !case.programme.on_roll || case.student.school.is_some()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let name = &case.programme.name;
        Some(format!("{name} is for students who stay on the roll of a school, and the student is on none"))
    }

    fn in_short(&self) -> &'static str {
        "On the roll of no school"
    }

    fn advice(&self) -> &'static str {
        "Tell us the school on whose roll the student is."
    }
}
