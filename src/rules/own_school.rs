use super::{Case, Reason};

/// The provider is not the school of the student's roll.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let is_own = case.provider.school.is_some() && case.provider.school == case.student.school;
    if is_own { Err(Reason::OwnSchool) } else { Ok(()) }
}
