//! Rules about the student's week, by itself and next to held placements.

use crate::audit::pair::Pair;
use crate::round::Held;
use crate::units::{HalfDays, Times};
use chrono::NaiveDate;

pub(super) fn availability(pair: &Pair<'_>) -> Option<String> {
    let outside = pair.intake.days.without(pair.student.days_available);
    if !outside.is_empty() {
        return Some(format!("the intake takes {}, and the student is not available on {outside}", pair.intake.days));
    }
    let (taken, limit) = (pair.intake.days.half_days(), pair.day_limit()?);
    (taken > limit).then(|| format!("the intake takes {taken} days a week, and the student may take {limit}"))
}

pub(super) fn occupied(pair: &Pair<'_>) -> Option<String> {
    for held in pair.facts.held_by(pair.referral.student) {
        if !held.span.overlaps(&pair.span) {
            continue;
        }
        let placement = format!("the placement held from {} to {} on {}", held.span.first, held.span.last, held.days);
        if held.days.intersects(pair.intake.days) {
            return Some(format!("the intake takes {} and shares a time with {placement}", pair.intake.days));
        }
        if pair.programme.alone || pair.facts.is_alone(held.programme) {
            return Some(format!("{placement} lies in the same dates, and one of the two bears no other"));
        }
    }
    let days = std::iter::once(pair.span.first).chain(
        pair.facts
            .held_by(pair.referral.student)
            .iter()
            .map(|held| held.span.first)
            .filter(|first| pair.span.contains(*first)),
    );
    days.filter(|day| exceeds_with_held(pair, *day)).min().map(|day| {
        let (taken, limit) = (week_with_held(pair, day).half_days(), pair.day_limit().unwrap_or_default());
        format!("with the placements held on {day} the student would be away {taken} days a week, and may be {limit}")
    })
}

/// Whether the placement and the held ones of a date are more than the student
/// may take, some held one being counted on that date.
pub(in crate::audit) fn exceeds_with_held(pair: &Pair<'_>, day: NaiveDate) -> bool {
    let counted = pair.facts.held_by(pair.referral.student).iter().any(|held| counts_on(pair, held, day));
    counted && pair.day_limit().is_some_and(|limit| week_with_held(pair, day).half_days() > limit)
}

/// Whether the placement alone is no more than the student may take.
pub(in crate::audit) fn fits_by_itself(pair: &Pair<'_>) -> bool {
    pair.day_limit().is_none_or(|limit| pair.intake.days.half_days() <= limit)
}

fn week_with_held(pair: &Pair<'_>, day: NaiveDate) -> Times {
    let held = pair.facts.held_by(pair.referral.student).iter().filter(|held| counts_on(pair, held, day));
    held.fold(pair.intake.days, |week, held| week.union(held.days))
}

/// Whether a held placement takes of the student's days off site on a date:
/// those of `alone` programmes only under a limit of the student's own.
fn counts_on(pair: &Pair<'_>, held: &Held, day: NaiveDate) -> bool {
    held.span.contains(day) && (pair.student.max_days.is_some() || !pair.facts.is_alone(held.programme))
}

impl Pair<'_> {
    /// The most that the placement's student may be away in a week: the
    /// student's own limit, else the policy's, which does not bind an `alone`
    /// programme.
    pub(in crate::audit) fn day_limit(&self) -> Option<HalfDays> {
        let policy = (!self.programme.alone).then_some(self.facts.round.policy.days_off_site_max);
        self.student.max_days.or(policy)
    }
}
