//! Benchmarks: solvers and settings run over many rounds, one after the other,
//! each run in a process of its own, and what came of it as tables and pages.

mod agreement;
mod child;
mod figures;
mod machine;
mod measure;
mod peer;
mod recorder;
mod rounds;
mod run;
mod sections;
mod tables;

pub use agreement::failures;
pub use child::run_child;
pub use machine::Machine;
pub use measure::{Way, measure};
pub use peer::{PEERS, run_peer, write_program};
pub use rounds::{Kind, Series};
pub use run::{Effort, Measured, Parts, PeerOutcome, PeerResult, PeerRun, PeerStep, Run, StepRun};

use crate::paper::publish::Set;
use crate::paper::{Files, WriteFault};
use serde::Serialize;
use std::time::Duration;

/// All runs of a benchmark, and where they were made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bench {
    /// The version of the program.
    pub program_version: &'static str,
    /// The words that the benchmark was called with.
    pub command: String,
    /// The machine.
    pub machine: Machine,
    /// The names of the rounds, in the order of the runs.
    pub rounds: Vec<String>,
    /// The names of the settings, in the order of the runs.
    pub settings: Vec<String>,
    /// Seconds after which a run is to stop.
    pub time_limit: f64,
    /// Threads of each run.
    pub threads: usize,
    /// The program's own runs.
    pub runs: Vec<Run>,
    /// Those of other solvers.
    pub peers: Vec<PeerRun>,
}

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
    let mut files = Files::new();
    files.insert("bench.csv".to_owned(), tables::runs(bench).map_err(WriteFault::new)?);
    files.insert("steps.csv".to_owned(), tables::steps(bench).map_err(WriteFault::new)?);
    let page = sections::page(bench);
    files.insert("bench.html".to_owned(), page.html()?.into_bytes());
    files.insert("bench.md".to_owned(), page.markdown()?.into_bytes());
    let index = tables::index(bench, &files)?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
}

/// How long to wait for a process that is to stop by itself after a limit:
/// reading, writing and a solver that looks at its clock late take time too.
pub fn patience(limit: Duration) -> Duration {
    limit.saturating_mul(2).saturating_add(Duration::from_secs(60))
}
