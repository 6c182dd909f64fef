//! The time limits of cases: when each is reached, and how it stands.

use super::counting::{Moment, due, is_met};
use super::time_limit::{LimitState, TimeLimit};
use crate::calendar::Span;
use crate::round::{Clock, ClosureEffect, END, Event, Key, Referral, Round, START, SUBMITTED, Status};
use chrono::{NaiveDate, NaiveTime};
use std::collections::BTreeMap;

const MINUTES_OF_A_DAY: i64 = 24 * 60;

/// The time limits of all cases.
pub struct TimeLimits {
    /// Those whose last day is known, with the referral and that day.
    pub known: Vec<(Key<Referral>, NaiveDate, TimeLimit)>,
    /// How many end after the calendar does.
    pub beyond: usize,
}

/// The time limits of referrals that are not withdrawn, with the placements that
/// some of them have: clock by clock, referrals in file order.
pub fn time_limits(round: &Round, placed: &BTreeMap<Key<Referral>, Span>) -> TimeLimits {
    let mut limits = TimeLimits { known: Vec::new(), beyond: 0 };
    let mut events: BTreeMap<Key<Referral>, Vec<&Event>> = BTreeMap::new();
    for event in &round.events {
        events.entry(event.referral).or_default().push(event);
    }
    for (position, clock) in round.policy.clocks.iter().enumerate() {
        let closures = match clock.closures {
            ClosureEffect::Count => Vec::new(),
            ClosureEffect::Pause | ClosureEffect::Excuse => round.calendar.closures(clock.closure_weeks),
        };
        for (key, referral) in round.referrals.iter() {
            if referral.status == Status::Withdrawn || !clock.serves(referral.programme) {
                continue;
            }
            let events = events.get(&key).map_or(&[][..], Vec::as_slice);
            let case = Case { round, clock, closures: &closures, referral, events, placed: placed.get(&key).copied() };
            for since in case.moments(&clock.from) {
                let found = case.limit(since, position);
                limits.beyond += usize::from(found.is_none());
                limits.known.extend(found.map(|(date, limit)| (key, date, limit)));
            }
        }
    }
    limits
}

/// The first of the days by which each referral should start, of the clocks that
/// end with a start: where no start is known, and the limit is neither kept nor
/// excused. A day that has passed is one too.
pub fn starts_due(round: &Round) -> BTreeMap<Key<Referral>, NaiveDate> {
    let mut first: BTreeMap<Key<Referral>, NaiveDate> = BTreeMap::new();
    for (referral, date, limit) in time_limits(round, &BTreeMap::new()).known {
        let is_open = matches!(limit.state, LimitState::Running | LimitState::Paused | LimitState::Overdue);
        if is_open && round.policy.clocks[limit.clock].to == START {
            first.entry(referral).and_modify(|known| *known = date.min(*known)).or_insert(date);
        }
    }
    first
}

/// A case with one of its time limits.
struct Case<'a> {
    round: &'a Round,
    clock: &'a Clock,
    /// The school closures that the limit looks at.
    closures: &'a [Span],
    referral: &'a Referral,
    events: &'a [&'a Event],
    placed: Option<Span>,
}

impl Case<'_> {
    /// When an event took place, ascending. Of starts and ends, those of the
    /// placement where the events have none.
    fn moments(&self, event: &str) -> Vec<Moment> {
        let whole_day = |date| Moment { date, at: None };
        if event == SUBMITTED {
            return vec![whole_day(self.referral.submitted)];
        }
        let rows = self.events.iter().filter(|row| row.event == event);
        let mut moments: Vec<Moment> = rows.map(|row| Moment { date: row.date, at: row.at }).collect();
        moments.sort();
        if moments.is_empty() {
            let of_placement = match event {
                START => self.placed.map(|span| span.first),
                END => self.placed.map(|span| span.last),
                _ => None,
            };
            moments.extend(of_placement.map(whole_day));
        }
        moments
    }

    /// When what the limit is for was done: first after it started.
    fn done(&self, since: Moment) -> Option<Moment> {
        let mut moments = self.moments(&self.clock.to);
        moments.retain(|moment| match (moment.at, since.at) {
            (Some(at), Some(from)) => (moment.date, at) >= (since.date, from),
            _ => moment.date >= since.date,
        });
        if self.clock.to == self.clock.from {
            moments.retain(|moment| *moment != since);
        }
        moments.into_iter().next()
    }

    /// The days on which the limit stands still.
    fn stand_stills(&self) -> Vec<Span> {
        let as_of = self.round.run.as_of;
        let pauses = self.events.iter().filter(|row| self.clock.pauses.contains(&row.event));
        // One without an end goes on to the day of the run, for all that is known.
        let mut found: Vec<Span> = pauses.map(|row| Span::new(row.date, row.end.unwrap_or(as_of))).collect();
        if self.clock.closures == ClosureEffect::Pause {
            found.extend(self.closures);
        }
        found
    }

    /// The last day of the limit that started at a moment, and how it stands.
    fn limit(&self, since: Moment, position: usize) -> Option<(NaiveDate, TimeLimit)> {
        let as_of = self.round.run.as_of;
        let stills = self.stand_stills();
        let limit = due(&self.round.calendar, since, self.clock.amount, self.clock.unit, &stills)?;
        let done = self.done(since);
        let time = Span::new(since.date, limit.date);
        let is_excused = self.events.iter().any(|row| self.clock.excuses.contains(&row.event))
            || (self.clock.closures == ClosureEffect::Excuse && self.closures.iter().any(|span| span.overlaps(&time)));
        let is_past = limit.date < as_of;
        let state = match done {
            Some(done) if is_met(limit, done) => LimitState::Met,
            _ if is_excused => LimitState::Excused,
            Some(_) => LimitState::Missed,
            None if is_past => LimitState::Overdue,
            None if stills.iter().any(|span| span.contains(as_of)) => LimitState::Paused,
            None => LimitState::Running,
        };
        let days_late = match state {
            LimitState::Missed => done.map(|done| days_late(limit, done)),
            LimitState::Overdue => Some((as_of - limit.date).num_days()),
            _ => None,
        };
        let (since, done) = (since.date, done.map(|done| done.date));
        Some((limit.date, TimeLimit { clock: position, since, at: limit.at, state, done, days_late }))
    }
}

/// Days from a limit to what was done after it, a part of one counting whole.
fn days_late(limit: Moment, done: Moment) -> i64 {
    let days = (done.date - limit.date).num_days();
    let minutes = |from: NaiveTime, to: NaiveTime| (to - from).num_minutes();
    match (limit.at, done.at) {
        (Some(from), Some(to)) => {
            (days * MINUTES_OF_A_DAY + minutes(from, to) + MINUTES_OF_A_DAY - 1) / MINUTES_OF_A_DAY
        }
        _ => days,
    }
}
