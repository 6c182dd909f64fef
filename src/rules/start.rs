//! When the placement of a case starts.

use super::Case;
use crate::calendar::Span;
use crate::ids::RuleId;
use crate::round::{Programme, Referral, Round};
use chrono::NaiveDate;

/// The dates of the placement: those of an earlier result, else from the first
/// legal start to the intake's end. Nothing where no start is legal; with the
/// rule waived, the intake's own start stands in.
pub(super) fn span(case: &Case) -> Option<Span> {
    if let Some(span) = case.earlier_dates() {
        return Some(span);
    }
    let start = match legal_start(case) {
        Some(start) => start,
        None if case.is_waived(RuleId::Window) => case.intake.start,
        None => return None,
    };
    Some(Span::new(start, case.intake.end))
}

/// The first day on which a referral may start on a programme: by the lead time
/// after submission and by its own earliest start. The day of the run is not
/// looked at.
pub fn earliest_start(round: &Round, referral: &Referral, programme: &Programme) -> NaiveDate {
    let ready = round.calendar.add_working_days(referral.submitted, programme.lead_working_days);
    referral.earliest_start.map_or(ready, |earliest| earliest.max(ready))
}

/// The first day on which the placement could start.
pub(super) fn first_day(case: &Case) -> NaiveDate {
    case.round.run.as_of.max(earliest_start(case.round, case.referral, case.programme))
}

/// The intake's own start where it lies in the window; else, where the intake
/// may be joined later, the first later date in the window on one of its
/// weekdays. Holidays are not looked at.
pub(super) fn legal_start(case: &Case) -> Option<NaiveDate> {
    let intake = case.intake;
    let first = first_day(case);
    let last = case.referral.latest_start.unwrap_or(NaiveDate::MAX);
    if first <= intake.start && intake.start <= last {
        return Some(intake.start);
    }
    let last = last.min(intake.last_start?).min(intake.end);
    let from = first.max(intake.start.succ_opt()?);
    // Any seven days in a row have one of the intake's weekdays.
    from.iter_days().take(7).take_while(|day| *day <= last).find(|day| intake.days.meets(*day))
}
