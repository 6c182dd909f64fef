use super::rows::{Rows, child_id, warning};
use crate::problem::{Code, Problem};
use crate::schema::{TableId, students};
use crate::units::AcademicYear;

/// A child of a year group turns so many years older than its number.
const AGE_IN_YEAR_0: i32 = 5;
/// A child may be taught with others a year or two older or younger.
const YEARS_APART: i32 = 3;

/// Births that cannot be meant: after the day of the run, or years from those of
/// the year group. The day itself is not shown.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let Some(run) = rows.run else { return };
    let table = (rows.place)(TableId::Students);
    for student in rows.students.iter().flatten() {
        let Some(born) = student.date_of_birth else { continue };
        let usual = student.year_group.map(|group| run.academic_year.0 - i32::from(group.number()) - AGE_IN_YEAR_0);
        let is_far = |usual: i32| (AcademicYear::of(born).0 - usual).abs() >= YEARS_APART;
        let (found, expected) = if born > run.as_of {
            ("a birth after the day of the run", "an earlier day")
        } else if usual.is_some_and(is_far) {
            ("a birth three years or more from those of the year group", "a birth that fits the year group")
        } else {
            continue;
        };
        problems.push(
            warning(Code::UnlikelyBirth, &table, student.row, students::DATE_OF_BIRTH).id(child_id(&student.id)).says(
                found,
                expected,
                "Check the date of birth and the year group, above all the year.",
            ),
        );
    }
}
