//! Problems of the input as a command lists them.

use super::console::{Next, say};
use super::exit::{End, Exit};
use super::ink;
use super::paths;
use rightplace::paper::words::{count, number};
use rightplace::problem::{self, Alike, Code, Problem, alike};
use rightplace::reading::Reading;
use rightplace::round::Round;
use std::collections::BTreeMap;
use std::path::Path;

/// How many lines of a kind of warning are shown before the rest is only
/// counted, where they are not what was asked for.
const SHOWN: usize = 3;
/// How many lines of a kind are shown where they are.
pub const MOST_SHOWN: usize = 100;

/// Reads a round for a command that needs one; what comes with it are its
/// warnings.
///
/// # Errors
///
/// Where it is not there or has errors.
pub fn read(path: &Path) -> Result<(Round, Vec<Problem>), End> {
    paths::round(path)?;
    sound(Round::read(path), path)
}

/// The round of a reading, with its warnings.
///
/// # Errors
///
/// Where the input has errors.
pub fn sound(reading: Reading, path: &Path) -> Result<(Round, Vec<Problem>), End> {
    let Reading { round, problems } = reading;
    match round {
        Some(round) => Ok((round, problems)),
        None => Err(refuse(&problems, Next::words("mend the errors").then("check", [path]))),
    }
}

/// Lists every error on standard error, and ends.
pub fn refuse(problems: &[Problem], next: Next) -> End {
    lines(problems.iter().filter(|problem| problem.is_error())).iter().for_each(say);
    say(format_args!("{}; nothing was written.", tally(problems)));
    next.say();
    End::quiet(Exit::Input)
}

/// Lists warnings by kind on standard error, the first few of each.
pub fn brief(problems: &[Problem]) {
    let mut kinds: BTreeMap<Code, Vec<Alike>> = BTreeMap::new();
    for alike in alike(problems) {
        kinds.entry(alike.first.code).or_default().push(alike);
    }
    for (code, alike) in &kinds {
        for one in alike.iter().take(SHOWN) {
            say(line(one));
        }
        let more = alike.iter().skip(SHOWN).count() + alike.iter().map(Alike::unlisted).sum::<usize>();
        if more > 0 {
            say(format_args!("  … and {} more of the kind {code} (see rightplace check)", number(more as i64)));
        }
    }
}

/// A line for each problem, those that are alike in one; of a kind that has very
/// many the first ones and how many more there are.
pub fn lines<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut kinds: BTreeMap<Code, (usize, usize)> = BTreeMap::new();
    for one in alike(problems) {
        let (shown, more) = kinds.entry(one.first.code).or_default();
        *more += one.unlisted();
        if *shown < MOST_SHOWN {
            *shown += 1;
            lines.push(line(&one));
        } else {
            *more += one.listed();
        }
    }
    let more = kinds.into_iter().filter(|(_, (_, more))| *more > 0);
    lines.extend(more.map(|(code, (_, more))| format!("… and {} more of the kind {code}", number(more as i64))));
    lines
}

/// Problems that are alike in one line.
pub fn line(alike: &Alike) -> String {
    let text = alike.to_string();
    match text.split_once('[') {
        Some((severity, rest)) if alike.first.is_error() => format!("{}[{rest}", ink::error(severity)),
        Some((severity, rest)) => format!("{}[{rest}", ink::warning(severity)),
        None => text,
    }
}

/// `2 errors, 1 warning`.
pub fn tally(problems: &[Problem]) -> String {
    let (errors, warnings) = problem::count(problems);
    format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
}
