use super::pattern::Pattern;
use super::words::{of_row, weekday_and_day};
use crate::paper::words::day;
use crate::problem::{Code, Problem};
use crate::reading::checks::rows::Rows;
use crate::round::{CalendarEntry, CalendarKind};
use crate::schema::calendar;

/// Deadlines, panels and meetings that come in the wrong order, too late for
/// the start that they serve, on days when nobody works, or at an unusual time.
/// A row that its own source contradicts has its warning already.
pub(super) fn check(rows: &Rows<'_>, pattern: &Pattern<'_>, problems: &mut Vec<Problem>) {
    for entry in pattern.entries().iter().copied() {
        problems.extend(after_start(rows, pattern, entry));
        if !pattern.is_sound(entry) {
            continue;
        }
        problems.extend(idle_day(rows, entry));
        if entry.kind != CalendarKind::Deadline {
            let late = before_deadline(rows, pattern, entry).or_else(|| outcome_too_late(rows, entry));
            problems.extend(late.or_else(|| unusual_gap(rows, pattern, entry)));
        }
    }
}

/// A deadline after the start that it serves. The one before it may be the one
/// that is meant: a published table may have the start in the row below.
fn after_start(rows: &Rows<'_>, pattern: &Pattern<'_>, entry: &CalendarEntry) -> Option<Problem> {
    let start = entry.for_start.filter(|start| entry.kind == CalendarKind::Deadline && entry.date > *start)?;
    let earlier = pattern.entries().iter().filter(|other| {
        other.kind == CalendarKind::Deadline && other.programme == entry.programme && other.date < start
    });
    let advice = match earlier.map(|other| other.date).max() {
        Some(date) => format!("The deadline of {} may be the one for this start; check both dates.", day(date)),
        None => "Check both dates.".to_owned(),
    };
    let expected = format!("{start} or earlier, the start that it serves");
    Some(of_row(rows, Code::DeadlineAfterStart, entry.row, calendar::DATE).says(
        entry.date.to_string(),
        expected,
        advice,
    ))
}

fn idle_day(rows: &Rows<'_>, entry: &CalendarEntry) -> Option<Problem> {
    (!rows.calendar.is_working_day(entry.date)).then(|| {
        of_row(rows, Code::NotAWorkingDay, entry.row, calendar::DATE).says(
            format!("a {} on {}", entry.kind, weekday_and_day(entry.date)),
            "a working day",
            "Check the date; it counts as it stands.",
        )
    })
}

fn before_deadline(rows: &Rows<'_>, pattern: &Pattern<'_>, entry: &CalendarEntry) -> Option<Problem> {
    let deadline = entry.for_start.and_then(|_| pattern.partner(entry, entry.date, CalendarKind::Deadline))?;
    (entry.date < deadline.date && pattern.is_sound(deadline)).then(|| {
        of_row(rows, Code::MeetingBeforeDeadline, entry.row, calendar::DATE).says(
            format!("a {} on {}", entry.kind, day(entry.date)),
            format!("a day after the deadline of {} for the same start", day(deadline.date)),
            "Check both dates.",
        )
    })
}

/// A panel or meeting whose outcome reaches the school on the day of the start
/// or later.
fn outcome_too_late(rows: &Rows<'_>, entry: &CalendarEntry) -> Option<Problem> {
    let start = entry.for_start?;
    let days = rows.policy.outcome_working_days.unwrap_or(0);
    let outcome = rows.calendar.add_working_days(entry.end.unwrap_or(entry.date), days);
    (outcome >= start).then(|| {
        of_row(rows, Code::OutcomeAfterStart, entry.row, calendar::DATE).says(
            format!("an outcome by {}, {days} working days after the {}", day(outcome), entry.kind),
            format!("a day before the start on {}", day(start)),
            "Check the dates, or agree a later start.",
        )
    })
}

fn unusual_gap(rows: &Rows<'_>, pattern: &Pattern<'_>, entry: &CalendarEntry) -> Option<Problem> {
    let deadline = pattern.partner(entry, entry.date, CalendarKind::Deadline)?;
    let usual = pattern.usual_gap(entry.kind, entry.programme)?;
    let gap = pattern.gap(deadline.date, entry.date);
    let is_certain = pattern.is_sound(deadline) && !pattern.is_deadline_in_doubt(entry);
    (gap != usual.value && is_certain).then(|| {
        of_row(rows, Code::UnusualGap, entry.row, calendar::DATE).says(
            format!("{gap} days from the deadline of {} to this {}", day(deadline.date), entry.kind),
            format!("{}, as in {} other rows, weeks of holiday left out", usual.value, usual.rows),
            "Check both dates.",
        )
    })
}
