//! Decision packs: for each school and each panel one page to print and one
//! table, and for each referral a letter, with only what that reader may see.

mod case;
mod changes;
mod letter;
mod names;
mod pack;
mod panel;
mod reader;
mod school;

use crate::digest::sha256;
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Cell, Files, PROGRAM_VERSION, Sheet, WriteFault, hashes, json};
use crate::report::files::SUMMARY;
use crate::report::run::Report;
use crate::result::Status;
use reader::{Reader, readers};
use serde::Serialize;
use std::collections::BTreeMap;

/// The file that lists the others.
const INDEX: &str = "packs.json";
const LIST: &str = "packs.csv";
/// The file that lists the letters.
const LETTERS: &str = "letters.csv";

/// What schools and panels get of an allocation.
pub const PACKS: Set = Set::new("packs", INDEX, &[LIST, LETTERS]).with_names(|name| {
    let is_pack = ["school-", "panel-", "letter-"].iter().any(|kind| name.starts_with(kind));
    is_pack && [".html", ".csv"].iter().any(|ending| name.ends_with(ending))
});

/// `packs.json`.
#[derive(Serialize)]
struct Index<'a> {
    name: &'a str,
    as_of: String,
    provisional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    program_version: &'static str,
    /// The SHA-256 of the `summary.json` of the result that the packs are of.
    result: String,
    files: BTreeMap<&'a str, String>,
}

/// The packs of a run: a page and a table for every school that has a referral
/// in the round, and for every programme that a panel decides and somebody
/// asks for; a letter for every referral; a list of each; and an index. `result` are the files of the same
/// run. An infeasible run has none.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn packs(report: &Report, result: &Files) -> Result<Files, WriteFault> {
    let mut files = Files::new();
    if report.result.status == Status::Infeasible {
        return Ok(files);
    }
    let round = report.round;
    let cases = case::cases(report);
    let note = note(round.run.provisional);
    let mut list = Sheet::new(&["page", "table", "reader", "id", "referred", "placed"]);
    let readers = readers(report, &cases);
    let mut named: Vec<(String, &Reader)> = names::of_readers(&readers, round).into_iter().zip(&readers).collect();
    named.sort_by(|one, other| one.0.cmp(&other.0));
    for (name, reader) in named {
        let mut pack = match reader {
            Reader::School(school) => school::pack(report, &cases, *school),
            Reader::Panel(programme) => panel::pack(report, &cases, *programme),
        };
        let (page, table) = (format!("{name}.html"), format!("{name}.csv"));
        let (kind, id) = reader.describe(report);
        list.push([
            Cell::text(&page),
            Cell::text(&table),
            Cell::text(kind),
            Cell::text(id),
            Cell::number(pack.referred),
            Cell::number(pack.placed),
        ]);
        pack.sheet.note(note);
        let html = pack.document.render()?;
        files.insert(page, html.into_bytes());
        files.insert(table, pack.sheet.bytes(report.format));
    }
    letters(report, &cases, &mut files)?;
    list.note(note);
    files.insert(LIST.to_owned(), list.bytes(report.format));
    let index = Index {
        name: &round.run.name,
        as_of: round.run.as_of.to_string(),
        provisional: round.run.provisional,
        note,
        program_version: PROGRAM_VERSION,
        result: sha256(result.get(SUMMARY).map(Vec::as_slice).unwrap_or_default()),
        files: hashes(&files),
    };
    let index = json::pretty(&index)?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
}

/// Adds the letters and their list.
fn letters(report: &Report, cases: &[case::Case], files: &mut Files) -> Result<(), WriteFault> {
    let round = report.round;
    let mut list = Sheet::new(&["page", "referral_id", "student_id", "school_id", "outcome"]);
    for (name, case) in names::of_letters(cases).into_iter().zip(cases) {
        let page = format!("{name}.html");
        let [outcome, ..] = case.place_cells(round);
        list.push([
            Cell::text(&page),
            Cell::text(&case.referral.id),
            Cell::text(&round.students[case.referral.student].id),
            Cell::text_or_blank(case.referral.school.map(|school| &round.schools[school].id)),
            outcome,
        ]);
        files.insert(page, letter::letter(report, cases, case).render()?.into_bytes());
    }
    list.note(note(round.run.provisional));
    files.insert(LETTERS.to_owned(), list.bytes(report.format));
    Ok(())
}
