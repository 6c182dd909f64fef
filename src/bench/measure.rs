//! One run, measured part by part, in the process that it has to itself.

use super::machine::peak_memory_kb;
use super::recorder::Recorder;
use super::run::{Measured, Parts, StepRun};
use crate::allocation::Step;
use crate::audit::{self, Audit, Entry, audit};
use crate::paper::{Format, publish};
use crate::posed::Posed;
use crate::program::Program;
use crate::report::{self, RESULT, Report};
use crate::result::{self, Trace};
use crate::round::Round;
use crate::rules::{Casebook, Options};
use crate::solve::{Climb, Engine, Event, Fault, Proof, Solver, Stop, Watch, climb, climb_plainly};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How the ladder is climbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As `allocate` does it.
    Swift,
    /// One integer program a step, with a row for each finished step.
    Plain,
}

/// Runs a round and measures each part. Parts other than solving are repeated;
/// `scratch` is a folder that the result may be written to.
///
/// # Errors
///
/// Where the round has errors, the solver fails or finds nothing in time, or
/// the result cannot be written.
pub fn measure(
    folder: &Path,
    way: Way,
    solver: &dyn Solver,
    limit: Option<Duration>,
    scratch: &Path,
) -> Result<Measured, String> {
    let (reading, seconds) = repeated(|| Round::read(folder));
    let mut parts = Parts { reading: seconds, ..Parts::default() };
    let problems = reading.problems;
    let round = reading.round.ok_or("the round has errors; rightplace check lists them")?;
    let round = Arc::new(round);
    let (options, seconds) = repeated(|| Options::list(&Casebook::new(&round)));
    parts.options = seconds;
    let options = Arc::new(options);
    let pose = || Posed::with_options(Arc::clone(&round), Arc::clone(&options), BTreeSet::new());
    let (posed, seconds) = repeated(pose);
    parts.building = seconds;
    let program = posed.program();

    let recorder = Recorder::new(solver, program.option_count());
    let begun = Instant::now();
    let stop = Stop::at(limit.and_then(|limit| begun.checked_add(limit)));
    let mut clock = Clock { since: begun, seconds: Vec::new() };
    let climbed = match way {
        Way::Swift => climb(program, Engine { solver: &recorder, stop }, &mut clock),
        Way::Plain => climb_plainly(program, Engine { solver: &recorder, stop }, &mut clock),
    };
    parts.solving = begun.elapsed().as_secs_f64();
    let (effort, answers) = recorder.into_record();
    let mut measured = Measured {
        solver: solver.name().to_owned(),
        solver_version: solver.version(),
        status: "infeasible".to_owned(),
        referrals: round.referrals.len(),
        intakes: round.intakes.len(),
        options: options.all().len(),
        columns: program.columns().len(),
        rows: program.rows().len(),
        parts,
        steps: Vec::new(),
        effort,
        peak_memory_kb: None,
        faults: Vec::new(),
    };
    match climbed {
        Ok(found) => {
            measured.status = if found.proof() == Proof::Optimal { "optimal" } else { "feasible" }.to_owned();
            measured.steps = steps(&found.steps, &clock.seconds);
            if way == Way::Plain {
                compare(program, &answers, &mut measured.steps);
            }
            let (result, seconds) = repeated(|| result::read_off(&posed, Engine::of(solver), found.clone()));
            measured.parts.explaining = seconds;
            measured.faults = check(&round, program, &found, &mut measured.parts);
            let report = Report {
                round: &round,
                result: &result,
                earlier: None,
                problems: &problems,
                trace: &Trace::default(),
                format: Format::Plain,
            };
            measured.parts.writing = write(&report, scratch)?;
        }
        Err(Fault::Infeasible) => {}
        Err(fault) => return Err(fault.to_string()),
    }
    measured.peak_memory_kb = peak_memory_kb();
    Ok(measured)
}

/// Does a part again and again, up to nine times or half a second, and gives
/// the last outcome with the median of the seconds.
fn repeated<T>(mut part: impl FnMut() -> T) -> (T, f64) {
    let mut seconds = Vec::new();
    loop {
        let begun = Instant::now();
        let outcome = part();
        seconds.push(begun.elapsed().as_secs_f64());
        if seconds.len() == 9 || seconds.iter().sum::<f64>() > 0.5 {
            return (outcome, super::figures::median(seconds));
        }
    }
}

/// Notes how long each step took.
struct Clock {
    since: Instant,
    seconds: Vec<f64>,
}

impl Watch for Clock {
    fn notice(&mut self, event: Event) {
        if let Event::Done { .. } = event {
            self.seconds.push(self.since.elapsed().as_secs_f64());
            self.since = Instant::now();
        }
    }
}

fn steps(steps: &[Step], seconds: &[f64]) -> Vec<StepRun> {
    let one = |(position, step): (usize, &Step)| StepRun {
        step: step.to_string(),
        stage: step.stage.to_string(),
        value: step.value,
        bound: step.bound,
        seconds: seconds.get(position).copied().unwrap_or_default(),
        placed_anew: None,
        moved: None,
    };
    steps.iter().enumerate().map(one).collect()
}

/// Compares what is placed after each step of a plain climb with what was
/// placed after the one before. Each step is one integer program; one without
/// an answer leaves all as it was.
fn compare(program: &Program, answers: &[Option<BTreeSet<usize>>], steps: &mut [StepRun]) {
    let places = |placed: &BTreeSet<usize>| -> BTreeMap<_, _> {
        placed.iter().map(|column| program.placement(*column)).map(|one| (one.referral, one.intake)).collect()
    };
    let mut before = answers.first().and_then(Option::as_ref).map(places);
    for (step, answer) in steps.iter_mut().zip(answers).skip(1) {
        let after = answer.as_ref().map(places).or_else(|| before.clone());
        if let (Some(before), Some(after)) = (&before, &after) {
            step.placed_anew = Some(after.keys().filter(|referral| !before.contains_key(referral)).count());
            let moves = |(referral, intake): &(_, _)| before.get(*referral).is_some_and(|other| other != *intake);
            step.moved = Some(after.iter().filter(moves).count());
        }
        before = after;
    }
}

/// What the audit has against the allocation.
fn check(round: &Round, program: &Program, climb: &Climb, parts: &mut Parts) -> Vec<String> {
    let placements = climb.placed.iter().map(|column| program.placement(*column));
    let entries: Vec<Entry> = placements
        .map(|placed| Entry { referral: placed.referral, intake: placed.intake, start: None, end: None })
        .collect();
    let settings = audit::Settings::default();
    let (found, seconds): (Audit, f64) = repeated(|| audit(round, &entries, &settings));
    parts.auditing = seconds;
    let mut faults: Vec<String> =
        found.violations.iter().map(|violation| format!("breaks {}", violation.rule.word())).collect();
    faults.dedup();
    let attained: Vec<i64> = found.steps.iter().map(|step| step.value).collect();
    let told: Vec<i64> = climb.steps.iter().map(|step| step.value).collect();
    if attained != told {
        faults.push("the audit finds other values of the steps".to_owned());
    }
    faults
}

/// Seconds that forming and placing the files take.
fn write(report: &Report, scratch: &Path) -> Result<f64, String> {
    let (outcome, seconds) = repeated(|| {
        let files = report::files(report).map_err(|fault| fault.to_string())?;
        publish::publish(scratch, &RESULT, &files).map_err(|fault| fault.to_string())
    });
    outcome.map(|()| seconds)
}
