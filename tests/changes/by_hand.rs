//! Rounds of a few lines, whose changes are found by hand.

use crate::held::{Tally, hold_to_every_change, placed_by_the_files};
use crate::proof::{self, fixture::Fixture};
use rightplace::posed::Posed;
use rightplace::result::Extent;
use rightplace::solve::{Engine, Highs, Stop};
use std::collections::BTreeSet;
use std::time::Instant;

/// Two referrals of a student at the same time; a less urgent student has the
/// place that the other one asks for.
fn own_clash() -> Fixture {
    let mut fixture = Fixture::new();
    fixture.set("referrals", "R1", "band:1|choices:I1").intake("I2", "Mon;Wed", 1);
    fixture.referral("R2", "A").set("referrals", "R2", "band:2|choices:I2");
    fixture.referral("R3", "B").set("referrals", "R3", "band:3|choices:I2");
    fixture
}

/// The change of R2 in a sentence, with what it is in the files.
fn of_r2(fixture: &Fixture) -> (String, Vec<String>) {
    let files = fixture.files();
    let round = proof::read(&files);
    let found = hold_to_every_change(&round, "R2", &mut Tally::default());
    let r2 = round.referrals.find("R2").expect("it is there");
    let (_, Some(found)) = found.into_iter().find(|(key, _)| *key == r2).expect("it has no place") else {
        return Default::default();
    };
    placed_by_the_files(&files, &round, r2, &found);
    let edits = found.changes.iter().flat_map(|change| change.edits(&round)).map(|edit| edit.describe(&round));
    (found.describe(&round), edits.collect())
}

#[test]
fn a_clash_with_the_own_place_is_solved_by_giving_that_up() {
    let (says, edits) = of_r2(&own_clash());
    let expected = "referral R1 of the same student given up; 1 other referral loses its place by it: \
                    1 of Tuition, class 0;3;1";
    assert_eq!(says, expected);
    assert_eq!(edits, ["referrals.csv, row with referral_id R1: set status to withdrawn"]);
}

#[test]
fn what_a_decision_places_is_not_given_up() {
    let mut fixture = own_clash();
    fixture.add("decisions", "referral_id:R1|decision:place|intake_id:I1");
    assert_eq!(of_r2(&fixture).0, "");
}

#[test]
fn a_pending_referral_is_approved_and_its_other_one_given_up_where_it_needs_both() {
    let mut fixture = own_clash();
    fixture.tuition("decision", "\"panel\"");
    ["R1", "R3"].iter().for_each(|id| {
        fixture.set("referrals", id, "status:approved");
    });
    fixture.set("referrals", "R3", "status:withdrawn");
    let (says, edits) = of_r2(&fixture);
    let both = "the referral approved and referral R1 of the same student given up; nobody else loses a place by it";
    assert_eq!(says, both);
    assert_eq!(edits[0], "referrals.csv, row with referral_id R2: set status to approved");
    fixture.set("referrals", "R1", "choices:I2|band:4").set("referrals", "R3", "status:approved");
    let (says, _) = of_r2(&fixture);
    assert!(says.starts_with("the referral approved; 1 other referral loses its place by it"), "{says}");
}

/// The provider's approval ends before the only intake does; and the two are
/// kept apart.
#[test]
fn nobody_is_advised_to_lift_what_the_policy_names() {
    let mut fixture = Fixture::new();
    fixture.referral("R2", "B");
    fixture.set("providers", "P1", "approved_to:2026-01-30").set("referrals", "R1", "status:withdrawn");
    assert_eq!(of_r2(&fixture).0, "");
    fixture.policy("never_waive", "[]");
    assert_eq!(of_r2(&fixture).0, "the rule approval waived for I1; nobody loses a place by it");

    let mut fixture = Fixture::new();
    fixture.set("referrals", "R1", "band:1").referral("R2", "B");
    fixture.add("separations", "student_a:A|student_b:B");
    assert_eq!(of_r2(&fixture).0, "");
    fixture.policy("never_waive", "[\"Own School\", \"mix\", \"approval\"]");
    assert_eq!(of_r2(&fixture).0, "students A and B no longer kept apart; nobody loses a place by it");
}

/// A search that a limit ends says so, and loses nothing that was known.
#[test]
fn a_search_that_is_ended_keeps_what_was_found_before() {
    let round = proof::read(&own_clash().files());
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let solver = Highs::default();
    let mut result = proof::run(&round);
    result.fill_changes(&posed, Engine::of(&solver), &|| {});
    assert_eq!(result.changes, Some(Extent::Whole));
    let before: Vec<String> = result.unplaced.iter().map(|unplaced| unplaced.change.clone()).collect();
    assert!(before.iter().any(|change| !change.is_empty()));
    let ended = Engine { solver: &solver, stop: Stop::at(Some(Instant::now())) };
    result.fill_changes(&posed, ended, &|| {});
    assert_eq!(result.changes, Some(Extent::Cut));
    assert_eq!(result.unplaced.iter().map(|unplaced| unplaced.change.clone()).collect::<Vec<_>>(), before);
}
