//! Every constraint by itself: a small round in which it keeps a referral from
//! its nearest option, and the words in which a council officer is told.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::fixture::Fixture;
use proof::oracle::{Choice, Oracle};
use proof::{read, run};
use rightplace::explain::Obstacle;
use rightplace::ids::{ConstraintId, Word};
use rightplace::result::Status;
use std::collections::BTreeSet;

/// A constraint, a round with the urgent referral R1 of student A in which R2
/// alone is not placed, and what the officer reads of R2.
type Case = (ConstraintId, fn(&mut Fixture), &'static str);

const CASES: &[Case] = &[
    (
        ConstraintId::OnePlace,
        |round| {
            round.intake("I2", "Wed", 1).referral("R2", "A").set("referrals", "R1", "either:one");
            round.set("referrals", "R2", "either:one|choices:I2");
        },
        "its nearest option is I2: at most one of the student's alternatives is placed, and referral R1 is given I1",
    ),
    (
        ConstraintId::Places,
        |round| {
            round.set("intakes", "I1", "places:1").referral("R2", "B");
        },
        "its nearest option is I1: the only place is taken",
    ),
    (
        ConstraintId::Places,
        |round| {
            round.set("intakes", "I1", "places:3").referral("R2", "B");
            hold(round, "X", "I1");
            hold(round, "Y", "I1");
        },
        "its nearest option is I1: all 3 places are taken, 2 of them from before",
    ),
    (
        ConstraintId::Places,
        |round| {
            round.intake("I2", "Wed", 2).referral("R2", "B").set("referrals", "R2", "choices:I2");
            for student in ["X", "Y", "Z"] {
                hold(round, student, "I2");
            }
        },
        "its nearest option is I2: all 2 places are held from before",
    ),
    (
        ConstraintId::Places,
        |round| {
            round.intake("I2", "Wed", 0).referral("R2", "B").set("referrals", "R2", "choices:I2");
        },
        "its nearest option is I2: there are no places",
    ),
    (
        ConstraintId::CoursePlaces,
        |round| {
            an_intake_each(round, "B", "Wed").set("courses", "C1", "places:1");
        },
        "its nearest option is I2: the only place of course C1 is taken",
    ),
    (
        ConstraintId::MinGroup,
        |round| {
            an_intake_each(round, "B", "Wed").set("intakes", "I2", "min_group:3");
        },
        "its nearest option is I2: the group does not run: too few can join it to reach its smallest size",
    ),
    (
        ConstraintId::MinGroup,
        |round| {
            // R1 could join, but the two are kept apart.
            an_intake_each(round, "B", "Wed").set("intakes", "I2", "min_group:2");
            round.set("referrals", "R1", "choices:I1;I2");
            round.add("separations", "student_a:A|student_b:B");
        },
        "its nearest option is I2: the group does not run; with this referral it would still be 1 student short",
    ),
    (
        ConstraintId::YearlyPlaces,
        |round| {
            round.tuition("yearly_places", "3").referral("R2", "B");
            hold(round, "X", "I1");
            hold(round, "Y", "I1");
        },
        "its nearest option is I1: all 3 places of Tuition in 2025-26 are taken, 2 of them from before",
    ),
    (
        ConstraintId::TermPlaces,
        |round| {
            round.tuition("term_places", "3").referral("R2", "B");
            hold(round, "X", "I1");
            hold(round, "Y", "I1");
        },
        "its nearest option is I1: all 3 places of Tuition in the term from 5 January 2026 to 27 March 2026 are taken, 2 of them from before",
    ),
    (
        ConstraintId::DailyPlaces,
        |round| {
            an_intake_each(round, "B", "Tue pm;Wed").set("providers", "P1", "daily_places:1");
        },
        "its nearest option is I2: the only place of provider P1 at that time of day is taken",
    ),
    (
        ConstraintId::Mix,
        |round| {
            round.policy("mix", "[{ id = \"one-plan\", per = \"intake\", who = { ehcp = true }, most = 1 }]");
            round.set("students", "A", "ehcp:yes").referral("R2", "B").set("students", "B", "ehcp:yes");
        },
        "its nearest option is I1: in intake I1 would be 2 of one-plan at one time; the most is 1",
    ),
    (
        // 3 of the one and 2 of the other are more than 4; the days are those of the provider.
        ConstraintId::Mix,
        |round| {
            round.policy(
                "mix",
                "[{ id = \"risk\", per = \"provider\", providers_tags = [\"Small\"], weight = \"Risk\", most = 4 }]",
            );
            round.set("providers", "P1", "tags:small").intake("I2", "Tue pm;Wed", 5).referral("R2", "B");
            round.set("referrals", "R1", "choices:I1").set("referrals", "R2", "choices:I2");
            round.set("students", "A", "risk:3").set("students", "B", "risk:2");
        },
        "its nearest option is I2: with provider P1 would be 5 of risk at one time; the most is 4",
    ),
    (
        ConstraintId::PaidPlaces,
        |round| {
            round.sla("paid_programmes", "[\"tuition\"]").sla("paid_places", "3").referral("R2", "B");
            round.set("schools", "S1", "paid_places_used:2");
        },
        "its nearest option is I1: all 3 paid places of school S1 in 2025-26 are taken (2 before this round); \
         the school may agree to pay for more",
    ),
    (
        ConstraintId::PaidPlaces,
        |round| {
            round.sla("paid_programmes", "[\"tuition\"]").sla("paid_places", "0").referral("R2", "B");
            round.set("schools", "S1", "extra_places:1");
        },
        "its nearest option is I1: all 0 paid places of school S1 in 2025-26 and the 1 extra it agreed to pay for are \
         taken; the school may agree to pay for more",
    ),
    (
        ConstraintId::PaidPlaces,
        |round| {
            // From September the next year's places count.
            round.sla("paid_programmes", "[\"tuition\"]").sla("paid_places", "1").referral("R2", "B");
            round.set("intakes", "I1", "start:2026-09-07|end:2026-10-16").set("schools", "S1", "extra_places:5");
        },
        "its nearest option is I1: all 1 paid places of school S1 in 2026-27 are taken",
    ),
    (
        ConstraintId::Budget,
        |round| {
            round.set("intakes", "I1", "fee:£60").set("schools", "S1", "budget:100").referral("R2", "B");
        },
        "its nearest option is I1: the school's fees would be £120.00; its budget is £100.00",
    ),
    (
        ConstraintId::Clash,
        |round| {
            an_intake_each(round, "A", "Tue pm;Wed");
        },
        "its nearest option is I2: it cannot go with another of the student's: referral R1 is given I1",
    ),
    (
        ConstraintId::Clash,
        |round| {
            an_intake_each(round, "A", "Wed;Thu am").policy("days_off_site_max", "3");
        },
        "its nearest option is I2: with the student's other placements it would be 3.5 days a week; the limit is 3",
    ),
    (
        ConstraintId::Clash,
        |round| {
            // A waived rule `availability` does not lift the limit of the week itself.
            an_intake_each(round, "B", "Wed;Thu;Fri").set("students", "B", "max_days:2");
            round.add("decisions", "referral_id:R2|decision:waive|rule:availability|reason:test");
        },
        "its nearest option is I2: by itself it would be 3 days a week; the limit is 2",
    ),
    (
        ConstraintId::Repeat,
        |round| {
            an_intake_each(round, "A", "Wed").tuition("repeat", "false");
        },
        "its nearest option is I2: Tuition is taken once a year, and for 2025-26 referral R1 is given I1; \
         a waiver does not allow two in one round",
    ),
    (
        ConstraintId::Stay,
        |round| {
            an_intake_each(round, "A", "Wed").tuition("max_stay_weeks", "8");
            round.set("intakes", "I2", "start:2026-02-16|end:2026-03-13");
        },
        "its nearest option is I2: Tuition lasts at most 8 teaching weeks at a stretch, and referral R1 is given I1",
    ),
    (
        ConstraintId::Return,
        |round| {
            an_intake_each(round, "A", "Wed").tuition("gap_weeks", "4");
            round.set("intakes", "I2", "start:2026-03-02|end:2026-03-13");
        },
        "its nearest option is I2: at least 4 weeks lie between two stays on Tuition, and referral R1 is given I1",
    ),
    (
        ConstraintId::Separation,
        |round| {
            round.referral("R2", "B").add("separations", "student_a:B|student_b:A");
        },
        "its nearest option is I1: a student who must be kept apart has a place there",
    ),
    (
        ConstraintId::Pool,
        |round| {
            round.pool("id=\"hours\"|amount=25|each=10").referral("R2", "B").set("referrals", "R2", "units:2");
        },
        "its nearest option is I1: 30 would be taken of pool hours; its amount is 25",
    ),
    (
        ConstraintId::Pool,
        |round| {
            round.pool("id=\"hours\"|per=\"school\"").referral("R2", "B");
            round.add("pools", "pool_id:hours|school_id:S1|amount:1");
        },
        "its nearest option is I1: 2 would be taken of pool hours of school S1; its amount is 1",
    ),
    (
        ConstraintId::TransportBudget,
        |round| {
            // A tenth of a degree of latitude: 6371.0088 × π / 1800 = 11.1195 km (by hand).
            round.policy("transport", "[{ id = \"far\", from_km = 11.1, cost = 60 }]");
            round.policy("transport_budget", "100").set("providers", "P1", "lat:52.5|lon:-1.5").referral("R2", "B");
        },
        "its nearest option is I1: transport would cost £120.00; the budget for it is £100.00",
    ),
];

/// R1 asks for I1 alone, and R2 of a student for a further intake alone, I2 on
/// some weekdays.
fn an_intake_each<'r>(round: &'r mut Fixture, student: &str, days: &str) -> &'r mut Fixture {
    round.intake("I2", days, 5).referral("R2", student);
    round.set("referrals", "R1", "choices:I1").set("referrals", "R2", "choices:I2")
}

/// A further student who already attends an intake.
fn hold(round: &mut Fixture, student: &str, intake: &str) {
    round.add("students", &format!("student_id:{student}|school_id:S1"));
    round.add("placements", &format!("student_id:{student}|intake_id:{intake}"));
}

#[test]
fn every_constraint_shuts_out_and_says_why() {
    for (constraint, change, expected) in CASES {
        let mut fixture = Fixture::new();
        fixture.set("referrals", "R1", "band:1");
        change(&mut fixture);
        let round = read(&fixture.files());
        let result = run(&round);
        let unplaced: Vec<&str> =
            result.unplaced.iter().map(|each| round.referrals[each.referral].id.as_str()).collect();
        assert_eq!(unplaced, ["R2"], "{expected}");
        let explanation = &result.unplaced[0].explanation;
        assert_eq!((explanation.reason, explanation.detail.as_str()), (Obstacle::Constraint(*constraint), *expected));
        // The audit, which shares no code, says the same.
        let mut choice: Choice = vec![None; round.referrals.len()];
        for placed in &result.placed {
            choice[placed.placement.referral.index()] = Some(placed.placement.intake);
        }
        assert_eq!(
            Oracle::new(&round).explained(&choice, result.unplaced[0].referral).0,
            Obstacle::Constraint(*constraint)
        );
    }
}

/// `pinned` shuts nobody out; where it cannot be kept, the conflict is named.
#[test]
fn decisions_that_cannot_stand_together_are_named() {
    let conflict = |change: fn(&mut Fixture)| -> Vec<String> {
        let mut fixture = Fixture::new();
        fixture.referral("R2", "B").referral("R3", "C");
        change(&mut fixture);
        let result = run(&read(&fixture.files()));
        assert_eq!(result.status, Status::Infeasible);
        assert!(result.conflict.is_smallest && !result.conflict.leaves_another);
        let members = result.conflict.members.iter().map(|member| format!("{}: {}", member.id, member.detail));
        members.chain([result.conflict.sentence.clone()]).chain(result.conflict.changes.iter().cloned()).collect()
    };
    assert_eq!(
        conflict(|round| {
            round.set("intakes", "I1", "places:1");
            round.add("decisions", "referral_id:R3|decision:place|intake_id:I1");
            round.add("decisions", "referral_id:R1|decision:place|intake_id:I1");
        }),
        [
            "place: referral R3 must hold intake I1 (decisions.csv, row 2)",
            "place: referral R1 must hold intake I1 (decisions.csv, row 3)",
            "places: intake I1 has 1 place",
            "Decisions place R3 and R1 in intake I1 (decisions.csv, rows 2 and 3), but intake I1 has 1 place, and 2 would be \
             needed.",
            "intake I1 has 1 more place (2 instead of 1)",
            "referral R3 need not hold intake I1 (decisions.csv, row 2)",
            "referral R1 need not hold intake I1 (decisions.csv, row 3)",
        ]
    );
    assert_eq!(
        conflict(|round| {
            round.set("students", "B", "days_available:Mon");
            round.add("decisions", "referral_id:R2|decision:place|intake_id:I1");
        }),
        [
            "place: referral R2 must hold intake I1 (decisions.csv, row 2)",
            "availability: the student is not available on Tue",
            "A decision places R2 in intake I1 (decisions.csv, row 2), but the rule availability does not allow it: the \
             student is not available on Tue.",
            "the rule availability is waived for referral R2 with intake I1",
            "referral R2 need not hold intake I1 (decisions.csv, row 2)",
        ]
    );
    assert_eq!(
        conflict(|round| {
            round.set("intakes", "I1", "min_group:3|fee:10").set("schools", "S1", "budget:25");
            round.add("decisions", "referral_id:R2|decision:place|intake_id:I1");
        }),
        [
            "place: referral R2 must hold intake I1 (decisions.csv, row 2)",
            "min-group: intake I1 runs with 3 students or more",
            "budget: the budget of school S1 is £25.00",
            "A decision places R2 in intake I1 (decisions.csv, row 2), but intake I1 runs with 3 students or more; the budget \
             of school S1 is £25.00.",
            "the budget of school S1 is £5 higher (£30.00 instead of £25.00)",
            "intake I1 may run with 2 instead of 3",
            "referral R2 need not hold intake I1 (decisions.csv, row 2)",
        ]
    );
    // The rows that keep A and B apart also keep A from two placements at a
    // time; what is about A alone is nevertheless told as a clash.
    assert_eq!(
        conflict(|round| {
            round.add("separations", "student_a:A|student_b:B|scope:provider");
            round.intake("I2", "Tue;Wed", 5).referral("R4", "A");
            round.add("decisions", "referral_id:R1|decision:place|intake_id:I1");
            round.add("decisions", "referral_id:R4|decision:place|intake_id:I2");
        }),
        [
            "place: referral R1 must hold intake I1 (decisions.csv, row 2)",
            "place: referral R4 must hold intake I2 (decisions.csv, row 3)",
            "clash: the placements of student A share no time and keep to the day limit",
            "Decisions place R1 in intake I1 and R4 in intake I2 (decisions.csv, rows 2 and 3), but the placements of student \
             A share no time and keep to the day limit.",
            "referral R1 need not hold intake I1 (decisions.csv, row 2)",
            "referral R4 need not hold intake I2 (decisions.csv, row 3)",
        ]
    );
}

/// A rule that keeps two placements of a student from each other is waived for
/// either of them.
#[test]
fn places_that_make_a_stay_too_long_stand_together_by_a_waiver() {
    let changes = |change: fn(&mut Fixture)| {
        let mut fixture = Fixture::new();
        change(an_intake_each(&mut fixture, "A", "Wed").set("intakes", "I2", "start:2026-02-16|end:2026-03-13"));
        fixture.add("decisions", "referral_id:R1|decision:place|intake_id:I1");
        fixture.add("decisions", "referral_id:R2|decision:place|intake_id:I2");
        run(&read(&fixture.files())).conflict.changes
    };
    let dropped = [
        "referral R1 need not hold intake I1 (decisions.csv, row 2)",
        "referral R2 need not hold intake I2 (decisions.csv, row 3)",
    ];
    let waived = |rule: &str| {
        let of = |referral, intake| format!("the rule {rule} is waived for referral {referral} with intake {intake}");
        [of("R1", "I1"), of("R2", "I2")].into_iter().chain(dropped.map(str::to_owned)).collect::<Vec<_>>()
    };
    let stay = |round: &mut Fixture| {
        round.tuition("max_stay_weeks", "8");
    };
    assert_eq!(changes(stay), waived("stay"));
    let gap = |round: &mut Fixture| {
        round.tuition("gap_weeks", "4").set("intakes", "I2", "start:2026-03-02");
    };
    assert_eq!(changes(gap), waived("return"));
    // A day held and two days together keep within three days each, all of them do not.
    let days = |round: &mut Fixture| {
        round.set("intakes", "I2", "start:2026-02-02").policy("days_off_site_max", "3").programme(
            "other",
            "Other",
            &[],
        );
        round.add("placements", "student_id:A|programme:other|start:2025-11-03|end:2026-07-03|days:Fri");
    };
    assert_eq!(changes(days), waived("occupied"));
    // Of two in a year no waiver gives both.
    let once = |round: &mut Fixture| {
        round.tuition("repeat", "false");
    };
    assert_eq!(changes(once), dropped);
}

/// Leaving out one member after the other from the last on would end with the
/// three decisions for I1 and its two places; two decisions of one student for
/// the same time are one fewer. Neither change for one resolves the other.
#[test]
fn the_smallest_of_two_conflicts_is_named_and_that_another_remains() {
    let mut fixture = Fixture::new();
    fixture.referral("R2", "B").referral("R3", "C").referral("R4", "C");
    fixture.set("intakes", "I1", "places:2").intake("I2", "Tue;Wed", 5);
    for (referral, intake) in [("R1", "I1"), ("R2", "I1"), ("R3", "I1"), ("R4", "I2")] {
        fixture.add("decisions", &format!("referral_id:{referral}|decision:place|intake_id:{intake}"));
    }
    let conflict = run(&read(&fixture.files())).conflict;
    let ids: Vec<&str> = conflict.members.iter().map(|member| member.id.as_str()).collect();
    assert_eq!(ids, ["place", "place", "clash"]);
    // Without R3 in I1 both are resolved: it has a part in each.
    assert!(conflict.is_smallest && !conflict.leaves_another);
    assert_eq!(conflict.changes, ["referral R3 need not hold intake I1 (decisions.csv, row 4)"]);

    fixture.set("intakes", "I1", "places:1");
    let conflict = run(&read(&fixture.files())).conflict;
    assert!(conflict.is_smallest && conflict.leaves_another, "{conflict:?}");
    assert_eq!(conflict.members.len(), 3);
    assert!(!conflict.changes.is_empty());
}

#[test]
fn no_constraint_is_left_out() {
    // What is placed together is kept from its places together: `tests/together.rs`.
    let elsewhere = [ConstraintId::Pinned, ConstraintId::Together];
    let covered = CASES.iter().map(|(constraint, ..)| *constraint).chain(elsewhere);
    assert_eq!(BTreeSet::from_iter(covered), BTreeSet::from_iter(ConstraintId::ALL.iter().copied()));
}
