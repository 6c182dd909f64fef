//! Referrals of one student that are placed together or not at all: a week that
//! is pieced from several providers.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::fixture::Fixture;
use proof::oracle::Oracle;
use proof::{audited, read, run};
use rightplace::explain::change::Search;
use rightplace::explain::loose_groups;
use rightplace::posed::Posed;
use rightplace::round::{Key, Round};
use rightplace::solve::{Engine, Highs};
use rightplace::source::Source;
use std::collections::BTreeSet;

/// R1 asks for I1, Monday and Tuesday, and R2 of the same student for I2, from
/// Wednesday to Friday.
fn week() -> Fixture {
    let mut round = Fixture::new();
    round.intake("I2", "Wed;Thu;Fri", 1).referral("R2", "A");
    round.set("referrals", "R1", "choices:I1|together:Week").set("referrals", "R2", "choices:I2|together:week");
    round
}

/// The referrals that are placed.
fn placed(fixture: &Fixture) -> Vec<String> {
    let round = read(&fixture.files());
    let result = run(&round);
    assert_eq!(audited(&round, &result).violations, []);
    result.placed.iter().map(|each| round.referrals[each.placement.referral].id.clone()).collect()
}

/// Why each referral has no place: reason, obstacles and detail.
fn told(fixture: &Fixture) -> Vec<(String, String, String)> {
    let round = read(&fixture.files());
    let result = run(&round);
    let one = |each: &rightplace::result::Unplaced| {
        let explanation = &each.explanation;
        let obstacles: Vec<String> = explanation.obstacles.iter().map(ToString::to_string).collect();
        // The oracle says the same.
        let mut choice = vec![None; round.referrals.len()];
        for placed in &result.placed {
            choice[placed.placement.referral.index()] = Some(placed.placement.intake);
        }
        let (reason, all) = Oracle::new(&round).explained(&choice, each.referral);
        assert_eq!((reason, &all), (explanation.reason, &explanation.obstacles));
        (round.referrals[each.referral].id.clone(), obstacles.join(";"), explanation.detail.clone())
    };
    result.unplaced.iter().map(one).collect()
}

#[test]
fn all_are_placed_or_none() {
    assert_eq!(placed(&week()), ["R1", "R2"]);
    // The only place from Wednesday on is held by somebody else.
    let mut full = week();
    full.add("students", "student_id:X|school_id:S1").add("placements", "student_id:X|intake_id:I2");
    assert_eq!(placed(&full), [""; 0]);
    full.set("referrals", "R2", "together:other");
    assert_eq!(placed(&full), ["R1"]);
}

#[test]
fn who_cannot_be_placed_alone_is_told_before_the_group() {
    let mut full = week();
    full.add("students", "student_id:X|school_id:S1").add("placements", "student_id:X|intake_id:I2");
    let whole = "placed together with others of the student or not at all, and";
    assert_eq!(
        told(&full),
        [
            (
                "R1".to_owned(),
                "together".to_owned(),
                format!("it is {whole} of R2 its nearest option is I2: the only place is held from before")
            ),
            (
                "R2".to_owned(),
                "places".to_owned(),
                "its nearest option is I2: the only place is held from before".to_owned()
            ),
        ]
    );
    let mut shut_out = week();
    shut_out.set("referrals", "R2", "latest_start:2026-01-11");
    let found = told(&shut_out);
    assert_eq!(found[0].1, "together");
    assert_eq!(found[0].2, format!("it is {whole} R2 has no option"));
    assert_eq!(found[1].1, "window");
}

#[test]
fn what_is_free_alone_and_not_all_at_once_is_said_to_be() {
    let mut round = week();
    round.set("intakes", "I2", "days:Tue;Wed");
    assert_eq!(placed(&round), [""; 0]);
    let detail = "it is placed together with others of the student or not at all; each of them is free alone, and not all at once";
    for (_, obstacles, told) in told(&round) {
        assert_eq!((obstacles.as_str(), told.as_str()), ("", detail));
    }
}

#[test]
fn a_decision_loosens_a_group_and_is_told() {
    let mut round = week();
    round.add("students", "student_id:X|school_id:S1").add("placements", "student_id:X|intake_id:I2");
    round.add("decisions", "referral_id:R1|decision:place|intake_id:I1");
    assert_eq!(placed(&round), ["R1"]);
    let told = |fixture: &Fixture| -> Vec<String> {
        loose_groups(&read(&fixture.files())).iter().map(ToString::to_string).collect()
    };
    let lines = told(&round);
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0]
            .starts_with("warning[together-decided] referrals.csv, row 2, column together: found referrals R1 and R2"),
        "{}",
        lines[0]
    );
    assert_eq!(told(&week()), [""; 0]);
    let lines = told(week().set("referrals", "R2", "latest_start:2026-01-11"));
    assert!(
        lines[0].starts_with(
            "warning[together-no-option] referrals.csv, row 3, column together: found referrals R1 and R2, of which R2"
        ),
        "{}",
        lines[0]
    );
}

#[test]
fn who_can_never_be_placed_together_is_an_error() {
    let codes = |fixture: &Fixture| -> Vec<String> {
        let reading = Round::from_source(&Source::from_texts(fixture.files()));
        let of_group = reading.problems.iter().filter(|problem| problem.code.to_string().starts_with("together"));
        of_group.map(|problem| format!("{} {:?}", problem.code, problem.place.number())).collect()
    };
    let error = ["together-impossible Some(3)"];
    assert_eq!(codes(week().set("referrals", "R1", "either:one").set("referrals", "R2", "either:one")), error);
    assert_eq!(codes(week().tuition("repeat", "false")), error);
    assert_eq!(codes(week().set("referrals", "R2", "status:withdrawn")), ["together-alone Some(2)"]);
    assert_eq!(codes(&week()), [""; 0]);
}

#[test]
fn lifting_the_group_is_a_change_and_comes_last() {
    let smallest = |fixture: &Fixture| -> Option<String> {
        let round = read(&fixture.files());
        let posed = Posed::new(round.clone(), BTreeSet::new());
        let result = run(&round);
        let pairs = result.placed.iter().map(|placed| (placed.placement.referral, placed.placement.intake));
        let (placed, engine) = (posed.columns(pairs), Highs::default());
        let found = Search::new(&posed, &placed, Engine::of(&engine)).changes(&[Key::new(0)], &|| {});
        found[0].found.as_ref().map(|found| found.describe(&round))
    };
    let mut full = week();
    full.add("students", "student_id:X|school_id:S1").add("placements", "student_id:X|intake_id:I2");
    let given_up = "referral R2 of the same student given up; nobody else loses a place by it";
    assert_eq!(smallest(&full).as_deref(), Some(given_up));
    // A decision that opens it says that it is meant.
    full.add("decisions", "referral_id:R2|decision:waive|rule:status|reason:test");
    let lifted = "referrals R1 and R2 no longer bound together; nobody loses a place by it";
    assert_eq!(smallest(&full).as_deref(), Some(lifted));
    full.policy("never_waive", "[\"together\"]");
    assert_eq!(smallest(&full), None);
}
