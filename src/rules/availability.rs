use super::{Case, Reason};
use crate::units::HalfDays;

/// The intake's times are among the student's, and by themselves no more than
/// the student's limit of time off site.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let (needs, has) = (case.intake.days, case.student.days_available);
    if !needs.is_within(has) {
        return Err(Reason::Times { missing: needs.without(has) });
    }
    match limit(case) {
        Some(limit) if needs.half_days() > limit => Err(Reason::TooLong { needs: needs.half_days(), limit }),
        _ => Ok(()),
    }
}

/// The student's own limit, else the policy's, by which a programme that
/// stands alone is not bound.
fn limit(case: &Case) -> Option<HalfDays> {
    let policy = (!case.programme.alone).then_some(case.round.policy.days_off_site_max);
    case.student.max_days.or(policy)
}
