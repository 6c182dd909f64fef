use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// No decision bars the intake.
pub(super) struct Barred;

impl Rule for Barred {
    fn id(&self) -> RuleId {
        RuleId::Barred
    }

    fn allows(&self, case: &Case) -> bool {
        !case.is_barred()
    }

    fn describe(&self, _case: &Case) -> Option<String> {
        Some("a decision bars the intake".to_owned())
    }

    fn in_short(&self) -> &'static str {
        "A decision bars it"
    }

    fn advice(&self) -> &'static str {
        "Choose another course."
    }
}
