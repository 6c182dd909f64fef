use crate::ids::ConstraintId;
use crate::round::Verdict;
use crate::rows::{Draft, Row, Subject};

/// Every place decision is kept. One for what is no option cannot be: its row
/// has no column. In a residual program, what stands is kept instead.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    let round = draft.round;
    if let Some(residual) = draft.residual {
        for (referral, intake) in residual.still {
            let column = draft.options.position(*referral, *intake);
            let terms = column.map(|column| (column, 1)).into_iter().collect();
            let (constraint, subject) = (Some(id), Subject::Referral(*referral));
            draft.rows.push(Row { constraint, subject, terms, lower: Some(1), upper: None, used: 0 });
        }
        return;
    }
    let mut written = Vec::new();
    for (position, decision) in round.decisions.iter().enumerate() {
        let Verdict::Place(intake) = decision.verdict else { continue };
        if written.contains(&(decision.referral, intake)) {
            continue;
        }
        written.push((decision.referral, intake));
        let terms = draft.options.position(decision.referral, intake).map(|column| (column, 1)).into_iter().collect();
        let (constraint, subject) = (Some(id), Subject::Decision(position));
        draft.rows.push(Row { constraint, subject, terms, lower: Some(1), upper: None, used: 0 });
    }
}
