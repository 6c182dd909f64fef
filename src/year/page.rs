//! `year.html`: the year for people, one self-contained page.

use super::figures::{self, Outcome, Use, UseKind};
use super::{Term, Year, uses, waited};
use crate::paper::page::{Document, Section, Table};
use crate::paper::words::{clean, count, day, number};
use crate::result::Status;
use std::collections::BTreeMap;

/// The whole page as text.
pub(super) fn page(year: &Year) -> Result<String, askama::Error> {
    let used = uses(year);
    let mut sections = vec![rounds(year)];
    sections.extend(places(year, &used, UseKind::Programme));
    sections.extend(places(year, &used, UseKind::School));
    sections.push(waiting(year));
    sections.extend(notes(year));
    let document = Document {
        is_provisional: year.is_provisional(),
        over: String::new(),
        heading: year.name.clone(),
        about: vec![
            "The year, round by round.".to_owned(),
            "About children, by reference only: keep it as safe as the referrals.".to_owned(),
        ],
        verdict: verdict(year),
        figures: Vec::new(),
        sections,
        foot: Vec::new(),
    };
    document.render()
}

fn verdict(year: &Year) -> (String, String) {
    let rounds = count(year.terms.len(), "round");
    let (verdict, meaning) = match year.status() {
        Status::Optimal => ("Every round is proven.", format!("{rounds}, each the best by its own ladder.")),
        Status::Feasible => (
            "Not every round is proven.",
            format!("{rounds}; what follows an unproven round rests on what was found by then."),
        ),
        Status::Infeasible => (
            "The year ends early.",
            format!("The decisions of the last of {rounds} cannot all be kept; {} not run.", were(year.not_run.len())),
        ),
    };
    (verdict.to_owned(), meaning)
}

fn were(rounds: usize) -> String {
    match rounds {
        0 => "no other was".to_owned(),
        1 => "1 round was".to_owned(),
        more => format!("{more} rounds were"),
    }
}

fn length(amount: usize) -> String {
    number(i64::try_from(amount).unwrap_or(i64::MAX))
}

fn rounds(year: &Year) -> Section {
    let of_term = |term: &Term| {
        let result = &term.result;
        let placed = |amount: usize| if result.status == Status::Infeasible { String::new() } else { length(amount) };
        vec![
            term.name.clone(),
            day(term.round.run.as_of),
            result.status.word().to_owned(),
            length(figures::open(term)),
            length(term.carried.len()),
            placed(result.placed.len()),
            placed(result.unplaced.len()),
        ]
    };
    let not_run = year.not_run.iter().map(|name| {
        let mut cells = vec![String::new(); 7];
        cells[0].clone_from(name);
        cells[2] = "not run".to_owned();
        cells
    });
    let columns = ["Round", "@Day", "Status", "#Open referrals", "#Carried over", "#Placed", "#Not placed"];
    let rows = year.terms.iter().map(of_term).chain(not_run);
    Section::new("rounds", "Rounds")
        .text("Each round takes over the placements, used places and refusals of the one before, and whoever waits. The report of each is in the folder results.")
        .table(Table::new("rounds-table", "The rounds in their order", &columns).with(rows))
}

/// What is used of the year's places; nothing where there are none.
fn places(year: &Year, used: &[Use], kind: UseKind) -> Option<Section> {
    let mut by_id: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
    for each in used.iter().filter(|each| each.kind == kind) {
        by_id.entry(&each.id).or_default().push(each);
    }
    if by_id.is_empty() {
        return None;
    }
    let row = |(id, uses): (&&str, &Vec<&Use>)| {
        let (first, last) = (uses.first()?, uses.last()?);
        let each: Vec<String> = uses.iter().map(|each| format!("{} {}", each.round, number(each.now))).collect();
        let figure = |amount: u32| number(i64::from(amount));
        Some(vec![
            name(year, kind, id),
            figure(last.of),
            figure(first.before),
            each.join(", "),
            figure(last.before + last.now),
            figure(last.left),
        ])
    };
    let rows: Vec<Vec<String>> = by_id.iter().filter_map(row).collect();
    let table = |id, caption, what| {
        Table::new(id, caption, &[what, "#Places", "#Used before", "In each round", "#Used", "#Left"]).with(rows)
    };
    Some(match kind {
        UseKind::Programme => Section::new("programmes", "Places of the year")
            .text("Programmes with a number of places a year: what each round has given of them, by the day on which a placement starts.")
            .table(table("programmes-table", "Places used of each programme", "Programme")),
        UseKind::School => Section::new("schools", "Paid places of schools")
            .text("Schools with the service-level agreement: what each round has used of their paid places. What is used above their number was bought beyond it.")
            .table(table("schools-table", "Paid places used of each school", "School")),
    })
}

/// What people call a programme; of a school its id.
fn name(year: &Year, kind: UseKind, id: &str) -> String {
    let programme = |term: &Term| {
        let programmes = &term.round.policy.programmes;
        programmes.find(id).map(|key| programmes[key].name.clone())
    };
    let found = year.terms.last().filter(|_| kind == UseKind::Programme).and_then(programme);
    found.unwrap_or_else(|| id.to_owned())
}

fn waiting(year: &Year) -> Section {
    let found = waited(year);
    let still = found.iter().filter(|each| each.outcome == Outcome::Waits).count();
    let still = match still {
        1 => "1 is still".to_owned(),
        still => format!("{} are still", length(still)),
    };
    let text = format!(
        "{} had no place in one round and asked in a later one. {still} waiting after the last.",
        count(found.len(), "student")
    );
    let rows = found.iter().map(|each| {
        let outcome = match &each.outcome {
            Outcome::Placed(round, intake) => format!("placed in {round} ({intake})"),
            Outcome::Waits => "waits".to_owned(),
            Outcome::Gone => "no longer asks".to_owned(),
        };
        vec![
            each.referrals.join(", "),
            each.student.clone(),
            name(year, UseKind::Programme, &each.programme),
            day(each.since),
            each.rounds.join(", "),
            outcome,
        ]
    });
    let columns = ["Referrals", "Student", "Programme", "@Waiting since", "Without a place in", "Outcome"];
    Section::new("waiting", "Who has waited across rounds")
        .text(text)
        .table(Table::new("waiting-table", "By student and programme", &columns).with(rows))
}

fn notes(year: &Year) -> Option<Section> {
    let of_term = |term: &Term| -> Vec<Vec<String>> {
        term.notes.iter().map(|note| vec![clean(&term.name), note.clone()]).collect()
    };
    let rows: Vec<Vec<String>> = year.terms.iter().flat_map(of_term).collect();
    let caption = "Where the files of a round and the round before say different things";
    (!rows.is_empty()).then(|| {
        Section::new("notes", "To look at").table(Table::new("notes-table", caption, &["Round", "Note"]).with(rows))
    })
}
