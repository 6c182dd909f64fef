//! `rightplace whatif`.

use super::console::{Next, data, quoted, say};
use super::exit::{End, Exit};
use super::ink;
use super::problems::MOST_SHOWN;
use super::progress::Count;
use super::solving::{SolvingArgs, refuse, unsolved};
use super::{paths, problems};
use rightplace::ids::Word;
use rightplace::paper::publish::Turn;
use rightplace::paper::words::{PROVISIONAL, count, number, title};
use rightplace::paper::{Files, Format, publish};
use rightplace::problem::{Code, Place, Problem, alike};
use rightplace::result::Status;
use rightplace::round::Round;
use rightplace::solve::Fault;
use rightplace::source::{Source, is_hidden};
use rightplace::whatif::demand::Archive;
use rightplace::whatif::{
    self, Batch, ESTIMATES, Failure, Finding, Journal, JournalFault, Known, Outcome, Row, SHARD, SHARD_INDEX,
    SHARD_RESULTS, Scenario, Shard, Study, Unmerged, WHATIF, Way,
};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Compares what a round would come to under other circumstances
///
/// A scenario file changes a copy of the round: places, budgets, providers,
/// rules of the policy; or sweeps over several values. Each is decided exactly
/// as allocate would decide the edited files, and stands beside the unchanged
/// round. The folder then has comparison.csv, movements.csv, report.html and
/// whatif.json, as a set or not at all. A scenario that fails harms no other.
/// What is decided is written down beside the folder as it comes: a run that was
/// killed goes on from there when it is run again. A batch can be run in parts on
/// several machines and put together. First estimates stand in estimates.csv until the
/// results take their place.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace whatif spring-2026 more-places.toml fewer-places.toml --out what-if
  rightplace whatif spring-2026 whatif/ --compare --out what-if
  rightplace whatif spring-2026 whatif/ --estimate --out what-if
  rightplace whatif spring-2026 whatif/ --shard 3/8 --out shards/3
  rightplace whatif spring-2026 whatif/ --merge shards/* --out what-if

Exit status: 0 done, 3 the input has errors or every scenario failed, 5 a limit was reached before any result, or cut estimates off.")]
pub struct Args {
    /// The folder of the round
    round: PathBuf,
    /// Scenario files, or folders of them
    #[arg(required_unless_present = "compare", value_name = "SCENARIO")]
    scenarios: Vec<PathBuf>,
    /// The folder for the comparison; created where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Also decide the unchanged round in four other ways, such as first come first served
    #[arg(long)]
    compare: bool,
    /// Estimate only: what linear relaxations promise, in seconds; nothing is proven
    #[arg(long, conflicts_with_all = ["shard", "merge", "compare"])]
    estimate: bool,
    /// Decide one part of the batch alone, such as 3/8, and write what it comes to for --merge
    #[arg(long, value_name = "K/N", conflicts_with_all = ["merge", "compare"])]
    shard: Option<Shard>,
    /// Put the batch together from the folders of its parts, without solving
    #[arg(long, value_name = "DIR", num_args = 1..)]
    merge: Vec<PathBuf>,
    #[command(flatten)]
    solving: SolvingArgs,
    /// Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their zeros
    #[arg(long)]
    excel: bool,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    let engine = args.solving.engine()?;
    let set = match (args.shard, args.estimate) {
        (Some(_), _) => &SHARD,
        (_, true) => &ESTIMATES,
        _ => &WHATIF,
    };
    publish::check(&args.out, set).map_err(|fault| refuse(&args.out, &fault))?;
    paths::round(&args.round)?;
    let source = Source::open(&args.round);
    let round = Arc::new(read(&source, &args.round)?);
    let scenarios = scenarios(&args.scenarios, &round)?;
    let journal = if args.estimate { Journal::none() } else { journal(args)? };
    let batch = Batch {
        source: &source,
        round: &round,
        scenarios: &scenarios,
        ways: if args.compare { Way::ALL } else { &[] },
        engine,
        journal: &journal,
    };
    if args.estimate {
        if round.run.provisional {
            say(ink::warning(PROVISIONAL));
        }
        let exit = estimate(args, &batch)?;
        match exit {
            Exit::Done => Next::words("decide what is promising: the same without --estimate").say(),
            _ => Next::words("mend the scenarios").then_again().say(),
        }
        return Ok(exit);
    }
    if let Some(shard) = args.shard {
        portion(args, &batch, shard)?;
        finish(journal)?;
        Next::words("when all parts are decided, put them together with --merge").say();
        return Ok(Exit::Done);
    }
    // Whoever waits for a long batch sees at once about what it will come to.
    let is_new = args.merge.is_empty() && journal.count() == 0 && !scenarios.is_empty();
    if is_new && publish::check(&args.out, &ESTIMATES).is_ok() {
        estimate(args, &batch)?;
    }
    let study = studied(args, &batch)?;
    tell_failures(study.results());
    let is_open = is_open(&study);
    // Other ways of deciding are worth writing down, whatever became of scenarios.
    if study.has_failed() && study.ways.is_empty() {
        say("Every scenario failed; nothing was written.");
    } else {
        let format = if args.excel { Format::Excel } else { Format::Plain };
        let files = whatif::files(&study, format).map_err(End::fault)?;
        let mut turn = Turn::take(&[&args.out]).map_err(|(folder, fault)| refuse(folder, &fault))?;
        // Results take the place of estimates; what is not ours stays.
        if turn.check(&args.out, &ESTIMATES).is_ok() {
            turn.withdraw(&args.out, &ESTIMATES).map_err(|fault| refuse(&args.out, &fault))?;
        }
        turn.publish(&args.out, &WHATIF, &files).map_err(|fault| refuse(&args.out, &fault))?;
        drop(turn);
        tell(args, &study, &files)?;
    }
    let next = match (study.has_failed(), is_open) {
        (_, true) => Next::words("allow more time").then_again(),
        (true, _) => Next::words("mend the scenarios").then_again(),
        _ => Next::words("make the change that is chosen in the round").then("check", [&args.round]),
    };
    let ended = match (study.has_failed(), is_open) {
        (true, _) => exit_of(study.rows.iter().map(|row| &row.result)),
        (_, true) => Exit::Limit,
        _ => Exit::Done,
    };
    drop(study);
    if is_open {
        tell_of_journal(args, &journal);
    } else {
        finish(journal)?;
    }
    next.say();
    Ok(ended)
}

/// The end of a batch by what became of its scenarios, none of which came to
/// anything.
fn exit_of<'r, T: 'r>(results: impl Iterator<Item = &'r Result<T, Failure>>) -> Exit {
    let failures: Vec<&Failure> = results.filter_map(|result| result.as_ref().err()).collect();
    match failures.as_slice() {
        all if all.contains(&&Failure::NotReached) => Exit::Limit,
        all if all.iter().any(|failure| matches!(failure, Failure::Solver(_))) => Exit::Fault,
        _ => Exit::Input,
    }
}

/// Decides the batch, or puts it together from its parts.
fn studied<'a>(args: &Args, batch: &Batch<'a>) -> Result<Study<'a>, End> {
    let progress = Count::new(batch.scenarios.iter().map(Scenario::count).sum(), "scenarios");
    let step = || progress.step();
    if args.merge.is_empty() {
        let studied = args.solving.in_pool(|| whatif::study(batch, &step))?;
        return studied.map_err(|fault| {
            drop(progress);
            unsolved(&fault)
        });
    }
    args.solving.in_pool(|| whatif::merge(batch, &step))?.map_err(|unmerged| match unmerged {
        Unmerged::Fault(fault) => unsolved(&fault),
        Unmerged::Unsound { part, variant } => {
            let found = format!("figures of {} that its round does not come to", title(&variant));
            problems::refuse(&[altered(Place::of_file(part.clone()), found)], run_altered_again())
        }
        Unmerged::Missing(names) => {
            let first: Vec<String> = names.iter().take(3).map(|name| title(name)).collect();
            let more = if names.len() > first.len() { ", …" } else { "" };
            End::usage(format_args!(
                "{} in none of the folders: {}{more}. Run the parts that lack them again, with the same files and program.",
                count(names.len(), "result"),
                first.join(", "),
            ))
        }
    })
}

/// Estimates the batch and writes what is promised.
fn estimate(args: &Args, batch: &Batch) -> Result<Exit, End> {
    let progress = Count::new(batch.scenarios.iter().map(Scenario::count).sum(), "estimates");
    let estimates = args.solving.in_pool(|| whatif::estimate(batch, &|| progress.step()))?;
    drop(progress);
    // Before a run they are its own to tell, and no end of it.
    if args.estimate {
        tell_failures(estimates.rows.iter().map(|(name, estimate)| (name.as_str(), estimate)));
    }
    let results = || estimates.rows.iter().map(|(_, estimate)| estimate);
    let known = results().filter(|estimate| estimate.is_ok()).count();
    if known == 0 {
        say("No scenario can be estimated.");
        return Ok(exit_of(results()));
    }
    let format = if args.excel { Format::Excel } else { Format::Plain };
    let files = estimates.files(format).map_err(End::fault)?;
    publish::publish(&args.out, &ESTIMATES, &files).map_err(|fault| refuse(&args.out, &fault))?;
    let path = args.out.join("estimates.csv");
    let known = count(known, "scenario");
    say(format_args!("First estimates, of which nothing is proven: {known} in {}", quoted(&path)));
    let is_cut = results().any(|estimate| *estimate == Err(Failure::NotReached));
    Ok(if is_cut { Exit::Limit } else { Exit::Done })
}

/// Decides a part of the batch and writes what it comes to.
fn portion(args: &Args, batch: &Batch, shard: Shard) -> Result<(), End> {
    let progress = Count::new(shard.count(batch), "scenarios");
    let portion = args.solving.in_pool(|| whatif::portion(batch, shard, &|| progress.step()))?;
    drop(progress);
    let portion = portion.map_err(|fault| unsolved(&fault))?;
    let files = portion.files().map_err(End::fault)?;
    let failed: Vec<(String, Result<Finding, Failure>)> =
        portion.failed.into_iter().map(|(name, failure)| (name, Err(failure))).collect();
    tell_failures(failed.iter().map(|(name, failure)| (name.as_str(), failure)));
    if !portion.open.is_empty() {
        tell_of_journal(args, batch.journal);
        let what = count(portion.open.len(), "scenario");
        let message = format!("{what} not decided; nothing was written. Run it again to go on.");
        return Err(End { exit: Exit::Limit, message });
    }
    publish::publish(&args.out, &SHARD, &files).map_err(|fault| refuse(&args.out, &fault))?;
    let known = count(shard.count(batch), "scenario");
    data(format_args!("Part {shard}: {known} decided, written to {}", quoted(&args.out)))?;
    Ok(())
}

/// What is known: of a run of the same that was killed, or of the parts.
fn journal(args: &Args) -> Result<Journal, End> {
    if args.merge.is_empty() {
        let path = journal_path(args);
        let journal = Journal::open(&path).map_err(|fault| End {
            exit: if matches!(fault, JournalFault::Busy) { Exit::Busy } else { Exit::Usage },
            message: format!("{}: {fault}", quoted(&path)),
        })?;
        if journal.count() > 0 {
            say(format_args!("Going on from {}, which has {}.", quoted(&path), count(journal.count(), "result")));
        }
        return Ok(journal);
    }
    let (mut journal, mut problems) = (Journal::none(), Vec::new());
    for folder in &args.merge {
        let path = folder.join(SHARD_RESULTS);
        let index = paths::read(&folder.join(SHARD_INDEX), Exit::Usage)?;
        let results = paths::read(&path, Exit::Usage)?;
        let place = Place::of_file(path.to_string_lossy());
        if !whatif::is_as_listed(&index, &results) {
            let found = format!("another file than the one that {SHARD_INDEX} lists by its SHA-256");
            problems.push(altered(place, found));
        } else if let Err(line) = journal.take_in(&path.to_string_lossy(), &results) {
            problems.push(altered(place.line(u32::try_from(line).ok()), "a line that is not as it was written"));
        }
    }
    if problems.is_empty() { Ok(journal) } else { Err(problems::refuse(&problems, run_altered_again())) }
}

/// A part of a batch that is not as it was written.
fn altered(place: Place, found: impl Into<String>) -> Problem {
    Problem::new(Code::AlteredPart, place).says(
        found,
        "what --shard wrote",
        "Run the part again, or copy its folder anew.",
    )
}

fn run_altered_again() -> Next {
    Next::words("run the parts that are named again").then_again()
}

/// The file beside the folder in which results are written down as they come.
fn journal_path(args: &Args) -> PathBuf {
    let mut name = args.out.components().as_path().as_os_str().to_owned();
    name.push(".journal");
    PathBuf::from(name)
}

/// Takes the journal away: all that it has is in the folder.
fn finish(journal: Journal) -> Result<(), End> {
    journal.remove().map_err(End::fault)
}

fn tell_of_journal(args: &Args, journal: &Journal) {
    if args.merge.is_empty() {
        let path = journal_path(args);
        say(format_args!("What is proven is kept in {}; the same command goes on from there.", quoted(&path)));
    }
    if let Some(trouble) = journal.trouble() {
        say(format_args!("{} it could not be written to: {trouble}", ink::error("warning:")));
    }
}

/// Whether anything is left for another run to prove.
fn is_open(study: &Study) -> bool {
    let is_unproven = |outcome: &Outcome| outcome.status == Status::Feasible;
    is_unproven(&study.unchanged)
        || study.rows.iter().any(|row| match &row.result {
            Ok(finding) => is_unproven(&finding.outcome),
            Err(failure) => matches!(failure, Failure::NotReached | Failure::Solver(Fault::NothingFound)),
        })
}

fn read(source: &Source, path: &Path) -> Result<Round, End> {
    let (round, problems) = problems::sound(Round::from_source(source), path)?;
    problems::brief(&problems);
    Ok(round)
}

/// Reads the scenario files.
fn scenarios(paths: &[PathBuf], round: &Round) -> Result<Vec<Scenario>, End> {
    let mut found = Vec::new();
    let mut archive = Archive::default();
    for path in files(paths)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = paths::read(&path, Exit::Usage)?;
        let mut scenario = Scenario::parse(&name, &bytes);
        archive.fetch(&mut scenario, path.parent().unwrap_or(Path::new("")));
        found.push(scenario);
    }
    whatif::check(round, &mut found);
    Ok(found)
}

/// The files that paths name; of a folder those that end in `.toml`, by name.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, End> {
    let wrong = |path: &Path, error: io::Error| End::usage(format_args!("{}: {error}", quoted(path)));
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|error| wrong(path, error))?;
        let is_shown = |file: &PathBuf| file.file_name().is_some_and(|name| !is_hidden(&name.to_string_lossy()));
        let files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(is_shown);
        let mut files: Vec<PathBuf> =
            files.filter(|file| file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))).collect();
        files.sort();
        if files.is_empty() {
            return Err(End::usage(format_args!("{} has no scenario files, which end in .toml", quoted(path))));
        }
        found.extend(files);
    }
    Ok(found)
}

fn tell_failures<'r, T: 'r>(results: impl Iterator<Item = (&'r str, &'r Result<T, Failure>)>) {
    let mut failed = results.filter_map(|(name, result)| Some((title(name), result.as_ref().err()?)));
    for (name, failure) in failed.by_ref().take(MOST_SHOWN) {
        match failure {
            Failure::Input(problems) => {
                say(format_args!("{} {name}:", ink::error("failed:")));
                alike(problems).iter().for_each(|alike| say(format_args!("  {}", problems::line(alike))));
            }
            other => say(format_args!("{} {name}: {other}", ink::error("failed:"))),
        }
    }
    and_more(failed.count(), "failed");
}

/// Tells how many more there are than are shown.
fn and_more(more: usize, what: &str) {
    if more > 0 {
        say(format_args!("… and {} more {what}", number(more as i64)));
    }
}

/// Tells what the scenarios come to, one line each.
fn tell(args: &Args, study: &Study, files: &Files) -> Result<(), End> {
    if study.round.run.provisional {
        data(ink::warning(PROVISIONAL))?;
    }
    let names = study.results().map(|(name, _)| title(name)).chain(["unchanged".to_owned()]);
    let width = names.map(|name| name.chars().count()).max().unwrap_or(0);
    let line = |name: &str, rest: String| {
        let name = title(name);
        let padding = " ".repeat(width.saturating_sub(name.chars().count()));
        data(format_args!("{}{padding}  {rest}", ink::bold(name)))
    };
    let placed = match study.unchanged.status {
        Status::Infeasible => "infeasible".to_owned(),
        _ => format!("{} placed", study.unchanged.placed),
    };
    line("unchanged", placed)?;
    for (way, result) in &study.ways {
        line(way.word(), summary(result, &[], study))?;
    }
    let is_draw = |row: &&Row| study.scenarios[row.variant.scenario].draws() > 1;
    let mut rows = study.rows.iter().filter(|row| !is_draw(row));
    for row in rows.by_ref().take(MOST_SHOWN) {
        line(&row.name, summary(&row.result, &row.met, study))?;
    }
    and_more(rows.count(), "in comparison.csv");
    for ranges in study.ranges() {
        line(&ranges.name, whatif::in_words(&ranges))?;
    }
    for (name, said) in &study.demand {
        say("");
        say(format_args!("Demand of {}:", title(name)));
        said.iter().for_each(|one| say(format_args!("  {one}")));
    }
    say("");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    say(format_args!("Written to {}: {}", quoted(&args.out), names.join(", ")));
    say(format_args!("Read it:  {}", quoted(args.out.join("report.html"))));
    Ok(())
}

fn summary(result: &Result<Finding, Failure>, met: &[bool], study: &Study) -> String {
    let Ok(finding) = result else { return "failed".to_owned() };
    let outcome = &finding.outcome;
    let mut text = match (outcome.status, &outcome.known) {
        (Status::Infeasible, _) => return "infeasible: the decisions to place cannot all be kept".to_owned(),
        (Status::Optimal, _) | (_, Known::OtherWay) => format!("{} placed", outcome.placed),
        (Status::Feasible, _) => format!("{} placed, not proven", outcome.placed),
    };
    if let Some(change) = study.figure(outcome, "placed_change") {
        text += &format!(" ({change:+})");
    }
    let shift = finding.shifts.all;
    text += &match finding.movements.len() {
        0 => ", nobody's place changes".to_owned(),
        _ => format!(", {} gain, {} lose, {} move", shift.gains, shift.loses, shift.moves),
    };
    let missed = met.iter().filter(|met| !**met).count();
    text += &match (met.len(), missed) {
        (0, _) => String::new(),
        (_, 0) => ", accepted".to_owned(),
        _ => format!(", {} not met", count(missed, "requirement")),
    };
    text
}
