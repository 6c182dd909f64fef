use crate::fixture::{Case, NOTHING};

/// S4 holds Mondays and is given Tuesday and Wednesday (R4): the policy's three
/// days. R9 asks for a Friday morning on top.
fn full_week() -> Case {
    Case::good().set("intakes", "I4", "min_group", "1").add("referrals", "R9,S4,tuition,2025-11-10,,,pending,3,,,,,,,")
}

#[test]
fn held_and_new_placements_share_the_days_off_site() {
    assert_eq!(full_week().broken(), NOTHING);
    assert_eq!(full_week().without("R4").placing(&[("R9", "I5")]).broken(), NOTHING);
    assert_eq!(full_week().placing(&[("R9", "I5")]).broken(), ["constraint clash"]);
    assert_eq!(full_week().policy("days_off_site_max = 3", "days_off_site_max = 2").broken(), ["rule occupied"]);
    // The held Mondays end before the Friday on which R9 would join.
    let after = full_week().set("referrals", "R9", "earliest_start", "2026-02-07").placing(&[("R9", "I5")]);
    assert_eq!(after.broken(), NOTHING);
}

#[test]
fn a_waived_occupied_is_weighed_without_held_placements_and_the_others_without_it() {
    let waived = full_week().add("decisions", "R4,waive,,occupied,panel,agreed,").placing(&[("R9", "I5")]);
    // Monday and Friday morning; Tuesday, Wednesday and Friday morning: 1.5 and 2.5 days.
    assert_eq!(waived.broken(), NOTHING);
    assert_eq!(waived.clone().set("students", "S4", "max_days", "2.5").broken(), NOTHING);
    assert_eq!(waived.clone().set("students", "S4", "max_days", "2").broken(), ["constraint clash"]);
    assert_eq!(waived.without("R4").set("students", "S4", "max_days", "1").broken(), ["rule occupied"]);
}

#[test]
fn a_waived_occupied_does_not_excuse_a_clash_of_new_placements() {
    let case = full_week()
        .add("decisions", "R4,waive,,occupied,panel,agreed,")
        .set("intakes", "I5", "days", "Wed pm")
        .placing(&[("R9", "I5")]);
    assert_eq!(case.broken(), ["constraint clash"]);
}

#[test]
fn half_days_are_counted_as_halves() {
    let case = Case::good().placing(&[("R7", "I5")]);
    assert_eq!(case.clone().set("students", "S1", "max_days", "1.5").broken(), NOTHING);
    assert_eq!(case.clone().set("students", "S1", "max_days", "1").broken(), ["constraint clash"]);
    // A morning and an afternoon of the same day share no time.
    let same_day = case.set("intakes", "I1", "days", "Mon am").set("intakes", "I5", "days", "Mon pm");
    assert_eq!(same_day.broken(), NOTHING);
}

#[test]
fn a_waived_availability_leaves_the_days_off_site_as_they_are() {
    let case = Case::good()
        .set("students", "S1", "days_available", "Tue;Wed")
        .add("decisions", "R1,waive,,availability,panel,agreed,");
    assert_eq!(case.broken(), NOTHING);
    assert_eq!(case.set("students", "S1", "max_days", "0.5").broken(), ["constraint clash"]);
}

#[test]
fn an_alone_programme_bears_no_other_in_its_dates() {
    // S2 on Fridays of Refocus next to Tuesdays and Wednesdays of Flourish.
    let case = Case::good()
        .add("referrals", "R9,S2,refocus,2025-11-10,,,approved,1,,,,,,,")
        .add("intakes", "I9,C5,2026-01-12,,,Fri,5,,,")
        .placing(&[("R9", "I9")]);
    assert_eq!(case.broken(), ["constraint clash"]);
    // Flourish ends on 24 April.
    let after = case.set("intakes", "I9", "start", "2026-04-25").set("intakes", "I9", "end", "2026-07-10");
    assert_eq!(after.broken(), NOTHING);

    let held = |start: &str| {
        let row = format!("S1,,refocus,{start},2026-03-27,Fri");
        Case::good().add("placements", &row).broken()
    };
    assert_eq!(held("2026-02-06"), ["rule occupied"]);
    assert_eq!(held("2026-02-07"), NOTHING);
}

#[test]
fn an_alone_programme_is_bound_by_the_students_own_limit_alone() {
    // Refocus takes five days; the policy's limit is three.
    let own = |days: &str| Case::good().set("students", "S5", "max_days", days).broken();
    assert_eq!(own(""), NOTHING);
    assert_eq!(own("5"), NOTHING);
    assert_eq!(own("4.5"), ["rule availability"]);
}

#[test]
fn what_is_held_beyond_a_limit_is_no_violation_until_something_is_added() {
    // Mondays held beyond the places, the provider's day and the student's days.
    let held = Case::good()
        .set("intakes", "I1", "places", "0")
        .set("courses", "C1", "places", "0")
        .set("providers", "P1", "daily_places", "0")
        .add("placements", "S4,,tuition,2026-01-12,2026-02-06,Mon;Thu;Fri")
        .add("placements", "S6,I1,,,,")
        .add("separations", "S6,S4,intake")
        .policy("yearly_places = 10", "yearly_places = 0")
        .add("placements", "S5,,flourish,2025-09-15,2025-12-12,Tue")
        .without("R1")
        .without("R2")
        .without("R4");
    assert_eq!(held.broken(), NOTHING);
    let added = held.placing(&[("R1", "I1")]).broken();
    assert_eq!(added, ["constraint places", "constraint course-places", "constraint daily-places"]);
}

#[test]
fn held_placements_count_from_their_start_to_their_end() {
    let held = |start: &str, end: &str| {
        let row = format!("S6,I1,,{start},{end},");
        Case::good().set("intakes", "I1", "places", "2").add("placements", &row).broken()
    };
    assert_eq!(held("2026-02-06", "2026-03-27"), ["constraint places"]);
    assert_eq!(held("2026-02-07", "2026-03-27"), NOTHING);
    assert_eq!(held("2025-11-03", "2026-01-11"), NOTHING);
}

#[test]
fn the_smallest_group_counts_held_placements_whatever_their_dates() {
    let case = Case::good().set("intakes", "I1", "min_group", "3");
    assert_eq!(case.broken(), ["constraint min-group"]);
    assert_eq!(case.clone().add("placements", "S6,I1,,2025-09-08,2025-10-03,").broken(), NOTHING);
    assert_eq!(case.relaxing("I1").broken(), NOTHING);
}
