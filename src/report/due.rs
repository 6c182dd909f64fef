use crate::round::{CalendarEntry, CalendarKind, Decider, Key, Programme, Round};
use chrono::NaiveDate;

/// When a referral is decided and when its school hears of it; nothing where
/// no panel decides, or the calendar has no date for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Outcome {
    /// The last day of the panel or meeting.
    pub decided: Option<NaiveDate>,
    /// The policy's `outcome_working_days` after it.
    pub due: Option<NaiveDate>,
}

/// The outcome of a referral for a programme, placed with a start of an intake
/// or not placed. For a start that is the latest panel or meeting for it, or
/// else before it, as with deadlines; without one, the next from the day of the
/// run on.
pub(super) fn outcome(round: &Round, programme: Key<Programme>, start: Option<NaiveDate>) -> Outcome {
    if round.policy.programmes[programme].decision != Decider::Panel {
        return Outcome::default();
    }
    let sittings = || sittings(round, programme);
    let decided = match start {
        Some(start) => {
            let named = sittings().filter(|entry| entry.for_start == Some(start)).map(last).max();
            let before =
                |entry: &&CalendarEntry| entry.for_start.is_none_or(|other| other < start) && last(entry) < start;
            named.or_else(|| sittings().filter(before).map(last).max())
        }
        None => sittings().map(last).filter(|day| *day >= round.run.as_of).min(),
    };
    Outcome { decided, due: decided.and_then(|decided| due(round, decided)) }
}

/// When schools hear of what is decided on a day, where the policy says.
pub(super) fn due(round: &Round, decided: NaiveDate) -> Option<NaiveDate> {
    Some(round.calendar.add_working_days(decided, round.policy.outcome_working_days?))
}

/// The panels and meetings of a programme, or of all programmes.
pub(super) fn sittings(round: &Round, programme: Key<Programme>) -> impl Iterator<Item = &CalendarEntry> {
    let decides = |entry: &CalendarEntry| matches!(entry.kind, CalendarKind::Panel | CalendarKind::Meeting);
    round.dates.iter().filter(move |entry| decides(entry) && entry.programme.is_none_or(|other| other == programme))
}

/// The next deadline of a programme from the day of the run on, with the start
/// that it serves.
pub(super) fn next_deadline(round: &Round, programme: Key<Programme>) -> Option<&CalendarEntry> {
    let is_ahead = |entry: &&CalendarEntry| {
        entry.kind == CalendarKind::Deadline && entry.programme == Some(programme) && entry.date >= round.run.as_of
    };
    let deadlines = round.dates.iter().filter(is_ahead);
    deadlines.filter(|_| round.policy.programmes[programme].deadline).min_by_key(|entry| (entry.date, entry.row))
}

fn last(entry: &CalendarEntry) -> NaiveDate {
    entry.end.unwrap_or(entry.date)
}
