//! Capacity that nobody can take, whatever anybody asks for, told once for each
//! cause; and held placements that last longer than their provider may teach.

use super::rows::{Rows, row, warning};
use crate::problem::{Code, Problem, quoted, shortened};
use crate::round::{Course, Held, Intake, Key, Programme, Provider};
use crate::schema::{ColumnOf, TableId, intakes, placements};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How many ids a message lists.
const LISTED: usize = 20;

/// Why nobody can take an intake. The first that holds is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// Its dates are not all within its provider's approval.
    Approval,
    /// It began before the day of the run and cannot be joined any more.
    Begun,
    /// No year group is of its course and of its programme.
    YearGroups,
    /// Its days or its length are not those of its programme.
    Pattern,
}

impl Cause {
    fn column(self) -> ColumnOf<Intake> {
        match self {
            Cause::Approval => intakes::END,
            Cause::Begun => intakes::START,
            Cause::YearGroups => intakes::COURSE_ID,
            Cause::Pattern => intakes::DAYS,
        }
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Cause::Approval => (
                "beyond the approval of the provider",
                "dates within approved_from and approved_to of the provider",
                "Ask whether the approval is renewed; a placement must be approved to its last day.",
            ),
            Cause::Begun => (
                "begun before the day of the run, and not to be joined any more",
                "a start, or a last_start, on the day of the run or later",
                "Give them a last_start if they may be joined; else nothing is to be done.",
            ),
            Cause::YearGroups => (
                "of a course and a programme that take no year group in common",
                "a year group that both take",
                "Check year_groups of the courses and of the programme.",
            ),
            Cause::Pattern => (
                "on other days or of another length than their programme",
                "days_per_week, weekdays and weeks_between of the programme",
                "Check days, start and end of the intakes, and the keys of the programme.",
            ),
        }
    }
}

/// Tells intakes that nobody can take, and held placements that outlast an
/// approval.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let mut dead: BTreeMap<Cause, Vec<&Intake>> = BTreeMap::new();
    for intake in rows.intakes.iter().flatten().filter(|intake| intake.places > 0) {
        let Some(course) = row(rows.courses, intake.course) else { continue };
        let programme = rows.programme(course.programme);
        if let Some(cause) = cause(rows, intake, course, programme, row(rows.providers, course.provider)) {
            dead.entry(cause).or_default().push(intake);
        }
    }
    let table = (rows.place)(TableId::Intakes);
    for (cause, intakes) in dead {
        let Some(first) = intakes.first() else { continue };
        let places: u64 = intakes.iter().map(|intake| u64::from(intake.places)).sum();
        let (why, expected, advice) = cause.words();
        let size = match (intakes.len(), places) {
            (1, 1) => "1 intake, 1 place".to_owned(),
            (1, places) => format!("1 intake, {places} places"),
            (count, places) => format!("{count} intakes, {places} places"),
        };
        let found = format!("{size}, that nobody can take, {why}: {}", listed(intakes.iter().map(|each| &each.id)));
        problems.push(warning(Code::DeadCapacity, &table, first.row, cause.column()).says(found, expected, advice));
    }
    outlasting(rows, problems);
}

fn cause(
    rows: &Rows<'_>,
    intake: &Intake,
    course: &Course,
    programme: Option<&Programme>,
    provider: Option<&Provider>,
) -> Option<Cause> {
    let last_start = intake.last_start.unwrap_or(intake.start);
    let is_approved = provider.is_none_or(|provider| {
        provider.approved_to.is_none_or(|to| intake.end <= to)
            && provider.approved_from.is_none_or(|from| from <= last_start)
    });
    let can_begin = rows.run.is_none_or(|run| intake.start >= run.as_of || can_be_joined(intake, run.as_of));
    let meets = match (course.year_groups, programme.and_then(|programme| programme.year_groups)) {
        (Some(of_course), Some(of_programme)) => of_course.meets(of_programme),
        _ => true,
    };
    let in_pattern = !rows.calendar_usable
        || programme.is_none_or(|each| each.pattern.breach(intake.days, intake.span(), rows.calendar).is_none());
    match (can_begin, is_approved, meets, in_pattern) {
        (false, ..) => Some(Cause::Begun),
        (_, false, ..) => Some(Cause::Approval),
        (_, _, false, _) => Some(Cause::YearGroups),
        (_, _, _, false) => Some(Cause::Pattern),
        _ => None,
    }
}

/// Whether one of the weekdays of an intake is left on which it may be joined.
fn can_be_joined(intake: &Intake, from: NaiveDate) -> bool {
    let Some(last) = intake.last_start.map(|last| last.min(intake.end)) else { return false };
    from.iter_days().take(7).take_while(|day| *day <= last).any(|day| intake.days.meets(day))
}

/// Held placements that last longer than their provider is approved: one
/// warning for each provider.
fn outlasting(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let mut by_provider: BTreeMap<Key<Provider>, Vec<&Held>> = BTreeMap::new();
    for held in rows.held.iter().flatten() {
        let Some(course) = held.intake.and_then(|intake| rows.course_of(intake)) else { continue };
        let to = row(rows.providers, course.provider).and_then(|provider| provider.approved_to);
        if to.is_some_and(|to| to < held.span.last) && rows.run.is_none_or(|run| held.span.last >= run.as_of) {
            by_provider.entry(course.provider).or_default().push(held);
        }
    }
    let table = (rows.place)(TableId::Placements);
    for (key, held) in by_provider {
        let provider = row(rows.providers, key).and_then(|provider| Some((provider, provider.approved_to?)));
        let (Some(first), Some((provider, to))) = (held.first(), provider) else { continue };
        let last = held.iter().map(|held| held.span.last).max().unwrap_or(to);
        let found = match held.len() {
            1 => format!("a held placement that lasts to {last}, longer than {} is approved", quoted(&provider.id)),
            count => format!(
                "{count} held placements that last longer, the last to {last}, than {} is approved (rows {})",
                quoted(&provider.id),
                held.iter().map(|held| held.row.to_string()).collect::<Vec<_>>().join(", ")
            ),
        };
        problems.push(warning(Code::HeldOutlastsApproval, &table, first.row, placements::END).says(
            found,
            format!("an end on {to} or earlier"),
            "Renew the approval or find another place; rightplace deadlines lists the day.",
        ));
    }
}

/// Ids in a row, the first of them where there are many.
fn listed<'a>(ids: impl ExactSizeIterator<Item = &'a String>) -> String {
    let more = ids.len().saturating_sub(LISTED);
    let mut shown: Vec<String> = ids.take(LISTED).map(|id| shortened(id)).collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}
