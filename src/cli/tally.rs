//! What `allocate` tells people at the end.

use super::console::{Next, quoted, say};
use super::earlier::EarlierArgs;
use super::ink;
use rightplace::allocation::{Move, MoveKind};
use rightplace::paper::Files;
use rightplace::paper::words::{PROVISIONAL, count, day, number, ordinal, per_cent, pounds, title};
use rightplace::report::words::{level_draw, obstacle, resolved_if, smallest};
use rightplace::report::{Figures, Report};
use rightplace::result::{Extent, RoundResult, Status};
use rightplace::round::{Intake, Key};
use std::fmt::Display;
use std::path::Path;

/// How many reasons are told; the files have all.
const REASONS: usize = 6;

/// How many of those who gain or move are told; the files have all.
const CHANGES: usize = 10;

/// Tells what a run came to, where it is written, and the command that checks it.
pub fn tell(report: &Report, audit: &str, out: &Path, files: &Files) {
    let run = &report.round.run;
    say("");
    say(format_args!("{}, as of {}", ink::bold(title(&run.name)), day(run.as_of)));
    if run.provisional {
        say(ink::warning(PROVISIONAL));
    }
    verdict(report);
    if report.result.status != Status::Infeasible {
        figures(report);
    }
    say("");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    say(format_args!("Written to {}: {}", quoted(out), names.join(", ")));
    say(format_args!("Read it:  {}", quoted(out.join("report.html"))));
    if report.result.status != Status::Infeasible {
        say(format_args!("Check it: {audit}"));
    }
}

/// Tells for how many a change was found.
pub fn tell_changes(result: &RoundResult) {
    let found = result.unplaced.iter().filter(|unplaced| !unplaced.change.is_empty()).count();
    let of = count(result.unplaced.len(), "referral");
    match result.changes {
        None => {}
        Some(Extent::Cut) => say(format_args!(
            "Changes:  for {} of {of} without a place, when a limit ended the search",
            number(found as i64)
        )),
        Some(_) => say(format_args!("Changes:  for {} of {of} without a place", number(found as i64))),
    }
}

/// What to do after a run of a round whose result is in a folder.
pub fn next(result: &RoundResult, earlier: &EarlierArgs, (round, out): (&Path, &Path)) -> Next {
    if result.status == Status::Infeasible {
        return Next::words("make one of the changes above").then_again();
    }
    if result.status == Status::Feasible {
        return Next::words("allow more time").then_again();
    }
    if result.unplaced.is_empty() || result.changes.is_some() {
        let allocations = out.join("allocations.csv");
        return Next::command("deadlines", [round.as_os_str(), "--allocations".as_ref(), allocations.as_os_str()]);
    }
    let mut words = vec![round.as_os_str(), "--out".as_ref(), out.as_os_str()];
    words.extend(earlier.words());
    Next::command("explain", words)
}

fn verdict(report: &Report) {
    let result = report.result;
    let proven = result.steps.iter().take_while(|step| step.is_proven()).count();
    let steps = result.steps.len();
    if let Some(level) = level_draw(report.round, result) {
        say(level);
    }
    match result.status {
        Status::Optimal => say(format_args!("{} All {steps} steps of the ladder are proven.", ink::bold("Optimal."))),
        Status::Feasible => say(format_args!(
            "{} {proven} of {steps} steps of the ladder are proven, the rest are not.",
            ink::warning("Not proven to be the best.")
        )),
        Status::Infeasible => {
            say(format_args!("{} These cannot stand together:", ink::error("Infeasible.")));
            for member in &result.conflict.members {
                say(format_args!("  {:<13} {}", member.id, member.detail));
            }
            say(&result.conflict.sentence);
            say(smallest(&result.conflict));
            if let Some(lead) = resolved_if(&result.conflict) {
                say(lead);
                for change in &result.conflict.changes {
                    say(format_args!("  - {change}"));
                }
            }
        }
    }
}

fn figures(report: &Report) {
    let (round, result) = (report.round, report.result);
    let figures = Figures::of(round, result);
    say("");
    row("Placed", of(figures.placed, figures.open), "of open referrals");
    let widest = round.policy.programmes.iter().map(|(_, programme)| title(&programme.name).chars().count()).max();
    for line in result.programmes.iter().filter(|line| line.referred > 0) {
        let name = title(&round.policy.programmes[line.programme].name);
        let padding = " ".repeat(widest.unwrap_or(0).saturating_sub(name.chars().count()));
        let placed = of(line.placed as usize, line.referred as usize);
        say(format_args!("{:18}{name}{padding}  {placed} of all referred", ""));
    }
    row("Students", number(figures.students as i64), "with a new place");
    if figures.placed > 0 {
        let one = |(rank, placed): (&u32, &usize)| format!("{} choice {}", nth(*rank), number(*placed as i64));
        row("Choices", figures.ranks.iter().map(one).collect::<Vec<_>>().join(", "), "");
    }
    let transport = (!round.policy.transport.is_empty())
        .then(|| format!(", {} for transport", pounds(result.placed.iter().map(|placed| placed.transport).sum())));
    let fees = format!("in fees{}", transport.unwrap_or_default());
    row("Money", pounds(figures.fees + figures.place_fees), &fees);
    let paid = format!("{} used, {} charged", number(figures.paid_places as i64), number(figures.charged as i64));
    row("Paid places", paid, "");
    row("Not placed", count(result.unplaced.len(), "referral"), "");
    for (reason, referrals) in figures.obstacles.iter().take(REASONS) {
        say(format_args!("{:18}{:>5}  {} ({reason})", "", number(*referrals as i64), obstacle(*reason)));
    }
    let rest: usize = figures.obstacles.iter().skip(REASONS).map(|(_, referrals)| referrals).sum();
    if rest > 0 {
        say(format_args!("{:18}{:>5}  for other reasons, see unplaced.csv", "", number(rest as i64)));
    }
    changes(report);
    for warning in &result.warnings {
        say(format_args!("{} {}", ink::warning("warning:"), warning));
    }
}

/// What changes against the earlier result, the losers first.
fn changes(report: &Report) {
    let Some(moves) = report.moves() else { return };
    let of = |kind| moves.iter().filter(move |moved: &&Move| moved.kind == kind).collect::<Vec<_>>();
    let kinds = [(MoveKind::Gains, "gain"), (MoveKind::Loses, "lose"), (MoveKind::Moves, "move")];
    let told = kinds.map(|(kind, plural)| match of(kind).len() {
        1 => format!("1 {kind}"),
        some => format!("{} {plural}", number(some as i64)),
    });
    // What is changed of places that stay is a warning each.
    let changed = Some(of(MoveKind::Changed).len()).filter(|some| *some > 0);
    let told: Vec<String> = told.into_iter().chain(changed.map(|some| format!("{some} changed"))).collect();
    say("");
    say(format_args!("Changes: {}", told.join(", ")));
    let id = |intake: Option<Key<Intake>>| intake.map(|key| report.round.intakes[key].id.clone()).unwrap_or_default();
    for (kind, shown) in [(MoveKind::Loses, usize::MAX), (MoveKind::Moves, CHANGES), (MoveKind::Gains, CHANGES)] {
        let of_kind = of(kind);
        for moved in of_kind.iter().take(shown) {
            let referral = &report.round.referrals[moved.referral].id;
            let places = match kind {
                MoveKind::Loses => format!("{}, which it was told of", id(moved.before)),
                MoveKind::Moves => format!("from {} to {}", id(moved.before), id(moved.after)),
                _ => id(moved.after),
            };
            say(format_args!("  {referral} {kind} {places}"));
        }
        if of_kind.len() > shown {
            say(format_args!("  … and {} more {kind}, see moves.csv", of_kind.len() - shown));
        }
    }
}

fn row(label: &str, value: impl Display, note: &str) {
    let padding = " ".repeat(16_usize.saturating_sub(label.len()));
    say(format_args!("  {}{padding}{value} {note}", ink::bold(label)).to_string().trim_end());
}

fn of(part: usize, whole: usize) -> String {
    format!("{} of {} ({})", number(part as i64), number(whole as i64), per_cent(part, whole))
}

/// A choice of a rank: `first`, `second`, `third`, `4th`, `21st`.
fn nth(rank: u32) -> String {
    match rank {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        rank => ordinal(rank),
    }
}
