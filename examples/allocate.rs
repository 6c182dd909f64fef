//! Finds the best allocation of a round and prints who is placed where, and of
//! everybody else what stands in the way:
//! `cargo run --release --example allocate -- scenarios/first-steps`

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints what it found")]

use rightplace::posed::Posed;
use rightplace::result::{Trace, allocate};
use rightplace::round::Round;
use rightplace::solve::{Engine, Highs, Quiet};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).map_or_else(|| "scenarios/first-steps".into(), Into::into);
    let reading = Round::read(&folder);
    for problem in &reading.problems {
        eprintln!("{problem}");
    }
    let posed = Posed::new(reading.round.ok_or("the round has errors")?, BTreeSet::new());
    let highs = Highs::default();
    let result = allocate(&posed, Engine::of(&highs), &mut Quiet, &mut Trace::default())?;
    let round = posed.round();
    for placed in &result.placed {
        let placement = placed.placement;
        let (referral, intake) = (&round.referrals[placement.referral], &round.intakes[placement.intake]);
        println!("{}: {}, {} to {}", referral.id, intake.id, placement.span.first, placement.span.last);
    }
    for unplaced in &result.unplaced {
        println!("{}: no place; {}", round.referrals[unplaced.referral].id, unplaced.explanation.detail);
    }
    println!("{}; {} steps", result.status.word(), result.steps.len());
    Ok(())
}
