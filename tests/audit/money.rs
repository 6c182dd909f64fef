use crate::fixture::{Case, NOTHING, value};
use rightplace::audit::{AuditedPlacement, Funding};
use rightplace::ids::StageId;
use rightplace::units::Pence;

/// The audited placement of a referral.
fn placement(case: &Case, referral: &str) -> AuditedPlacement {
    let round = case.round();
    let key = round.referrals.find(referral).unwrap();
    case.audit_in(&round).placements.into_iter().find(|row| row.referral == key).unwrap()
}

fn funding(case: &Case, referral: &str) -> Funding {
    placement(case, referral).funding
}

/// Three students of school A, which has two paid places, on pottery in the
/// autumn of the next academic year.
fn next_year() -> Case {
    Case::good()
        .add("calendar", "term,2026-09-01,2026-12-18,,,Autumn")
        .add("intakes", "I8,C1,2026-09-07,,,Fri,5,,,")
        .set("providers", "P1", "approved_to", "")
        .add("students", "S7,A,8,,,,,,,,")
        .add("students", "S8,A,8,,,,,,,,")
        .add("referrals", "R10,S7,tier1,2025-11-10,,,approved,2,,,,,,,")
        .add("referrals", "R11,S8,tier1,2025-11-10,,,approved,2,,,,,,,")
        .set("pools", "transport", "amount", "9")
        .set("schools", "A", "paid_places_used", "3")
        .without("R1")
}

#[test]
fn a_later_year_counts_against_its_own_paid_places_alone() {
    let two = next_year().placing(&[("R10", "I8"), ("R1", "I8")]);
    assert_eq!(two.broken(), NOTHING);
    assert_eq!(funding(&two, "R1"), Funding::PaidPlace);
    assert_eq!(funding(&two, "R10"), Funding::PaidPlace);
    // Of the round's academic year nothing is used or left.
    let line = &two.audit().ledger[0];
    assert_eq!([line.used_before, line.used_now, line.left, line.charged], [3, 0, 0, 0]);

    // The extra place is for the round's academic year.
    let three = two.placing(&[("R11", "I8")]);
    assert_eq!(three.broken(), ["constraint paid-places"]);
    let charging = three.policy("beyond = \"refuse\"", "beyond = \"charge\"");
    assert_eq!(charging.broken(), NOTHING);
    // On the same day the referral's id decides: R1, R10, R11.
    assert_eq!(funding(&charging, "R10"), Funding::PaidPlace);
    assert_eq!(funding(&charging, "R11"), Funding::Charged);
    assert_eq!(placement(&charging, "R11").place_fee, Pence(8_550));
}

#[test]
fn the_earliest_start_takes_the_paid_place() {
    // School A has one paid place left and has agreed to buy one more.
    let case = Case::good()
        .add("referrals", "R9,S2,tier1,2025-11-10,,,approved,2,,,,,,,")
        .without("R2")
        .without("R1")
        .without("R4")
        .placing(&[("R1", "I2"), ("R9", "I1")]);
    assert_eq!(case.broken(), NOTHING);
    assert_eq!(funding(&case, "R9"), Funding::PaidPlace);
    assert_eq!(funding(&case, "R1"), Funding::Charged);
    let line = &case.audit().ledger[0];
    assert_eq!([line.used_now, line.left, line.extra_bought, line.charged], [1, 0, 1, 1]);
    assert_eq!(case.set("schools", "A", "extra_places", "0").broken(), ["constraint paid-places"]);
}

#[test]
fn the_budget_pays_for_place_fees() {
    // R1 is charged: 400.00 + 85.50, and 500.00 for R2.
    let charged = Case::good().set("schools", "A", "paid_places_used", "2");
    assert_eq!(charged.clone().set("schools", "A", "budget", "985.50").broken(), NOTHING);
    assert_eq!(charged.set("schools", "A", "budget", "985.49").broken(), ["constraint budget"]);
}

#[test]
fn without_a_school_a_paid_programme_costs_the_fee_alone() {
    let case = Case::good().set("referrals", "R6", "programme", "tier1").without("R6").placing(&[("R6", "I2")]);
    assert_eq!(case.broken(), NOTHING);
    let row = placement(&case, "R6");
    assert_eq!((row.funding, row.fee, row.place_fee), (Funding::FeeOnly, Pence(40_000), Pence(0)));
}

#[test]
fn weeks_and_days_of_a_later_start_are_those_of_the_placement() {
    // Joined on the holiday Friday 20 February: one teaching week, 23 to 27 February.
    let late = Case::good().set("students", "S6", "date_of_birth", "2012-01-24").set(
        "referrals",
        "R6",
        "earliest_start",
        "2026-02-14",
    );
    assert_eq!(late.broken(), NOTHING);
    let row = placement(&late, "R6");
    assert_eq!((row.span.first.to_string().as_str(), row.fee), ("2026-02-20", Pence(3_000)));
    // A Friday morning at 0.25 is 0.125: rounded down to 0.12.
    let by_day = late.set("courses", "C4", "fee", "0.25").set("courses", "C4", "fee_per", "day");
    assert_eq!(placement(&by_day, "R6").fee, Pence(12));
}

/// R1 (Year 9, 5.6 km) is taken on four Mondays at 10.00; R3 (Year 10, 10.0 km)
/// in five weeks at 7.50. R4 lives too near, and of R5 and R6 no distance is
/// known. Nobody is known to have a plan.
#[test]
fn transport_is_paid_by_the_first_band_that_applies() {
    let bands = "waiting_unit = \"weeks\"\ntransport = [{ id = \"plan\", ehcp = true, cost = 999 }, \
                 { id = \"young\", year_groups = \"7-9\", from_km = 5, below_km = 6, cost = 10, per = \"day\" }, \
                 { id = \"far\", from_km = 5, cost = 7.50, per = \"week\" }]";
    let case = Case::good()
        .policy("\"fees\", \"balance\"", "\"fees\", \"transport\", \"balance\"")
        .policy("waiting_unit = \"weeks\"", bands);
    assert_eq!(case.broken(), NOTHING);
    assert_eq!(placement(&case, "R1").transport, Pence(4_000));
    assert_eq!(placement(&case, "R3").transport, Pence(3_750));
    assert_eq!(["R2", "R4", "R5", "R6"].map(|id| placement(&case, id).transport), [Pence(0); 4]);
    assert_eq!(value(&case, StageId::Transport), 7_750);
    // By programme, tag and delivery, and a plan that comes first.
    let only = |key: &str| case.clone().policy("id = \"far\", ", &format!("id = \"far\", {key}, "));
    for key in ["programmes = [\"tuition\"]", "tags_any = [\"x\"]", "delivery = [\"online\"]", "below_km = 9"] {
        assert_eq!(value(&only(key), StageId::Transport), 4_000, "{key}");
    }
    assert_eq!(value(&only("tags_none = [\"x\"]"), StageId::Transport), 7_750);
    assert_eq!(value(&case.set("students", "S3", "ehcp", "yes"), StageId::Transport), 103_900);
}

#[test]
fn quality_is_that_of_the_intake_else_of_the_course() {
    let case = Case::good()
        .policy("\"fees\", \"balance\"", "\"quality\", \"fees\", \"balance\"")
        .replace("courses.csv", "fee_per,delivery\n", "fee_per,quality\n")
        .set("courses", "C1", "quality", "3")
        .set("courses", "C3", "quality", "5")
        .replace("intakes.csv", "fee,fee_per\n", "fee,quality\n")
        .set("intakes", "I3", "quality", "2")
        .set("intakes", "I4", "quality", "0");
    // R1 on C1: 3; R3 in I3: 2; R2 and R4 in I4: its own 0 and not the course's 5.
    assert_eq!(value(&case, StageId::Quality), 5);
}
