use super::entry::{kind_of, outcome};
use super::{Due, DueKind};
use crate::round::{CalendarEntry, CalendarKind, Decider, Key, Referral, Round, Status};
use crate::rules::{Casebook, earliest_start, is_open};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The dates of open referrals without a place: the deadline that they met, the
/// panel and its outcome while they are pending, and when they may start.
pub(super) fn dates(book: &Casebook, placed: &BTreeSet<Key<Referral>>) -> Vec<Due> {
    let round = book.round;
    let mut found = Vec::new();
    for (key, referral) in round.referrals.iter().filter(|(key, _)| !placed.contains(key) && is_open(book, *key)) {
        let programme = &round.policy.programmes[referral.programme];
        let of = |kind, date| Due {
            programme: Some(referral.programme),
            referral: Some(key),
            student: Some(referral.student),
            ..Due::of(round, kind, date)
        };
        let deadline = if programme.deadline { deadline(round, referral) } else { None };
        found.extend(deadline.map(|entry| Due { for_start: entry.for_start, ..of(DueKind::Deadline, entry.date) }));
        if programme.decision == Decider::Panel && referral.status == Status::Pending {
            let from = deadline.map_or(referral.submitted, |entry| entry.date);
            let for_start = deadline.and_then(|entry| entry.for_start);
            if let Some(entry) = decision(round, referral, for_start, from) {
                let served = |due| Due { for_start: entry.for_start, ..due };
                found.extend(kind_of(entry).map(|kind| Due { last: entry.end, ..served(of(kind, entry.date)) }));
                found.extend(outcome(round, entry).map(|date| served(of(DueKind::Outcome, date)).must_be_met()));
            }
        }
        if programme.lead_working_days > 0 || referral.earliest_start.is_some() {
            found.push(of(DueKind::EarliestStart, earliest_start(round, referral, programme)));
        }
        found.extend(referral.latest_start.map(|date| of(DueKind::LatestStart, date).must_be_met()));
    }
    found
}

/// The deadline by which a referral was submitted: the first of its programme
/// not before that day.
fn deadline<'r>(round: &'r Round, referral: &Referral) -> Option<&'r CalendarEntry> {
    let of_programme = round.dates.iter().filter(|entry| {
        entry.kind == CalendarKind::Deadline
            && entry.programme == Some(referral.programme)
            && entry.date >= referral.submitted
    });
    of_programme.min_by_key(|entry| entry.date)
}

/// The panel or meeting that decides on a referral: the last for the start that
/// its deadline serves, else the first on or after a day.
fn decision<'r>(
    round: &'r Round,
    referral: &Referral,
    for_start: Option<NaiveDate>,
    from: NaiveDate,
) -> Option<&'r CalendarEntry> {
    let decides = |entry: &&CalendarEntry| {
        entry.kind != CalendarKind::Deadline && entry.programme.is_none_or(|only| only == referral.programme)
    };
    let all = || round.dates.iter().filter(decides);
    let served = for_start.and_then(|start| {
        all()
            .filter(|entry| entry.for_start == Some(start))
            .max_by_key(|entry| (entry.end.unwrap_or(entry.date), entry.row))
    });
    let later = all().filter(|entry| entry.for_start.is_none() || for_start.is_none());
    served.or_else(|| later.filter(|entry| entry.date >= from).min_by_key(|entry| (entry.date, entry.row)))
}
