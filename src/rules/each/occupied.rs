use crate::ids::RuleId;
use crate::paper::words::day;
use crate::round::Held;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::{dates, days, weekdays};
use crate::units::{HalfDays, Times};
use chrono::NaiveDate;

/// No clash with a placement that the student holds: on overlapping dates no
/// shared time and no programme that stands alone, and on no date more than
/// the student's limit of time off site.
pub(super) struct Occupied;

impl Rule for Occupied {
    fn id(&self) -> RuleId {
        RuleId::Occupied
    }

    fn allows(&self, case: &Case) -> bool {
        fault(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let programme = |held: &Held| &case.round.policy.programmes[held.programme].name;
        Some(match fault(case)? {
            Fault::Alone(held) => {
                let (name, dates) = (programme(held), dates(held.span));
                format!(
                    "the student already attends {name} {dates}, and one of the two allows no other placement beside it"
                )
            }
            Fault::SharedTime(held) => {
                let (name, times) = (programme(held), weekdays(held.days));
                format!("the student already attends {name} on {times} {}", dates(held.span))
            }
            Fault::TooMuch { on, would_be, limit } => {
                let (would_be, on) = (days(would_be), day(on));
                format!("with the placements already held it would be {would_be} a week on {on}; the limit is {limit}")
            }
        })
    }

    fn in_short(&self) -> &'static str {
        "Clashes with a place held already"
    }

    fn advice(&self) -> &'static str {
        "Choose other days, or a start after the place that the student has."
    }
}

/// What a held placement, or several, have against the case.
enum Fault<'r> {
    /// It overlaps, and one of the two stands alone.
    Alone(&'r Held),
    /// It takes some of the same time.
    SharedTime(&'r Held),
    /// The time off site would exceed the limit, first on this day.
    TooMuch { on: NaiveDate, would_be: HalfDays, limit: HalfDays },
}

fn fault<'r>(case: &Case<'r>) -> Option<Fault<'r>> {
    let policy = &case.round.policy;
    let is_alone = |held: &Held| policy.programmes[held.programme].alone;
    let held = case.book.held_by(case.referral.student).iter().copied();
    let meeting = held.filter(|held| held.span.overlaps(&case.span));
    for held in meeting.clone() {
        if case.programme.alone || is_alone(held) {
            return Some(Fault::Alone(held));
        }
        if held.days.intersects(case.intake.days) {
            return Some(Fault::SharedTime(held));
        }
    }
    let limit = case.student.max_days.unwrap_or(policy.days_off_site_max);
    // The time off site grows only where a placement begins.
    let begins = meeting.clone().map(|held| held.span.first.max(case.span.first));
    for on in begins {
        let active = meeting.clone().filter(|held| held.span.contains(on));
        let times = active.fold(Times::NONE, |times, held| times.union(held.days)).union(case.intake.days);
        if times.half_days() > limit {
            return Some(Fault::TooMuch { on, would_be: times.half_days(), limit });
        }
    }
    None
}
