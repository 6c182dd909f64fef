use super::{Case, Reason};

/// The intake's course is of the referral's programme.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    match case.course.programme == case.referral.programme {
        true => Ok(()),
        false => Err(Reason::Programme),
    }
}
