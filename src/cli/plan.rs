use super::console::{data, say, stdout_ink};
use super::exit::{End, Exit};
use super::problems;
use super::progress::Count;
use super::solving::{SolvingArgs, refuse};
use clap::Subcommand;
use rightplace::plan::value::{self, Ask, Value, Verdict};
use rightplace::report::publish::{self, PLAN_VALUE};
use rightplace::report::words::count;
use rightplace::report::{Files, Format};
use rightplace::solve::Fault;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// Says what capacity is worth before a term
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    Value(ValueArgs),
}

/// What one more place is worth at every limit, and which places could close
///
/// Every intake, course, provider, programme, school's paid places and budget,
/// and every pool: what one more of it would bring, two more and so on, found by
/// climbing the ladder again; and what of every intake could close without loss.
/// The folder then has values.csv, value-groups.csv, closings.csv, value.html
/// and plan-value.json, as a set or not at all.
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  rightplace plan value spring-2026 --out value

Exit status: 0 done, 3 the input has errors, 4 the round is infeasible, 5 a limit was reached before
everything was proven; what is not proven is marked.")]
struct ValueArgs {
    /// The folder of the round
    round: PathBuf,
    /// The folder for the files; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How many more of a limit are tried at the most
    #[arg(long, value_name = "N", default_value = "3")]
    most: NonZeroU32,
    /// What counts as one more of a budget
    #[arg(long, value_name = "POUNDS", default_value = "100")]
    pounds: NonZeroU32,
    /// Also count the steps that decide only where a child goes; takes several times as long
    #[arg(long)]
    whole: bool,
    #[command(flatten)]
    solving: SolvingArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, and CRLF at line ends
    #[arg(long)]
    excel: bool,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    match &args.question {
        Question::Value(args) => run_value(args),
    }
}

fn run_value(args: &ValueArgs) -> Result<Exit, End> {
    let limit = args.solving.limit();
    publish::check(&args.out, &PLAN_VALUE).map_err(|fault| refuse(&args.out, &fault))?;
    let (round, found) = problems::read(&args.round)?;
    problems::brief(&found);
    let ask = Ask {
        round: &round,
        most: args.most.get(),
        pounds: args.pounds.get(),
        is_whole: args.whole,
        solver: args.solving.solver()?,
        limit,
    };
    let progress = Count::new(value::extent(&ask), "limits and places");
    let value = args.solving.in_pool(|| value::value(&ask, &|some| progress.steps(some)))?;
    drop(progress);
    let value = value.map_err(|fault| unplanned(&fault))?;
    let format = if args.excel { Format::Excel } else { Format::Plain };
    let files = value::files(&value, format).map_err(End::fault)?;
    publish::publish(&args.out, &PLAN_VALUE, &files).map_err(|fault| refuse(&args.out, &fault))?;
    tell_value(&value)?;
    tell_files(&args.out, &files, "value.html");
    Ok(if value.is_proven() { Exit::Done } else { Exit::Limit })
}

/// The end of a run that has nothing to plan from.
fn unplanned(fault: &Fault) -> End {
    match fault {
        Fault::Infeasible => End {
            exit: Exit::Infeasible,
            message: format!("{fault}; nothing was written. rightplace allocate says which stand against each other."),
        },
        other => super::solving::unsolved(other),
    }
}

fn tell_value(value: &Value) -> Result<(), End> {
    let ink = stdout_ink();
    let line = |label: &str, text: String| data(format_args!("{}{text}", ink.bold(format_args!("{label:<16}"))));
    let worths = &value.worths;
    let of = |is_so: &dyn Fn(&Verdict) -> bool| worths.iter().filter(|worth| is_so(&worth.verdict)).count();
    let useful = of(&|verdict| matches!(verdict, Verdict::Useful { .. }));
    let places = of(&|verdict| verdict.first().is_some_and(|point| value.placed_change(point) > 0));
    line("Placed", format!("{} as it is", value.placed))?;
    line("Limits", format!("{}: more is of use at {useful}, one more places more children at {places}", worths.len()))?;
    for worth in value.ranked().into_iter().take(SHOWN) {
        if let Some(text) = value.describe(worth) {
            line("", text)?;
        }
    }
    let unused: u32 = value.closings.iter().map(value::Closing::unused).sum();
    let kept =
        value.closings.iter().filter(|closing| closing.unused() == 0 && closing.fewer.keeps_placed() == Some(true));
    line(
        "Could close",
        format!(
            "{} that nobody takes; one place of {} more full intakes with as many placed",
            count(unused as usize, "place"),
            kept.count()
        ),
    )?;
    let open = worths.iter().filter(|worth| !worth.verdict.is_proven()).count();
    let open = open + value.closings.iter().filter(|closing| !closing.fewer.is_proven()).count();
    if open > 0 {
        line("Not proven", format!("{open} of them: the limit was reached"))?;
    }
    Ok(())
}

/// How many of the most useful limits are listed.
const SHOWN: usize = 5;

fn tell_files(out: &Path, files: &Files, page: &str) {
    say("");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    say(format_args!("Written to {}: {}", out.display(), names.join(", ")));
    say(format_args!("Read it:  {}", out.join(page).display()));
}
