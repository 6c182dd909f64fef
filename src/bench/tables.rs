use super::{Bench, PeerRun, Run};
use crate::paper::{Files, hashes, json};
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error;

const RUNS: [&str; 30] = [
    "round",
    "setting",
    "solver",
    "solver_version",
    "solver_seed",
    "status",
    "failure",
    "steps",
    "proven_steps",
    "gap",
    "referrals",
    "intakes",
    "options",
    "columns",
    "rows",
    "reading",
    "options_listing",
    "building",
    "solving",
    "explaining",
    "auditing",
    "writing",
    "besides_solving",
    "relaxations",
    "programs",
    "nodes",
    "iterations",
    "peak_memory_kb",
    "audit_faults",
    "peer",
];

/// `bench.csv`: a row for each run, peers after the program's own. Times in
/// seconds; the gap is the largest of a step, as a share of its value.
pub(super) fn runs(bench: &Bench) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(RUNS)?;
    for run in &bench.runs {
        writer.write_record(own(run))?;
    }
    for run in &bench.peers {
        writer.write_record(peer(run))?;
    }
    Ok(writer.into_inner()?)
}

fn own(run: &Run) -> Vec<String> {
    let mut cells = vec![run.round.clone(), run.setting.clone()];
    let Some(measured) = &run.measured else {
        cells.extend([String::new(), String::new(), run.seed.to_string(), "failed".to_owned()]);
        cells.push(run.failure.clone().unwrap_or_default());
        cells.resize(RUNS.len() - 1, String::new());
        cells.push("no".to_owned());
        return cells;
    };
    let parts = measured.parts;
    cells.extend([
        measured.solver.clone(),
        measured.solver_version.clone(),
        run.seed.to_string(),
        measured.status.clone(),
        run.failure.clone().unwrap_or_default(),
        measured.steps.len().to_string(),
        measured.proven().to_string(),
        format!("{:.6}", measured.gap()),
    ]);
    let sizes = [measured.referrals, measured.intakes, measured.options, measured.columns, measured.rows];
    cells.extend(sizes.map(|size| size.to_string()));
    let seconds = [
        parts.reading,
        parts.options,
        parts.building,
        parts.solving,
        parts.explaining,
        parts.auditing,
        parts.writing,
        parts.besides_solving(),
    ];
    cells.extend(seconds.map(exact));
    let effort = measured.effort;
    cells.extend([effort.relaxations.to_string(), effort.programs.to_string()]);
    cells.extend([effort.nodes, effort.iterations, measured.peak_memory_kb].map(or_blank));
    cells.extend([measured.faults.join("; "), "no".to_owned()]);
    cells
}

fn peer(run: &PeerRun) -> Vec<String> {
    let mut cells = vec![String::new(); RUNS.len()];
    let mut put = |column: &str, text: String| {
        if let Some(at) = RUNS.iter().position(|name| *name == column) {
            cells[at] = text;
        }
    };
    put("round", run.round.clone());
    put("setting", run.peer.clone());
    put("failure", run.failure.clone().unwrap_or_default());
    put("peer", "yes".to_owned());
    put("status", run.outcome.word().to_owned());
    if let Some(result) = &run.result {
        put("solver_version", result.version.clone().unwrap_or_default());
        put("steps", result.steps.len().to_string());
        put("proven_steps", result.proven().to_string());
        put("solving", result.seconds.map_or_else(String::new, exact));
        put("peak_memory_kb", or_blank(result.peak_memory_kb));
    }
    cells
}

/// `steps.csv`: a row for each step of each run.
pub(super) fn steps(bench: &Bench) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "round",
        "setting",
        "solver_seed",
        "position",
        "step",
        "value",
        "bound",
        "proven",
        "seconds",
        "placed_anew",
        "moved",
    ])?;
    let yes_no = |proven: bool| if proven { "yes" } else { "no" }.to_owned();
    for run in &bench.runs {
        for (position, step) in run.measured.iter().flat_map(|measured| &measured.steps).enumerate() {
            writer.write_record([
                run.round.clone(),
                run.setting.clone(),
                run.seed.to_string(),
                (position + 1).to_string(),
                step.step.clone(),
                step.value.to_string(),
                step.bound.to_string(),
                yes_no(step.is_proven()),
                exact(step.seconds),
                or_blank(step.placed_anew),
                or_blank(step.moved),
            ])?;
        }
    }
    for run in &bench.peers {
        for step in run.result.iter().flat_map(|result| &result.steps) {
            writer.write_record([
                run.round.clone(),
                run.peer.clone(),
                String::new(),
                (step.position + 1).to_string(),
                String::new(),
                or_blank(step.value),
                or_blank(step.bound),
                yes_no(step.proven),
                exact(step.seconds),
                String::new(),
                String::new(),
            ])?;
        }
    }
    Ok(writer.into_inner()?)
}

#[derive(Serialize)]
struct Index<'a> {
    #[serde(flatten)]
    bench: &'a Bench,
    files: BTreeMap<&'a str, String>,
}

/// `bench.json`: everything, with the hashes of the other files.
pub(super) fn index(bench: &Bench, files: &Files) -> Result<Vec<u8>, serde_json::Error> {
    json::pretty(&Index { bench, files: hashes(files) })
}

/// Seconds to the hundredth of a millisecond.
fn exact(seconds: f64) -> String {
    format!("{seconds:.5}")
}

fn or_blank(number: Option<impl ToString>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}
