use super::earlier::EarlierArgs;
use super::exit::{End, Exit};
use super::publishing::Folders;
use super::running::Run;
use super::solving::SolvingArgs;
use super::{problems, tally};
use rightplace::paper::Format;
use rightplace::report::{self, SUMMARY};
use rightplace::result::{Extent, Status};
use std::path::PathBuf;

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
    /// Also write decision packs into this folder: a page and a table for every school and panel, a letter for every referral
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Also look for the smallest change of everyone without a place, once the allocation is written
    #[arg(long, overrides_with = "no_explain")]
    explain: bool,
    /// Look for no change; those that the folder has of the same allocation stay
    #[arg(long, overrides_with = "explain")]
    no_explain: bool,
    #[command(flatten)]
    solving: SolvingArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their zeros
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    earlier: EarlierArgs,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let engine = args.solving.engine()?;
    let folders = Folders { out: &args.out, packs: args.packs.as_deref() };
    folders.check()?;
    let format = if args.excel { Format::Excel } else { Format::Plain };
    let mut run = Run::read(&args.earlier, || problems::read(&args.round))?;
    let mut result = args.solving.in_pool(|| run.solve(engine))??;
    report::keep_changes(&args.out, &run.round, &mut result);
    let published = folders.publish(&run, &result, format, None)?;
    tally::tell(&run.report(&result, format), &args.earlier.audit(&args.round, &args.out), &args.out, &published.files);
    folders.tell_packs(&published);
    let is_sought = matches!(result.changes, Some(Extent::Whole | Extent::Bounded));
    if args.explain && !is_sought && result.status != Status::Infeasible {
        args.solving.in_pool(|| run.fill_changes(&mut result, engine))?;
        let own = published.files.get(SUMMARY).map(Vec::as_slice);
        folders.publish(&run, &result, format, own)?;
    }
    if args.explain {
        tally::tell_changes(&result);
    }
    tally::next(&result, &args.earlier, (&args.round, &args.out)).say();
    Ok(match result.status {
        Status::Infeasible => Exit::Infeasible,
        Status::Feasible => Exit::Limit,
        Status::Optimal if args.explain && result.changes == Some(Extent::Cut) => Exit::Limit,
        Status::Optimal => Exit::Done,
    })
}
