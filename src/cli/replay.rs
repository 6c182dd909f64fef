//! `rightplace replay`.

use super::console::{Next, data, json, quoted, say};
use super::earlier::EarlierArgs;
use super::exit::{End, Exit};
use super::ink;
use super::running::Run;
use super::solving::in_pool;
use super::{paths, problems, solvers};
use rightplace::digest::{InputHash, sha256};
use rightplace::paper::PROGRAM_VERSION;
use rightplace::paper::words::count;
use rightplace::report;
use rightplace::report::receipt::{Compared, Fate, Receipt};
use rightplace::result::Status;
use rightplace::round::Round;
use rightplace::solve::{Engine, Solver};
use rightplace::source::Source;
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Proves that a result comes of its inputs, or says what differs
///
/// Compares the round's files with the SHA-256 that the result records, and the
/// result's own files likewise; then allocates again as recorded and compares
/// every file byte for byte, timings.json apart. Nothing is written. Standard
/// output lists each file and what has become of it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace replay spring-2026-result --round spring-2026
  rightplace replay late-referrals --round spring-2026 --hold spring-2026-result/allocations.csv

Exit status: 0 the same, 3 an input is not the recorded one, 5 a limit ended the run, 6 a file differs.")]
pub struct Args {
    /// The folder of the result
    result: PathBuf,
    /// The folder of the round, or its workbook (.xlsx)
    #[arg(long, value_name = "ROUND")]
    round: PathBuf,
    #[command(flatten)]
    earlier: EarlierArgs,
    /// How many threads to use, up to one a core; the result is the same on any number
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Write the findings as JSON
    #[arg(long)]
    json: bool,
}

/// What was found, as `--json` writes it.
#[derive(Serialize)]
struct Finding {
    verdict: &'static str,
    recorded: Versions,
    now: Versions,
    inputs: Vec<Line>,
    files: Vec<Line>,
    again: Vec<Line>,
}

#[derive(Serialize, PartialEq, Eq)]
struct Versions {
    program_version: String,
    solver: String,
    solver_version: String,
}

#[derive(Serialize)]
struct Line {
    file: String,
    fate: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    paths::folder(&args.result, Exit::Usage)?;
    paths::round(&args.round)?;
    let receipt =
        Receipt::read(&args.result).map_err(|fault| End::usage(format_args!("{}: {fault}", quoted(&args.result))))?;
    let solver = solvers::named(&receipt.solver)
        .ok_or_else(|| End::usage(format_args!("the result is of the solver {}, which is not here", receipt.solver)))?;
    let source = Source::open(&args.round);
    let inputs = receipt.inputs_against(&inputs(args, &source)?);
    let files = receipt.files_in(&args.result);
    let can_run = all_same(&inputs) && !receipt.is_cut_short();
    let again = if can_run { again(args, &receipt, solver, &source)? } else { Vec::new() };
    let (exit, verdict) = match (all_same(&inputs), can_run, all_same(&files) && all_same(&again)) {
        (false, ..) => (Exit::Input, "another input"),
        (_, _, false) => (Exit::Violations, "another result"),
        (_, false, true) => (Exit::Limit, "ended by a limit"),
        (_, true, true) => (Exit::Done, "the same"),
    };
    let recorded = Versions {
        program_version: receipt.program_version.clone(),
        solver: receipt.solver.clone(),
        solver_version: receipt.solver_version.clone(),
    };
    let now = Versions {
        program_version: PROGRAM_VERSION.to_owned(),
        solver: solver.name().to_owned(),
        solver_version: solver.version(),
    };
    if recorded != now {
        say(format_args!(
            "Recorded by rightplace {} with {} {}; this is rightplace {} with {} {}.",
            recorded.program_version,
            recorded.solver,
            recorded.solver_version,
            now.program_version,
            now.solver,
            now.solver_version
        ));
    }
    let finding = Finding { verdict, recorded, now, inputs: lines(inputs), files: lines(files), again: lines(again) };
    if args.json {
        json(&finding)?;
    } else {
        for (what, lines) in [("input", &finding.inputs), ("file", &finding.files), ("again", &finding.again)] {
            for line in lines {
                let text = format!("{what:<6} {:<8} {} {}", line.fate, line.file, line.detail);
                data(text.trim_end())?;
            }
        }
    }
    conclude(exit, &finding);
    next(args, exit).say();
    Ok(exit)
}

/// The fingerprints of the files that a run would read.
fn inputs(args: &Args, source: &Source) -> Result<Vec<InputHash>, End> {
    let mut inputs = source.inputs.clone();
    for (option, path) in [("--hold", &args.earlier.hold), ("--keep", &args.earlier.keep)] {
        if let Some(path) = path {
            let bytes = paths::read(path, Exit::Input)?;
            let sha256 = sha256(&bytes);
            inputs.push(InputHash { file: option.to_owned(), sha256 });
        }
    }
    Ok(inputs)
}

/// Runs again and compares the files.
fn again(args: &Args, receipt: &Receipt, solver: &dyn Solver, source: &Source) -> Result<Vec<Compared>, End> {
    let mut run = Run::read(&args.earlier, || problems::sound(Round::from_source(source), &args.round))?;
    let mut result = in_pool(args.threads, || run.solve(Engine::of(solver)))??;
    if receipt.changes.is_some() {
        in_pool(args.threads, || run.fill_changes(&mut result, Engine::of(solver)))?;
    }
    debug_assert!(result.status != Status::Feasible, "no limit can have ended the run");
    let files = report::files(&run.report(&result, receipt.format)).map_err(End::fault)?;
    Ok(receipt.files_against(&args.result, &files))
}

fn all_same(compared: &[Compared]) -> bool {
    compared.iter().all(|one| one.fate == Fate::Same)
}

fn lines(compared: Vec<Compared>) -> Vec<Line> {
    let line = |one: Compared| Line { file: one.file, fate: one.fate.to_string(), detail: one.detail };
    compared.into_iter().map(line).collect()
}

/// What to do after it.
fn next(args: &Args, exit: Exit) -> Next {
    if matches!(exit, Exit::Done | Exit::Limit) {
        let allocations = args.result.join("allocations.csv");
        let words = [args.round.as_os_str(), allocations.as_os_str()];
        return Next::command("audit", words.into_iter().chain(args.earlier.words()));
    }
    let out = paths::beside(&args.result, "again");
    let words = [args.round.as_os_str(), "--out".as_ref(), out.as_os_str()];
    let next =
        if exit == Exit::Input { "find the files as they were, or decide anew" } else { "do not use the result" };
    Next::words(next).then("allocate", words.into_iter().chain(args.earlier.words()))
}

/// Says what it comes to.
fn conclude(exit: Exit, finding: &Finding) {
    let not_same = |lines: &[Line]| {
        let names: Vec<&str> =
            lines.iter().filter(|line| line.fate != Fate::Same.to_string()).map(|line| line.file.as_str()).collect();
        names.join(", ")
    };
    match exit {
        Exit::Done => say(format_args!(
            "{} {} of {} came out again byte for byte.",
            ink::bold("The same."),
            count(finding.again.len(), "file"),
            count(finding.inputs.len(), "input")
        )),
        Exit::Input => {
            say(format_args!("{} {}", ink::error("Not the recorded inputs:"), not_same(&finding.inputs)));
            if finding.inputs.iter().any(|line| line.file.starts_with("--") && line.fate == Fate::Missing.to_string()) {
                say("The result was bound to an earlier one: name it with --hold or --keep.");
            }
        }
        Exit::Limit => say(format_args!(
            "{} The files are as recorded, but a limit ended the run; running again need not come to the same. Audit it instead.",
            ink::bold("Cannot be repeated.")
        )),
        _ => {
            let altered = not_same(&finding.files);
            if !altered.is_empty() {
                say(format_args!("{} {altered}", ink::error("Altered since the run:")));
            }
            let differing = not_same(&finding.again);
            if !differing.is_empty() {
                say(format_args!("{} {differing}", ink::error("Another result of the same inputs:")));
            }
        }
    }
}
