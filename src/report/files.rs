use super::page;
use super::run::Report;
use super::summary::summary;
use super::tables;
use super::timings::timings;
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Files, Format, WriteFault, csv_files};
use crate::result::{RoundResult, Status};
use crate::round::Round;

/// The file that lists the others.
pub const SUMMARY: &str = "summary.json";
/// The only file with times.
pub(super) const TIMINGS: &str = "timings.json";

/// What an allocation comes to.
pub const RESULT: Set = Set::new(
    "",
    SUMMARY,
    &["allocations.csv", "unplaced.csv", "intakes.csv", "schools.csv", "reserves.csv", "moves.csv", "report.html"],
)
.with_unlisted(&[TIMINGS]);

/// `allocations.csv` of a run.
pub(super) fn allocations(round: &Round, result: &RoundResult, format: Format) -> Files {
    csv_files([("allocations.csv", tables::allocations(round, result))], note(round.run.provisional), format)
}

/// The files of a run. All but `timings.json` depend on nothing but the round
/// and the result.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(report: &Report) -> Result<Files, WriteFault> {
    let note = note(report.round.run.provisional);
    let mut files = Files::new();
    if report.result.status != Status::Infeasible {
        let (round, result) = (report.round, report.result);
        let sheets = [
            ("unplaced.csv", tables::unplaced(round, result)),
            ("intakes.csv", tables::intakes(round, result)),
            ("schools.csv", tables::schools(round, result)),
        ];
        let moves = report.moves().map(|moves| ("moves.csv", tables::moves(round, &moves)));
        let reserves = result.reserves.as_ref().map(|reserves| ("reserves.csv", tables::reserves(round, reserves)));
        files = csv_files(sheets.into_iter().chain(reserves).chain(moves), note, report.format);
        files.extend(allocations(round, result, report.format));
    }
    let page = page::page(report)?;
    files.insert("report.html".to_owned(), page.into_bytes());
    let text = summary(report, &files)?;
    let timings = timings(report.trace, note)?;
    files.insert(SUMMARY.to_owned(), text);
    files.insert(TIMINGS.to_owned(), timings);
    Ok(files)
}
