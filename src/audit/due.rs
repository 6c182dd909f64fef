//! By which day a referral should start, counted out day by day.

use crate::calendar::{Calendar, Span, monday_of};
use crate::round::{Clock, ClockUnit, ClosureEffect, Event, Key, Referral, Round, Status};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use std::collections::BTreeSet;

/// The first day by which the referral should start; nothing where no clock that
/// ends with a start asks for it.
pub(super) fn day(round: &Round, key: Key<Referral>) -> Option<NaiveDate> {
    let referral = &round.referrals[key];
    if referral.status == Status::Withdrawn {
        return None;
    }
    let events: Vec<&Event> = round.events.iter().filter(|event| event.referral == key).collect();
    let clocks = round.policy.clocks.iter().filter(|clock| {
        clock.to == "start" && clock.programmes.as_ref().is_none_or(|only| only.contains(&referral.programme))
    });
    clocks.flat_map(|clock| open_days(round, referral, &events, clock)).min()
}

/// The last days of the limits of a clock that are not kept and not excused.
fn open_days(round: &Round, referral: &Referral, events: &[&Event], clock: &Clock) -> Vec<NaiveDate> {
    let named = |name: &str| -> Vec<(NaiveDate, Option<NaiveTime>)> {
        events.iter().filter(|event| event.event == name).map(|event| (event.date, event.at)).collect()
    };
    let begun: Vec<(NaiveDate, Option<NaiveTime>)> = match clock.from.as_str() {
        "submitted" => vec![(referral.submitted, None)],
        other => named(other),
    };
    let closures = match clock.closures {
        ClosureEffect::Count => Vec::new(),
        ClosureEffect::Pause | ClosureEffect::Excuse => round.calendar.closures(clock.closure_weeks),
    };
    let mut still: Vec<Span> = Vec::new();
    for event in events.iter().filter(|event| clock.pauses.contains(&event.event)) {
        still.push(Span::new(event.date, event.end.unwrap_or(round.run.as_of)));
    }
    if clock.closures == ClosureEffect::Pause {
        still.extend(&closures);
    }
    let has_excuse = events.iter().any(|event| clock.excuses.contains(&event.event));
    let mut days = Vec::new();
    for since in begun {
        // A start on that day or later ends it, unless it is the start itself.
        let has_started = named("start").into_iter().any(|start| {
            let is_later = match (start.1, since.1) {
                (Some(at), Some(from)) => start.0.and_time(at) >= since.0.and_time(from),
                _ => start.0 >= since.0,
            };
            is_later && (clock.from != "start" || start != since)
        });
        let Some(last) = last_day(&round.calendar, since, clock, &still).filter(|_| !has_started) else { continue };
        let is_closed = closures.iter().any(|closure| closure.first <= last && since.0 <= closure.last);
        let is_excused = has_excuse || (clock.closures == ClosureEffect::Excuse && is_closed);
        if !is_excused {
            days.push(last);
        }
    }
    days
}

/// The last day that keeps a limit; nothing where the calendar ends before.
fn last_day(
    calendar: &Calendar,
    (from, at): (NaiveDate, Option<NaiveTime>),
    clock: &Clock,
    still: &[Span],
) -> Option<NaiveDate> {
    if clock.amount == 0 {
        return Some(from);
    }
    let runs = |day: NaiveDate| !still.iter().any(|span| span.contains(day));
    let after = || from.iter_days().skip(1).filter(|day| runs(*day));
    let nth = |amount: u32| usize::try_from(amount).ok()?.checked_sub(1);
    match (clock.unit, at) {
        (ClockUnit::Hours, Some(at)) => minutes(from.and_time(at), clock.amount, runs),
        (ClockUnit::Hours, None) => after().nth(nth(clock.amount.div_ceil(24))?),
        (ClockUnit::CalendarDays, _) => after().nth(nth(clock.amount)?),
        (ClockUnit::Weeks, _) => after().nth(nth(clock.amount.checked_mul(7)?)?),
        (ClockUnit::WorkingDays, _) => after().filter(|day| calendar.is_working_day(*day)).nth(nth(clock.amount)?),
        (ClockUnit::SchoolDays, _) => {
            calendar.teaching_days_from(from).filter(|day| *day > from && runs(*day)).nth(nth(clock.amount)?)
        }
        (ClockUnit::TeachingWeeks, _) => {
            let days: BTreeSet<NaiveDate> = calendar.teaching_days_from(from).filter(|day| runs(*day)).collect();
            let weeks: BTreeSet<NaiveDate> = days.iter().map(|day| monday_of(*day)).collect();
            let week = *weeks.iter().nth(nth(clock.amount)?)?;
            days.into_iter().rfind(|day| monday_of(*day) == week)
        }
    }
}

/// The day of so many hours after a moment; a day that stands still has none of
/// them. Midnight is of the day that it begins.
fn minutes(from: NaiveDateTime, hours: u32, runs: impl Fn(NaiveDate) -> bool) -> Option<NaiveDate> {
    let mut left = TimeDelta::hours(i64::from(hours));
    let mut now = from;
    loop {
        let midnight = now.date().succ_opt()?.and_time(NaiveTime::MIN);
        let rest = if runs(now.date()) { midnight - now } else { TimeDelta::zero() };
        if left < rest {
            return Some(now.date());
        }
        left -= rest;
        now = midnight;
    }
}
