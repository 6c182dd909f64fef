use super::{Case, Reason};

/// The referral was submitted not after the deadline of the intake's start.
/// A start without any deadline fails.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    if !case.programme.deadline {
        return Ok(());
    }
    let deadline = case.book.deadline(case.course.programme, case.intake.start);
    match deadline {
        Some(last) if case.referral.submitted <= last => Ok(()),
        _ => Err(Reason::Deadline { submitted: case.referral.submitted, deadline }),
    }
}
