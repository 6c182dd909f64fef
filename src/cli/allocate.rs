use super::earlier::{Earlier, EarlierArgs};
use super::exit::{End, Exit};
use super::progress::Progress;
use super::solving::{SolvingArgs, refuse, unsolved};
use super::{problems, quoted, tally};
use rightplace::explain::idle_keeps;
use rightplace::report::publish::{self, RESULT};
use rightplace::report::{self, Format, Report};
use rightplace::result::{self, RoundResult, Settings, Status, Trace};
use rightplace::round::Round;
use rightplace::solve::Limit;
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
    /// The folder of the round
    round: PathBuf,
    /// The folder for the result; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    solving: SolvingArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, and CRLF at line ends
    #[arg(long)]
    excel: bool,
    #[command(flatten)]
    earlier: EarlierArgs,
}

/// A run with what is written down of it.
struct Run {
    round: Round,
    earlier: Option<Earlier>,
    problems: Vec<rightplace::round::diagnostic::Problem>,
    trace: Trace,
}

impl Args {
    /// The command that checks the result.
    fn next(&self) -> Vec<String> {
        let mut words = vec!["rightplace".to_owned(), "audit".to_owned(), quoted(&self.round)];
        words.push(quoted(&self.out.join("allocations.csv")));
        for (option, path) in [("--hold", &self.earlier.hold), ("--keep", &self.earlier.keep)] {
            words.extend(path.iter().flat_map(|path| [option.to_owned(), quoted(path)]));
        }
        words
    }
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let limit = args.solving.limit();
    publish::check(&args.out, &RESULT).map_err(|fault| refuse(&args.out, &fault))?;
    let mut trace = Trace::default();
    let (mut round, mut problems) = trace.time("reading", || problems::read(&args.round))?;
    let earlier = args.earlier.bind(&mut round)?;
    problems.extend(idle_keeps(&round));
    problems::brief(&problems);
    let mut run = Run { round, earlier, problems, trace };
    let result = args.solving.in_pool(|| solve(&mut run, args, limit))??;
    let report = Report {
        round: &run.round,
        result: &result,
        earlier: run.earlier.as_ref().map(|earlier| earlier.rows.as_slice()),
        problems: &run.problems,
        trace: &run.trace,
        format: if args.excel { Format::Excel } else { Format::Plain },
    };
    let files = report::files(&report).map_err(End::fault)?;
    publish::publish(&args.out, &RESULT, &files).map_err(|fault| refuse(&args.out, &fault))?;
    tally::tell(&report, &args.next(), &args.out, &files);
    Ok(match result.status {
        Status::Optimal => Exit::Done,
        Status::Feasible => Exit::Limit,
        Status::Infeasible => Exit::Infeasible,
    })
}

fn solve(run: &mut Run, args: &Args, limit: Limit) -> Result<RoundResult, End> {
    let solver = args.solving.solver()?;
    let carried = run.earlier.as_ref().map(|earlier| &earlier.carried);
    let relaxed_groups = carried.map(|carried| carried.ran.clone()).unwrap_or_default();
    let settings = Settings { solver, limit, relaxed_groups };
    let mut progress = Progress::new();
    let found = result::allocate(&run.round, &settings, &mut progress, &mut run.trace);
    drop(progress);
    let dropped = carried.map(|carried| carried.dropped.as_slice()).unwrap_or_default();
    let dropped = dropped.iter().map(|row| {
        let (referral, intake) = (&run.round.referrals[row.referral].id, &run.round.intakes[row.intake].id);
        format!("the earlier place of {referral} in {intake} is dropped: barred, deferred, declined or withdrawn")
    });
    let mut found = found.map_err(|fault| unsolved(&fault))?;
    found.warnings.extend(dropped);
    let reserves = run.trace.time("reserves", || result::reserves(&run.round, &found, solver, limit));
    found.reserves = reserves.map_err(|fault| unsolved(&fault))?;
    Ok(found)
}
