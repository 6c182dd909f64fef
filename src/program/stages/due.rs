use super::Draft;
use super::objective::{Objective, sum};
use crate::allocation::Sense;
use crate::ids::StageId;
use crate::rules::starts_due;

/// How many placed referrals start by the first day on which a clock of the
/// policy wants it; of those without such a day, none.
pub(super) fn steps(draft: &Draft) -> Vec<Objective> {
    let due = starts_due(draft.round);
    sum(draft, StageId::Due, Sense::Max, |option| {
        i64::from(due.get(&option.referral).is_some_and(|day| option.span.first <= *day))
    })
}
