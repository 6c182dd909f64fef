use super::inputs::inputs_by_name;
use crate::allocation::Step;
use crate::paper::words::note;
use crate::paper::{Files, PROGRAM_VERSION, WriteFault, hashes, json};
use crate::round::Round;
use serde::Serialize;
use std::collections::BTreeMap;

/// The list of the files of a study.
#[derive(Serialize)]
struct Index<'a, T> {
    name: &'a str,
    as_of: String,
    seed: u64,
    program_version: &'static str,
    solver: &'a str,
    solver_version: &'a str,
    inputs: BTreeMap<&'a str, &'a str>,
    files: BTreeMap<&'a str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    #[serde(flatten)]
    said: &'a T,
}

/// A step as such a list has it.
#[derive(Serialize)]
pub(crate) struct StepEntry {
    step: String,
    value: i64,
    bound: Option<i64>,
}

impl StepEntry {
    /// A step with its bound.
    pub fn of(step: &Step) -> StepEntry {
        StepEntry { bound: Some(step.bound), ..StepEntry::without_bound(step) }
    }

    /// A step of which only the value says anything.
    pub fn without_bound(step: &Step) -> StepEntry {
        StepEntry { step: step.to_string(), value: step.value, bound: None }
    }
}

/// The list of the files of a study of a round, as JSON: which round it was, by
/// which solver (its name and version), what the study says itself, and the
/// SHA-256 of every input and of every file.
pub(crate) fn index(
    round: &Round,
    solver: (&str, &str),
    said: &impl Serialize,
    files: &Files,
) -> Result<Vec<u8>, WriteFault> {
    let run = &round.run;
    let index = Index {
        name: &run.name,
        as_of: run.as_of.to_string(),
        seed: run.seed,
        program_version: PROGRAM_VERSION,
        solver: solver.0,
        solver_version: solver.1,
        inputs: inputs_by_name(&round.inputs),
        files: hashes(files),
        note: note(run.provisional),
        said,
    };
    Ok(json::sorted(&index)?)
}
