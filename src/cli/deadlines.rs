//! `rightplace deadlines`.

use super::console::{Next, data, file, quoted, say};
use super::earlier;
use super::exit::{End, Exit};
use super::ink;
use super::solving::refuse;
use super::{paths, problems};
use rightplace::deadlines::{Due, DueKind, LimitState, Standing, beyond_the_calendar, list, placements};
use rightplace::digest::InputHash;
use rightplace::paper::words::{PROVISIONAL, count, day, title};
use rightplace::paper::{Format, publish};
use rightplace::report::deadlines::{self, DEADLINES};
use rightplace::round::Round;
use rightplace::rules::Casebook;
use std::path::PathBuf;

/// How many referrals or students of a line are named.
const NAMED: usize = 4;

/// Lists every date that matters, what is overdue first
///
/// For the round: deadlines, panels, meetings, when their outcomes are due, and
/// starts. For each open referral without a place: the deadline that it met,
/// its panel and outcome while it is pending, and when it may or must start.
/// For each placement that is held, or is in ALLOCATIONS.csv: start, a review
/// at the end of each half-term, end. For each time limit of the policy: when it
/// is reached, and whether it was met. Overdue are outcomes of pending referrals,
/// latest starts that have passed, and limits for what is not done.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  rightplace deadlines spring-2026
  rightplace deadlines spring-2026 --allocations spring-2026-result/allocations.csv --out spring-2026-dates
  rightplace deadlines spring-2026 --ics > dates.ics

Exit status: 0 done, 3 the input has errors.")]
pub struct Args {
    /// The folder of the round, or its workbook (.xlsx)
    round: PathBuf,
    /// The placements of a result or of a file made by hand: their dates are listed too
    #[arg(long, value_name = "ALLOCATIONS.csv")]
    allocations: Option<PathBuf>,
    /// Write the dates as CSV, with a row for each
    #[arg(long)]
    csv: bool,
    /// Write the dates that are overdue or ahead as iCalendar
    #[arg(long, conflicts_with = "csv")]
    ics: bool,
    /// Write deadlines.csv, deadlines.ics and deadlines.json into a folder instead
    #[arg(long, value_name = "DIR", conflicts_with_all = ["csv", "ics"])]
    out: Option<PathBuf>,
    /// Write CSV files as Excel likes them: a byte-order mark, CRLF at line ends, ids with their zeros
    #[arg(long)]
    excel: bool,
}

pub fn run(args: &Args) -> Result<Exit, End> {
    if let Some(out) = &args.out {
        publish::check(out, &DEADLINES).map_err(|fault| refuse(out, &fault))?;
    }
    let (mut round, problems) = problems::read(&args.round)?;
    problems::brief(&problems);
    let mut rows = Vec::new();
    if let Some(path) = &args.allocations {
        let (read, sha256) = earlier::rows(&round, path)?;
        round.inputs.push(InputHash { file: "--allocations".to_owned(), sha256 });
        rows = read;
    }
    let book = Casebook::new(&round);
    let placements = placements(&book, &rows);
    let dues = list(&book, &placements);
    let beyond = beyond_the_calendar(&round, &placements);
    if beyond > 0 {
        let limits = count(beyond, "time limit");
        say(format_args!("{limits} in school time end after the calendar's last term and are not listed."));
    }
    let format = if args.excel { Format::Excel } else { Format::Plain };
    match &args.out {
        Some(out) => {
            let files = deadlines::files(&round, &dues, format).map_err(End::fault)?;
            publish::publish(out, &DEADLINES, &files).map_err(|fault| refuse(out, &fault))?;
            let names: Vec<&str> = files.keys().map(String::as_str).collect();
            say(format_args!("{} written to {}: {}", count(dues.len(), "date"), quoted(out), names.join(", ")));
        }
        None if args.csv => file(&deadlines::csv(&round, &dues, format))?,
        None if args.ics => file(&deadlines::ics(&round, &dues))?,
        None => tell(&round, &dues)?,
    }
    next(args, &dues).say();
    Ok(Exit::Done)
}

/// What to do after the dates were listed.
fn next(args: &Args, dues: &[Due]) -> Next {
    if args.ics || args.out.is_some() {
        return Next::words("add the iCalendar file to the calendar of those who act on it");
    }
    if dues.iter().any(|due| due.standing == Standing::Overdue) {
        return Next::words("do what is overdue and write it into the round").then_again();
    }
    let out = paths::beside(&args.round, "dates");
    let mut words = vec![args.round.as_os_str(), "--out".as_ref(), out.as_os_str()];
    if let Some(path) = &args.allocations {
        words.extend(["--allocations".as_ref(), path.as_os_str()]);
    }
    Next::command("deadlines", words)
}

fn tell(round: &Round, dues: &[Due]) -> Result<(), End> {
    data(format_args!("{}, as of {}", ink::bold(title(&round.run.name)), day(round.run.as_of)))?;
    if round.run.provisional {
        data(ink::warning(PROVISIONAL))?;
    }
    let standing = |standing| dues.iter().filter(move |due| due.standing == standing).collect::<Vec<_>>();
    let overdue = standing(Standing::Overdue);
    if overdue.is_empty() {
        data("Nothing is overdue.")?;
    } else {
        data(ink::error("Overdue"))?;
        lines(round, &overdue)?;
    }
    data("")?;
    let ahead = standing(Standing::Ahead);
    if ahead.is_empty() {
        data("Nothing lies ahead.")?;
    } else {
        data(ink::bold("Ahead"))?;
        lines(round, &ahead)?;
    }
    let missed: Vec<&Due> = dues.iter().filter(|due| state(due) == Some(LimitState::Missed)).collect();
    if !missed.is_empty() {
        data("")?;
        data(ink::bold("Done late"))?;
        lines(round, &missed)?;
    }
    let past = standing(Standing::Past).len() - missed.len();
    if past > 0 {
        say(format_args!("{} before that; --csv lists all, with a row for each referral.", count(past, "date")));
    }
    Ok(())
}

/// One line for each date, kind and programme: when, how far away, what, whom.
fn lines(round: &Round, dues: &[&Due]) -> Result<(), End> {
    let rows: Vec<[String; 4]> = dues.chunk_by(|a, b| are_alike(a, b)).map(|alike| row(round, alike)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (dates, away, what) = (width(0), width(1), width(2));
    for [date, distance, kind, whom] in &rows {
        data(format!("  {date:dates$}  {distance:away$}  {kind:what$}  {whom}").trim_end())?;
    }
    Ok(())
}

/// Whether two dates stand in one line.
fn are_alike(a: &Due, b: &Due) -> bool {
    let limit = |due: &Due| due.limit.map(|limit| (limit.clock, limit.state, limit.days_late));
    (a.date, a.kind, a.programme) == (b.date, b.kind, b.programme) && limit(a) == limit(b)
}

fn state(due: &Due) -> Option<LimitState> {
    due.limit.map(|limit| limit.state)
}

fn row(round: &Round, alike: &[&Due]) -> [String; 4] {
    let Some(due) = alike.first() else { return Default::default() };
    let until = due.last.map(|last| format!(" to {}", last.format("%-d %b"))).unwrap_or_default();
    // Of several limits on a day the earliest time is told.
    let times = alike.iter().filter_map(|due| deadlines::time(due.limit.as_ref()?));
    let time = times.min().map(|time| format!(" {time}")).unwrap_or_default();
    let date = format!("{}{until}{time}", due.date.format("%a %-d %b %Y"));
    let programme = due.programme.map(|programme| title(&round.policy.programmes[programme].name));
    // Of several placements it may be the first review or a later one.
    let kind = if due.kind == DueKind::Review { "Review".to_owned() } else { deadlines::kind(round, due) };
    let state = match state(due) {
        Some(LimitState::Paused) => Some("standing still".to_owned()),
        Some(LimitState::Excused) => Some("excused".to_owned()),
        _ => None,
    };
    let what = [Some(kind), programme, state].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let named: Vec<String> =
        alike.iter().map(|due| title(&deadlines::whom(round, due))).filter(|whom| !whom.is_empty()).collect();
    let more = named.len().saturating_sub(NAMED);
    let and_more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let whom = format!("{}{and_more}", named.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", "));
    [date, away(round, due), what, whom]
}

/// How many working days away a date is from the day of the run.
fn away(round: &Round, due: &Due) -> String {
    let days = round.calendar.working_days_between(round.run.as_of, due.date);
    if let (Some(LimitState::Missed), Some(late)) = (state(due), due.limit.and_then(|limit| limit.days_late)) {
        return format!("{} late", count(late.unsigned_abs() as usize, "day"));
    }
    match days {
        _ if due.date == round.run.as_of => "today".to_owned(),
        1.. => format!("in {}", count(days.unsigned_abs() as usize, "working day")),
        0 => "no working day away".to_owned(),
        _ => format!("{} ago", count(days.unsigned_abs() as usize, "working day")),
    }
}
