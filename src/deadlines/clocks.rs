use super::{Due, DueKind, LimitState, Standing};
use crate::allocation::Placement;
use crate::calendar::Span;
use crate::round::{Key, Referral, Round};
use crate::rules::{TimeLimit, TimeLimits, time_limits};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The time limits of cases, with some placements.
pub(super) fn limits(round: &Round, placements: &[Placement]) -> TimeLimits {
    let placed: BTreeMap<Key<Referral>, Span> =
        placements.iter().map(|placed| (placed.referral, placed.span)).collect();
    time_limits(round, &placed)
}

/// The days of time limits that are known.
pub(super) fn dates(round: &Round, placements: &[Placement]) -> Vec<Due> {
    let one = |(key, date, limit): (Key<Referral>, NaiveDate, TimeLimit)| {
        let referral = &round.referrals[key];
        Due {
            standing: standing(round, date, limit),
            programme: Some(referral.programme),
            referral: Some(key),
            student: Some(referral.student),
            limit: Some(limit),
            ..Due::of(round, DueKind::Clock, date)
        }
    };
    limits(round, placements).known.into_iter().map(one).collect()
}

fn standing(round: &Round, date: NaiveDate, limit: TimeLimit) -> Standing {
    match limit.state {
        LimitState::Overdue => Standing::Overdue,
        LimitState::Running | LimitState::Paused => Standing::Ahead,
        LimitState::Excused if limit.done.is_none() && date >= round.run.as_of => Standing::Ahead,
        LimitState::Met | LimitState::Missed | LimitState::Excused => Standing::Past,
    }
}
