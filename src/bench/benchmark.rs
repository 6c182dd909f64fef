use super::machine::Machine;
use super::run::{PeerRun, Run};
use serde::Serialize;

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
