//! What people and programs read of a run: the files of its set, and how they
//! are put into a folder.

pub mod deadlines;
pub mod export;
mod figures;
pub(crate) mod html;
mod index;
mod packs;
mod page;
mod proof;
pub mod publish;
pub mod receipt;
mod sheet;
mod summary;
mod tables;
mod timings;
pub mod words;

pub use figures::Figures;
pub(crate) use index::index;
pub use packs::packs;
pub use proof::{Proof, proofs};
pub use publish::PublishFault;
pub use sheet::{Cell, Format, Sheet};

use crate::allocation::{self, Allocation, AllocationRow, Move};
use crate::digest::sha256;
use crate::problem::Problem;
use crate::result::{RoundResult, Status, Trace};
use crate::round::Round;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// The files of a set by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The version of the program, as `summary.json` names it.
pub const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

const SUMMARY: &str = "summary.json";
const TIMINGS: &str = "timings.json";
const PROGRAM: &str = "program.json";
const LADDER: &str = "ladder.csv";

/// All that the files of a run are written from.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The round.
    pub round: &'a Round,
    /// What the run came to.
    pub result: &'a RoundResult,
    /// The earlier result that the run was bound to, if any.
    pub earlier: Option<&'a [AllocationRow]>,
    /// What was noticed on reading.
    pub problems: &'a [Problem],
    /// How long the parts of the run took.
    pub trace: &'a Trace,
    /// How the CSV files are written.
    pub format: Format,
}

/// A warning as the summary lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Its code in `docs/errors.md`; nothing for one that only the run found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The row as a spreadsheet counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The id of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What is odd, what was expected and what to do.
    pub message: String,
}

impl Report<'_> {
    /// What changes against the earlier result, by referral id; nothing where
    /// there is none, or no new result.
    pub fn moves(&self) -> Option<Vec<Move>> {
        let earlier = self.earlier.filter(|_| self.result.status != Status::Infeasible)?;
        let placements = self.result.placed.iter().map(|placed| placed.placement).collect();
        let mut moves = allocation::moves(earlier, &Allocation { placements });
        moves.sort_by_key(|one| &self.round.referrals[one.referral].id);
        Some(moves)
    }

    /// Every warning: those of the input as they were found, then those of the
    /// run.
    pub fn warnings(&self) -> Vec<Warning> {
        let of_run = |message: &String| Warning {
            code: None,
            file: None,
            row: None,
            column: None,
            id: None,
            message: message.clone(),
        };
        let of_input = self.problems.iter().filter(|problem| !problem.is_error()).map(Warning::of);
        of_input.chain(self.result.warnings.iter().map(of_run)).collect()
    }
}

impl Warning {
    fn of(problem: &Problem) -> Warning {
        let expected = match problem.expected.as_str() {
            "" => String::new(),
            expected => format!("; expected {expected}"),
        };
        Warning {
            code: Some(problem.code.to_string()),
            file: Some(problem.file.clone()),
            row: problem.row,
            column: problem.column.clone(),
            id: problem.id.clone(),
            message: format!("found {}{expected}. {}", problem.found, problem.advice).trim_end().to_owned(),
        }
    }
}

/// Why a report could not be written.
#[derive(Debug)]
pub struct ReportFault(String);

impl ReportFault {
    /// A text that could not be formed, and why.
    pub fn new(why: impl Into<String>) -> ReportFault {
        ReportFault(why.into())
    }
}

impl fmt::Display for ReportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the report could not be written: {}", self.0)
    }
}

impl std::error::Error for ReportFault {}

/// The files of a run. All but `timings.json` depend on nothing but the round
/// and the result.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(report: &Report) -> Result<Files, ReportFault> {
    let mut files = Files::new();
    if report.result.status != Status::Infeasible {
        let (round, result) = (report.round, report.result);
        let sheets = [
            ("allocations.csv", tables::allocations(round, result)),
            ("unplaced.csv", tables::unplaced(round, result)),
            ("intakes.csv", tables::intakes(round, result)),
            ("schools.csv", tables::schools(round, result)),
        ];
        let moves = report.moves().map(|moves| ("moves.csv", tables::moves(round, &moves)));
        let reserves = result.reserves.as_ref().map(|reserves| ("reserves.csv", tables::reserves(round, reserves)));
        for (name, mut sheet) in sheets.into_iter().chain(reserves).chain(moves) {
            if round.run.provisional {
                sheet.note("note", words::PROVISIONAL);
            }
            files.insert(name.to_owned(), sheet.bytes(report.format));
        }
    }
    let page = page::page(report).map_err(|error| ReportFault(error.to_string()))?;
    files.insert("report.html".to_owned(), page.into_bytes());
    let hashes = files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect();
    let summary = summary::summary(report, &hashes).map_err(|error| ReportFault(error.to_string()))?;
    let note = report.round.run.provisional.then_some(words::PROVISIONAL);
    let timings = timings::timings(report.trace, note).map_err(|error| ReportFault(error.to_string()))?;
    files.insert(SUMMARY.to_owned(), summary);
    files.insert(TIMINGS.to_owned(), timings);
    Ok(files)
}
