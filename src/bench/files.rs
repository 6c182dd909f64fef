use super::benchmark::Bench;
use super::markdown::markdown;
use super::{sections, tables};
use crate::paper::publish::Set;
use crate::paper::{Files, Format, WriteFault, csv_files};

/// The tables and pages of a benchmark.
pub const BENCH: Set = Set::new("bench", INDEX, &["bench.csv", "steps.csv", "bench.html", "bench.md"]);
/// The file that lists the others.
const INDEX: &str = "bench.json";

/// The files of a benchmark: `bench.csv` with a row for each run, `steps.csv`
/// with a row for each step of each run, `bench.html` and `bench.md` with what
/// they come to, `bench.json` with everything.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(bench: &Bench) -> Result<Files, WriteFault> {
    let sheets = [("bench.csv", tables::runs(bench)), ("steps.csv", tables::steps(bench))];
    let mut files = csv_files(sheets, None, Format::Plain);
    let page = sections::page(bench);
    files.insert("bench.html".to_owned(), page.render()?.into_bytes());
    files.insert("bench.md".to_owned(), markdown(&page, &bench.command)?.into_bytes());
    let index = tables::index(bench, &files)?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
}
