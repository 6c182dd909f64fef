//! Every rule by itself: a small round in which it and no other shuts out the
//! only intake, and the words in which a council officer is told.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

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

const CASES: &[Case] = &[
    (
        RuleId::Programme,
        |round| {
            round.programme("flourish", "Flourish", &[]).set("referrals", "R1", "programme:flourish");
        },
        "the round has no intake of Flourish",
    ),
    (
        RuleId::Status,
        |round| {
            round.tuition("decision", "\"panel\"");
        },
        "the only intake of Tuition, I1: Tuition takes approved referrals only; this one is pending",
    ),
    (
        RuleId::Status,
        |round| {
            round.set("referrals", "R1", "status:deferred");
        },
        "the only intake of Tuition, I1: the referral is deferred",
    ),
    (
        RuleId::Access,
        |round| {
            round.tuition("access", "\"exclusive\"").set("schools", "S1", "sla:no");
        },
        "the only intake of Tuition, I1: Tuition is only for schools with the SLA, and the referring school does not have it",
    ),
    (
        RuleId::Access,
        |round| {
            round.tuition("access", "\"exclusive\"").set("students", "A", "school_id:");
        },
        "the only intake of Tuition, I1: Tuition is only for schools with the SLA, and no school refers",
    ),
    (
        RuleId::Referrer,
        |round| {
            round.tuition("referrers", "[\"health\", \"social_care\"]");
        },
        "the only intake of Tuition, I1: Tuition takes referrals only from: health, social_care",
    ),
    (
        RuleId::Documents,
        |round| {
            round.tuition("documents", "[\"form\", \"risk_assessment\"]").set("referrals", "R1", "documents:Form");
        },
        "the only intake of Tuition, I1: documents still missing: risk_assessment",
    ),
    (
        RuleId::Ehcp,
        |round| {
            round.tuition("ehcp", "true").set("students", "A", "ehcp:no");
        },
        "the only intake of Tuition, I1: Tuition is only for students with an EHC plan",
    ),
    (
        RuleId::Ehcp,
        |round| {
            round.tuition("ehcp", "false").set("students", "A", "ehcp:yes");
        },
        "the only intake of Tuition, I1: Tuition is only for students without an EHC plan",
    ),
    (
        RuleId::Ehcp,
        |round| {
            round.tuition("ehcp", "true").set("students", "A", "ehcp:TBC");
        },
        "the only intake of Tuition, I1: Tuition depends on an EHC plan, and it is not recorded whether the student has one",
    ),
    (
        RuleId::Tags,
        |round| {
            round.tuition("tags_any", "[\"medical\", \"anxiety\"]").set("students", "A", "tags:other");
        },
        "the only intake of Tuition, I1: Tuition is only for students with one of the tags: anxiety, medical",
    ),
    (
        RuleId::Tags,
        |round| {
            round.tuition("tags_none", "[\"excluded\"]").set("students", "A", "tags:Excluded");
        },
        "the only intake of Tuition, I1: Tuition is not for students tagged: excluded",
    ),
    (
        RuleId::Tags,
        |round| {
            round.set("courses", "C1", "needs_tags:can_swim");
        },
        "the only intake of Tuition, I1: the course is only for students tagged: can_swim",
    ),
    (
        RuleId::YearGroup,
        |round| {
            round.tuition("year_groups", "\"R;7-9\"").set("students", "A", "year_group:10");
        },
        "the only intake of Tuition, I1: Tuition takes year groups R, 7-9; at the start the student's will be 10",
    ),
    (
        RuleId::YearGroup,
        |round| {
            round.set("courses", "C1", "year_groups:7-9");
        },
        "the only intake of Tuition, I1: the course takes year groups 7-9; the student's is not recorded",
    ),
    (
        RuleId::Age,
        |round| {
            round.tuition("age_months", "\"0-18\"").set("students", "A", "date_of_birth:2024-07-12");
        },
        "the only intake of Tuition, I1: Tuition takes children from 0 to under 18 months old, which the student is not on 12 January 2026",
    ),
    (
        RuleId::Age,
        |round| {
            round.tuition("age_months", "\"0-18\"");
        },
        "the only intake of Tuition, I1: Tuition takes children from 0 to under 18 months old; the date of birth is not recorded",
    ),
    (
        RuleId::Deadline,
        |round| {
            round.tuition("deadline", "\"calendar\"");
            round.add("calendar", "kind:deadline|date:2025-11-28|programme:tuition|for_start:2026-01-12");
        },
        "the only intake of Tuition, I1: submitted on 1 December 2025, 3 days after the deadline of 28 November 2025",
    ),
    (
        RuleId::Deadline,
        |round| {
            round.tuition("deadline", "\"calendar\"");
        },
        "the only intake of Tuition, I1: the calendar has no deadline for Tuition starting on 12 January 2026",
    ),
    (
        RuleId::Window,
        |round| {
            round.set("referrals", "R1", "earliest_start:2026-01-13").set("intakes", "I1", "last_start:2026-01-18");
        },
        // Monday and Tuesday are the intake's days: the 13th is a Tuesday.
        "",
    ),
    (
        RuleId::Window,
        |round| {
            round.set("referrals", "R1", "earliest_start:2026-01-14").set("intakes", "I1", "last_start:2026-01-18");
        },
        "the only intake of Tuition, I1: the intake starts on 12 January 2026 and may be joined until 18 January 2026; the placement can start from 14 January 2026",
    ),
    (
        RuleId::Window,
        |round| {
            // Working days after Monday 5 January: ten are Monday 19 January.
            round.tuition("lead_working_days", "10");
            round.set("referrals", "R1", "submitted:2026-01-05|latest_start:2026-01-30");
        },
        "the only intake of Tuition, I1: the intake starts on 12 January 2026; the placement can start from 19 January 2026 to 30 January 2026",
    ),
    (
        RuleId::Window,
        |round| {
            round.tuition("lead_working_days", "10");
            round.set("referrals", "R1", "submitted:2026-01-05|latest_start:2026-01-16");
        },
        "the only intake of Tuition, I1: the intake starts on 12 January 2026; the placement can start on 19 January 2026 at the earliest and on 16 January 2026 at the latest",
    ),
    (
        RuleId::OwnSchool,
        |round| {
            round.set("providers", "P1", "school_id:S1");
        },
        "the only intake of Tuition, I1: the provider is the student's own school",
    ),
    (
        RuleId::Approval,
        |round| {
            round.set("providers", "P1", "approved_to:2026-02-12");
        },
        "the only intake of Tuition, I1: the provider is approved until 12 February 2026; the placement would run from 12 January 2026 to 13 February 2026",
    ),
    (
        RuleId::Approval,
        |round| {
            round.set("providers", "P1", "approved_from:2026-01-13|approved_to:2026-12-31");
        },
        "the only intake of Tuition, I1: the provider is approved from 13 January 2026 to 31 December 2026; the placement would run from 12 January 2026 to 13 February 2026",
    ),
    (
        RuleId::Framework,
        |round| {
            round.tuition("framework", "true").set("providers", "P1", "framework:no");
        },
        "the only intake of Tuition, I1: Tuition uses providers on the framework only, and the provider is not on it",
    ),
    (
        RuleId::Framework,
        |round| {
            round.tuition("framework", "true");
        },
        "the only intake of Tuition, I1: Tuition uses providers on the framework only, and it is not recorded whether the provider is on it",
    ),
    (
        RuleId::Framework,
        |round| {
            round.tuition("framework", "true").set("providers", "P1", "framework:yes");
        },
        "",
    ),
    (
        RuleId::Delivery,
        |round| {
            round.tuition("delivery", "[\"face to face\"]").set("courses", "C1", "delivery:Online");
        },
        "the only intake of Tuition, I1: Tuition asks for delivery: face to face; the course states: Online",
    ),
    (
        RuleId::Delivery,
        |round| {
            round.set("referrals", "R1", "delivery:Online;mixed");
        },
        "the only intake of Tuition, I1: the referral asks for delivery: Online, mixed; the course states: nothing",
    ),
    (
        RuleId::Delivery,
        |round| {
            round.tuition("delivery", "[\"face to face\", \"online\"]").set("referrals", "R1", "delivery:online");
            round.set("courses", "C1", "delivery:Face to face;Online");
        },
        "",
    ),
    (
        RuleId::Availability,
        |round| {
            round.set("students", "A", "days_available:Mon;Tue am;Wed");
        },
        "the only intake of Tuition, I1: the student is not available on Tue pm",
    ),
    (
        RuleId::Availability,
        |round| {
            round.set("students", "A", "max_days:1.5");
        },
        "the only intake of Tuition, I1: the intake takes 2 days a week; the student's limit is 1.5",
    ),
    (
        RuleId::Occupied,
        |round| {
            round.add("placements", "student_id:A|programme:tuition|start:2025-11-03|end:2026-01-12|days:Tue pm;Wed");
        },
        "the only intake of Tuition, I1: the student already attends Tuition on Tue pm, Wed from 3 November 2025 to 12 January 2026",
    ),
    (
        RuleId::Occupied,
        |round| {
            round.programme("refocus", "Refocus", &[("alone", "true")]);
            round.add("placements", "student_id:A|programme:refocus|start:2026-02-13|end:2026-03-27|days:Thu");
        },
        "the only intake of Tuition, I1: the student already attends Refocus from 13 February 2026 to 27 March 2026, and one of the two allows no other placement beside it",
    ),
    (
        RuleId::Occupied,
        |round| {
            round.policy("days_off_site_max", "3");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-02|end:2026-03-27|days:Wed;Thu am");
        },
        "the only intake of Tuition, I1: with the placements already held it would be 3.5 days a week on 2 February 2026; the limit is 3",
    ),
    (
        RuleId::Repeat,
        |round| {
            round.tuition("repeat", "false");
            round.add("placements", "student_id:A|programme:tuition|start:2025-09-01|end:2025-10-24|days:Mon");
        },
        "the only intake of Tuition, I1: Tuition is taken once a year, and the student has it in 2025-26 already, from 1 September 2025 to 24 October 2025",
    ),
    (
        RuleId::Stay,
        |round| {
            // Five weeks of the intake and four more from the next teaching day on.
            round.tuition("max_stay_weeks", "8");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-16|end:2026-03-13|days:Wed");
        },
        "the only intake of Tuition, I1: the stay on Tuition would be 9 teaching weeks, from 12 January 2026 to 13 March 2026; the limit is 8 teaching weeks",
    ),
    (
        RuleId::Stay,
        |round| {
            // A school day lies between the two: they are two stays.
            round.tuition("max_stay_weeks", "8");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-17|end:2026-03-13|days:Wed");
        },
        "",
    ),
    (
        RuleId::Stay,
        |round| {
            round.tuition("max_stay_terms", "1");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-16|end:2026-04-17|days:Wed");
        },
        "the only intake of Tuition, I1: the stay on Tuition would be 2 terms, from 12 January 2026 to 17 April 2026; the limit is 1 term",
    ),
    (
        RuleId::Return,
        |round| {
            // The intake ends on 13 February, and four weeks later is 13 March.
            round.tuition("gap_weeks", "4");
            round.add("placements", "student_id:A|programme:tuition|start:2026-03-09|end:2026-03-27|days:Wed");
        },
        "the only intake of Tuition, I1: the student has Tuition from 9 March 2026 to 27 March 2026; at least 4 weeks lie between two stays, so that the later one may start from 13 March 2026",
    ),
    (
        RuleId::Return,
        |round| {
            round.tuition("gap_weeks", "4");
            round.add("placements", "student_id:A|programme:tuition|start:2025-11-03|end:2025-12-15|days:Wed");
        },
        "",
    ),
    (
        RuleId::Distance,
        |round| {
            // A tenth of a degree of latitude: 6371.0088 × π / 1800 = 11.1195 km (by hand).
            round.tuition("max_km", "11").set("providers", "P1", "lat:52.5|lon:-1.5");
        },
        "the only intake of Tuition, I1: the provider is 11.1 km away; the limit is 11.0 km",
    ),
    (
        RuleId::Choice,
        |round| {
            round.add("courses", "course_id:C2|provider_id:P1|programme:tuition").set("referrals", "R1", "choices:C2");
        },
        "the only intake of Tuition, I1: the intake is not the referral's one choice",
    ),
    (
        RuleId::Barred,
        |round| {
            round.add("decisions", "referral_id:R1|decision:bar|intake_id:I1");
        },
        "the only intake of Tuition, I1: a decision bars the intake",
    ),
];

#[test]
fn every_rule_shuts_out_by_itself_and_says_why() {
    for (rule, change, expected) in CASES {
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
    let covered: BTreeSet<RuleId> = CASES.iter().map(|(rule, ..)| *rule).collect();
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
    for (rule, change, expected) in CASES.iter().filter(|case| !case.2.is_empty()) {
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

/// Of several intakes, the nearest is named, with all that it breaks and how many
/// others break the same.
#[test]
fn the_nearest_intake_gives_the_reason() {
    let detail = |change: fn(&mut Fixture)| {
        let mut fixture = Fixture::new();
        fixture.intake("I2", "Wed", 1).intake("I3", "Thu", 1);
        change(&mut fixture);
        let explanation = run(&read(&fixture.files())).unplaced.remove(0).explanation;
        format!("{}: {}", explanation.reason, explanation.detail)
    };
    assert_eq!(
        detail(|round| {
            round.set("students", "A", "days_available:Fri");
        }),
        "availability: the nearest of 3 intakes of Tuition, I1: the student is not available on Mon, Tue; \
         2 others break exactly the same"
    );
    assert_eq!(
        detail(|round| {
            round.set("providers", "P1", "school_id:S1");
        }),
        "own-school: the nearest of 3 intakes of Tuition, I1: the provider is the student's own school; \
         2 others break exactly the same"
    );
    assert_eq!(
        detail(|round| {
            round
                .set("students", "A", "days_available:Mon;Tue")
                .add("decisions", "referral_id:R1|decision:bar|intake_id:I1");
        }),
        "barred: the nearest of 3 intakes of Tuition, I1: a decision bars the intake"
    );
    assert_eq!(
        detail(|round| {
            round.set("students", "A", "days_available:Wed;Thu").set("referrals", "R1", "choices:I1");
        }),
        "availability: the only intake among its choices that can still begin, I1: the student is not available on \
         Mon, Tue"
    );
}
