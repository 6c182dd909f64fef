//! Decision packs: for each school and each panel one page to print and one
//! table, with only what that reader may see.

mod advice;
mod case;
mod due;
mod names;
mod panel;
mod school;

use super::html::Document;
use super::sheet::{Cell, Sheet};
use super::words::{PROVISIONAL, day};
use super::{Files, PROGRAM_VERSION, Report, ReportFault, SUMMARY};
use crate::digest::sha256;
use crate::result::Status;
use crate::round::{Decider, Key, Programme, School};
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) use case::Case;
pub(super) use due::due;

/// The file that lists the others.
pub(super) const INDEX: &str = "packs.json";
const LIST: &str = "packs.csv";

/// Whether a file of this name can be one of a set of packs.
pub(super) fn owns(name: &str) -> bool {
    let is_pack = ["school-", "panel-"].iter().any(|kind| name.starts_with(kind));
    (is_pack && [".html", ".csv"].iter().any(|ending| name.ends_with(ending))) || [INDEX, LIST].contains(&name)
}

/// Who a pack is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// A school: its own referrals, and its ledger.
    School(Key<School>),
    /// A panel: the cases of its programme.
    Panel(Key<Programme>),
}

/// A pack before it is written.
struct Pack {
    document: Document,
    sheet: Sheet,
    referred: usize,
    placed: usize,
}

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
    files: BTreeMap<String, String>,
}

/// The packs of a run: a page and a table for every school that has a referral
/// in the round, and for every programme that a panel decides and somebody
/// asks for; a list of them; and an index. `result` are the files of the same
/// run. An infeasible run has none.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn packs(report: &Report, result: &Files) -> Result<Files, ReportFault> {
    let mut files = Files::new();
    if report.result.status == Status::Infeasible {
        return Ok(files);
    }
    let round = report.round;
    let cases = case::cases(report);
    let note = round.run.provisional.then_some(PROVISIONAL);
    let mut list = Sheet::new(&["page", "table", "reader", "id", "referred", "placed"]);
    let readers = readers(report, &cases);
    let mut named: Vec<(String, &Reader)> = names::file_names(&readers, round).into_iter().zip(&readers).collect();
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
        if let Some(note) = note {
            pack.sheet.note("note", note);
        }
        let html = pack.document.render().map_err(|error| ReportFault(error.to_string()))?;
        files.insert(page, html.into_bytes());
        files.insert(table, pack.sheet.bytes(report.format));
    }
    if let Some(note) = note {
        list.note("note", note);
    }
    files.insert(LIST.to_owned(), list.bytes(report.format));
    let index = Index {
        name: &round.run.name,
        as_of: round.run.as_of.to_string(),
        provisional: round.run.provisional,
        note,
        program_version: PROGRAM_VERSION,
        result: sha256(result.get(SUMMARY).map(Vec::as_slice).unwrap_or_default()),
        files: files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&index).map_err(|error| ReportFault(error.to_string()))?;
    bytes.push(b'\n');
    files.insert(INDEX.to_owned(), bytes);
    Ok(files)
}

/// Who gets a pack.
fn readers(report: &Report, cases: &[Case]) -> Vec<Reader> {
    let round = report.round;
    let panels = round.policy.programmes.iter().filter(|(_, programme)| programme.decision == Decider::Panel);
    let panels = panels.map(|(key, _)| key).filter(|key| cases.iter().any(|case| case.referral.programme == *key));
    let schools = round.schools.by_id().map(|(key, _)| key);
    let schools = schools.filter(|key| cases.iter().any(|case| case.referral.school == Some(*key)));
    panels.map(Reader::Panel).chain(schools.map(Reader::School)).collect()
}

impl Reader {
    /// What kind of reader it is, and the id of the school or programme.
    fn describe<'r>(&self, report: &'r Report) -> (&'static str, &'r str) {
        match self {
            Reader::School(school) => ("school", &report.round.schools[*school].id),
            Reader::Panel(programme) => ("panel", &report.round.policy.programmes[*programme].id),
        }
    }
}

/// What stands under the heading of every pack.
fn about(report: &Report, only: String) -> Vec<String> {
    let run = &report.round.run;
    let of = format!("As of {}. Academic year {}.", day(run.as_of), run.academic_year);
    vec![of, format!("{only} It is about children: keep it as safe as the referrals, and pass it to nobody else.")]
}
