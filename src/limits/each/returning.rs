use super::stay::columns_of;
use crate::calendar::Span;
use crate::ids::{ConstraintId, RuleId};
use crate::limits::constraint::Constraint;
use crate::limits::one_more::OneMore;
use crate::paper::words::counted;
use crate::round::Round;
use crate::rows::{About, Draft};
use crate::rules::are_too_close;

/// Of two new placements of a student on a programme that make two stays, the
/// later does not begin before the programme's gap is over. The rule of the same
/// name looks at the held ones; a placement that is excused it is not counted.
pub(super) struct Return;

impl Constraint for Return {
    fn id(&self) -> ConstraintId {
        ConstraintId::Return
    }

    fn write(&self, draft: &mut Draft) {
        for student in draft.students() {
            for (programme, columns) in columns_of(draft, student, RuleId::Return, |one| one.gap_weeks.is_some()) {
                let Some(weeks) = draft.round.policy.programmes[programme].gap_weeks else { continue };
                let held: Vec<Span> = draft.book.held_on(student, programme).collect();
                let calendar = &draft.round.calendar;
                for (position, column) in columns.iter().enumerate() {
                    for other in &columns[position + 1..] {
                        let (one, next) = (draft.option(*column), draft.option(*other));
                        // A referral has at most one of its options anyway.
                        if one.referral != next.referral && are_too_close(calendar, &held, one.span, next.span, weeks) {
                            let terms = vec![(*column, 1), (*other, 1)];
                            draft.add_limit(self.limit(About::StudentProgramme(student, programme)), terms, 0, 1);
                        }
                    }
                }
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let programme = &more.round.policy.programmes[about.programme()?];
        let (name, weeks) = (&programme.name, programme.gap_weeks.unwrap_or(0));
        Some(format!("at least {} lie between two stays on {name}, and {}", counted(weeks, "week"), more.others()))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let (student, programme) = (&round.students[about.student()?], &round.policy.programmes[about.programme()?]);
        let weeks = programme.gap_weeks.unwrap_or(0);
        Some(format!("student {} comes back to {} after {weeks} weeks at the earliest", student.id, programme.name))
    }

    fn in_short(&self) -> &'static str {
        "Too soon after or before another new place"
    }

    fn advice(&self) -> &'static str {
        "Refer again for a later start."
    }

    fn is_of_one_student(&self) -> bool {
        true
    }

    fn waived_by(&self) -> Option<RuleId> {
        Some(RuleId::Return)
    }
}
