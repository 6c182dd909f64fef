//! Tiny rounds from a seed.

use crate::held::{Tally, hold_to_every_change};
use rightplace::explain::change::{Change, Kind};
use rightplace::generate;
use rightplace::ids::RuleId;
use rightplace::posed::Posed;
use rightplace::round::{Decider, Decision, Key, NeverWaive, Referral, Round, Status, Verdict};
use rightplace::solve::{Engine, Highs, Quiet, climb};
use rightplace::source::Source;
use std::collections::BTreeSet;
use std::ops::Range;

/// The seeds of the tiny rounds: so many, or as `RIGHTPLACE_FIRST_SEED` and
/// `RIGHTPLACE_SEEDS` say.
fn seeds(count: u64) -> Range<u64> {
    let number = |variable: &str| std::env::var(variable).ok().and_then(|number| number.parse().ok());
    let first = number("RIGHTPLACE_FIRST_SEED").unwrap_or(0);
    first..first + number("RIGHTPLACE_SEEDS").unwrap_or(count)
}

/// The tiny round of a seed.
fn round_of(seed: u64) -> Option<Round> {
    let files = generate::tiny(seed);
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Round::from_source(&Source::from_texts(texts)).round
}

#[test]
fn no_smaller_change_places_a_referral() {
    let mut tally = Tally::default();
    for seed in seeds(120) {
        let mut round = round_of(seed).expect("a tiny round reads without errors");
        if seed % 2 == 1 {
            // Where no status binds, none is approved and none given up; and
            // everything may be lifted.
            let open =
                |referral| Decision { referral, verdict: Verdict::Waive(RuleId::Status, None), dates: None, row: None };
            round.decisions.extend(round.referrals.keys().map(open));
            round.policy.never_waive = NeverWaive::default();
        }
        hold_to_every_change(&round, &format!("seed {seed}"), &mut tally);
    }
    let is_rich = tally.kinds.len() > 4 && tally.several > 0 && tally.none > 0;
    assert!(is_rich, "{tally:?}: the rounds do not exercise every kind");
}

/// Tiny rounds in which one referral is pending before a panel, and one is of
/// the same student as another.
#[test]
fn approval_and_giving_up_are_found_where_they_are_smallest() {
    let mut tally = Tally::default();
    let mut forbidden = 0;
    for seed in seeds(80) {
        let mut round = round_of(seed).expect("a tiny round reads without errors");
        let keys: Vec<Key<Referral>> = round.referrals.keys().collect();
        let [first, second, .., last] = keys[..] else { panic!("seed {seed}: three referrals at least") };
        round.run.provisional = false;
        let programme = round.referrals[first].programme;
        round.policy.programmes[programme].decision = Decider::Panel;
        round.referrals[first].status = Status::Pending;
        round.referrals[last].student = round.referrals[second].student;
        let found = hold_to_every_change(&round, &format!("seed {seed}"), &mut tally);
        // What is to be given up is placed by a decision instead.
        let given_up = found.iter().filter_map(|(_, found)| found.as_ref()?.changes.iter().find_map(Change::given_up));
        let Some(other) = given_up.into_iter().next() else { continue };
        let posed = Posed::new(round.clone(), BTreeSet::new());
        let climbed = climb(posed.program(), Engine::of(&Highs::default()), &mut Quiet).expect("it was solved before");
        let Some(intake) = posed.placed(&climbed.placed).get(&other).copied() else { continue };
        round.decisions.push(Decision { referral: other, verdict: Verdict::Place(intake), dates: None, row: None });
        let found = hold_to_every_change(&round, &format!("seed {seed}, decided"), &mut tally);
        let changes = found.iter().filter_map(|(_, found)| found.as_ref()).flat_map(|found| &found.changes);
        assert!(changes.into_iter().all(|change| change.given_up() != Some(other)), "seed {seed}");
        forbidden += 1;
    }
    let count = |kind| tally.kinds.get(&kind).copied().unwrap_or(0);
    let is_rich = count(Kind::Approval) > 5 && count(Kind::GivingUp) > 5 && forbidden > 0 && tally.several > 0;
    assert!(is_rich, "{tally:?}, {forbidden} forbidden: the rounds do not exercise the kinds");
}
