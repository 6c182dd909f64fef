//! What stages decide, each in a small round in which nothing else does.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::fixture::Fixture;
use proof::{audited, read, run};
use rightplace::allocation::Segment;
use rightplace::ids::StageId;
use rightplace::result::RoundResult;
use rightplace::round::Round;

/// Each placed referral with its intake, by id.
fn placed(round: &Round, result: &RoundResult) -> Vec<(String, String)> {
    let placed = result.placed.iter().map(|each| each.placement);
    placed.map(|each| (round.referrals[each.referral].id.clone(), round.intakes[each.intake].id.clone())).collect()
}

/// What a round comes to, whose audit says the same.
fn decided(fixture: &Fixture) -> (Round, RoundResult) {
    let round = read(&fixture.files());
    let result = run(&round);
    let audit = audited(&round, &result);
    assert_eq!(audit.violations, []);
    let ours: Vec<_> = result.steps.iter().map(|step| (step.stage, step.segment.clone(), step.value)).collect();
    let theirs: Vec<_> = audit.steps.iter().map(|step| (step.stage, step.segment.clone(), step.value)).collect();
    assert_eq!(ours, theirs);
    (round, result)
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(referral, intake)| ((*referral).to_owned(), (*intake).to_owned())).collect()
}

/// One student approved for a place that stands alone, and referred to a taster
/// for which it has waited longer.
fn panel_place_and_taster() -> Fixture {
    let mut round = Fixture::new();
    round.programme("focus", "Focus", &[("alone", "true")]);
    round.add("courses", "course_id:F|provider_id:P1|programme:focus");
    round.add("intakes", "intake_id:F1|course_id:F|start:2026-01-12|end:2026-02-13|days:Wed|places:1");
    round.set("referrals", "R1", "submitted:2025-10-01");
    round.add("referrals", "referral_id:R2|student_id:A|programme:focus|submitted:2025-12-01|band:4");
    round
}

#[test]
fn the_referral_that_comes_first_for_its_student_is_placed() {
    // R1 has waited thirteen weeks, R2 five; one of the two stands alone.
    let (round, result) = decided(&panel_place_and_taster());
    assert_eq!(placed(&round, &result), pairs(&[("R1", "I1")]));
    assert!(result.steps.iter().all(|step| step.stage != StageId::Precedence));

    let mut by_programme = panel_place_and_taster();
    by_programme.tuition("precedence", "2");
    let mut by_referral = panel_place_and_taster();
    by_referral.set("referrals", "R1", "precedence:5").set("referrals", "R2", "precedence:3");
    for fixture in [by_programme, by_referral] {
        let (round, result) = decided(&fixture);
        assert_eq!(placed(&round, &result), pairs(&[("R2", "F1")]));
        let steps: Vec<_> = result.steps.iter().filter(|step| step.stage == StageId::Precedence).collect();
        let steps: Vec<_> = steps.iter().map(|step| (step.segment.clone(), step.value)).collect();
        assert_eq!(steps, [(Segment::Rank(1), 1), (Segment::Rank(2), 0)]);
    }
}

#[test]
fn precedence_weighs_a_students_referrals_and_not_students() {
    // Another student with one referral of number 9 has order 1 all the same: its
    // thirteen weeks count, and it has the only place.
    let mut round = Fixture::new();
    round.set("intakes", "I1", "places:1").referral("R2", "B");
    round.set("referrals", "R2", "submitted:2025-10-01|precedence:9");
    let (round, result) = decided(&round);
    assert_eq!(placed(&round, &result), pairs(&[("R2", "I1")]));
}

#[test]
fn the_most_urgent_class_starts_first() {
    // Two starts of one place each: the sum of days is the same either way.
    let mut round = Fixture::new();
    round.set("intakes", "I1", "places:1");
    round.add("intakes", "intake_id:I2|course_id:C1|start:2026-02-23|end:2026-03-27|days:Wed|places:1");
    round.referral("R2", "B");
    for (first, second, urgent) in [("1", "4", "R1"), ("4", "1", "R2")] {
        round.set("referrals", "R1", &format!("band:{first}")).set("referrals", "R2", &format!("band:{second}"));
        let (read, result) = decided(&round);
        let placed = placed(&read, &result);
        assert!(placed.contains(&(urgent.to_owned(), "I1".to_owned())), "{placed:?}");
        // 5 January to 12 January and to 23 February.
        let days = result.steps.iter().filter(|step| step.stage == StageId::StartByClass).map(|step| step.value);
        assert_eq!(days.collect::<Vec<_>>(), [7, 49]);
    }
}

/// R1 may start late or soon; a limit wants a start by Monday 19 January: six
/// school days after Friday 9 January.
fn excluded() -> Fixture {
    let mut round = Fixture::new();
    round.set("intakes", "I1", "start:2026-01-20").set("referrals", "R1", "choices:I1;I2");
    round.add("intakes", "intake_id:I2|course_id:C1|start:2026-01-19|end:2026-03-27|days:Mon|places:1");
    round.policy(
        "clock",
        "[{ id = \"sixth-day\", from = \"excluded\", to = \"start\", amount = 6, unit = \"school-days\" }]",
    );
    round.add("events", "referral_id:R1|event:excluded|date:2026-01-09");
    round.objective("ladder", "[\"placed\", \"due\", \"choice\"]");
    round
}

#[test]
fn whoever_has_a_day_to_start_by_starts_in_time() {
    let starts = |round: &Fixture| {
        let (round, result) = decided(round);
        let due = result.steps.iter().find(|step| step.stage == StageId::Due).map(|step| step.value);
        (placed(&round, &result)[0].1.clone(), due)
    };
    let in_time = ("I2".to_owned(), Some(1));
    let wish = ("I1".to_owned(), Some(0));
    assert_eq!(starts(&excluded()), in_time);
    assert_eq!(starts(excluded().objective("ladder", "[\"placed\", \"choice\"]")), ("I1".to_owned(), None));
    // A start that took place, an excuse and a withdrawn programme leave no day.
    assert_eq!(starts(excluded().add("events", "referral_id:R1|event:start|date:2026-01-12")), wish);
    let clock = |more: &str| {
        let keys = "id = \"c\", from = \"excluded\", to = \"start\", amount = 6, unit = \"school-days\"";
        format!("[{{ {keys}, {more} }}]")
    };
    let mut excused = excluded();
    excused
        .policy("clock", &clock("excuses = [\"moved\"]"))
        .add("events", "referral_id:R1|event:moved|date:2026-01-12");
    assert_eq!(starts(&excused), wish);
    // Paused for a day, the limit ends on Tuesday, and both are in time.
    let mut paused = excluded();
    paused.policy("clock", &clock("pauses = [\"ill\"]"));
    paused.add("events", "referral_id:R1|event:ill|date:2026-01-12|end:2026-01-12");
    assert_eq!(starts(&paused), ("I1".to_owned(), Some(1)));
    // Before the day of the run nobody can start.
    let mut past = excluded();
    past.policy("clock", &clock("closures = \"count\"")).set("events", "R1", "date:2025-12-01");
    assert_eq!(starts(&past), wish);
}
