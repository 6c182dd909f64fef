use crate::ids::RuleId;
use crate::paper::words::day;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::dates;

/// The provider is approved for the whole placement.
pub(super) struct Approval;

impl Rule for Approval {
    fn id(&self) -> RuleId {
        RuleId::Approval
    }

    fn allows(&self, case: &Case) -> bool {
        let (from, to) = (case.provider.approved_from, case.provider.approved_to);
        from.is_none_or(|from| from <= case.span.first) && to.is_none_or(|to| case.span.last <= to)
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let approved = match (case.provider.approved_from, case.provider.approved_to) {
            (Some(from), Some(to)) => format!("from {} to {}", day(from), day(to)),
            (Some(from), None) => format!("from {}", day(from)),
            (None, Some(to)) => format!("until {}", day(to)),
            (None, None) => "without a limit".to_owned(),
        };
        Some(format!("the provider is approved {approved}; the placement would run {}", dates(case.span)))
    }

    fn in_short(&self) -> &'static str {
        "The provider is not approved for the whole time"
    }

    fn advice(&self) -> &'static str {
        "Choose a course of another provider."
    }
}
