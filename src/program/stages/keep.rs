use super::Draft;
use super::objective::Objective;
use crate::allocation::{Segment, Sense};
use crate::ids::StageId;
use crate::round::Verdict;
use std::collections::BTreeSet;

/// How many keep decisions are kept; repeats count once.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let kept = draft.round.decisions.iter().filter_map(|decision| match decision.verdict {
        Verdict::Keep(intake) => draft.options.position(decision.referral, intake),
        _ => None,
    });
    let kept: BTreeSet<_> = kept.collect();
    let terms = kept.into_iter().map(|column| (column, 1));
    vec![Objective::new(StageId::Keep, Segment::Whole, Sense::Max, terms)]
}
