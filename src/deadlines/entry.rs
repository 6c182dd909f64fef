use super::DueKind;
use crate::round::{CalendarEntry, CalendarKind, Decider, Key, Programme, Round};
use chrono::NaiveDate;

/// What a row of the calendar is here; nothing for terms and holidays.
pub(super) fn kind_of(entry: &CalendarEntry) -> Option<DueKind> {
    match entry.kind {
        CalendarKind::Deadline => Some(DueKind::Deadline),
        CalendarKind::Panel => Some(DueKind::Panel),
        CalendarKind::Meeting => Some(DueKind::Meeting),
        CalendarKind::Term | CalendarKind::Holiday | CalendarKind::BankHoliday => None,
    }
}

/// The day by which the outcome of a panel or meeting reaches the school:
/// `outcome_working_days` after its last day. Nothing where the policy sets no
/// time or no panel decides on the programme.
pub(super) fn outcome(round: &Round, entry: &CalendarEntry) -> Option<NaiveDate> {
    let days = round.policy.outcome_working_days?;
    let decides = |programme: Key<Programme>| round.policy.programmes[programme].decision == Decider::Panel;
    let is_decision = entry.kind != CalendarKind::Deadline && entry.programme.is_none_or(decides);
    is_decision.then(|| round.calendar.add_working_days(entry.end.unwrap_or(entry.date), days))
}
