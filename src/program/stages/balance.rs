use super::Draft;
use super::objective::Objective;
use crate::allocation::{Segment, Sense};
use crate::ids::StageId;
use crate::rows::{ColumnIndex, Follow, Meaning};
use std::collections::BTreeMap;

/// The smallest share, over schools with a referral that has an option, of
/// those referrals that are placed: in thousandths, rounded down.
pub(super) fn steps(draft: &mut Draft) -> Vec<Objective> {
    let mut groups: BTreeMap<_, (Vec<ColumnIndex>, i64)> = BTreeMap::new();
    for (key, referral) in draft.round.referrals.iter() {
        let columns = draft.of_referral(key);
        if let (Some(school), false) = (referral.school, columns.is_empty()) {
            let group = groups.entry(school).or_default();
            group.0.extend(columns);
            group.1 += 1;
        }
    }
    let groups: Vec<(Vec<ColumnIndex>, i64)> = groups.into_values().collect();
    let share = draft.add_column(Meaning::Share, 1000, true, Follow::SmallestShare(groups.clone()));
    for (columns, of) in groups {
        let terms = columns.into_iter().map(|column| (column, -1000)).chain([(share, of)]).collect();
        draft.add_definition(terms, None, Some(0));
    }
    vec![Objective::new(StageId::Balance, Segment::Whole, Sense::Max, [(share, 1)])]
}
