use super::entry::{kind_of, outcome};
use super::{Due, DueKind};
use crate::round::{CalendarKind, Round};

/// The deadlines, panels, meetings and starts of the calendar, and when the
/// outcomes are due.
pub(super) fn dates(round: &Round) -> Vec<Due> {
    let mut found = Vec::new();
    for entry in &round.dates {
        let of =
            |kind, date| Due { programme: entry.programme, for_start: entry.for_start, ..Due::of(round, kind, date) };
        found.extend(kind_of(entry).map(|kind| Due { last: entry.end, ..of(kind, entry.date) }));
        found.extend(outcome(round, entry).map(|date| of(DueKind::Outcome, date)));
        let served = entry.for_start.filter(|_| entry.kind == CalendarKind::Deadline);
        found.extend(served.map(|start| of(DueKind::Start, start)));
    }
    found
}
