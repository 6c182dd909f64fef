//! `year.html`: the year for people, one self-contained page.

use super::figures::{self, Outcome, Use, UseKind};
use super::{Year, uses, waited};
use crate::report::PROGRAM_VERSION;
use crate::report::words::{clean, count, day, number};
use crate::result::Status;
use askama::Template;
use std::collections::BTreeMap;

/// The page. Every text in it is escaped by the template.
#[derive(Template)]
#[template(path = "year.html")]
struct Page {
    provisional: bool,
    name: String,
    verdict: &'static str,
    meaning: String,
    sections: Vec<Section>,
    version: &'static str,
}

/// A part of the page under a heading, with a table.
struct Section {
    id: &'static str,
    title: &'static str,
    text: Vec<String>,
    caption: String,
    /// The names of the columns, and whether they hold numbers.
    columns: Vec<(String, bool)>,
    rows: Vec<Vec<String>>,
}

impl Section {
    /// The cells of a row, each with whether it is a number.
    fn cells<'s>(&'s self, row: &'s [String]) -> impl Iterator<Item = (bool, &'s String)> {
        self.columns.iter().map(|(_, is_number)| *is_number).zip(row)
    }
}

/// The whole page as text.
pub(super) fn page(year: &Year) -> Result<String, askama::Error> {
    let (verdict, meaning) = verdict(year);
    let used = uses(year);
    let mut sections = vec![rounds(year)];
    sections.push(places(year, &used, UseKind::Programme));
    sections.push(places(year, &used, UseKind::School));
    sections.push(waiting(year));
    sections.extend(notes(year));
    let page = Page {
        provisional: year.is_provisional(),
        name: clean(&year.name),
        verdict,
        meaning,
        sections: sections.into_iter().filter(|section| !section.columns.is_empty()).collect(),
        version: PROGRAM_VERSION,
    };
    page.render()
}

fn verdict(year: &Year) -> (&'static str, String) {
    let rounds = count(year.terms.len(), "round");
    match year.status() {
        Status::Optimal => ("Every round is proven.", format!("{rounds}, each the best by its own ladder.")),
        Status::Feasible => (
            "Not every round is proven.",
            format!("{rounds}; what follows an unproven round rests on what was found by then."),
        ),
        Status::Infeasible => (
            "The year ends early.",
            format!(
                "The decisions of the last of {rounds} cannot all be kept; {} not run.",
                match year.not_run.len() {
                    0 => "no other was".to_owned(),
                    1 => "1 round was".to_owned(),
                    more => format!("{more} rounds were"),
                }
            ),
        ),
    }
}

fn columns(names: &[&str]) -> Vec<(String, bool)> {
    names.iter().map(|name| (name.trim_start_matches('#').to_owned(), name.starts_with('#'))).collect()
}

fn figure(amount: impl Into<i64>) -> String {
    number(amount)
}

fn length(amount: usize) -> String {
    number(i64::try_from(amount).unwrap_or(i64::MAX))
}

fn rounds(year: &Year) -> Section {
    let of_term = |term: &super::Term| {
        let result = &term.result;
        let is_there = result.status != Status::Infeasible;
        vec![
            clean(&term.name),
            clean(&term.round.run.name),
            day(term.round.run.as_of),
            result.status.word().to_owned(),
            length(figures::open(term)),
            length(term.carried.len()),
            if is_there { length(result.placed.len()) } else { String::new() },
            if is_there { length(result.unplaced.len()) } else { String::new() },
        ]
    };
    let not_run = year.not_run.iter().map(|name| {
        let blank = String::new;
        vec![clean(name), blank(), blank(), "not run".to_owned(), blank(), blank(), blank(), blank()]
    });
    Section {
        id: "rounds",
        title: "Rounds",
        text: vec!["Each round takes over the placements, used places and refusals of the one before, and whoever waits. Its own report is in the folder results.".to_owned()],
        caption: "The rounds in their order".to_owned(),
        columns: columns(&["Folder", "Round", "Day", "Status", "#Open referrals", "#Carried over", "#Placed", "#Not placed"]),
        rows: year.terms.iter().map(of_term).chain(not_run).collect(),
    }
}

/// What is used of the year's places: a column for each round.
fn places(year: &Year, used: &[Use], kind: UseKind) -> Section {
    let mut by_id: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
    for each in used.iter().filter(|each| each.kind == kind) {
        by_id.entry(&each.id).or_default().push(each);
    }
    let what = match kind {
        UseKind::Programme => "Programme",
        UseKind::School => "School",
    };
    let mut names = vec![(what.to_owned(), false), ("Places".to_owned(), true), ("Before".to_owned(), true)];
    let ran: Vec<&str> = year
        .terms
        .iter()
        .filter(|term| term.result.status != Status::Infeasible)
        .map(|term| term.name.as_str())
        .collect();
    names.extend(ran.iter().map(|name| (clean(name), true)));
    names.extend([("Used".to_owned(), true), ("Left".to_owned(), true)]);
    let row = |(id, uses): (&&str, &Vec<&Use>)| {
        let (first, last) = (uses.first()?, uses.last()?);
        let now = |round: &&str| {
            uses.iter().find(|each| each.round == **round).map_or(String::new(), |each| figure(each.now))
        };
        let mut cells = vec![clean(id), figure(last.of), figure(first.before)];
        cells.extend(ran.iter().map(now));
        cells.extend([figure(last.before + last.now), figure(last.left)]);
        Some(cells)
    };
    let rows: Vec<Vec<String>> = by_id.iter().filter_map(row).collect();
    let (id, title, text) = match kind {
        UseKind::Programme => (
            "programmes",
            "Places of the year",
            "Programmes with a number of places a year: what each round has given of them, by the day on which a placement starts.",
        ),
        UseKind::School => (
            "schools",
            "Paid places of schools",
            "Schools with the service-level agreement: what each round has used of their paid places. Used above the number of places was bought beyond it.",
        ),
    };
    let columns = if rows.is_empty() { Vec::new() } else { names };
    Section { id, title, text: vec![text.to_owned()], caption: title.to_owned(), columns, rows }
}

fn waiting(year: &Year) -> Section {
    let found = waited(year);
    let still = found.iter().filter(|each| each.outcome == Outcome::Waits).count();
    let text = format!(
        "{} had no place in one round and asked in a later one. {} waiting after the last.",
        count(found.len(), "referral"),
        match still {
            1 => "1 is still".to_owned(),
            still => format!("{} are still", length(still)),
        }
    );
    let rows = found.iter().map(|each| {
        let outcome = match &each.outcome {
            Outcome::Placed(round, intake) => format!("placed in {} ({})", clean(round), clean(intake)),
            Outcome::Waits => "waits".to_owned(),
            Outcome::Gone => "no longer asks".to_owned(),
        };
        vec![
            clean(&each.referrals.join(", ")),
            clean(&each.student),
            clean(&each.programme),
            day(each.since),
            clean(&each.rounds.join(", ")),
            outcome,
        ]
    });
    Section {
        id: "waiting",
        title: "Who has waited across rounds",
        text: vec![text],
        caption: "By student and programme, ids only".to_owned(),
        columns: columns(&["Referral", "Student", "Programme", "Waiting since", "Without a place in", "Outcome"]),
        rows: rows.collect(),
    }
}

fn notes(year: &Year) -> Option<Section> {
    let of_term = |term: &super::Term| -> Vec<Vec<String>> {
        term.notes.iter().map(|note| vec![clean(&term.name), clean(note)]).collect()
    };
    let rows: Vec<Vec<String>> = year.terms.iter().flat_map(of_term).collect();
    (!rows.is_empty()).then(|| Section {
        id: "notes",
        title: "To look at",
        text: Vec::new(),
        caption: "What the files of a round say and the round before says otherwise".to_owned(),
        columns: columns(&["Folder", "Note"]),
        rows,
    })
}
