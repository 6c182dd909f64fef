//! What a limit is worth: the places of one intake from one fewer to three more,
//! each decided exactly:
//! `cargo run --release --example sweep -- scenarios/first-steps CATERING-JAN`

#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use rightplace::posed::Posed;
use rightplace::round::Round;
use rightplace::solve::{Begin, Engine, Fault, Highs, who};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1);
    let folder: PathBuf = args.next().map_or_else(|| "scenarios/first-steps".into(), Into::into);
    let intake = args.next().map_or_else(|| "CATERING-JAN".to_owned(), |id| id.to_string_lossy().into_owned());
    let round = Round::read(&folder).round.ok_or("the round has errors")?;
    let key = round.intakes.find(&intake).ok_or("there is no such intake")?;
    let posed = Posed::new(round, BTreeSet::new());
    let highs = Highs::default();
    let places = posed.round().intakes[key].places;
    for changed in places.saturating_sub(1)..=places.saturating_add(3) {
        let mut round = posed.round().clone();
        round.intakes[key].places = changed;
        // Places are in no rule, so the options need not be listed again.
        let posed = posed.with_limits_of(round);
        match who(posed.program(), Begin::default(), Engine::of(&highs)) {
            Ok(best) => println!("{intake} with {changed}: {} referrals are placed", best.referrals.len()),
            Err(Fault::Infeasible) => println!("{intake} with {changed}: the decisions to place cannot be kept"),
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(())
}
