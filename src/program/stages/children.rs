use super::Draft;
use super::objective::Objective;
use crate::allocation::{Segment, Sense};
use crate::ids::StageId;
use crate::rows::{ColumnIndex, Follow, Meaning};
use std::collections::BTreeSet;

/// How many students have at least one new placement.
pub(super) fn steps(draft: &mut Draft) -> Vec<Objective> {
    let mut terms: Vec<(ColumnIndex, i64)> = Vec::new();
    for student in draft.students() {
        let columns = draft.of_student(student).to_vec();
        if can_hold_one_only(draft, &columns) {
            terms.extend(columns.into_iter().map(|column| (column, 1)));
            continue;
        }
        let child = draft.add_column(Meaning::Child(student), 1, false, Follow::Any(columns.clone()));
        let definition = columns.into_iter().map(|column| (column, -1)).chain([(child, 1)]).collect();
        draft.add_definition(definition, None, Some(0));
        terms.push((child, 1));
    }
    terms.sort_unstable();
    vec![Objective::new(StageId::Children, Segment::Whole, Sense::Max, terms)]
}

/// Whether the columns belong to one referral or to one group of `either`.
fn can_hold_one_only(draft: &Draft, columns: &[ColumnIndex]) -> bool {
    let referrals: BTreeSet<_> = columns.iter().map(|column| draft.option(*column).referral).collect();
    let groups: BTreeSet<_> = referrals.iter().map(|referral| &draft.round.referrals[*referral].either).collect();
    referrals.len() == 1 || (groups.len() == 1 && groups.iter().all(|either| either.is_some()))
}
