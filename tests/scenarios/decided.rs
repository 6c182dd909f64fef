//! The rounds of Coventry's terms, each run to the proof once for all tests.

use super::{TERMS, coventry, proof, read};
use rightplace::result::RoundResult;
use rightplace::round::Round;
use std::sync::LazyLock;

pub struct Decided {
    pub term: &'static str,
    pub round: Round,
    pub result: RoundResult,
}

/// In the order of the year.
pub static DECIDED: LazyLock<Vec<Decided>> = LazyLock::new(|| {
    let one = |term| {
        let (round, _) = read(&coventry().join(term));
        let result = proof::run(&round);
        Decided { term, round, result }
    };
    TERMS.into_iter().map(one).collect()
});
