//! Who may be together, and how many at once: filters, weights, times and held
//! placements, and what is wrong with them.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

mod proof;

use proof::fixture::Fixture;
use proof::{audited, read, run};
use rightplace::problem::{Code, Problem};
use rightplace::round::Round;
use rightplace::source::Source;

/// Students A and B both ask for I1 or I2 of one provider, on Monday and Tuesday
/// or on Tuesday afternoon and Wednesday.
fn two() -> Fixture {
    let mut round = Fixture::new();
    round.intake("I2", "Tue pm;Wed", 5).referral("R2", "B");
    round.set("referrals", "R1", "choices:I1").set("referrals", "R2", "choices:I2");
    round.set("students", "A", "ehcp:yes|looked_after:no|year_group:9|tags:x");
    round.set("students", "B", "ehcp:yes|looked_after:no|year_group:10|tags:x;y");
    round
}

/// How many are placed where a mix has some keys.
fn placed(fixture: &mut Fixture, keys: &str) -> usize {
    fixture.policy("mix", &format!("[{{ id = \"m\", {keys} }}]"));
    let round = read(&fixture.files());
    let result = run(&round);
    assert_eq!(audited(&round, &result).violations, []);
    result.placed.len()
}

#[test]
fn only_those_count_who_are_there_at_the_same_time() {
    let one = "most = 1, who = { ehcp = true }";
    assert_eq!(placed(&mut two(), &format!("per = \"provider\", {one}")), 1);
    assert_eq!(placed(&mut two(), &format!("per = \"course\", {one}")), 1);
    assert_eq!(placed(&mut two(), &format!("per = \"intake\", {one}")), 2);
    let apart = |cells: &str| placed(two().set("intakes", "I2", cells), &format!("per = \"provider\", {one}"));
    assert_eq!(apart("days:Wed"), 2);
    assert_eq!(apart("start:2026-02-16|end:2026-03-27"), 2);
    assert_eq!(apart("start:2026-02-13|end:2026-03-27"), 1);
}

#[test]
fn every_filter_and_all_of_who_must_hold() {
    let of = |keys: &str| placed(&mut two(), &format!("per = \"provider\", most = 1, {keys}"));
    for (who, expected) in [
        ("ehcp = true, looked_after = false", 1),
        ("ehcp = false", 2),
        ("looked_after = true", 2),
        ("tags_any = [\"X\"]", 1),
        ("tags_any = [\"x\"], tags_none = [\"y\"]", 2),
        ("year_groups = \"9-10\"", 1),
        ("year_groups = \"10-11\"", 2),
        // Two days a week and one and a half.
        ("days_least = 1.5", 1),
        ("days_least = 2", 2),
    ] {
        assert_eq!(of(&format!("who = {{ {who} }}")), expected, "{who}");
    }
    assert_eq!(of("programmes = [\"tuition\"], courses = [\"C1\"], providers = [\"P1\"]"), 1);
    assert_eq!(of("providers_tags = [\"unregistered\"]"), 2);
    // What is not known does not count.
    let mut unknown = two();
    unknown.set("students", "B", "ehcp:|year_group:");
    assert_eq!(placed(&mut unknown, "per = \"provider\", most = 1, who = { ehcp = true }"), 2);
    assert_eq!(placed(&mut unknown, "per = \"provider\", most = 1, who = { year_groups = \"1-14\" }"), 2);
}

#[test]
fn weights_are_a_column_of_students_and_held_placements_count() {
    let risk = |a: &str, b: &str| {
        let mut round = two();
        round.set("students", "A", &format!("risk:{a}")).set("students", "B", &format!("risk:{b}"));
        placed(&mut round, "per = \"provider\", weight = \"risk\", most = 3")
    };
    assert_eq!([risk("2", "1"), risk("2", "2"), risk("2", ""), risk("4", "0")], [2, 1, 2, 1]);
    // Somebody held exceeds it by itself: nothing more that weighs is placed.
    let held = |b: &str, days: &str| {
        let mut round = two();
        round.add("students", "student_id:X|risk:5").set("students", "A", "risk:1").set(
            "students",
            "B",
            &format!("risk:{b}"),
        );
        round.add("placements", &format!("student_id:X|intake_id:I1|days:{days}"));
        placed(&mut round, "per = \"provider\", weight = \"risk\", most = 3")
    };
    assert_eq!([held("1", "Mon;Tue"), held("0", "Mon;Tue"), held("1", "Mon")], [0, 1, 1]);
}

#[test]
fn what_is_wrong_with_a_mix_is_told() {
    let codes = |keys: &str, cells: &str| -> Vec<String> {
        let mut round = two();
        round.policy("mix", &format!("[{{ id = \"m\", {keys} }}]")).set("students", "A", cells);
        let reading = Round::from_source(&Source::from_texts(round.files()));
        // What is wrong, and columns that are not read: the weight's is read.
        let is_meant = |problem: &&Problem| problem.is_error() || problem.code == Code::UnknownColumn;
        let problems = reading.problems.iter().filter(is_meant);
        problems.map(|problem| format!("{} {}", problem.code, problem.place)).collect()
    };
    let whole = "per = \"provider\", most = 1";
    assert_eq!(codes(&format!("{whole}, weight = \"risk\""), "risk:1"), [""; 0]);
    assert_eq!(
        codes(&format!("{whole}, weight = \"risk\""), "risk:-1"),
        ["negative-number students.csv, row 2, column risk"]
    );
    assert_eq!(
        codes(&format!("{whole}, weight = \"risk\""), "risk:high"),
        ["bad-number students.csv, row 2, column risk"]
    );
    assert_eq!(codes(&format!("{whole}, weight = \"risks\""), "risk:1").len(), 2);
    assert_eq!(codes("per = \"provider\"", "ehcp:yes"), ["missing-value policy.toml, line 3, key mix.m.most"]);
    assert_eq!(
        codes(&format!("{whole}, who = {{ plan = true }}"), "ehcp:yes"),
        ["unknown-key policy.toml, line 3, key mix.m.who.plan"]
    );
    let declared = codes(&format!("{whole}, weight = \"year_group\""), "ehcp:yes");
    assert_eq!(declared, ["contradictory-settings policy.toml, line 3, key mix.m.weight"]);
}
