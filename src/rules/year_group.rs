use super::{Case, Reason, Side};
use crate::units::{AcademicYear, YearGroup};

/// The student is of a year group of programme and course. The year group is
/// that of the academic year in which the intake starts: one higher for each
/// later year than the round's.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let sides = [(Side::Programme, case.programme.year_groups), (Side::Course, case.course.year_groups)];
    for (side, takes) in sides.into_iter().filter_map(|(side, takes)| Some((side, takes?))) {
        let then = at_start(case);
        if !then.is_some_and(|year_group| takes.contains(year_group)) {
            let is_known = case.student.year_group.is_some();
            return Err(Reason::YearGroup { side, takes, then, is_known });
        }
    }
    Ok(())
}

/// The student's year group when the intake starts.
pub(super) fn at_start(case: &Case) -> Option<YearGroup> {
    let later = AcademicYear::of(case.intake.start).0 - case.round.run.academic_year.0;
    case.student.year_group?.after(later)
}
