use super::Draft;
use super::objective::Objective;
use crate::allocation::{Class, Segment, Sense};
use crate::ids::StageId;
use crate::rows::ColumnIndex;
use crate::rules::{class_of, is_open};
use std::collections::BTreeMap;

/// One step for each class that an open referral has, most urgent first: how
/// many referrals of the class are placed.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let mut classes: BTreeMap<Class, Vec<(ColumnIndex, i64)>> = BTreeMap::new();

    for key in draft.round.referrals.keys().filter(|key| is_open(draft.book, *key)) {
        classes.entry(class_of(draft.round, key)).or_default();
    }
    for key in draft.round.referrals.keys() {
        if let Some(terms) = classes.get_mut(&class_of(draft.round, key)) {
            terms.extend(draft.of_referral(key).into_iter().map(|column| (column, 1)));
        }
    }
    let step = |(class, terms)| Objective::new(StageId::Placed, Segment::Class(class), Sense::Max, terms);
    classes.into_iter().map(step).collect()
}
