use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::{Class, Segment, Sense};
use crate::ids::StageId;
use crate::rows::ColumnIndex;
use crate::rules::{PlaceOption, class_of, is_open};
use std::collections::BTreeMap;

/// The days from the day of the run, or the referral's earliest start, to the
/// placements' starts.
pub(super) fn of_all(draft: &Draft) -> Vec<Objective> {
    sum(draft, StageId::Start, Sense::Min, |option| days(draft, option))
}

/// The same, one step for each class that an open referral has, most urgent
/// first.
pub(super) fn by_class(draft: &Draft) -> Vec<Objective> {
    let mut classes: BTreeMap<Class, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
    for key in draft.round.referrals.keys().filter(|key| is_open(draft.book, *key)) {
        classes.entry(class_of(draft.round, key)).or_default();
    }
    for key in draft.round.referrals.keys() {
        if let Some(terms) = classes.get_mut(&class_of(draft.round, key)) {
            terms.extend(draft.of_referral(key).into_iter().map(|column| (column, days(draft, draft.option(column)))));
        }
    }
    let step = |(class, terms)| Objective::new(StageId::StartByClass, Segment::Class(class), Sense::Min, terms);
    classes.into_iter().map(step).collect()
}

fn days(draft: &Draft, option: &PlaceOption) -> i64 {
    let as_of = draft.round.run.as_of;
    let earliest = draft.round.referrals[option.referral].earliest_start.unwrap_or(as_of);
    (option.span.first - as_of.max(earliest)).num_days()
}
