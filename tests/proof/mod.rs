//! What the proofs by test share: rounds in a few lines, runs, and the oracle.

#![allow(dead_code, reason = "every test uses a part of it")]
#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

pub mod change;
pub mod classics;
pub mod conflict;
pub mod edited;
pub mod fixture;
pub mod instance;
pub mod oracle;
pub mod table;

use rightplace::audit::{self, Audit, Entry};
use rightplace::posed::Posed;
use rightplace::result::{RoundResult, Trace, allocate};
use rightplace::round::Round;
use rightplace::solve::{Engine, Highs, Quiet};
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// The files of a round: text by file name.
pub type Files = BTreeMap<String, String>;

/// Reads a round that must be free of errors.
pub fn read(files: &Files) -> Round {
    let reading = Round::from_source(&Source::from_texts(files.clone()));
    let errors: Vec<String> = reading.problems.iter().filter(|each| each.is_error()).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "the round cannot be read:\n{}\n{}", errors.join("\n"), show(files));
    reading.round.expect("a round without errors")
}

/// Runs a round to the proof.
pub fn run(round: &Round) -> RoundResult {
    let posed = Posed::new(round.clone(), BTreeSet::new());
    match allocate(&posed, Engine::of(&Highs::default()), &mut Quiet, &mut Trace::default()) {
        Ok(result) => result,
        Err(fault) => panic!("the run failed: {fault}"),
    }
}

/// The audit of a result.
pub fn audited(round: &Round, result: &RoundResult) -> Audit {
    let entries: Vec<Entry> = result
        .placed
        .iter()
        .map(|placed| Entry {
            referral: placed.placement.referral,
            intake: placed.placement.intake,
            start: Some(placed.placement.span.first),
            end: Some(placed.placement.span.last),
        })
        .collect();
    audit::audit(round, &entries, &audit::Settings::default())
}

/// The files one after the other, as a failing test shows them.
pub fn show(files: &Files) -> String {
    files.iter().map(|(name, text)| format!("--- {name}\n{text}")).collect()
}
