//! `rightplace explain`.

use super::console::{Next, data, json, say};
use super::earlier::{self, EarlierArgs};
use super::exit::{End, Exit};
use super::ink;
use super::progress::Count;
use super::publishing::Folders;
use super::running::Run;
use super::solving::SolvingArgs;
use super::{problems, tally};
use rightplace::allocation::Draw;
use rightplace::explain::change::Sought;
use rightplace::explain::why::{Outlook, Standing, outlooks};
use rightplace::ids::Word;
use rightplace::paper::Format;
use rightplace::paper::words::{day, title};
use rightplace::problem::nearest;
use rightplace::report;
use rightplace::report::receipt::Receipt;
use rightplace::result::{Extent, RoundResult, Status, seek_changes};
use rightplace::round::{Key, Referral, Round};
use rightplace::solve::Engine;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Says why referrals have the places they have, or none, and what would help
///
/// For each referral: every intake of its programme with the rules that shut it
/// out or who has the places instead, others counted and never named; and for
/// one that is not placed the smallest change that would place it, proven by
/// solving again, with what it costs others. Without a referral, the changes of
/// all that are not placed are written into the result: unplaced.csv and
/// report.html then have them. A result of allocate in the folder is taken over
/// where it is proven and of this very round; else the round is solved first.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace explain spring-2026 --out spring-2026-result R0042
  rightplace explain spring-2026 --out spring-2026-result

Exit status: 0 done, 2 an unknown referral, 3 the input has errors, 4 infeasible, 5 a limit was reached.")]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// The folder of the result
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The ids of referrals; none: all that are not placed
    #[arg(value_name = "REFERRAL")]
    referrals: Vec<String>,
    /// Also write decision packs with the changes into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "referrals")]
    packs: Option<PathBuf>,
    #[command(flatten)]
    solving: SolvingArgs,
    #[command(flatten)]
    earlier: EarlierArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their zeros
    #[arg(long)]
    excel: bool,
    /// Write the explanations of the named referrals as JSON
    #[arg(long, requires = "referrals")]
    json: bool,
}

/// What is said of a referral.
#[derive(Serialize)]
struct Told {
    referral_id: String,
    programme: String,
    class: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    intake_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Change>,
    intakes: Vec<Line>,
}

/// The smallest change, as far as it was looked for.
#[derive(Serialize)]
struct Change {
    /// In a sentence.
    says: String,
    /// What it is in the files.
    edits: Vec<String>,
    /// The referrals that lose their places.
    displaced: usize,
    /// Whether every change that might be smaller was looked at.
    is_complete: bool,
}

/// How an intake stands to a referral.
#[derive(Serialize)]
struct Line {
    intake_id: String,
    start: String,
    standing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    says: Vec<String>,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let engine = args.solving.engine()?;
    let folders = Folders { out: &args.out, packs: args.packs.as_deref() };
    folders.check()?;
    let mut run = Run::read(&args.earlier, || problems::read(&args.round))?;
    let asked = args.referrals.iter().map(|id| find(&run.round, id)).collect::<Result<Vec<_>, End>>()?;
    args.solving.in_pool(|| explain(args, &folders, &mut run, &asked, engine))?
}

/// What to do after the explanations of some referrals.
fn next(args: &Args, told: &[Told]) -> Next {
    if told.iter().any(|one| one.change.as_ref().is_some_and(|change| !change.edits.is_empty())) {
        return Next::words("make a change in the files if it is to be").then("check", [&args.round]);
    }
    let allocations = args.out.join("allocations.csv");
    let words = [args.round.as_os_str(), "--allocations".as_ref(), allocations.as_os_str()];
    if allocations.is_file() { Next::command("deadlines", words) } else { Next::command("check", [&args.round]) }
}

fn find(round: &Round, id: &str) -> Result<Key<Referral>, End> {
    round.referrals.find(id).ok_or_else(|| {
        let near = nearest(id, round.referrals.iter().map(|(_, referral)| referral.id.as_str()));
        let near = near.map(|near| format!("; did you mean {near:?}?")).unwrap_or_default();
        End::usage(format_args!("there is no referral {id:?} in the round{near}"))
    })
}

fn explain(
    args: &Args,
    folders: &Folders,
    run: &mut Run,
    asked: &[Key<Referral>],
    engine: Engine,
) -> Result<Exit, End> {
    let summary = folders.summary();
    let (mut found, format, goes_on_from) = match taken_over(args, run, engine)? {
        Some((found, format)) => (found, format, summary.as_deref()),
        None => (run.solve(engine)?, Format::Plain, None),
    };
    let format = if args.excel { Format::Excel } else { format };
    if found.status == Status::Infeasible {
        return Err(End {
            exit: Exit::Infeasible,
            message: "the decisions to place cannot all be kept; rightplace allocate names them".to_owned(),
        });
    }
    if !asked.is_empty() {
        let told = about(run, &found, asked, engine);
        let exit = tell(&told, args.json, found.status)?;
        next(args, &told).say();
        return Ok(exit);
    }
    report::keep_changes(&args.out, &run.round, &mut found);
    run.fill_changes(&mut found, engine);
    let published = folders.publish(run, &found, format, goes_on_from)?;
    tally::tell(&run.report(&found, format), &args.earlier.audit(&args.round, &args.out), &args.out, &published.files);
    folders.tell_packs(&published);
    tally::tell_changes(&found);
    tally::next(&found, &args.earlier, (&args.round, &args.out)).say();
    Ok(if found.changes == Some(Extent::Cut) || found.status == Status::Feasible { Exit::Limit } else { Exit::Done })
}

/// What is said of some referrals.
fn about(run: &mut Run, found: &RoundResult, asked: &[Key<Referral>], engine: Engine) -> Vec<Told> {
    let posed = run.posed();
    let without: BTreeSet<Key<Referral>> = found.unplaced.iter().map(|unplaced| unplaced.referral).collect();
    let wanted: Vec<Key<Referral>> = asked.iter().copied().filter(|key| without.contains(key)).collect();
    let count = Count::new(wanted.len(), "looking for changes");
    let sought = seek_changes(&posed, found, &wanted, engine, &|| count.step());
    let sought: BTreeMap<Key<Referral>, Sought> = wanted.into_iter().zip(sought).collect();
    let placements = found.placed.iter().map(|placed| (placed.placement.referral, placed.placement.intake));
    let placed = posed.columns(placements);
    let one = |key: &Key<Referral>| told(&run.round, found, *key, outlooks(&posed, &placed, *key), sought.get(key));
    asked.iter().map(one).collect()
}

/// The result in the folder with the form of its CSV files, where it is proven,
/// of this very round and as it was written; nothing where there is no such
/// result.
fn taken_over(args: &Args, run: &mut Run, engine: Engine) -> Result<Option<(RoundResult, Format)>, End> {
    let solver = (engine.solver.name(), engine.solver.version());
    let is_own = |receipt: &Receipt| receipt.is_of(&run.round.inputs, (solver.0, &solver.1), &args.out);
    let Some(receipt) = Receipt::read(&args.out).ok().filter(is_own) else { return Ok(None) };
    let (rows, _) = earlier::rows(&run.round, &args.out.join("allocations.csv"))?;
    let draw = receipt.draw.as_deref().and_then(Draw::parse);
    Ok(run.take_over(&rows, draw, engine)?.map(|found| (found, receipt.format)))
}

fn told(
    round: &Round,
    found: &RoundResult,
    key: Key<Referral>,
    outlooks: Vec<Outlook>,
    sought: Option<&Sought>,
) -> Told {
    let referral = &round.referrals[key];
    let unplaced = found.unplaced.iter().find(|unplaced| unplaced.referral == key);
    let placed = found.placed.iter().find(|placed| placed.placement.referral == key);
    let change = sought.map(|sought| Change {
        says: match &sought.found {
            Some(found) => found.describe(round),
            None if sought.is_complete => "none was found: no change of the kinds looked at places it".to_owned(),
            None => "none was found before a limit was reached".to_owned(),
        },
        edits: sought
            .found
            .iter()
            .flat_map(|found| &found.changes)
            .flat_map(|change| change.edits(round))
            .map(|edit| edit.describe(round))
            .collect(),
        displaced: sought.found.as_ref().map_or(0, |found| found.displaced.len()),
        is_complete: sought.is_complete,
    });
    Told {
        referral_id: referral.id.clone(),
        programme: round.policy.programmes[referral.programme].name.clone(),
        class: unplaced
            .map(|one| &one.class)
            .or(placed.map(|one| &one.class))
            .map(ToString::to_string)
            .unwrap_or_default(),
        intake_id: placed.map(|placed| round.intakes[placed.placement.intake].id.clone()),
        reason: unplaced.map(|unplaced| unplaced.explanation.reason.to_string()),
        detail: unplaced.map(|unplaced| unplaced.explanation.detail.clone()),
        change,
        intakes: outlooks.into_iter().map(|outlook| line(round, outlook)).collect(),
    }
}

fn line(round: &Round, outlook: Outlook) -> Line {
    let intake = &round.intakes[outlook.intake];
    let (standing, rank, says) = match outlook.standing {
        Standing::ShutOut(reasons) => {
            let says = reasons.into_iter().map(|(rule, reason)| format!("{rule}: {reason}")).collect();
            ("shut out", None, says)
        }
        Standing::Taken { rank } => ("placed here", Some(rank), Vec::new()),
        Standing::Open { rank, limit, rivals } => {
            let free = || "still free, but taking it would worsen a later stage".to_owned();
            let says = [Some(limit.unwrap_or_else(free)), rivals.describe()];
            ("option", Some(rank), says.into_iter().flatten().collect())
        }
    };
    Line { intake_id: intake.id.clone(), start: day(intake.start), standing, rank, says }
}

fn tell(told: &[Told], is_json: bool, status: Status) -> Result<Exit, End> {
    let exit = if status == Status::Optimal { Exit::Done } else { Exit::Limit };
    if is_json {
        json(told)?;
        return Ok(exit);
    }
    for (position, one) in told.iter().enumerate() {
        if position > 0 {
            data("")?;
        }
        let place = match &one.intake_id {
            Some(intake) => format!("placed in {intake}"),
            None => "not placed".to_owned(),
        };
        let head = format!("{}, {}, class {}: {place}", one.referral_id, title(&one.programme), one.class);
        data(ink::bold(head))?;
        if let (Some(reason), Some(detail)) = (&one.reason, &one.detail) {
            data(format_args!("Why: {reason}. {detail}"))?;
        }
        if let Some(change) = &one.change {
            data(format_args!("It would be placed with: {}.", change.says))?;
            for edit in &change.edits {
                data(format_args!("  In the files: {edit}"))?;
            }
        }
        data(format_args!("Intakes of {}:", title(&one.programme)))?;
        let width = one.intakes.iter().map(|line| line.intake_id.chars().count()).max().unwrap_or(0);
        for line in &one.intakes {
            let rank = line.rank.map(|rank| format!(", choice {rank}")).unwrap_or_default();
            let says = line.says.join("; ");
            let says = if says.is_empty() { says } else { format!(": {says}") };
            data(format_args!("  {:<width$}  {}  {}{rank}{says}", line.intake_id, line.start, line.standing))?;
        }
    }
    if status != Status::Optimal {
        say(format_args!("{} no change was looked for.", ink::warning("The allocation is not proven:")));
    }
    Ok(exit)
}
