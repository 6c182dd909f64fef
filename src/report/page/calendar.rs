use crate::calendar::Span;
use crate::paper::page::{Section, Table};
use crate::paper::words::{clean, count, day, number, span_of};
use crate::report::due::due;
use crate::report::run::Report;
use crate::round::{CalendarEntry, CalendarKind, Intake, Key};
use crate::units::AcademicYear;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The round's calendar: what is decided when, which starts are to come, and
/// when there is school.
pub(super) fn dates(report: &Report) -> Section {
    let round = report.round;
    let section =
        Section::new("calendar", "The round’s calendar").text(format!("The run is of {}.", day(round.run.as_of)));
    let section = match round.policy.outcome_working_days {
        None => section,
        Some(days) => section.text(format!(
            "Schools hear the outcome within {} of a panel or meeting; day 1 is the next working day.",
            count(days as usize, "working day")
        )),
    };
    section.table(sittings(report)).table(starts(report)).table(terms(report))
}

/// Whether a day lies before the day of the run.
fn when(report: &Report, date: NaiveDate) -> &'static str {
    match date.cmp(&report.round.run.as_of) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "on the day of the run",
        std::cmp::Ordering::Greater => "to come",
    }
}

fn sittings(report: &Report) -> Table {
    let round = report.round;
    let mut entries: Vec<&CalendarEntry> = round.dates.iter().collect();
    entries.sort_by_key(|entry| (entry.date, entry.kind, entry.row));
    let row = |entry: &&CalendarEntry| {
        let last = entry.end.unwrap_or(entry.date);
        let outcome = match entry.kind {
            CalendarKind::Panel | CalendarKind::Meeting => due(round, last).map(day).unwrap_or_default(),
            _ => String::new(),
        };
        vec![
            span_of(entry.date, last),
            entry.kind.to_string(),
            entry.programme.map(|programme| round.policy.programmes[programme].name.clone()).unwrap_or_default(),
            entry.for_start.map(day).unwrap_or_default(),
            outcome,
            clean(&entry.label),
            when(report, last).to_owned(),
        ]
    };
    let columns = ["Date", "What", "Programme", "@For the start on", "@Outcome due", "Note", "When"];
    Table::new("sittings-table", "Deadlines, panels and meetings", &columns).with(entries.iter().map(row))
}

fn starts(report: &Report) -> Table {
    let round = report.round;
    let new: BTreeMap<Key<Intake>, u32> =
        report.result.intakes.iter().map(|used| (used.intake, used.taken_now)).collect();
    let mut starts: BTreeMap<_, [u32; 3]> = BTreeMap::new();
    for (key, intake) in round.intakes.iter().filter(|(_, intake)| intake.start >= round.run.as_of) {
        let sums = starts.entry((intake.start, round.programme_of(key))).or_default();
        let of_intake = [1, intake.places, new.get(&key).copied().unwrap_or(0)];
        *sums = std::array::from_fn(|at| sums[at] + of_intake[at]);
    }
    let rows = starts.into_iter().map(|((start, programme), [intakes, places, placed])| {
        vec![
            day(start),
            round.policy.programmes[programme].name.clone(),
            number(intakes),
            number(places),
            number(placed),
        ]
    });
    let columns = ["@Start", "Programme", "#Intakes", "#Places", "#New placements"];
    Table::new("starts-table", "Starts to come", &columns).with(rows)
}

fn terms(report: &Report) -> Table {
    let calendar = &report.round.calendar;
    let mut spans: Vec<(Span, &str)> = Vec::new();
    spans.extend(calendar.terms().iter().map(|span| (*span, "term")));
    spans.extend(calendar.holidays().iter().map(|span| (*span, "holiday")));
    // Of the published ones those of many years are known.
    let year = report.round.run.academic_year;
    let last = calendar.last_term_day();
    let is_near =
        |day: &&NaiveDate| AcademicYear::of(**day) == year || (**day > report.round.run.as_of && last >= Some(**day));
    let bank_holidays = calendar.bank_holidays().iter().filter(is_near);
    spans.extend(bank_holidays.map(|day| (Span::new(*day, *day), "bank holiday")));
    spans.sort();
    let rows = spans.into_iter().map(|(span, kind)| {
        let weeks = if kind == "term" { number(calendar.teaching_weeks(span)) } else { String::new() };
        vec![span_of(span.first, span.last), kind.to_owned(), weeks]
    });
    let columns = ["Date", "What", "#Teaching weeks"];
    Table::new("terms-table", "Terms and holidays", &columns).with(rows)
}
