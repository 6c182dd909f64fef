use crate::ids::ConstraintId;
use crate::limits::constraint::Constraint;
use crate::limits::one_more::OneMore;
use crate::round::Round;
use crate::rows::{About, ColumnIndex, Draft};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// Of a programme taken once in an academic year, a student has at most one
/// placement that starts in the year. The rule of the same name looks at the
/// held ones.
pub(super) struct Repeat;

impl Constraint for Repeat {
    fn id(&self) -> ConstraintId {
        ConstraintId::Repeat
    }

    fn write(&self, draft: &mut Draft) {
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
                draft.add_limit(self.limit(About::StudentProgrammeYear(student, programme, year)), terms, 0, 1);
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let About::StudentProgrammeYear(_, programme, year) = about else { return None };
        let name = &more.round.policy.programmes[programme].name;
        let beside = more.others();
        Some(format!("{name} is taken once a year, and for {year} {beside}; a waiver does not allow two in one round"))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let About::StudentProgrammeYear(student, programme, year) = about else { return None };
        let (student, programme) = (&round.students[student], &round.policy.programmes[programme]);
        Some(format!("student {} takes {} once in {year}", student.id, programme.name))
    }

    fn in_short(&self) -> &'static str {
        "Another new place on the same programme"
    }

    fn advice(&self) -> &'static str {
        "Refer again for the next academic year."
    }

    fn is_of_one_student(&self) -> bool {
        true
    }
}
