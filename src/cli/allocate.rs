use super::console::say;
use super::earlier::EarlierArgs;
use super::exit::{End, Exit};
use super::running::Run;
use super::solving::{SolvingArgs, refuse};
use super::{problems, tally};
use rightplace::paper::words::count;
use rightplace::paper::{Files, Format, publish};
use rightplace::report::{self, PACKS, RESULT, Report};
use rightplace::result::Status;
use std::path::{Path, PathBuf};

/// Finds the best allocation of a round and writes it down
///
/// Best is what the policy's ladder says, step by step: a later step never
/// gives up anything of an earlier one. Every step comes with a proven bound.
/// The folder then has allocations.csv, unplaced.csv, intakes.csv, schools.csv,
/// reserves.csv, summary.json, timings.json and report.html, as a set or not at
/// all; an earlier result in it is replaced, other files stay.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace allocate spring-2026 --out spring-2026-result
  rightplace allocate spring-2026 --out late-referrals --hold spring-2026-result/allocations.csv

Exit status: 0 proven, 3 the input has errors, 4 infeasible, 5 a limit was reached before the proof.")]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// The folder for the result; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Also write decision packs into this folder: a page and a table for every school and panel
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    #[command(flatten)]
    solving: SolvingArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, and CRLF at line ends
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    earlier: EarlierArgs,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let engine = args.solving.engine()?;
    publish::check(&args.out, &RESULT).map_err(|fault| refuse(&args.out, &fault))?;
    if let Some(folder) = &args.packs {
        publish::check(folder, &PACKS).map_err(|fault| refuse(folder, &fault))?;
    }
    let mut run = Run::read(&args.earlier, || problems::read(&args.round))?;
    let result = args.solving.in_pool(|| run.solve(engine))??;
    let report = run.report(&result, if args.excel { Format::Excel } else { Format::Plain });
    let files = report::files(&report).map_err(End::fault)?;
    publish::publish(&args.out, &RESULT, &files).map_err(|fault| refuse(&args.out, &fault))?;
    tally::tell(&report, &args.earlier.audit(&args.round, &args.out), &args.out, &files);
    if let Some(folder) = &args.packs {
        write_packs(&report, &files, folder)?;
    }
    Ok(match result.status {
        Status::Optimal => Exit::Done,
        Status::Feasible => Exit::Limit,
        Status::Infeasible => Exit::Infeasible,
    })
}

fn write_packs(report: &Report, result: &Files, folder: &Path) -> Result<(), End> {
    let packs = report::packs(report, result).map_err(End::fault)?;
    if packs.is_empty() {
        say("Packs:    none of an infeasible round");
        return Ok(());
    }
    publish::publish(folder, &PACKS, &packs).map_err(|fault| refuse(folder, &fault))?;
    let pages = packs.keys().filter(|name| name.ends_with(".html"));
    let (letters, pages): (Vec<_>, Vec<_>) = pages.partition(|name| name.starts_with("letter-"));
    let letters = count(letters.len(), "letter");
    say(format_args!("Packs:    {} in {}, and {letters}", pages.len(), folder.display()));
    Ok(())
}
