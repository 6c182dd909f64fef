//! `rightplace year`.

use super::console::{Next, quoted, say};
use super::exit::{End, Exit};
use super::ink;
use super::progress::Progress;
use super::solving::{SolvingArgs, refuse, unsolved};
use super::{paths, problems};
use rightplace::paper::words::{count, day, title};
use rightplace::paper::{Files, Format, publish};
use rightplace::report;
use rightplace::result::Status;
use rightplace::solve::Engine;
use rightplace::year::YEAR;
use rightplace::year::{self, How, Plan, Term, Year, YearFault};
use std::path::PathBuf;

/// Runs the rounds of a year, each after what the one before left
///
/// DIR holds a folder for each round. The first is run as it is; each of the
/// others takes over placements, used paid places, refusals, and whoever was
/// not placed. The folder then has year.html and year.csv for the whole year,
/// each round's result under results, and under rounds the files that the later
/// rounds were run from.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace year coventry-2025-26 --out coventry-2025-26-result

Without a year.toml, the rounds are the subfolders with a round.toml, by their day.

Exit status: 0 every round is proven, 3 the input has errors, 4 a round is infeasible and the year ends with it,
5 a limit was reached before the proof of a round.")]
pub struct Args {
    /// The folder of the year
    dir: PathBuf,
    /// The folder for the results; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    solving: SolvingArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their zeros
    #[arg(long)]
    excel: bool,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let is_same =
        |other: &PathBuf| args.dir.canonicalize().is_ok_and(|dir| other.canonicalize().is_ok_and(|out| out == dir));
    if is_same(&args.out) {
        return Err(End::usage(format_args!(
            "{} is the folder of the year; choose another for the results",
            quoted(&args.out)
        )));
    }
    publish::check(&args.out, &YEAR).map_err(|fault| refuse(&args.out, &fault))?;
    paths::folder(&args.dir, Exit::Input)?;
    let plan = Plan::read(&args.dir).map_err(|fault| ended(args, &fault))?;
    let solver = args.solving.engine()?.solver;
    let engine = || Engine { solver, stop: args.solving.stop() };
    let how = How { engine: &engine };
    let mut progress = Progress::new();
    let ran = args.solving.in_pool(|| year::run(&args.dir, &plan, &how, &mut progress))?;
    drop(progress);
    let mut year = ran.map_err(|fault| ended(args, &fault))?;
    for term in &mut year.terms {
        report::keep_changes(&args.out.join("results").join(&term.name), &term.round, &mut term.result);
    }
    let format = if args.excel { Format::Excel } else { Format::Plain };
    let files = year::files(&year, format).map_err(End::fault)?;
    publish::publish(&args.out, &YEAR, &files).map_err(|fault| refuse(&args.out, &fault))?;
    tell(args, &year, &files);
    next(args, &year).say();
    Ok(match year.status() {
        Status::Optimal => Exit::Done,
        Status::Feasible => Exit::Limit,
        Status::Infeasible => Exit::Infeasible,
    })
}

/// What to do after the year.
fn next(args: &Args, year: &Year) -> Next {
    match (year.status(), year.terms.last()) {
        (Status::Infeasible, _) => Next::words("make one of the changes that its report names").then_again(),
        (Status::Feasible, _) => Next::words("allow more time").then_again(),
        (Status::Optimal, None) => Next::words("add the rounds").then_again(),
        (Status::Optimal, Some(last)) => {
            let allocations = args.out.join("results").join(&last.name).join("allocations.csv");
            let words = [folder(args, last).into_os_string(), "--allocations".into(), allocations.into_os_string()];
            Next::command("deadlines", words)
        }
    }
}

/// The folder of a round of the year as it was run.
fn folder(args: &Args, term: &Term) -> PathBuf {
    match &term.files {
        Some(_) => args.out.join("rounds").join(&term.name),
        None => args.dir.join(&term.name),
    }
}

fn ended(args: &Args, fault: &YearFault) -> End {
    match fault {
        YearFault::Plan(message) => End { exit: Exit::Input, message: message.clone() },
        YearFault::Input { round, problems } => {
            say(format_args!("In {}:", title(round)));
            problems::refuse(problems, Next::words("mend the errors").then("check", [args.dir.join(round)]))
        }
        YearFault::Solver(fault) => unsolved(fault),
    }
}

/// Tells what the year came to and where it is written.
fn tell(args: &Args, year: &Year, files: &Files) {
    say("");
    say(ink::bold(title(&year.name)));
    for term in &year.terms {
        let (round, result) = (&term.round, &term.result);
        say(format_args!(
            "  {}, as of {}: {}. {} placed, {} not; {} carried over.",
            title(&term.name),
            day(round.run.as_of),
            result.status.word(),
            result.placed.len(),
            result.unplaced.len(),
            term.carried.len()
        ));
        for member in &result.conflict.members {
            say(format_args!("    {:<13} {}", member.id, member.detail));
        }
        for note in &term.notes {
            say(format_args!("    {} {}", ink::warning("warning:"), note));
        }
        let warnings = term.problems.iter().filter(|problem| !problem.is_error()).count();
        if warnings > 0 {
            say(format_args!("    {} about its files: see its report", count(warnings, "warning")));
        }
    }
    for name in &year.not_run {
        say(format_args!("  {}: not run, because the round before it is infeasible", title(name)));
    }
    say("");
    say(format_args!("Written to {}: {}", quoted(&args.out), count(files.len(), "file")));
    say(format_args!("Read it:  {}", quoted(args.out.join("year.html"))));
    let checks = year.terms.iter().filter(|term| term.result.status != Status::Infeasible).map(|term| {
        let round = folder(args, term);
        let result = args.out.join("results").join(&term.name).join("allocations.csv");
        format!("rightplace audit {} {}", quoted(round), quoted(result))
    });
    for check in checks {
        say(format_args!("Check it: {check}"));
    }
}
