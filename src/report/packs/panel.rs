//! The pack of a panel.

use super::case::Case;
use super::changes::{changes, withdrawn};
use super::pack::{Pack, about};
use crate::paper::page::{Document, Figure, Section, Table};
use crate::paper::words::{count, day, number, sentence, span_of, title};
use crate::paper::{Cell, Sheet};
use crate::report::due::{due, sittings};
use crate::report::page;
use crate::report::run::Report;
use crate::report::words::{class, reason, title_or_id};
use crate::round::{Key, Programme};

/// The pack of the panel that decides on a programme: all cases of it, the most
/// urgent first.
pub(super) fn pack(report: &Report, cases: &[Case], key: Key<Programme>) -> Pack {
    let round = report.round;
    let programme = &round.policy.programmes[key];
    let own: Vec<&Case> = cases.iter().filter(|case| case.referral.programme == key).collect();
    let placed = own.iter().filter(|case| case.placed().is_some()).count();
    let name = title_or_id(&programme.name, programme);
    let what = if round.run.provisional { "proposal for the panel" } else { "outcome" };
    let only = format!("Only for the panel that decides on {name}: the cases of this programme.");
    let figure = |label, value: usize| Figure { label, value: number(value as i64), note: String::new() };
    Pack {
        document: Document {
            is_provisional: round.run.provisional,
            over: format!("{}: {}", title(&round.policy.authority), title(&round.run.name)),
            heading: format!("{name}: {what}"),
            about: about(report, only),
            verdict: page::verdict(report),
            figures: vec![
                figure("Cases", own.len()),
                figure("With a place", placed),
                figure("Without", own.len() - placed),
            ],
            sections: [
                changes(report, &own),
                Some(with_place(report, &own)),
                Some(without_place(report, &own)),
                Some(Section::new("intakes", "Places").table(page::intakes_of(report, key))),
                Some(dates(report, key)),
            ]
            .into_iter()
            .flatten()
            .collect(),
            foot: Vec::new(),
        },
        sheet: sheet(report, &own),
        referred: own.len(),
        placed,
    }
}

/// The cells that say whose case it is and how urgent.
fn asker(report: &Report, case: &Case) -> [String; 5] {
    let (round, referral) = (report.round, case.referral);
    let key = match (case.placed(), case.unplaced()) {
        (Some(placed), _) => Some(&placed.class),
        (_, unplaced) => unplaced.map(|unplaced| &unplaced.class),
    };
    [
        referral.id.clone(),
        round.students[referral.student].id.clone(),
        referral.school.map(|school| round.schools[school].id.clone()).unwrap_or_default(),
        key.map(|key| class(round, key)).unwrap_or_default(),
        day(referral.waiting_since),
    ]
}

fn with_place(report: &Report, own: &[&Case]) -> Section {
    let round = report.round;
    let columns = [
        "Referral",
        "Student",
        "School",
        "Priority",
        "@Waiting since",
        "Intake",
        "Provider",
        "@Start",
        "@End",
        "#Choice",
        "@Outcome due",
    ];
    let mut placed: Vec<_> = own.iter().filter_map(|case| Some((case.placed()?, case))).collect();
    placed.sort_by_key(|(placed, case)| (&placed.class, case.referral.waiting_since));
    let rows = placed.into_iter().map(|(placed, case)| {
        let placement = placed.placement;
        let provider = &round.providers[round.provider_of(placement.intake)];
        let place = [
            round.intakes[placement.intake].id.clone(),
            title_or_id(&provider.name, provider),
            day(placement.span.first),
            day(placement.span.last),
            placed.rank.to_string(),
            case.outcome.due.map(day).unwrap_or_default(),
        ];
        asker(report, case).into_iter().chain(place).collect::<Vec<String>>()
    });
    let table = Table::new("placed", "With a place, the most urgent first", &columns).with(rows);
    let section = Section::new("with-place", "Cases with a place");
    section.table_or(table, "None.")
}

fn without_place(report: &Report, own: &[&Case]) -> Section {
    let mut unplaced: Vec<_> = own.iter().filter_map(|case| Some((case.unplaced()?, case))).collect();
    unplaced.sort_by_key(|(unplaced, case)| (&unplaced.class, case.referral.waiting_since));
    let has_changes = unplaced.iter().any(|(unplaced, _)| !unplaced.change.is_empty());
    let mut columns = vec!["Referral", "Student", "School", "Priority", "@Waiting since", "Status", "Why"];
    columns.extend(has_changes.then_some("Smallest change"));
    let rows = unplaced.into_iter().map(|(unplaced, case)| {
        let reason = withdrawn(report, case) + &reason(&unplaced.explanation);
        let why = [case.referral.status.to_string(), reason];
        let change = has_changes.then(|| sentence(&unplaced.change));
        asker(report, case).into_iter().chain(why).chain(change).collect::<Vec<String>>()
    });
    let table = Table::new("unplaced", "Without a place, the most urgent first", &columns).with(rows);
    let section = Section::new("without-place", "Cases without a place");
    section.table_or(table, "None.")
}

fn dates(report: &Report, key: Key<Programme>) -> Section {
    let round = report.round;
    let section = Section::new("dates", "Dates");
    let section = match round.policy.outcome_working_days {
        Some(days) => section.text(format!(
            "Schools hear the outcome within {} of the panel or meeting; day 1 is the next working day.",
            count(days as usize, "working day")
        )),
        None => section,
    };
    let mut entries: Vec<_> = sittings(round, key).collect();
    entries.sort_by_key(|entry| (entry.date, entry.row));
    let rows = entries.into_iter().map(|entry| {
        let last = entry.end.unwrap_or(entry.date);
        vec![
            span_of(entry.date, last),
            entry.kind.to_string(),
            entry.for_start.map(day).unwrap_or_default(),
            due(round, last).map(day).unwrap_or_default(),
            entry.label.clone(),
        ]
    });
    let columns = ["Date", "What", "@For the start on", "@Outcome due", "Note"];
    let table = Table::new("sittings", "Panels and meetings", &columns).with(rows);
    let none =
        "The calendar has no panel or meeting of the programme, so no day on which an outcome is due can be given.";
    section.table_or(table, none)
}

fn sheet(report: &Report, own: &[&Case]) -> Sheet {
    let round = report.round;
    let mut sheet = Sheet::new(&[
        "referral_id",
        "student_id",
        "school_id",
        "class",
        "waiting_since",
        "status",
        "outcome",
        "course_id",
        "intake_id",
        "provider_id",
        "start",
        "end",
        "days",
        "choice_rank",
        "decided_on",
        "outcome_due",
        "reason",
        "detail",
        "change",
    ]);
    for case in own {
        let [outcome, course, intake, provider, start, end, days, rank] = case.place_cells(round);
        let [decided, due] = case.outcome_cells();
        let unplaced = case.unplaced();
        let class = case.placed().map(|placed| &placed.class).or(unplaced.map(|unplaced| &unplaced.class));
        sheet.push([
            Cell::text(&case.referral.id),
            Cell::text(&round.students[case.referral.student].id),
            Cell::text_or_blank(case.referral.school.map(|school| &round.schools[school].id)),
            Cell::text_or_blank(class),
            Cell::text(case.referral.waiting_since),
            Cell::text(case.referral.status),
            outcome,
            course,
            intake,
            provider,
            start,
            end,
            days,
            rank,
            decided,
            due,
            Cell::text_or_blank(unplaced.map(|unplaced| unplaced.explanation.reason)),
            Cell::text_or_blank(unplaced.map(|unplaced| &unplaced.explanation.detail)),
            Cell::text_or_blank(unplaced.map(|unplaced| &unplaced.change)),
        ]);
    }
    sheet
}
