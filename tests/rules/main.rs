//! Every rule by itself: a small round in which it and no other shuts out the
//! only intake, and the words in which a council officer is told.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod nearest;
mod place;
#[path = "../proof/mod.rs"]
mod proof;
mod referral;
mod student;
mod time;
mod week;

use proof::fixture::Fixture;
use proof::oracle::Oracle;
use proof::{read, run};
use rightplace::explain::Obstacle;
use rightplace::ids::{RuleId, Word};
use rightplace::round::Key;
use rightplace::rules::{Casebook, failures};
use std::collections::BTreeSet;

/// A rule, what makes it fail for R1 and I1, and what the officer reads.
type Case = (RuleId, fn(&mut Fixture), &'static str);

/// Every case, by what the rules look at.
fn cases() -> impl Iterator<Item = &'static Case> {
    [referral::CASES, student::CASES, time::CASES, place::CASES, week::CASES].into_iter().flatten()
}

#[test]
fn every_rule_shuts_out_by_itself_and_says_why() {
    for (rule, change, expected) in cases() {
        let mut fixture = Fixture::new();
        change(&mut fixture);
        let round = read(&fixture.files());
        let result = run(&round);
        if expected.is_empty() {
            assert!(result.unplaced.is_empty(), "{rule}: {:?}", result.unplaced);
            continue;
        }
        let explanation = &result.unplaced[0].explanation;
        assert_eq!((explanation.reason, explanation.detail.as_str()), (Obstacle::Rule(*rule), *expected));
        // No other rule fails, and the audit, which shares no code, says the same.
        let book = Casebook::new(&round);
        assert_eq!(failures(&book.case(Key::new(0), Key::new(0))), [*rule]);
        assert_eq!(Oracle::new(&round).rules[&(Key::new(0), Key::new(0))], BTreeSet::from([*rule]), "{expected}");
    }
}

#[test]
fn no_rule_is_left_out() {
    let covered: BTreeSet<RuleId> = cases().map(|(rule, ..)| *rule).collect();
    assert_eq!(covered, BTreeSet::from_iter(RuleId::ALL.iter().copied()));
}

/// The fixture without a change: the referral is placed, so that what shuts it
/// out is the change alone.
#[test]
fn the_unchanged_round_places_the_referral() {
    let result = run(&read(&Fixture::new().files()));
    assert_eq!((result.placed.len(), result.unplaced.len()), (1, 0));
}

/// Waived for this intake, every rule lets the referral in (but for a deferred
/// status, which is waived for all intakes).
#[test]
fn a_waived_rule_shuts_out_nobody() {
    for (rule, change, expected) in cases().filter(|case| !case.2.is_empty()) {
        let mut fixture = Fixture::new();
        change(&mut fixture);
        fixture.add("decisions", &format!("referral_id:R1|decision:waive|rule:{rule}|reason:test"));
        let result = run(&read(&fixture.files()));
        // A week that is too long stays so: the constraint `clash` has the same limit.
        let is_too_long = expected.contains("the intake takes 2 days a week");
        let obstacles: Vec<Obstacle> = result.unplaced.iter().map(|each| each.explanation.reason).collect();
        let clash = Obstacle::Constraint(rightplace::ids::ConstraintId::Clash);
        assert_eq!(obstacles, if is_too_long { vec![clash] } else { vec![] }, "{rule}: {expected}");
    }
}
