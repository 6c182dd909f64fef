use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::{days, weekdays};
use crate::units::HalfDays;

/// The intake's times are among the student's, and by themselves no more than
/// the student's limit of time off site.
pub(super) struct Availability;

impl Rule for Availability {
    fn id(&self) -> RuleId {
        RuleId::Availability
    }

    fn allows(&self, case: &Case) -> bool {
        let needs = case.intake.days;
        needs.is_within(case.student.days_available) && limit(case).is_none_or(|limit| needs.half_days() <= limit)
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (needs, has) = (case.intake.days, case.student.days_available);
        if !needs.is_within(has) {
            return Some(format!("the student is not available on {}", weekdays(needs.without(has))));
        }
        let (needs, limit) = (days(needs.half_days()), limit(case)?);
        Some(format!("the intake takes {needs} a week; the student's limit is {limit}"))
    }

    fn in_short(&self) -> &'static str {
        "The student is not available then"
    }

    fn advice(&self) -> &'static str {
        "Free other days of the week for the student."
    }
}

/// The student's own limit, else the policy's, by which a programme that
/// stands alone is not bound.
fn limit(case: &Case) -> Option<HalfDays> {
    let policy = (!case.programme.alone).then_some(case.round.policy.days_off_site_max);
    case.student.max_days.or(policy)
}
