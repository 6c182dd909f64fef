//! `rightplace export`.

use super::console::{Next, quoted, say};
use super::earlier::EarlierArgs;
use super::exit::{End, Exit};
use super::ink;
use super::progress::Progress;
use super::solving::{SolvingArgs, refuse, unsolved};
use super::{paths, problems};
use rightplace::allocation::Step;
use rightplace::paper::publish;
use rightplace::paper::words::count;
use rightplace::posed::Posed;
use rightplace::report::export::{self, EXPORT, Export};
use rightplace::result::Status;
use rightplace::round::{Intake, Key, Round};
use rightplace::solve::{Climb, Engine, Fault, climb};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Writes the integer program of a round for other solvers, with proven values
///
/// The folder then has an MPS file for each step of the ladder, with a row for
/// the value of each step before it; ladder.csv with what each step comes to;
/// and program.json, the whole program in whole numbers. Any solver must find
/// the least value of a file to be what ladder.csv says. Columns and rows are
/// numbered: no id of the round is written.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace export spring-2026 --out spring-2026-program
  rightplace export spring-2026 --out late-program --hold spring-2026-result/allocations.csv

Exit status: 0 proven, 3 the input has errors, 4 infeasible, 5 a limit was reached before the proof.")]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// The folder for the files; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    solving: SolvingArgs,
    #[command(flatten)]
    earlier: EarlierArgs,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let engine = args.solving.engine()?;
    publish::check(&args.out, &EXPORT).map_err(|fault| refuse(&args.out, &fault))?;
    let (mut round, problems) = problems::read(&args.round)?;
    let carried = args.earlier.bind(&mut round)?.map(|earlier| earlier.carried).unwrap_or_default();
    problems::brief(&problems);
    let (posed, steps) = args.solving.in_pool(|| solve(round, carried.ran, engine))??;
    let version = engine.solver.version();
    let steps = steps.as_deref();
    let export = Export {
        inputs: &posed.round().inputs,
        program: posed.program(),
        steps,
        solver: (engine.solver.name(), &version),
    };
    let files = export::files(&export).map_err(End::fault)?;
    publish::publish(&args.out, &EXPORT, &files).map_err(|fault| refuse(&args.out, &fault))?;
    tell(args, &export);
    Ok(match export.status() {
        Status::Optimal => Exit::Done,
        Status::Feasible => Exit::Limit,
        Status::Infeasible => Exit::Infeasible,
    })
}

/// The round with its program, and the steps of its ladder if it has a solution.
fn solve(
    round: Round,
    relaxed_groups: BTreeSet<Key<Intake>>,
    engine: Engine,
) -> Result<(Posed, Option<Vec<Step>>), End> {
    let posed = Posed::new(round, relaxed_groups);
    match climb(posed.program(), engine, &mut Progress::new()) {
        Ok(Climb { steps, .. }) => Ok((posed, Some(steps))),
        Err(Fault::Infeasible) => Ok((posed, None)),
        Err(fault) => Err(unsolved(&fault)),
    }
}

fn tell(args: &Args, export: &Export) {
    let (columns, rows) = (export.program.columns().len(), export.program.rows().len());
    say(format_args!("{}, {}.", count(columns, "column"), count(rows, "row")));
    let steps = export.steps.unwrap_or_default();
    let proven = steps.iter().take_while(|step| step.is_proven()).count();
    match export.status() {
        Status::Optimal => say(format_args!("{} All {proven} steps of the ladder are proven.", ink::bold("Optimal."))),
        Status::Feasible => say(format_args!(
            "{} {proven} of {} steps of the ladder are proven; the files of the others hold what was found.",
            ink::warning("Not proven to be the best."),
            steps.len()
        )),
        Status::Infeasible => {
            say(format_args!("{} step-01.mps has no solution, as any solver must find.", ink::error("Infeasible.")));
        }
    }
    let names = match steps.len() {
        0 => "program.json, step-01.mps".to_owned(),
        steps => format!("ladder.csv, program.json, step-01.mps to step-{steps:02}.mps"),
    };
    say(format_args!("Written to {}: {names}", quoted(&args.out)));
    match export.status() {
        Status::Optimal => {
            Next::words("let another solver minimise the .mps files; ladder.csv says what each must come to")
        }
        Status::Feasible => Next::words("allow more time").then_again(),
        Status::Infeasible => {
            let out = paths::beside(&args.round, "result");
            let words = [args.round.as_os_str(), "--out".as_ref(), out.as_os_str()];
            Next::command("allocate", words.into_iter().chain(args.earlier.words()))
        }
    }
    .say();
}
