//! The tables of a benchmark, and the list of its files.

use super::benchmark::Bench;
use super::run::{PeerRun, Run};
use crate::paper::{Cell, Files, Sheet, hashes, json};
use serde::Serialize;
use std::collections::BTreeMap;

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
pub(super) fn runs(bench: &Bench) -> Sheet {
    let mut sheet = Sheet::new(&RUNS);
    for run in &bench.runs {
        sheet.push_all(own(run));
    }
    for run in &bench.peers {
        sheet.push_all(peer(run));
    }
    sheet
}

fn own(run: &Run) -> Vec<Cell> {
    let mut cells = vec![Cell::text(&run.round), Cell::text(&run.setting)];
    let Some(measured) = &run.measured else {
        cells.extend([Cell::Blank, Cell::Blank, Cell::number(run.seed), Cell::text("failed")]);
        cells.push(Cell::text_or_blank(run.failure.as_ref()));
        cells.resize(RUNS.len() - 1, Cell::Blank);
        cells.push(Cell::yes_no(false));
        return cells;
    };
    let parts = measured.parts;
    cells.extend([
        Cell::text(&measured.solver),
        Cell::text(&measured.solver_version),
        Cell::number(run.seed),
        Cell::text(&measured.status),
        Cell::text_or_blank(run.failure.as_ref()),
        Cell::number(measured.steps.len()),
        Cell::number(measured.proven()),
        Cell::number(format_args!("{:.6}", measured.gap())),
    ]);
    let sizes = [measured.referrals, measured.intakes, measured.options, measured.columns, measured.rows];
    cells.extend(sizes.map(Cell::number));
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
    cells.extend([effort.relaxations, effort.programs].map(Cell::number));
    cells.extend([effort.nodes, effort.iterations, measured.peak_memory_kb].map(Cell::number_or_blank));
    cells.extend([Cell::text(measured.faults.join("; ")), Cell::yes_no(false)]);
    cells
}

fn peer(run: &PeerRun) -> Vec<Cell> {
    let mut cells = vec![Cell::Blank; RUNS.len()];
    let mut put = |column: &str, cell: Cell| {
        if let Some(at) = RUNS.iter().position(|name| *name == column) {
            cells[at] = cell;
        }
    };
    put("round", Cell::text(&run.round));
    put("setting", Cell::text(&run.peer));
    put("failure", Cell::text_or_blank(run.failure.as_ref()));
    put("peer", Cell::yes_no(true));
    put("status", Cell::text(run.outcome.word()));
    if let Some(result) = &run.result {
        put("solver_version", Cell::text_or_blank(result.version.as_ref()));
        put("steps", Cell::number(result.steps.len()));
        put("proven_steps", Cell::number(result.proven()));
        put("solving", result.seconds.map_or(Cell::Blank, exact));
        put("peak_memory_kb", Cell::number_or_blank(result.peak_memory_kb));
    }
    cells
}

/// `steps.csv`: a row for each step of each run.
pub(super) fn steps(bench: &Bench) -> Sheet {
    let mut sheet = Sheet::new(&[
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
    ]);
    for run in &bench.runs {
        for (position, step) in run.measured.iter().flat_map(|measured| &measured.steps).enumerate() {
            sheet.push([
                Cell::text(&run.round),
                Cell::text(&run.setting),
                Cell::number(run.seed),
                Cell::number(position + 1),
                Cell::text(&step.step),
                Cell::number(step.value),
                Cell::number(step.bound),
                Cell::yes_no(step.is_proven()),
                exact(step.seconds),
                Cell::number_or_blank(step.placed_anew),
                Cell::number_or_blank(step.moved),
            ]);
        }
    }
    for run in &bench.peers {
        for step in run.result.iter().flat_map(|result| &result.steps) {
            sheet.push([
                Cell::text(&run.round),
                Cell::text(&run.peer),
                Cell::Blank,
                Cell::number(step.position + 1),
                Cell::Blank,
                Cell::number_or_blank(step.value),
                Cell::number_or_blank(step.bound),
                Cell::yes_no(step.proven),
                exact(step.seconds),
                Cell::Blank,
                Cell::Blank,
            ]);
        }
    }
    sheet
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
fn exact(seconds: f64) -> Cell {
    Cell::number(format_args!("{seconds:.5}"))
}
