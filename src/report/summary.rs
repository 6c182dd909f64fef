//! `summary.json`: what a run comes to and how it came about.

use crate::allocation::{MoveKind, Segment};
use crate::explain::conflict::Conflict;
use crate::ids::Word;
use crate::paper::words::note;
use crate::paper::{Files, Format, PROGRAM_VERSION, hashes, json};
use crate::report::figures::Figures;
use crate::report::proof::{Proof, proofs};
use crate::report::run::{Report, Warning};
use crate::result::{Extent, Status};
use serde::Serialize;
use std::collections::BTreeMap;

/// `summary.json`. Keys stand in the order of the fields.
#[derive(Serialize)]
struct Summary<'a> {
    name: &'a str,
    as_of: String,
    academic_year: String,
    seed: u64,
    provisional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    program_version: &'static str,
    solver: &'a str,
    solver_version: &'a str,
    format: Format,
    inputs: BTreeMap<&'a str, &'a str>,
    status: &'static str,
    stages: Vec<Stage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    draw: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    totals: Option<Totals>,
    programmes: Vec<ProgrammeCounts<'a>>,
    reasons: BTreeMap<String, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'static str>,
    warnings: Vec<Warning>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moves: Option<BTreeMap<&'static str, usize>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<Vec<Member<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<Resolution<'a>>,
    files: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct Resolution<'a> {
    sentence: &'a str,
    smallest: bool,
    changes: &'a [String],
    leaves_another: bool,
}

#[derive(Serialize)]
struct Stage {
    stage: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    sense: &'static str,
    value: i64,
    bound: i64,
    proof: &'static str,
}

#[derive(Serialize)]
struct Totals {
    referrals: usize,
    open: usize,
    placed: usize,
    students: usize,
    first_choices: usize,
    paid_places: usize,
    charged: usize,
    fees: String,
    place_fees: String,
}

#[derive(Serialize)]
struct ProgrammeCounts<'a> {
    programme: &'a str,
    referred: u32,
    with_option: u32,
    placed: u32,
}

#[derive(Serialize)]
struct Member<'a> {
    id: &'a str,
    detail: &'a str,
}

/// `summary.json`: what the run comes to, and the SHA-256 of the other files of
/// its set, so that anyone can tell whether they belong together.
pub(super) fn summary(report: &Report, files: &Files) -> Result<Vec<u8>, serde_json::Error> {
    let (round, result) = (report.round, report.result);
    let run = &round.run;
    let is_infeasible = result.status == Status::Infeasible;
    let figures = Figures::of(round, result);
    let summary = Summary {
        name: &run.name,
        as_of: run.as_of.to_string(),
        academic_year: run.academic_year.to_string(),
        seed: run.seed,
        provisional: run.provisional,
        note: note(run.provisional),
        program_version: PROGRAM_VERSION,
        solver: &result.solver,
        solver_version: &result.solver_version,
        format: report.format,
        inputs: round.inputs.iter().map(|input| (input.file.as_str(), input.sha256.as_str())).collect(),
        status: result.status.word(),
        stages: stages(report),
        draw: result.draw.map(Word::word),
        totals: (!is_infeasible).then(|| totals(&figures)),
        programmes: programmes(report),
        reasons: figures.obstacles.iter().map(|(obstacle, count)| (obstacle.to_string(), *count)).collect(),
        changes: result.changes.map(Extent::word),
        warnings: report.warnings(),
        moves: moves(report),
        conflict: is_infeasible.then(|| conflict(report)),
        resolution: is_infeasible.then(|| resolution(report)),
        files: hashes(files),
    };
    json::pretty(&summary)
}

fn stages(report: &Report) -> Vec<Stage> {
    let steps = &report.result.steps;
    let with_proofs = steps.iter().zip(proofs(steps));
    let one = |(step, proof): (&crate::allocation::Step, Proof)| Stage {
        stage: step.stage.word(),
        class: match &step.segment {
            Segment::Class(class) => Some(class.to_string()),
            _ => None,
        },
        rank: match step.segment {
            Segment::Rank(rank) => Some(rank),
            _ => None,
        },
        sense: step.sense.word(),
        value: step.value,
        bound: step.bound,
        proof: proof.word(),
    };
    with_proofs.map(one).collect()
}

fn totals(figures: &Figures) -> Totals {
    Totals {
        referrals: figures.referrals,
        open: figures.open,
        placed: figures.placed,
        students: figures.students,
        first_choices: figures.ranks.get(&1).copied().unwrap_or(0),
        paid_places: figures.paid_places,
        charged: figures.charged,
        fees: figures.fees.to_string(),
        place_fees: figures.place_fees.to_string(),
    }
}

fn programmes<'a>(report: &Report<'a>) -> Vec<ProgrammeCounts<'a>> {
    let one = |count: &crate::result::ProgrammeCount| ProgrammeCounts {
        programme: &report.round.policy.programmes[count.programme].id,
        referred: count.referred,
        with_option: count.with_option,
        placed: count.placed,
    };
    report.result.programmes.iter().map(one).collect()
}

fn conflict<'a>(report: &Report<'a>) -> Vec<Member<'a>> {
    let members = report.result.conflict.members.iter();
    members.map(|member| Member { id: &member.id, detail: &member.detail }).collect()
}

fn resolution<'a>(report: &Report<'a>) -> Resolution<'a> {
    let Conflict { is_smallest, sentence, changes, leaves_another, .. } = &report.result.conflict;
    Resolution { sentence, smallest: *is_smallest, changes, leaves_another: *leaves_another }
}

fn moves(report: &Report) -> Option<BTreeMap<&'static str, usize>> {
    let mut counts: BTreeMap<&'static str, usize> = MoveKind::ALL.iter().map(|kind| (kind.word(), 0)).collect();
    for one in report.moves()? {
        *counts.entry(one.kind.word()).or_default() += 1;
    }
    Some(counts)
}
