//! Held placements that break what new ones must keep to. They stand all the
//! same: a limit that they reach takes no more.

use super::rows::{Rows, row, warning};
use crate::calendar::Span;
use crate::problem::{Code, Problem, shortened};
use crate::round::{Held, Intake, Key, Programme, Student};
use crate::schema::{ColumnOf, TableId, courses, intakes, placements, policy, programme, providers};
use crate::units::{AcademicYear, HalfDays, Times};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Tells held placements that clash or exceed a limit.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    clashes(rows, problems);
    places(rows, problems);
    course_places(rows, problems);
    daily_places(rows, problems);
    starts(rows, problems);
}

fn clashes(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let table = (rows.place)(TableId::Placements);
    let mut by_student: BTreeMap<Key<Student>, Vec<&Held>> = BTreeMap::new();
    for held in rows.held.iter().flatten() {
        let earlier = by_student.entry(held.student).or_default();
        let clash = earlier.iter().find_map(|other| clash(rows, other, held).map(|why| (other.row, why)));
        earlier.push(held);
        let told = clash.map(|(row, why)| format!("{why}, as in row {row}"));
        if let Some(found) = told.or_else(|| days_exceeded(rows, earlier, held)) {
            problems.push(warning(Code::HeldClash, &table, held.row, placements::STUDENT_ID).says(
                found,
                "held placements of a student that fit together",
                "Check dates, days and intake; the placement stands and takes up its time.",
            ));
        }
    }
}

fn clash(rows: &Rows<'_>, one: &Held, other: &Held) -> Option<&'static str> {
    let programme = rows.programme(other.programme)?;
    let alone = programme.alone || rows.programme(one.programme).is_some_and(|programme| programme.alone);
    let overlap = one.span.overlaps(&other.span);
    if overlap && one.days.intersects(other.days) {
        return Some("another placement of the student at the same time");
    }
    if overlap && alone {
        return Some("another placement beside one of a programme that stands alone");
    }
    let year = |held: &Held| AcademicYear::of(held.span.first);
    let again = one.programme == other.programme && year(one) == year(other);
    (again && !programme.repeat).then_some("a second placement in the year of a programme that is taken once")
}

/// The day on which a student's time off site first exceeds the limit, among
/// those on which the placement takes place.
fn days_exceeded(rows: &Rows<'_>, all: &[&Held], held: &Held) -> Option<String> {
    let own = row(rows.students, held.student)?.max_days;
    let limit = own.unwrap_or(rows.policy.days_off_site_max);
    let counts = |each: &Held| own.is_some() || rows.programme(each.programme).is_some_and(|each| !each.alone);
    if !counts(held) {
        return None;
    }
    let starts = all.iter().map(|each| each.span.first.max(held.span.first));
    let exceeded = |day: NaiveDate| {
        let active = all.iter().filter(|each| each.span.contains(day) && counts(each));
        let days: HalfDays = active.fold(Times::NONE, |times, each| times.union(each.days)).half_days();
        (days > limit).then_some((day, days))
    };
    let (day, days) = starts.filter(|day| held.span.contains(*day)).filter_map(exceeded).min()?;
    Some(format!("{days} days a week off site from {day}, more than {limit}"))
}

fn places(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let table = (rows.place)(TableId::Intakes);
    for (key, held) in grouped(rows, Some) {
        let Some(intake) = row(rows.intakes, key) else { continue };
        let problem = warning(Code::HeldOverLimit, &table, intake.row, intakes::PLACES).id(Some(shortened(&intake.id)));
        problems.extend(over(problem, held.iter().map(|held| held.span), intake.places));
    }
}

fn course_places(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let table = (rows.place)(TableId::Courses);
    for (key, held) in grouped(rows, |intake| row(rows.intakes, intake).map(|intake| intake.course)) {
        let course = row(rows.courses, key);
        let Some((course, places)) = course.and_then(|course| Some((course, course.places?))) else { continue };
        let problem = warning(Code::HeldOverLimit, &table, course.row, courses::PLACES).id(Some(shortened(&course.id)));
        problems.extend(over(problem, held.iter().map(|held| held.span), places));
    }
}

fn daily_places(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let table = (rows.place)(TableId::Providers);
    for (key, held) in grouped(rows, |intake| rows.course_of(intake).map(|course| course.provider)) {
        let provider = row(rows.providers, key);
        let Some((provider, places)) = provider.and_then(|each| Some((each, each.daily_places?))) else { continue };
        let problem = || {
            warning(Code::HeldOverLimit, &table, provider.row, providers::DAILY_PLACES)
                .id(Some(shortened(&provider.id)))
        };
        let exceeded = (0..Times::SLOTS).find_map(|slot| {
            let at = held.iter().filter(|held| held.days.intersects(Times::slot(slot)));
            over(problem(), at.map(|held| held.span), places)
        });
        problems.extend(exceeded);
    }
}

/// The held placements with an intake, by what the intake belongs to.
fn grouped<'a, T>(
    rows: &'a Rows<'_>,
    owner: impl Fn(Key<Intake>) -> Option<Key<T>>,
) -> BTreeMap<Key<T>, Vec<&'a Held>> {
    let mut groups: BTreeMap<Key<T>, Vec<&Held>> = BTreeMap::new();
    for held in rows.held.iter().flatten() {
        if let Some(owner) = held.intake.and_then(&owner) {
            groups.entry(owner).or_default().push(held);
        }
    }
    groups
}

/// Placements that start in a year or a term.
fn starts(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    for (key, each) in rows.policy.programmes.iter() {
        let starts = || rows.held.iter().flatten().filter(|held| held.programme == key).map(|held| held.span.first);
        let mut tell = |column: ColumnOf<Programme>, places: u32, counts: BTreeMap<String, u32>| {
            for (when, count) in counts.into_iter().filter(|(_, count)| *count > places) {
                let key = format!("{}.{}.{}", policy::PROGRAMME.name, shortened(&each.id), column.name);
                problems.push(Problem::new(Code::HeldOverLimit, rows.policy_place.key(key)).says(
                    format!("{count} held placements that start in {when}"),
                    format!("{places} or fewer"),
                    OVER,
                ));
            }
        };
        if let Some(places) = each.yearly_places {
            tell(programme::YEARLY_PLACES, places, counted(starts().map(|day| AcademicYear::of(day).to_string())));
        }
        if let Some(places) = each.term_places.filter(|_| rows.calendar_usable) {
            let terms = starts().filter_map(|day| rows.calendar.terms().get(rows.calendar.term_of(day)?));
            let terms = terms.map(|term| format!("the term from {} to {}", term.first, term.last));
            tell(programme::TERM_PLACES, places, counted(terms));
        }
    }
}

fn counted(all: impl Iterator<Item = String>) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    all.for_each(|one| *counts.entry(one).or_default() += 1);
    counts
}

const OVER: &str = "Check the limit and the held placements; they stand, and nothing more is placed there.";

/// The problem, when more spans share a day than there are places.
fn over(problem: Problem, spans: impl Iterator<Item = Span>, places: u32) -> Option<Problem> {
    let (count, day) = peak(spans)?;
    (count > places)
        .then(|| problem.says(format!("{count} held placements on {day}"), format!("{places} or fewer"), OVER))
}

/// The most spans that share a day, and the first such day.
fn peak(spans: impl Iterator<Item = Span>) -> Option<(u32, NaiveDate)> {
    let mut changes: Vec<(NaiveDate, bool)> =
        spans.flat_map(|span| [(span.first, true), (span.last.succ_opt().unwrap_or(span.last), false)]).collect();
    changes.sort();
    let (mut now, mut best) = (0_u32, None);
    for (day, begins) in changes {
        if !begins {
            now = now.saturating_sub(1);
            continue;
        }
        now += 1;
        if best.is_none_or(|(count, _)| now > count) {
            best = Some((now, day));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_counts_both_ends_of_a_span() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let span = |first, last| Span::new(day(first), day(last));
        let touching = [span("2026-01-05", "2026-01-09"), span("2026-01-09", "2026-01-20")];
        assert_eq!(peak(touching.into_iter()), Some((2, day("2026-01-09"))));
        let apart = [span("2026-01-05", "2026-01-08"), span("2026-01-09", "2026-01-20")];
        assert_eq!(peak(apart.into_iter()), Some((1, day("2026-01-05"))));
    }
}
