use super::{Case, Reason};
use crate::round::Held;
use crate::units::Times;

/// No clash with a placement that the student holds: on overlapping dates no
/// shared time and no programme that stands alone, and on no date more than
/// the student's limit of time off site.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let held = case.book.held_by(case.referral.student);
    let policy = &case.round.policy;
    let is_alone = |held: &Held| policy.programmes[held.programme].alone;
    let meeting: Vec<&&Held> = held.iter().filter(|held| held.span.overlaps(&case.span)).collect();
    for held in &meeting {
        if case.programme.alone || is_alone(held) {
            return Err(Reason::OccupiedAlone { held: held.span, programme: held.programme });
        }
        if held.days.intersects(case.intake.days) {
            return Err(Reason::Occupied { held: held.span, days: held.days, programme: held.programme });
        }
    }
    let limit = case.student.max_days.unwrap_or(policy.days_off_site_max);
    // The time off site grows only where a placement begins.
    let begins = meeting.iter().map(|held| held.span.first.max(case.span.first));
    for day in begins {
        let active = meeting.iter().filter(|held| held.span.contains(day));
        let times = active.fold(Times::NONE, |times, held| times.union(held.days)).union(case.intake.days);
        if times.half_days() > limit {
            return Err(Reason::OccupiedDays { on: day, would_be: times.half_days(), limit });
        }
    }
    Ok(())
}
