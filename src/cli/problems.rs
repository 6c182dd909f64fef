//! Problems of the input as a command lists them.

use super::console::{Ink, say, stderr_ink};
use super::exit::{End, Exit};
use rightplace::paper::words::count;
use rightplace::problem::{Code, Problem};
use rightplace::reading::Reading;
use rightplace::round::Round;
use std::collections::BTreeMap;
use std::path::Path;

/// How many warnings of a kind are shown before the rest is only counted.
const SHOWN: usize = 3;

/// Reads a round for a command that needs one; what comes with it are its
/// warnings.
///
/// # Errors
///
/// Where the input has errors.
pub fn read(folder: &Path) -> Result<(Round, Vec<Problem>), End> {
    sound(Round::read(folder))
}

/// The round of a reading, with its warnings.
///
/// # Errors
///
/// Where the input has errors.
pub fn sound(reading: Reading) -> Result<(Round, Vec<Problem>), End> {
    let Reading { round, problems } = reading;
    match round {
        Some(round) => Ok((round, problems)),
        None => Err(refuse(&problems)),
    }
}

/// Lists every error on standard error, and ends.
pub fn refuse(problems: &[Problem]) -> End {
    let ink = stderr_ink();
    for problem in problems.iter().filter(|problem| problem.is_error()) {
        say(line(problem, ink));
    }
    say(format_args!("{}; nothing was written.", tally(problems)));
    End::quiet(Exit::Input)
}

/// Lists warnings by kind on standard error, the first few of each.
pub fn brief(problems: &[Problem]) {
    let mut kinds: BTreeMap<Code, Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        kinds.entry(problem.code).or_default().push(problem);
    }
    let ink = stderr_ink();
    for problems in kinds.values() {
        for problem in problems.iter().take(SHOWN) {
            say(line(problem, ink));
        }
        if let Some(first) = problems.get(SHOWN) {
            let more = problems.len() - SHOWN;
            say(format_args!("  … and {more} more of the kind {} (rightplace check shows all)", first.code));
        }
    }
}

/// A problem in one line.
pub fn line(problem: &Problem, ink: Ink) -> String {
    let text = problem.to_string();
    match text.split_once('[') {
        Some((severity, rest)) if problem.is_error() => format!("{}[{rest}", ink.error(severity)),
        Some((severity, rest)) => format!("{}[{rest}", ink.warning(severity)),
        None => text,
    }
}

/// `2 errors, 1 warning`.
pub fn tally(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    format!("{}, {}", count(errors, "error"), count(problems.len() - errors, "warning"))
}
