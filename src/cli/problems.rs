//! Problems of the input as a command lists them.

use super::console::{Ink, Next, say, stderr_ink};
use super::exit::{End, Exit};
use super::paths;
use rightplace::paper::words::count;
use rightplace::problem::{Alike, Code, Problem, alike};
use rightplace::reading::Reading;
use rightplace::round::Round;
use std::collections::BTreeMap;
use std::path::Path;

/// How many lines of a kind of warning are shown before the rest is only counted.
const SHOWN: usize = 3;

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
    let ink = stderr_ink();
    for alike in alike(problems.iter().filter(|problem| problem.is_error())) {
        say(line(&alike, ink));
    }
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
    let ink = stderr_ink();
    for (code, alike) in &kinds {
        for one in alike.iter().take(SHOWN) {
            say(line(one, ink));
        }
        if alike.len() > SHOWN {
            let more = alike.len() - SHOWN;
            say(format_args!("  … and {more} more of the kind {code} (rightplace check shows all)"));
        }
    }
}

/// Problems that are alike in one line.
pub fn line(alike: &Alike, ink: Ink) -> String {
    let text = alike.to_string();
    match text.split_once('[') {
        Some((severity, rest)) if alike.first.is_error() => format!("{}[{rest}", ink.error(severity)),
        Some((severity, rest)) => format!("{}[{rest}", ink.warning(severity)),
        None => text,
    }
}

/// `2 errors, 1 warning`.
pub fn tally(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    format!("{}, {}", count(errors, "error"), count(problems.len() - errors, "warning"))
}
