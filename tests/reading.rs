//! What reading makes of good and bad rounds.

mod common;

use common::{Files, good};
use rightplace::round::source::Source;
use rightplace::round::{Reading, Round};

fn read(files: &Files) -> Reading {
    Round::from_source(&Source::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))))
}

/// The problems, one line each.
fn told(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_good_round_is_read_without_a_word() {
    let reading = read(&good());
    assert_eq!(told(&reading), [""; 0]);
    let round = reading.round.unwrap();
    assert_eq!(round.referrals.len(), 3);
    assert_eq!(round.inputs.len(), 13);
    let find = |id: &str| &round.intakes[round.intakes.find(id).unwrap()];
    // 10 teaching weeks from 12 January 2026 without the half-term week: 27 March.
    assert_eq!(find("I1").end.to_string(), "2026-03-27");
    assert_eq!(find("I1").fee.to_string(), "40.00");
    assert_eq!(find("I2").fee.to_string(), "250.00");
}
