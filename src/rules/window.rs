use super::{Case, Reason};
use crate::calendar::Span;
use crate::ids::RuleId;
use chrono::NaiveDate;

/// The placement can start not before the day of the run, the referral's
/// earliest start and the programme's lead time after submission, and not
/// after the referral's latest start.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    if case.earlier_dates().is_some() || legal_start(case).is_some() {
        return Ok(());
    }
    let last_start = case.intake.last_start;
    let (first, last) = (first_day(case), case.referral.latest_start);
    Err(Reason::Window { first, last, start: case.intake.start, last_start })
}

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

fn first_day(case: &Case) -> NaiveDate {
    let as_of = case.round.run.as_of;
    let ready = case.round.calendar.add_working_days(case.referral.submitted, case.programme.lead_working_days);
    as_of.max(ready).max(case.referral.earliest_start.unwrap_or(as_of))
}

/// The intake's own start where it lies in the window; else, where the intake
/// may be joined later, the first later date in the window on one of its
/// weekdays. Holidays are not looked at.
fn legal_start(case: &Case) -> Option<NaiveDate> {
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
