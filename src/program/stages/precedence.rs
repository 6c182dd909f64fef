use super::Draft;
use super::objective::Objective;
use crate::allocation::{Segment, Sense};
use crate::ids::StageId;
use crate::rows::ColumnIndex;
use crate::rules::{Precedence, is_open};
use std::collections::BTreeMap;

/// One step for each order that an open referral has among those of its
/// student, the first first: how many referrals of it are placed. Nothing
/// where all have the same.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let (book, round) = (draft.book, draft.round);
    let precedence = Precedence::new(book);
    let mut orders: BTreeMap<u32, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
    for key in round.referrals.keys().filter(|key| is_open(book, *key)) {
        orders.entry(precedence.order(round, key)).or_default();
    }
    if orders.len() < 2 {
        return Vec::new();
    }
    for key in round.referrals.keys() {
        if let Some(terms) = orders.get_mut(&precedence.order(round, key)) {
            terms.extend(draft.of_referral(key).into_iter().map(|column| (column, 1)));
        }
    }
    let step = |(order, terms)| Objective::new(StageId::Precedence, Segment::Rank(order), Sense::Max, terms);
    orders.into_iter().map(step).collect()
}
