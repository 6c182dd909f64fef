//! The climb against the plainest climb, on made-up rounds of forty to sixty
//! referrals of every kind that is hard to solve: each step must have the same
//! value, proven, and the allocation must be the same.
//!
//! `RIGHTPLACE_SEEDS=200 cargo test --release --test climb` tries so many rounds
//! of every kind; `RIGHTPLACE_FIRST_SEED` begins elsewhere.

#![allow(clippy::expect_used, reason = "a test ends where its own fixture is broken")]

use rayon::prelude::*;
use rightplace::allocation::Step;
use rightplace::generate::{self, Hard, Recipe, Size, Term};
use rightplace::program::Program;
use rightplace::round::Round;
use rightplace::rules::{Casebook, Options};
use rightplace::solve::{Engine, Highs, Proof, Quiet, climb, climb_plainly};
use rightplace::source::Source;
use std::collections::BTreeSet;

/// How many rounds of a kind are tried where nothing else is said: two hundred
/// in all, the fewer the longer the plain climb of one takes (seconds of one
/// core, at forty to sixty referrals).
fn rounds_of(kind: Hard) -> u64 {
    match kind {
        Hard::Identical => 48,   // 0.2 to 0.7
        Hard::OneSchool => 44,   // 0.7 to 2.6
        Hard::Mixed => 44,       // 0.7 to 3.6
        Hard::Budgets => 34,     // 2.2 to 4.3
        Hard::Separations => 24, // 0.9 to 7.8
        Hard::Intakes => 6,      // 23 to 43
    }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect(variable))
}

/// The program of a made-up round; the seed says of which term it is and how
/// large, too.
fn program_of(kind: Hard, seed: u64) -> Program {
    let term = [Term::Autumn, Term::Spring, Term::Summer][(seed % 3) as usize];
    let size = Size::of(40 + (seed * 7 % 21) as usize);
    let files = generate::round(&Recipe { size, ..Recipe::hard(kind, term) }, seed);
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let round = Round::from_source(&Source::from_texts(texts)).round.expect("a made-up round reads without errors");
    let book = Casebook::new(&round);
    Program::write(&book, &Options::list(&book), &BTreeSet::new())
}

/// The steps of a round, or how the two climbs of it differ.
fn compare(kind: Hard, seed: u64) -> Result<Vec<Step>, String> {
    let told = |what: String| format!("{} {seed}: {what}", kind.word());
    let program = program_of(kind, seed);
    let swift = climb(&program, Engine::of(&Highs::default()), &mut Quiet).map_err(|fault| told(fault.to_string()))?;
    let plain =
        climb_plainly(&program, Engine::of(&Highs::default()), &mut Quiet).map_err(|fault| told(fault.to_string()))?;
    if swift.proof() != Proof::Optimal || plain.proof() != Proof::Optimal {
        return Err(told(format!("not proven: {:?}, plainly {:?}", swift.steps, plain.steps)));
    }
    if let Some((swift, plain)) = swift.steps.iter().zip(&plain.steps).find(|(swift, plain)| swift != plain) {
        return Err(told(format!("{swift:?}, plainly {plain:?}")));
    }
    if swift.steps.len() != plain.steps.len() || swift.placed != plain.placed {
        return Err(told(format!("places {:?}, plainly {:?}", swift.placed, plain.placed)));
    }
    Ok(swift.steps)
}

#[test]
fn the_climb_is_the_plain_climb_on_hard_rounds() {
    let (first, count) = (number("RIGHTPLACE_FIRST_SEED").unwrap_or(0), number("RIGHTPLACE_SEEDS"));
    let seeds = |kind: Hard| first..first + count.unwrap_or_else(|| rounds_of(kind));
    let rounds: Vec<(Hard, u64)> =
        Hard::ALL.into_iter().flat_map(|kind| seeds(kind).map(move |seed| (kind, seed))).collect();
    assert!(count.is_some() || rounds.len() == 200, "{} rounds", rounds.len());
    let compared: Vec<Result<Vec<Step>, String>> =
        rounds.par_iter().with_max_len(1).map(|(kind, seed)| compare(*kind, *seed)).collect();
    let failures: Vec<&String> = compared.iter().filter_map(|result| result.as_ref().err()).collect();
    assert!(failures.is_empty(), "{} of {} rounds differ: {failures:#?}", failures.len(), rounds.len());
    // Rounds in which nothing is decided would show nothing.
    for (steps, (kind, seed)) in compared.iter().flatten().zip(&rounds) {
        let count = steps.iter().filter(|step| step.value != 0).count();
        assert!(count >= 5, "{} {seed}: only {count} of {} steps count anything", kind.word(), steps.len());
    }
}
