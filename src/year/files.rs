//! The files of a year: its tables and page, each round's result, and the
//! files that later rounds were run from.

use super::figures::{self, Outcome};
use super::{Term, Year, page, uses, waited};
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Cell, Files, Format, PROGRAM_VERSION, Sheet, WriteFault, csv_files, hashes, json};
use crate::report::{self, Report};
use crate::result::Status;
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of the list of a year's files.
const INDEX: &str = "year.json";

/// The rounds of a year: its tables and page, the result of each round, and the
/// files that rounds were run from.
pub const YEAR: Set = Set::new("year", INDEX, &["year.html", "year.csv", "rounds.csv", "waiting.csv"])
    .with_folders(&["results", "rounds"]);

/// The files of a year, by their paths within its folder. All but each round's
/// `timings.json` depend on nothing but the rounds and the results.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(year: &Year, format: Format) -> Result<Files, WriteFault> {
    let mut files = Files::new();
    for term in &year.terms {
        let report = Report {
            round: &term.round,
            result: &term.result,
            earlier: None,
            problems: &term.problems,
            trace: &term.trace,
            format,
        };
        let of_result = report::files(&report)?;
        files.extend(of_result.into_iter().map(|(name, bytes)| (format!("results/{}/{name}", term.name), bytes)));
        let of_round = term.files.iter().flatten();
        files.extend(of_round.map(|(name, text)| (format!("rounds/{}/{name}", term.name), text.clone().into_bytes())));
    }
    let sheets = [("rounds.csv", rounds(year)), ("waiting.csv", waiting(year)), ("year.csv", used(year))];
    files.extend(csv_files(sheets, note(year.is_provisional()), format));
    let page = page::page(year)?;
    files.insert("year.html".to_owned(), page.into_bytes());
    let index = index(year, &files)?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
}

/// `year.json`. Keys stand in the order of the fields.
#[derive(Serialize)]
struct Index<'a> {
    files: BTreeMap<&'a str, Option<String>>,
    name: &'a str,
    not_run: &'a [String],
    program_version: &'static str,
    rounds: Vec<RoundEntry<'a>>,
    status: &'static str,
}

#[derive(Serialize)]
struct RoundEntry<'a> {
    as_of: String,
    carried: usize,
    name: &'a str,
    notes: &'a [String],
    round: &'a str,
    status: &'static str,
}

impl RoundEntry<'_> {
    fn of(term: &Term) -> RoundEntry<'_> {
        RoundEntry {
            as_of: term.round.run.as_of.to_string(),
            carried: term.carried.len(),
            name: &term.round.run.name,
            notes: &term.notes,
            round: &term.name,
            status: term.result.status.word(),
        }
    }
}

/// `year.json`: what was run, and every file with the SHA-256 of its bytes,
/// but for those with times.
fn index(year: &Year, files: &Files) -> Result<Vec<u8>, serde_json::Error> {
    let mut hashes: BTreeMap<&str, Option<String>> =
        hashes(files).into_iter().map(|(name, hash)| (name, Some(hash))).collect();
    for (_, hash) in hashes.iter_mut().filter(|(name, _)| name.ends_with("/timings.json")) {
        *hash = None;
    }
    json::pretty(&Index {
        files: hashes,
        name: &year.name,
        not_run: &year.not_run,
        program_version: PROGRAM_VERSION,
        rounds: year.terms.iter().map(RoundEntry::of).collect(),
        status: year.status().word(),
    })
}

/// `rounds.csv`: how every round ended, in their order.
fn rounds(year: &Year) -> Sheet {
    let columns = ["round", "as_of", "status", "referrals", "open", "carried", "held", "placed", "not_placed", "fees"];
    let mut sheet = Sheet::new(&columns);
    for term in &year.terms {
        let (round, result) = (&term.round, &term.result);
        let is_there = result.status != Status::Infeasible;
        let count = |number: usize| if is_there { Cell::number(number) } else { Cell::Blank };
        let fees: i64 = result.ledger.iter().map(|line| line.fees.0).sum();
        let without_school =
            result.placed.iter().filter(|placed| round.referrals[placed.placement.referral].school.is_none());
        let fees = fees + without_school.map(|placed| placed.fee.0).sum::<i64>();
        sheet.push([
            Cell::text(&term.name),
            Cell::text(round.run.as_of),
            Cell::text(result.status.word()),
            Cell::number(round.referrals.len()),
            Cell::number(figures::open(term)),
            Cell::number(term.carried.len()),
            Cell::number(round.held.len()),
            count(result.placed.len()),
            count(result.unplaced.len()),
            if is_there { Cell::number(crate::units::Pence(fees)) } else { Cell::Blank },
        ]);
    }
    for name in &year.not_run {
        let mut cells = columns.map(|_| Cell::Blank);
        cells[0] = Cell::text(name);
        cells[2] = Cell::text("not run");
        sheet.push(cells);
    }
    sheet
}

/// `year.csv`: what each round uses of yearly and paid places.
fn used(year: &Year) -> Sheet {
    let mut sheet = Sheet::new(&["kind", "id", "round", "of", "used_before", "used_now", "left"]);
    for each in uses(year) {
        sheet.push([
            Cell::text(each.kind),
            Cell::text(&each.id),
            Cell::text(&each.round),
            Cell::number(each.of),
            Cell::number(each.before),
            Cell::number(each.now),
            Cell::number(each.left),
        ]);
    }
    sheet
}

/// `waiting.csv`: who waited from one round to a later one.
fn waiting(year: &Year) -> Sheet {
    let columns = [
        "student_id",
        "programme",
        "referral_ids",
        "waiting_since",
        "without_a_place",
        "outcome",
        "placed_in",
        "intake_id",
    ];
    let mut sheet = Sheet::new(&columns);
    for each in waited(year) {
        let (outcome, placed_in, intake) = match &each.outcome {
            Outcome::Placed(round, intake) => ("placed", Cell::text(round), Cell::text(intake)),
            Outcome::Waits => ("waits", Cell::Blank, Cell::Blank),
            Outcome::Gone => ("no longer asks", Cell::Blank, Cell::Blank),
        };
        sheet.push([
            Cell::text(&each.student),
            Cell::text(&each.programme),
            Cell::text(each.referrals.join(";")),
            Cell::text(each.since),
            Cell::text(each.rounds.join(";")),
            Cell::text(outcome),
            placed_in,
            intake,
        ]);
    }
    sheet
}
