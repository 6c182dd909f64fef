use crate::fixture::{Case, NOTHING, value};
use rightplace::allocation::Segment;
use rightplace::ids::StageId;

fn classes(case: &Case) -> Vec<(String, i64)> {
    let steps = case.audit().steps;
    steps
        .into_iter()
        .filter_map(|step| match step.segment {
            Segment::Class(class) => Some((class.to_string(), step.value)),
            _ => None,
        })
        .collect()
}

#[test]
fn before_the_panel_pending_counts_as_approved() {
    let pending = Case::good().set("referrals", "R2", "status", "pending");
    assert_eq!(pending.replace("round.toml", "provisional = false", "provisional = true").broken(), NOTHING);
    let deferred = Case::good().set("referrals", "R2", "status", "deferred");
    assert_eq!(deferred.replace("round.toml", "provisional = false", "provisional = true").broken(), ["rule status"]);
}

#[test]
fn a_row_that_stands_twice_is_one_placement_too_many_and_nothing_else() {
    assert_eq!(Case::good().placing(&[("R5", "I6")]).broken(), ["constraint one-place"]);
}

#[test]
fn of_the_referrals_with_the_same_either_one_is_placed() {
    let both = Case::good().placing(&[("R7", "I5")]).set("referrals", "R1", "either", "x");
    assert_eq!(both.broken(), NOTHING);
    assert_eq!(both.set("referrals", "R7", "either", "x").broken(), ["constraint one-place"]);
    // Another student's referral with the same word is another matter.
    let others = Case::good().set("referrals", "R1", "either", "x").set("referrals", "R3", "either", "x");
    assert_eq!(others.broken(), NOTHING);
}

#[test]
fn students_are_kept_apart_from_held_placements_too() {
    let apart = |row: &str| Case::good().add("separations", row).broken();
    assert_eq!(apart("S1,S4,intake"), ["constraint separation"]);
    assert_eq!(apart("S4,S1,provider"), ["constraint separation"]);
    // With the same provider on overlapping dates, at other times of the week.
    assert_eq!(apart("S3,S6,provider"), NOTHING);
}

#[test]
fn the_own_school_is_that_of_the_roll_and_the_sla_that_of_the_referring_school() {
    // School C refers R1, who is on the roll of A.
    let referred = Case::good().set("referrals", "R1", "school_id", "C").replace("pools.csv", "C,1", "C,2");
    assert_eq!(referred.clone().set("providers", "P1", "school_id", "C").broken(), NOTHING);
    assert_eq!(referred.set("providers", "P1", "school_id", "A").broken(), ["rule own-school"]);
    assert_eq!(Case::good().set("referrals", "R5", "school_id", "B").broken(), ["rule access"]);
}

#[test]
fn a_bar_without_an_intake_bars_all() {
    assert_eq!(Case::good().add("decisions", "R1,bar,,,family,,").broken(), ["rule barred"]);
    assert_eq!(Case::good().add("decisions", "R1,bar,I2,,provider,,").broken(), NOTHING);
}

/// R1 is in I1, of the course C1 and the provider P1.
#[test]
fn a_bar_may_name_a_course_or_a_provider() {
    for named in ["I1", "C1", "P1"] {
        let row = format!("R1,bar,{named},,provider,,");
        assert_eq!(Case::good().add("decisions", &row).broken(), ["rule barred"], "{named}");
    }
    for named in ["C2", "P2"] {
        let row = format!("R1,bar,{named},,provider,,");
        assert_eq!(Case::good().add("decisions", &row).broken(), NOTHING, "{named}");
    }
}

#[test]
fn a_waived_repeat_looks_at_new_placements_alone() {
    // S2 had Flourish in the autumn; R9 asks for it a third time.
    let case = Case::good()
        .add("placements", "S2,,flourish,2025-09-15,2025-12-12,Tue")
        .add("referrals", "R9,S2,flourish,2025-11-10,,,approved,1,,,,application_form,,,")
        .add("decisions", "R2,waive,,repeat,panel,agreed,")
        .add("decisions", "R9,waive,,repeat,panel,agreed,");
    assert_eq!(case.broken(), NOTHING);
    assert_eq!(case.clone().placing(&[("R9", "I7")]).broken(), ["constraint repeat"]);
    // A placement held in the year before is no repetition.
    let before = Case::good().add("placements", "S2,,flourish,2025-08-31,2025-12-12,Tue");
    assert_eq!(before.broken(), NOTHING);
}

#[test]
fn yearly_places_count_held_placements_that_start_in_the_same_year() {
    let held = |start: &str| {
        let row = format!("S6,,flourish,{start},2025-12-12,Tue");
        Case::good().policy("yearly_places = 10", "yearly_places = 2").add("placements", &row).broken()
    };
    assert_eq!(held("2025-09-01"), ["constraint yearly-places"]);
    assert_eq!(held("2025-08-31"), NOTHING);
}

#[test]
fn a_providers_day_counts_held_placements_at_their_own_times() {
    // At P3 are R2, R4 and R5 on Tuesdays and Wednesdays, R5 alone on other days.
    let held = |days: &str| {
        let row = format!("S3,I4,,,,{days}");
        Case::good().add("placements", &row).broken()
    };
    assert_eq!(held("Fri"), NOTHING);
    assert_eq!(held("Tue pm;Fri"), ["constraint daily-places"]);
}

#[test]
fn a_pool_takes_only_what_is_of_all_its_kinds() {
    // R2 and R4 are of Flourish, R2 alone of school A; R3 is of another course.
    let pool = |filters: &str| {
        let text = format!("[[pool]]\nid = \"small\"\namount = 1\neach = 1\n{filters}\n\n[objective]");
        Case::good().policy("[objective]", &text).broken()
    };
    assert_eq!(pool(""), ["constraint pool"]);
    assert_eq!(pool("programmes = [\"flourish\"]"), ["constraint pool"]);
    assert_eq!(pool("programmes = [\"flourish\"]\nschools = [\"A\"]"), NOTHING);
    assert_eq!(pool("courses = [\"C3\"]\nproviders = [\"P2\"]"), NOTHING);
    assert_eq!(pool("providers = [\"P2\"]"), ["constraint pool"]);
    assert_eq!(pool("courses = [\"C2\"]"), NOTHING);
    // R6 has no school.
    assert_eq!(pool("programmes = [\"tuition\", \"refocus\"]\nschools = [\"A\", \"B\", \"C\"]"), NOTHING);
}

#[test]
fn pools_count_units_and_a_school_without_a_row_has_none() {
    assert_eq!(Case::good().set("referrals", "R6", "units", "4").broken(), NOTHING);
    assert_eq!(Case::good().set("referrals", "R6", "units", "5").broken(), ["constraint pool"]);
    assert_eq!(Case::good().replace("pools.csv", "transport,C,1\n", "").broken(), ["constraint pool"]);
}

#[test]
fn classes_are_those_of_open_referrals() {
    let class = |case: Case, wanted: &str| {
        classes(&case).into_iter().find(|(class, _)| class == wanted).map(|(_, value)| value)
    };
    assert_eq!(class(Case::good(), "1;1;1"), None);
    // A waived status makes the declined R8 open; for one intake only it does not.
    let waive = |intake: &str| Case::good().add("decisions", &format!("R8,waive,{intake},status,panel,appeal,"));
    assert_eq!(class(waive(""), "1;1;1"), Some(0));
    assert_eq!(class(waive("I7"), "1;1;1"), None);
    // R4's school lacks the SLA; a child looked after may be exempt from that.
    let looked_after = Case::good().set("students", "S4", "looked_after", "yes");
    assert_eq!(class(looked_after.clone(), "1;2;0"), Some(1));
    let exempt = looked_after.policy("access_exempt = []", "access_exempt = [\"looked_after\"]");
    assert_eq!(class(exempt, "0;2;0"), Some(1));
}

#[test]
fn waiting_is_counted_in_the_policys_unit() {
    let days = Case::good().policy("waiting_unit = \"weeks\"", "waiting_unit = \"days\"");
    assert_eq!(value(&days, StageId::Waiting), 32 + 25 + 60 + 14 + 7 + 1);
    let future = Case::good().set("referrals", "R3", "waiting_since", "2026-01-05");
    assert_eq!(value(&future, StageId::Waiting), 18 - 8);
}

#[test]
fn an_intake_let_in_by_a_waived_choice_ranks_after_the_listed_groups() {
    let case =
        Case::good().set("referrals", "R1", "choices", "C2;I2").add("decisions", "R1,waive,I1,choice,officer,agreed,");
    assert_eq!(case.broken(), NOTHING);
    assert_eq!(value(&case, StageId::Choice), 1 + 2);
}

#[test]
fn balance_looks_at_schools_with_a_referral_that_has_an_option() {
    assert_eq!(value(&Case::good().without("R5"), StageId::Balance), 0);
    // Without the SLA, R5 has no option and school C no share.
    let c_out = Case::good().without("R5").set("schools", "C", "sla", "no").replace(
        "decisions.csv",
        "R5,place,I6,,panel,,\n",
        "",
    );
    assert_eq!(value(&c_out, StageId::Balance), 666);
    // Every intake has started and may not be joined: nobody has an option.
    let too_late = Case::good().placing_none().replace("round.toml", "as_of = 2025-12-05", "as_of = 2026-08-01");
    assert_eq!(value(&too_late, StageId::Balance), 1000);
}
