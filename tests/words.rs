//! Words that bind: in whatever spelling they stand, they are the same; what
//! is nearly one of them, or stands where there is none, is told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Files, changed, good, read, told};
use rightplace::explain::shut_out_places;
use rightplace::round::{Key, Referral, Round};
use rightplace::rules::{Casebook, describe, failures};
use std::collections::BTreeSet;

/// The round of files that are read without a word.
fn quiet(files: &Files) -> Round {
    let reading = read(files);
    assert_eq!(told(&reading), [""; 0]);
    reading.round.unwrap()
}

fn round(files: &Files) -> Round {
    read(files).round.unwrap()
}

fn referral(round: &Round, id: &str) -> Key<Referral> {
    round.referrals.find(id).unwrap()
}

/// The rules that shut a referral out of an intake.
fn rules(round: &Round, id: &str, intake: &str) -> Vec<String> {
    let book = Casebook::new(round);
    let case = book.case(referral(round, id), round.intakes.find(intake).unwrap());
    failures(&case).iter().map(ToString::to_string).collect()
}

/// The codes that are told, with their rows.
fn codes(files: &Files) -> Vec<(String, Option<u32>)> {
    read(files).problems.iter().map(|problem| (problem.code.to_string(), problem.place.number())).collect()
}

#[test]
fn documents_count_in_any_spelling_and_are_shown_as_the_policy_writes_them() {
    for spelling in ["Application form;RISK ASSESSMENT", "application-form; risk\u{2013}_assessment"] {
        let files = changed(good(), "referrals.csv", "Application_Form;risk_assessment", spelling);
        let round = quiet(&files);
        let expected = BTreeSet::from(["application_form".to_owned(), "risk_assessment".to_owned()]);
        assert_eq!(
            round.referrals[referral(&round, "R1")].documents.keys().cloned().collect::<BTreeSet<_>>(),
            expected
        );
        assert!(!rules(&round, "R1", "I2").contains(&"documents".to_owned()));
    }
    let round = quiet(&changed(good(), "referrals.csv", "Application_Form;risk_assessment", "Risk Assessment"));
    let book = Casebook::new(&round);
    let case = book.case(referral(&round, "R1"), round.intakes.find("I2").unwrap());
    let told: Vec<String> = failures(&case).into_iter().map(|rule| describe(rule, &case)).collect();
    assert_eq!(told[0], "documents still missing: application_form");
}

#[test]
fn a_tag_keeps_out_in_any_spelling() {
    for spelling in ["risk_to_others", "Risk To Others", "RISK-TO-OTHERS", "risk  to\u{a0}others"] {
        let files =
            changed(good(), "policy.toml", "name = \"Tier 1\"", "name = \"Tier 1\"\ntags_none = [\"risk to others\"]");
        let files = changed(files, "students.csv", "2.5,,", &format!("2.5,{spelling},"));
        let round = round(&files);
        assert!(rules(&round, "R2", "I1").contains(&"tags".to_owned()), "{spelling}");
        let tags = &round.students[round.referrals[referral(&round, "R2")].student].tags;
        assert_eq!(tags, &BTreeSet::from(["risk to others".to_owned()]));
    }
    // One letter away it does not keep out, and that is told without the tag.
    let files =
        changed(good(), "policy.toml", "name = \"Tier 1\"", "name = \"Tier 1\"\ntags_none = [\"risk to others\"]");
    let files = changed(files, "students.csv", "2.5,,", "2.5,risk to othres,");
    let lines = told(&read(&files));
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("warning[nearly-a-word] students.csv, row 3, column tags (A2)"), "{}", lines[0]);
    assert!(lines[0].contains("Did you mean \"risk to others\"?") && !lines[0].contains("othres"), "{}", lines[0]);
}

#[test]
fn priority_and_exemptions_know_a_tag_in_any_spelling() {
    let files = changed(
        good(),
        "policy.toml",
        "access_exempt = [\"looked_after\"]",
        "access_exempt = [\"Looked after\", \"Tag: young-carer\"]\nobjective = { priority = [\"tag:Young Carer\", \"Looked-After\"] }",
    );
    let files = changed(files, "students.csv", "Calm;quiet", "YOUNG_CARER");
    let round = quiet(&files);
    let tags = &round.students[round.students.find("A1").unwrap()].tags;
    let text = format!("{:?} {:?}", round.policy.access_exempt, round.policy.objective.priority);
    let tag = tags.first().unwrap();
    assert_eq!(text.matches(&format!("Tag({tag:?})")).count(), 2, "{text}");
    assert!(text.contains("LookedAfter"));
}

#[test]
fn a_programme_is_named_by_its_id_or_its_name() {
    for name in ["Tier 1", "tier1", "TIER-1", "Tier_1"] {
        let files = changed(good(), "referrals.csv", "R2,A2,tier1", &format!("R2,A2,{name}"));
        let files = changed(files, "courses.csv", "P1,tier1", &format!("P1,{name}"));
        let round = quiet(&files);
        assert_eq!(round.policy.programmes[round.referrals[referral(&round, "R2")].programme].id, "tier1");
    }
    // "Flourish" as an id or name of the other: nobody could tell which is meant.
    for (old, new) in [("name = \"Tier 1\"", "name = \"FLOURISH\""), ("name = \"Tier 1\"", "name = \"flour-ish\"")] {
        let lines = told(&read(&changed(good(), "policy.toml", old, new)));
        let is_told =
            lines.iter().any(|line| line.starts_with("error[duplicate-id] policy.toml, line 15, key programme.name"));
        assert_eq!(is_told, new.contains("FLOURISH"), "{lines:?}");
    }
    let files = changed(good(), "policy.toml", "id = \"flourish\"", "id = \"Tier-1\"");
    assert!(told(&read(&files)).iter().any(|line| line.starts_with("error[duplicate-id] policy.toml")));
}

/// The good referrals with a way of delivery for the second.
fn with_delivery(words: &str) -> Files {
    let files = changed(good(), "referrals.csv", "documents,choices", "delivery,choices");
    let files = changed(files, "referrals.csv", "Application_Form;risk_assessment,", ",");
    changed(files, "referrals.csv", ",x,,I1|C1", &format!(",x,{words},I1|C1"))
}

#[test]
fn a_placeholder_is_no_value_and_is_told_where_it_binds() {
    for word in ["NA", "n/a", "-", "tbc", "\u{2013}", "N/A;-"] {
        let files = with_delivery(word);
        assert_eq!(codes(&files), [("placeholder".to_owned(), Some(3))], "{word}");
        let round = round(&files);
        assert!(round.referrals[referral(&round, "R2")].delivery.is_empty(), "{word}");
        assert!(!rules(&round, "R2", "I1").contains(&"delivery".to_owned()), "{word}");
    }
    // Beside a word it is struck; as a word of its own it is none.
    let round = quiet(&with_delivery("On_Site;N/A"));
    assert_eq!(round.referrals[referral(&round, "R2")].delivery, BTreeSet::from(["On_Site".to_owned()]));
    // What may be unknown, and what binds nothing, needs no word.
    quiet(&changed(good(), "students.csv", "yes,TBC", "NA,-"));
    quiet(&changed(good(), "events.csv", "by telephone", "N/A"));
    // Ids and amounts must be there or blank.
    for (file, old, new) in [
        ("referrals.csv", "21/11/2025,S2", "21/11/2025,N/A"),
        ("referrals.csv", "I1|C1", "TBC"),
        ("intakes.csv", "250.00", "-"),
        ("courses.csv", "P1,tier1", "P1,NA"),
    ] {
        assert!(read(&changed(good(), file, old, new)).errors() > 0, "{new} in {file}");
    }
}

#[test]
fn a_moment_in_utc_counts_for_the_day_in_london() {
    for moment in ["2026-04-20T23:00:00Z", "2026-04-20T23:00:00+00:00", "2026-04-21T01:00:00+02:00"] {
        let files = changed(good(), "referrals.csv", "2026-01-05,2026-02-01", &format!("2026-01-05,{moment}"));
        assert_eq!(codes(&files), [("moment-in-time".to_owned(), Some(4))]);
        let round = round(&files);
        let latest = round.referrals[referral(&round, "R3")].latest_start.unwrap();
        assert_eq!(latest.to_string(), "2026-04-21", "{moment}");
    }
    // In the calendar's own column too.
    let files = changed(good(), "calendar.csv", "2025-12-03,,flourish", "2025-12-03T00:00:00Z,,flourish");
    assert_eq!(codes(&files), [("moment-in-time".to_owned(), Some(4))]);
}

#[test]
fn a_choice_named_twice_counts_once() {
    let ranks = |choices: &str| {
        let files = changed(good(), "referrals.csv", "I1|C1", choices);
        let round = round(&files);
        let groups = &round.referrals[referral(&round, "R2")].choices.groups;
        let groups: Vec<(usize, usize)> =
            groups.iter().map(|group| (group.courses.len(), group.intakes.len())).collect();
        (groups, codes(&files).iter().filter(|(code, _)| code == "repeated-choice").count())
    };
    assert_eq!(ranks("C1;C1;C2"), (vec![(1, 0), (1, 0)], 1));
    assert_eq!(ranks("C1;I1;C2|C1"), (vec![(1, 0), (1, 0)], 1));
    // An intake before its course is no repetition: the course adds the others.
    assert_eq!(ranks("I1;C1;C2"), (vec![(0, 1), (1, 0), (1, 0)], 0));
}

#[test]
fn a_place_decision_that_a_rule_shuts_out_is_told() {
    let files = changed(good(), "decisions.csv", "R2,bar,I1,,,,", "R2,bar,I1,,,,\nR3,bar,I1,,,,\nR3,place,I1,,,,");
    let told = shut_out_places(&round(&files));
    assert_eq!(told.len(), 1);
    let line = told[0].to_string();
    assert!(line.starts_with("warning[place-is-no-option] decisions.csv, row 5, column intake_id"), "{line}");
    assert!(line.contains("against the rule barred"), "{line}");
    assert_eq!(shut_out_places(&round(&good())), []);
}

#[test]
fn capacity_that_nobody_can_take_is_told_once_for_each_cause() {
    let approved = changed(good(), "providers.csv", "2027-08-31", "2026-03-01");
    let lines = told(&read(&approved));
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("1 intake, 8 places, that nobody can take, beyond the approval"), "{}", lines[0]);
    assert!(lines[1].starts_with("warning[held-outlasts-approval] placements.csv, row 2"), "{}", lines[1]);
    // Begun, and to be joined until 2 February, or not.
    let later = changed(good(), "round.toml", "2025-12-05", "2026-01-20");
    let dead = |files: &Files| {
        let lines = told(&read(files));
        lines.into_iter().filter(|line| line.contains("[dead-capacity]")).collect::<Vec<_>>()
    };
    let lines = dead(&later);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains("1 intake, 12 places, that nobody can take, begun before"), "{}", lines[0]);
    assert!(lines[0].contains(": I2;"), "{}", lines[0]);
}
