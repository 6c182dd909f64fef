//! Rules about dates.

use crate::audit::pair::Pair;
use crate::audit::stays;
use crate::calendar::monday_of;
use crate::units::AcademicYear;
use chrono::NaiveDate;

pub(super) fn deadline(pair: &Pair<'_>) -> Option<String> {
    if !pair.programme.deadline {
        return None;
    }
    let (submitted, start) = (pair.referral.submitted, pair.intake.start);
    match pair.facts.deadline(pair.intake_key) {
        None => Some(format!("the calendar has no deadline of {} for the start on {start}", pair.programme.id)),
        Some(deadline) => (submitted > deadline)
            .then(|| format!("submitted on {submitted}, after the deadline {deadline} for the start on {start}")),
    }
}

pub(super) fn window(pair: &Pair<'_>) -> Option<String> {
    if pair.starts_in_window {
        return None;
    }
    let (first, last) = pair.window();
    let window = match last {
        Some(last) => format!("from {first} to {last}"),
        None => format!("not before {first}"),
    };
    let joining = match pair.intake.last_start {
        Some(last_start) => format!("may be joined until {last_start}"),
        None => "may not be joined later".to_owned(),
    };
    Some(format!("the placement may start {window}; the intake starts on {} and {joining}", pair.intake.start))
}

pub(super) fn approval(pair: &Pair<'_>) -> Option<String> {
    let id = &pair.provider.id;
    match (pair.provider.approved_from, pair.provider.approved_to) {
        (Some(from), _) if pair.span.first < from => {
            Some(format!("the placement starts on {}, and provider {id} is approved from {from}", pair.span.first))
        }
        (_, Some(to)) if pair.span.last > to => {
            Some(format!("the placement ends on {}, and provider {id} is approved until {to}", pair.span.last))
        }
        _ => None,
    }
}

/// The days of the week and the length, by the intake's own dates.
pub(super) fn pattern(pair: &Pair<'_>) -> Option<String> {
    let (pattern, intake, id) = (&pair.programme.pattern, pair.intake, &pair.programme.id);
    let taken = intake.days.half_days();
    if let Some(allowed) = pattern.days_per_week
        && (taken < allowed.least || taken > allowed.most)
    {
        return Some(format!("the intake takes {taken} days a week, and {id} is {allowed} days a week"));
    }
    let outside = pattern.weekdays.map(|allowed| intake.days.without(allowed)).unwrap_or_default();
    if !outside.is_empty() {
        return Some(format!("the intake is on {outside}, which are no days of {id}"));
    }
    let allowed = pattern.weeks?;
    let calendar = &pair.facts.round.calendar;
    let first = calendar.terms().iter().map(|term| term.first).min()?;
    let last = calendar.teaching_days_from(first).last()?;
    if intake.start < first || intake.end >= last {
        return None;
    }
    let mut mondays: Vec<NaiveDate> =
        calendar.teaching_days_from(intake.start).take_while(|day| *day <= intake.end).map(monday_of).collect();
    mondays.dedup();
    let weeks = u32::try_from(mondays.len()).unwrap_or(u32::MAX);
    (weeks < allowed.least || weeks > allowed.most)
        .then(|| format!("the intake has {weeks} teaching weeks, and {id} has {allowed}"))
}

pub(super) fn repeat(pair: &Pair<'_>) -> Option<String> {
    if pair.programme.repeat {
        return None;
    }
    let year = pair.academic_year();
    pair.facts
        .held_by(pair.referral.student)
        .iter()
        .find(|held| held.programme == pair.course.programme && AcademicYear::of(held.span.first) == year)
        .map(|held| {
            let (id, start) = (&pair.programme.id, held.span.first);
            format!("{id} is taken once in an academic year, and the student has one in {year}, held from {start}")
        })
}

pub(super) fn stay(pair: &Pair<'_>) -> Option<String> {
    if pair.programme.max_stay_weeks.is_none() && pair.programme.max_stay_terms.is_none() {
        return None;
    }
    let calendar = &pair.facts.round.calendar;
    let mut spans = stays::held(pair);
    spans.push(pair.span);
    let all = stays::stays(calendar, &spans);
    let own = all.iter().find(|stay| stay.holds(pair.span))?;
    stays::too_long(calendar, pair.programme, own)
}

pub(super) fn returning(pair: &Pair<'_>) -> Option<String> {
    pair.programme.gap_weeks?;
    let mut spans = stays::held(pair);
    spans.push(pair.span);
    let all = stays::stays(&pair.facts.round.calendar, &spans);
    let own = all.iter().position(|stay| stay.holds(pair.span))?;
    let (before, after) = (all[..own].last(), all.get(own + 1));
    let early = before.and_then(|before| stays::too_close(pair.programme, before, &all[own]));
    early.or_else(|| stays::too_close(pair.programme, &all[own], after?))
}
