use super::stay::join;
use super::{Case, Reason};
use crate::calendar::{Calendar, Span};
use chrono::{Days, NaiveDate};

/// Between the student's stay on the programme and another that is held lies at
/// least the programme's gap.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let Some(weeks) = case.programme.gap_weeks else { return Ok(()) };
    let stays = join(&case.round.calendar, case.held_spans().chain([case.span]));
    let is_own = |stay: &&Span| stay.overlaps(&case.span);
    let Some(own) = stays.iter().find(is_own) else { return Ok(()) };
    let others = stays.iter().filter(|stay| !stay.overlaps(&case.span));
    match others.into_iter().find(|other| is_too_soon(*own, **other, weeks)) {
        Some(other) => {
            let earlier = (*own).min(*other);
            Err(Reason::Return { held: *other, weeks, from: after_gap(earlier.last, weeks) })
        }
        None => Ok(()),
    }
}

/// Whether the later of two stays begins before the gap is over.
pub(crate) fn is_too_soon(one: Span, other: Span, weeks: u32) -> bool {
    let (earlier, later) = if one <= other { (one, other) } else { (other, one) };
    later.first < after_gap(earlier.last, weeks)
}

/// Whether two placements, joined with those that are held, make two stays of
/// which the later begins too soon.
pub(crate) fn are_too_close(calendar: &Calendar, held: &[Span], one: Span, other: Span, weeks: u32) -> bool {
    let stays = join(calendar, held.iter().copied().chain([one, other]));
    let stay_of = |span: Span| stays.iter().copied().find(|stay| stay.overlaps(&span)).unwrap_or(span);
    let (one, other) = (stay_of(one), stay_of(other));
    one != other && is_too_soon(one, other, weeks)
}

/// The first day on which a stay may begin after another has ended.
fn after_gap(last: NaiveDate, weeks: u32) -> NaiveDate {
    last.checked_add_days(Days::new(7 * u64::from(weeks))).unwrap_or(NaiveDate::MAX)
}
