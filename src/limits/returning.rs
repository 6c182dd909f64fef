use super::stay::columns_of;
use crate::calendar::Span;
use crate::ids::{ConstraintId, RuleId};
use crate::rows::{Draft, Subject};
use crate::rules::are_too_close;

/// Of two new placements of a student on a programme that make two stays, the
/// later does not begin before the programme's gap is over. The rule of the same
/// name looks at the held ones; a placement that is excused it is not counted.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
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
                        draft.add_limit(id, Subject::StudentReturn(student, programme), terms, 0, 1);
                    }
                }
            }
        }
    }
}
