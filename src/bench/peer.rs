use super::child::{patience, run_child};
use super::run::{PeerOutcome, PeerResult, PeerRun};
use crate::posed::Posed;
use crate::report::export::program_json;
use crate::round::Round;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The other solvers, by the names that their script knows. `ours` is this
/// program's own way of climbing, in Python.
pub const PEERS: [&str; 5] = ["cp-sat", "highspy", "cbc", "scip", "ours"];

/// Writes the program of a round, in whole numbers and without ids.
///
/// # Errors
///
/// Where the round has errors or the file cannot be written.
pub fn write_program(folder: &Path, file: &Path) -> Result<(), String> {
    let round = Round::read(folder).round.ok_or("the round has errors; rightplace check lists them")?;
    let text = program_json(Posed::new(round, BTreeSet::new()).program()).map_err(|error| error.to_string())?;
    fs::write(file, text).map_err(|error| error.to_string())
}

/// Runs a script: one in Python by the interpreter, any other by itself.
fn interpreter(script: &Path) -> Command {
    if script.extension().is_some_and(|extension| extension == "py") {
        let mut command = Command::new("python3");
        command.arg(script);
        return command;
    }
    Command::new(script)
}

/// Runs one of the other solvers on a program file.
pub fn run_peer(script: &Path, round: &str, peer: &str, file: &Path, limit: Duration, threads: usize) -> PeerRun {
    let mut command = interpreter(script);
    command.arg(peer).arg(file);
    command.arg("--time-limit").arg(limit.as_secs_f64().to_string());
    command.arg("--threads").arg(threads.to_string());
    let told: Result<PeerResult, String> = run_child(&mut command, patience(limit));
    let failure = match &told {
        Ok(result) => result.failure.clone(),
        Err(failure) => Some(failure.clone()),
    };
    let outcome = match failure.as_deref() {
        None => PeerOutcome::Climbed,
        Some("infeasible") => PeerOutcome::Infeasible,
        Some(text) if text.starts_with("not installed") => PeerOutcome::NotInstalled,
        Some(_) => PeerOutcome::Failed,
    };
    PeerRun { round: round.to_owned(), peer: peer.to_owned(), outcome, result: told.ok(), failure }
}
