use crate::ids::ConstraintId;
use crate::rows::{ColumnIndex, Draft, Subject};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// Of a programme taken once in an academic year, a student has at most one
/// placement that starts in the year. The rule of the same name looks at the
/// held ones.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    for student in draft.students() {
        let mut members: BTreeMap<_, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
        for column in draft.of_student(student) {
            let option = draft.option(*column);
            let programme = draft.round.programme_of(option.intake);
            if !draft.round.policy.programmes[programme].repeat {
                let year = AcademicYear::of(option.span.first);
                members.entry((programme, year)).or_default().push((*column, 1));
            }
        }
        for ((programme, year), terms) in members {
            draft.add_limit(id, Subject::StudentProgramme(student, programme, year), terms, 0, 1);
        }
    }
}
