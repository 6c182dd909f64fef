use crate::digest::sha256;
use crate::paper::words::PROVISIONAL;
use crate::paper::{Files, PROGRAM_VERSION};
use crate::round::Round;
use serde_json::{Map, Value, json};

/// The list of the files of a study of a round, as JSON: which round it was, by
/// which solver (its name and version), what the study says itself, and the
/// SHA-256 of every input and of every file.
pub(crate) fn index(
    round: &Round,
    solver: (&str, &str),
    said: impl IntoIterator<Item = (&'static str, Value)>,
    files: &Files,
) -> serde_json::Result<Vec<u8>> {
    let run = &round.run;
    let inputs = round.inputs.iter().map(|input| (input.file.clone(), Value::from(input.sha256.clone())));
    let hashes = files.iter().map(|(name, bytes)| (name.clone(), Value::from(sha256(bytes))));
    let mut index = json!({
        "name": run.name,
        "as_of": run.as_of.to_string(),
        "seed": run.seed,
        "program_version": PROGRAM_VERSION,
        "solver": solver.0,
        "solver_version": solver.1,
        "inputs": inputs.collect::<Map<String, Value>>(),
        "files": hashes.collect::<Map<String, Value>>(),
    });
    if run.provisional {
        index["note"] = PROVISIONAL.into();
    }
    for (key, value) in said {
        index[key] = value;
    }
    let mut bytes = serde_json::to_vec_pretty(&index)?;
    bytes.push(b'\n');
    Ok(bytes)
}
