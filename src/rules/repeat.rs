use super::{Case, Reason};
use crate::units::AcademicYear;

/// Of a programme taken once in an academic year, the student holds no
/// placement that starts in the same year.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    if case.programme.repeat {
        return Ok(());
    }
    let year = AcademicYear::of(case.span.first);
    let held = case.book.held_by(case.referral.student);
    let before =
        held.iter().find(|held| held.programme == case.course.programme && AcademicYear::of(held.span.first) == year);
    match before {
        Some(held) => Err(Reason::Repeat { held: held.span, year }),
        None => Ok(()),
    }
}
