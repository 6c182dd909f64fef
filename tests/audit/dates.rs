use crate::fixture::{Case, NOTHING, value};
use rightplace::calendar::Span;
use rightplace::ids::StageId;

fn start_of(case: &Case, referral: &str) -> String {
    let round = case.round();
    let key = round.referrals.find(referral).unwrap();
    let audit = case.audit_in(&round);
    audit.placements.iter().find(|row| row.referral == key).unwrap().span.first.to_string()
}

#[test]
fn a_later_start_is_the_first_of_the_intakes_weekdays_in_the_window() {
    // I5 runs on Friday mornings from 16 January and may be joined until its end, 27 February.
    let from = |earliest: &str| Case::good().set("referrals", "R6", "earliest_start", earliest);
    assert_eq!(start_of(&from("2026-01-16"), "R6"), "2026-01-16");
    assert_eq!(start_of(&from("2026-01-17"), "R6"), "2026-01-23");
    // A Friday in the half-term holiday is one of the weekdays.
    assert_eq!(start_of(&from("2026-02-20"), "R6"), "2026-02-20");
    assert_eq!(start_of(&from("2026-02-27"), "R6"), "2026-02-27");
    assert_eq!(from("2026-02-28").broken(), ["rule window"]);
    assert_eq!(from("2026-02-28").set("intakes", "I5", "last_start", "2026-03-20").broken(), ["rule window"]);
    assert_eq!(from("2026-01-20").set("referrals", "R6", "latest_start", "2026-01-22").broken(), ["rule window"]);
    assert_eq!(from("2026-01-20").set("intakes", "I5", "last_start", "2026-01-22").broken(), ["rule window"]);
}

#[test]
fn a_waived_window_keeps_the_legal_later_start_where_there_is_one() {
    let waived = Case::good().add("decisions", "R6,waive,I5,window,officer,agreed,");
    assert_eq!(start_of(&waived, "R6"), "2026-01-23");
    let late = waived.set("referrals", "R6", "earliest_start", "2026-03-02");
    assert_eq!(late.broken(), NOTHING);
    assert_eq!(start_of(&late, "R6"), "2026-01-16");
    // 45 days before the earliest start; the five others wait 38 days.
    assert_eq!(value(&late, StageId::Start), 5 * 38 - 45);
}

#[test]
fn lead_days_are_working_days_after_submission() {
    // From Friday 19 December, day 6 is the 31st, day 7 Friday 2 January, day 13 Monday 12 January.
    let case = Case::good().set("referrals", "R1", "submitted", "2025-12-19");
    assert_eq!(case.clone().programme("tier1", "lead_working_days = 13").broken(), NOTHING);
    assert_eq!(case.programme("tier1", "lead_working_days = 14").broken(), ["rule window"]);
}

#[test]
fn no_placement_starts_before_the_day_of_the_run() {
    let case = Case::good().replace("round.toml", "as_of = 2025-12-05", "as_of = 2026-01-13");
    assert_eq!(case.broken(), ["rule window"; 5]);
}

#[test]
fn dates_of_an_earlier_result_are_kept_and_the_window_does_not_bind_them() {
    let case = Case::good().stating("R1", "2025-11-24", "2026-01-30");
    assert_eq!(case.broken(), ["dates", "dates"]);
    let mut round = case.round();
    let kept = round.referrals.find("R1").unwrap();
    let dates = Span::new("2025-11-24".parse().unwrap(), "2026-01-30".parse().unwrap());
    for decision in round.decisions.iter_mut().filter(|decision| decision.referral == kept) {
        decision.dates = Some(dates);
    }
    let audit = case.audit_in(&round);
    assert_eq!(crate::fixture::broken(&audit), NOTHING);
    assert_eq!(audit.placements[0].span, dates);
    // Teaching weeks of 24 November to 30 January: 4 in the autumn, 4 in the spring.
    assert_eq!(audit.placements[0].fee.0, 8 * 10_000);
}

#[test]
fn the_deadline_is_the_latest_for_the_start_else_the_latest_before_it() {
    let late = |rows: &str| {
        let row = "deadline,2025-11-21,,flourish,2026-01-12,";
        let case = Case::good().set("referrals", "R4", "submitted", "2025-11-24");
        case.replace("calendar.csv", row, rows).broken()
    };
    let row = |date: &str, for_start: &str| format!("deadline,{date},,flourish,{for_start},");
    assert_eq!(late(&row("2025-11-24", "2026-01-12")), NOTHING);
    let two = |other: String| late(&format!("{}\n{other}", row("2025-11-21", "2026-01-12")));
    assert_eq!(two(row("2025-11-28", "2026-01-12")), NOTHING);
    assert_eq!(two(row("2025-11-28", "")), ["rule deadline"]);
    // Without a row for the start: the latest dated before it for no start or an earlier one.
    assert_eq!(late(&row("2025-11-24", "")), NOTHING);
    assert_eq!(late(&row("2025-11-24", "2026-01-05")), NOTHING);
    // One for a later start is none at all: neither R2 nor R4 has a deadline.
    assert_eq!(late(&row("2025-11-24", "2026-02-23")), ["rule deadline"; 2]);
    assert_eq!(late(&row("2026-01-12", "")), ["rule deadline"; 2]);
}

#[test]
fn an_age_is_reached_on_the_day_of_the_month_of_birth() {
    // R6 starts on 23 January 2026; tuition is for 60 to under 192 months.
    let born = |date: &str| Case::good().set("students", "S6", "date_of_birth", date).broken();
    assert_eq!(born("2010-01-23"), ["rule age"]);
    assert_eq!(born("2010-01-24"), NOTHING);
    assert_eq!(born("2021-01-23"), NOTHING);
    assert_eq!(born("2021-01-24"), ["rule age"]);
}

#[test]
fn year_groups_rise_with_the_academic_year_of_the_start() {
    let next = Case::good()
        .add("calendar", "term,2026-09-01,2026-12-18,,,Autumn")
        .add("intakes", "I8,C3,2026-09-07,,,Fri,5,,,")
        .without("R4")
        .set("intakes", "I4", "min_group", "1")
        .placing(&[("R4", "I8")]);
    assert_eq!(next.broken(), ["rule year-group"]);
    assert_eq!(next.set("students", "S4", "year_group", "10").broken(), NOTHING);
}

#[test]
fn a_missing_fact_breaks_only_a_rule_that_needs_it() {
    let blank = |student: &str, column: &str| Case::good().set("students", student, column, "").broken();
    assert_eq!(blank("S4", "year_group"), ["rule year-group"]);
    assert_eq!(blank("S5", "year_group"), NOTHING);
    assert_eq!(blank("S6", "date_of_birth"), ["rule age"]);
    assert_eq!(blank("S1", "date_of_birth"), NOTHING);
    assert_eq!(blank("S2", "ehcp"), ["rule ehcp"]);
    assert_eq!(blank("S1", "ehcp"), NOTHING);
}
