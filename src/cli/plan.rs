//! `rightplace plan value` and `rightplace plan buy`.

use super::console::{Next, data, quoted, say};
use super::exit::{End, Exit};
use super::ink;
use super::progress::Count;
use super::solving::{SolvingArgs, refuse};
use super::{paths, problems};
use clap::Subcommand;
use rightplace::paper::words::{PROVISIONAL, count, pounds, title};
use rightplace::paper::{Files, Format, publish};
use rightplace::plan::Later;
use rightplace::plan::buy::{self, CurvePoint, Decided, Market, Menu, PLAN_BUY, Purchase};
use rightplace::plan::value::{self, Ask, PLAN_VALUE, Value, Verdict};
use rightplace::posed::Posed;
use rightplace::problem::Problem;
use rightplace::round::Round;
use rightplace::solve::Fault;
use rightplace::source::Source;
use rightplace::whatif::Scenario;
use rightplace::whatif::demand::Archive;
use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// Says what capacity is worth before a term, and what to buy of it
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    Value(ValueArgs),
    Buy(BuyArgs),
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
    /// Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their zeros
    #[arg(long)]
    excel: bool,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    match &args.question {
        Question::Value(args) => run_value(args),
        Question::Buy(args) => run_buy(args),
    }
}

fn run_value(args: &ValueArgs) -> Result<Exit, End> {
    let engine = args.solving.engine()?;
    publish::check(&args.out, &PLAN_VALUE).map_err(|fault| refuse(&args.out, &fault))?;
    let (round, found) = problems::read(&args.round)?;
    problems::brief(&found);
    let posed = Posed::new(round, BTreeSet::new());
    let ask = Ask { posed: &posed, most: args.most.get(), pounds: args.pounds.get(), is_whole: args.whole, engine };
    let progress = Count::new(value::extent(&ask), "limits and places");
    let value = args.solving.in_pool(|| value::value(&ask, &|some| progress.steps(some)))?;
    drop(progress);
    let value = value.map_err(|fault| unplanned(&fault))?;
    let format = if args.excel { Format::Excel } else { Format::Plain };
    let files = value::files(&value, format).map_err(End::fault)?;
    publish::publish(&args.out, &PLAN_VALUE, &files).map_err(|fault| refuse(&args.out, &fault))?;
    problems::brief(&warnings(&value.taken_from_later(), value.ask.round()));
    tell_value(&value)?;
    tell_files(&args.out, &files, "value.html");
    let next = Next::words("put what is worth its price on a menu for plan buy (docs/planning.md)");
    if value.is_proven() { next } else { Next::words("allow more time").then_again() }.say();
    Ok(if value.is_proven() { Exit::Done } else { Exit::Limit })
}

/// Warnings of what later rounds of the year would lack.
fn warnings(later: &[Later], round: &Round) -> Vec<Problem> {
    later.iter().map(|one| one.problem(round)).collect()
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
    let line = |label: &str, text: String| data(format_args!("{}{text}", ink::bold(format_args!("{label:<16}"))));
    if value.ask.round().run.provisional {
        data(ink::warning(PROVISIONAL))?;
    }
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
            "{} that nobody takes; one place fewer in {} with as many placed",
            count(unused as usize, "place"),
            count(kept.count(), "full intake")
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
    say(format_args!("Written to {}: {}", quoted(out), names.join(", ")));
    say(format_args!("Read it:  {}", quoted(out.join(page))));
}

/// What to buy of a menu for a budget, or to reach targets at the least cost
///
/// One integer program decides the purchase and the allocation together; the
/// ordinary run of the round with the purchase made confirms it, and is audited.
/// The folder then has purchase.csv, curve.csv, buy.html and plan-buy.json, and
/// with --demand draws.csv, as a set or not at all.
#[derive(clap::Args)]
#[command(after_help = "\
Example:
  rightplace plan buy spring-2026 menu.toml --out buy

Exit status: 0 done, 3 the round or the menu has errors, 4 the round is infeasible, 5 a limit was reached
before everything was proven; what is not proven is marked.")]
struct BuyArgs {
    /// The folder of the round
    round: PathBuf,
    /// What could be commissioned, at what price, and what for
    menu: PathBuf,
    /// The folder for the files; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// A scenario that draws demand: half of the draws are bought for, the other half test the purchase
    #[arg(long, value_name = "SCENARIO")]
    demand: Option<PathBuf>,
    #[command(flatten)]
    solving: SolvingArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their zeros
    #[arg(long)]
    excel: bool,
}

fn run_buy(args: &BuyArgs) -> Result<Exit, End> {
    let engine = args.solving.engine()?;
    publish::check(&args.out, &PLAN_BUY).map_err(|fault| refuse(&args.out, &fault))?;
    paths::round(&args.round)?;
    let source = Source::open(&args.round);
    let (_, found) = problems::sound(Round::from_source(&source), &args.round)?;
    problems::brief(&found);
    let (name, bytes) = file(&args.menu)?;
    let menu = Menu::parse(&name, &bytes);
    let mend = || Next::words(format_args!("mend {}", quoted(&args.menu))).then_again();
    let market = Market::open(&menu, &source).map_err(|found| problems::refuse(&found, mend()))?;
    let demands = match &args.demand {
        None => Vec::new(),
        Some(path) => drawn(&market, path)?,
    };
    let ask = buy::Ask { market: &market, demands: &demands, engine };
    let progress = Count::new(2, "decided");
    let purchase = args.solving.in_pool(|| buy::buy(&ask, &|| progress.step()))?;
    drop(progress);
    let purchase = purchase.map_err(|fault| unplanned(&fault))?;
    let format = if args.excel { Format::Excel } else { Format::Plain };
    let files = buy::files(&purchase, format).map_err(End::fault)?;
    publish::publish(&args.out, &PLAN_BUY, &files).map_err(|fault| refuse(&args.out, &fault))?;
    problems::brief(&warnings(&purchase.later, &market.unchanged));
    tell_buy(&purchase)?;
    tell_files(&args.out, &files, "buy.html");
    let next = match (purchase.is_proven(), &purchase.decided) {
        (false, _) => Next::words("allow more time").then_again(),
        (true, Decided::Unmet(_)) => Next::words("lower the targets or lengthen the menu").then_again(),
        (true, _) => Next::words("write what is bought into the round").then("check", [&args.round]),
    };
    next.say();
    Ok(if purchase.is_proven() { Exit::Done } else { Exit::Limit })
}

/// A file's name and bytes.
fn file(path: &Path) -> Result<(String, Vec<u8>), End> {
    let bytes = paths::read(path, Exit::Usage)?;
    Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), bytes))
}

fn drawn(market: &Market, path: &Path) -> Result<Vec<Round>, End> {
    let (name, bytes) = file(path)?;
    let mut scenario = Scenario::parse(&name, &bytes);
    Archive::default().fetch(&mut scenario, path.parent().unwrap_or(Path::new("")));
    if scenario.demand().is_none() && scenario.problems().is_empty() {
        return Err(End::usage(format_args!("{} draws no demand: it has no [demand]", quoted(path))));
    }
    if market.menu.budget.is_none() {
        return Err(End::usage("--demand needs a menu with a budget"));
    }
    let mend = || Next::words(format_args!("mend {}", quoted(path))).then_again();
    buy::demands(market, &scenario).map_err(|found| problems::refuse(&found, mend()))
}

fn tell_buy(purchase: &Purchase) -> Result<(), End> {
    let line = |label: &str, text: String| data(format_args!("{}{text}", ink::bold(format_args!("{label:<16}"))));
    if purchase.ask.market.round.run.provisional {
        data(ink::warning(PROVISIONAL))?;
    }
    let menu = purchase.ask.market.menu;
    line("Nothing bought", format!("{} placed", purchase.before.placed))?;
    match &purchase.decided {
        Decided::Plan(plan) => {
            let proven = if plan.is_proven { "proven" } else { "not proven: the limit was reached" };
            line("To buy", format!("{}: {} placed, {proven}", pounds(plan.cost), plan.confirmed.placed))?;
            let bought = menu.items.iter().zip(&plan.numbers).filter(|(_, number)| **number > 0);
            for (item, number) in bought {
                line("", format!("{number} × {}, {}", title(&item.id), pounds(item.cost(*number))))?;
            }
        }
        Decided::Unmet(plan) => {
            line("Targets", "no purchase meets every target; with everything on the menu:".to_owned())?;
            for reached in &plan.confirmed.reached {
                line("", format!("{} of {} placed, {} needed", reached.placed, reached.of, reached.wanted))?;
            }
        }
        Decided::Unknown => line("To buy", "not decided: the limit was reached".to_owned())?,
    }
    line(
        "Curve",
        format!("{} from {} to {}", count(purchase.curve.len(), "point"), ends(purchase).0, ends(purchase).1),
    )?;
    if let Some(robust) = &purchase.robust {
        let tested = robust.tested.len().max(1) as i64;
        let mean = |plan: usize| {
            let sum: i64 = robust.tested.iter().map(|test| test.totals()[plan]).sum();
            let tenths = (10 * sum + tested / 2) / tested;
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        let text = format!(
            "for {} demands {}; in {} not seen, {} placed on average, {} by the purchase above, {} with nothing bought",
            robust.planned,
            pounds(robust.cost),
            robust.tested.len(),
            mean(2),
            mean(1),
            mean(0),
        );
        line("If demand differs", text)?;
    }
    Ok(())
}

fn ends(purchase: &Purchase) -> (String, String) {
    let shown = |point: Option<&CurvePoint>| {
        point.map(|point| format!("{} placed for {}", point.placed, pounds(point.cost))).unwrap_or_default()
    };
    (shown(purchase.curve.first()), shown(purchase.curve.last()))
}
