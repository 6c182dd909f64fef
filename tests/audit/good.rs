use crate::fixture::{Case, NOTHING};
use rightplace::allocation::Segment;
use rightplace::audit::Funding;
use rightplace::ids::StageId;
use rightplace::units::Pence;

#[test]
fn a_good_allocation_breaks_nothing() {
    assert_eq!(Case::good().broken(), NOTHING);
}

#[test]
fn an_empty_allocation_breaks_only_the_place_decision() {
    assert_eq!(Case::good().placing_none().broken(), ["constraint pinned"]);
    assert_eq!(Case::good().placing_none().placing(&[("R5", "I6")]).broken(), NOTHING);
}

/// Values by hand; lottery, redraw and settle from the first and the next five digits of
/// `printf 20251205:R1 | sha256sum` and so on.
#[test]
fn the_steps_of_the_ladder_have_the_values_reckoned_by_hand() {
    let audit = Case::good().audit();
    let steps: Vec<(String, String, &str, i64)> = audit
        .steps
        .iter()
        .map(|step| {
            let segment = match &step.segment {
                Segment::Whole => String::new(),
                Segment::Class(class) => class.to_string(),
                Segment::Rank(rank) => rank.to_string(),
            };
            (step.stage.to_string(), segment, rightplace::ids::Word::word(step.sense), step.value)
        })
        .collect();
    let steps: Vec<(&str, &str, &str, i64)> =
        steps.iter().map(|(stage, segment, sense, value)| (stage.as_str(), segment.as_str(), *sense, *value)).collect();
    assert_eq!(
        steps,
        [
            // R2 is looked after; R5; R1; R3 (R7 of the same class is not placed); R6;
            // R4's school lacks the SLA. The declined R8 has no class.
            ("placed", "0;1;0", "max", 1),
            ("placed", "0;1;1", "max", 1),
            ("placed", "0;2;1", "max", 1),
            ("placed", "0;3;1", "max", 1),
            ("placed", "0;4;1", "max", 1),
            ("placed", "1;2;1", "max", 1),
            ("children", "", "max", 6),
            // R1 is kept, R7 is not.
            ("keep", "", "max", 1),
            // 32, 25, 60, 14, 7 and 1 days: 4 + 3 + 8 + 2 + 1 + 0 weeks.
            ("waiting", "", "max", 18),
            // R3 has its second choice.
            ("choice", "", "min", 1),
            ("lottery", "", "min", 0x181df + 0xa54f7 + 0x463f0 + 0xd8770 + 0x8dd9c + 0xdafa6),
            ("redraw", "", "min", 0xcd57b + 0x1aad0 + 0xca1b3 + 0xd31ec + 0xd14e3 + 0xbd123),
            // Five wait from 5 December to 12 January, R6 from 20 to 23 January.
            ("start", "", "min", 5 * 38 + 3),
            // 5.6 km for R1, 10.0 for R3, 4.4 for R4; R2 is there, R5 and R6 unknown.
            ("distance", "", "min", 56 + 100 + 44),
            ("fees", "", "min", 40_000 + 50_000 + 15_187 + 8_550 + 50_000 + 15_000),
            // School A: two of three referrals with an option.
            ("balance", "", "max", 666),
            ("settle", "", "min", 0x94953 + 0x440c6 + 0x2ab4c + 0xfc3bd + 0xfe2da + 0x1013a),
        ]
    );
}

#[test]
fn placements_have_the_dates_fees_and_funding_reckoned_by_hand() {
    let case = Case::good();
    let round = case.round();
    let rows: Vec<(&str, String, String, u32, i64, i64, Funding)> = case
        .audit_in(&round)
        .placements
        .into_iter()
        .map(|row| {
            let id = round.referrals[row.referral].id.clone();
            let id = crate::fixture::GOOD.iter().find(|(referral, _)| *referral == id).unwrap().0;
            let (start, end) = (row.span.first.to_string(), row.span.last.to_string());
            (id, start, end, row.choice_rank, row.fee.0, row.place_fee.0, row.funding)
        })
        .collect();
    let expected = [
        // Weeks from 12, 19 and 26 January and 2 February at 100.00.
        ("R1", "2026-01-12", "2026-02-06", 1, 40_000, 0, Funding::PaidPlace),
        ("R2", "2026-01-12", "2026-04-24", 1, 50_000, 0, Funding::FeeOnly),
        // Five Wednesdays and five Thursday mornings: 7.5 days at 20.25 are 151.875.
        ("R3", "2026-01-12", "2026-02-13", 2, 15_187, 8_550, Funding::Charged),
        ("R4", "2026-01-12", "2026-04-24", 1, 50_000, 0, Funding::FeeOnly),
        ("R5", "2026-01-12", "2026-03-27", 1, 0, 0, Funding::FeeOnly),
        // Weeks from 19 and 26 January, 2, 9 and 23 February at 30.00.
        ("R6", "2026-01-23", "2026-02-27", 1, 15_000, 0, Funding::FeeOnly),
    ];
    let expected = expected.map(|(id, start, end, rank, fee, place_fee, funding)| {
        (id, start.to_owned(), end.to_owned(), rank, fee, place_fee, funding)
    });
    assert_eq!(rows, expected);
}

#[test]
fn the_ledger_is_the_one_reckoned_by_hand() {
    let audit = Case::good().audit();
    let lines: Vec<_> = audit
        .ledger
        .iter()
        .map(|line| {
            let places = [line.allowance, line.used_before, line.used_now, line.left, line.extra_bought, line.charged];
            (line.sla, places, line.fees, line.budget_left, [line.referred, line.placed])
        })
        .collect();
    assert_eq!(
        lines,
        [
            // A has one paid place left, which R1 takes; R7 is not placed.
            (true, [2, 1, 1, 0, 1, 0], Pence(90_000), Some(Pence(110_000)), [3, 2]),
            // B lacks the SLA: R3 is charged. R8 is declined.
            (false, [0, 0, 0, 0, 0, 1], Pence(15_187 + 8_550 + 50_000), None, [3, 2]),
            (true, [3, 0, 0, 3, 0, 0], Pence(0), None, [1, 1]),
        ]
    );
}

#[test]
fn the_first_choices_are_counted_rank_by_rank() {
    let greedy = Case::good().policy("\"choice\"", "\"choice-greedy\"").audit();
    let values = |stage: StageId, audit: &rightplace::audit::Audit| -> Vec<(Segment, i64)> {
        let steps = audit.steps.iter().filter(|step| step.stage == stage);
        steps.map(|step| (step.segment.clone(), step.value)).collect()
    };
    let ranks = [(Segment::Rank(1), 5), (Segment::Rank(2), 1)];
    assert_eq!(values(StageId::ChoiceGreedy, &greedy), ranks);
    let generous = Case::good().policy("\"choice\"", "\"choice-generous\"").audit();
    assert_eq!(values(StageId::ChoiceGenerous, &generous), ranks[1..]);

    // I3 is 11.1 km from school A: a third rank only where the rules allow it.
    let third = Case::good().policy("\"choice\"", "\"choice-generous\"").set("referrals", "R1", "choices", "I1;I2;C2");
    assert_eq!(values(StageId::ChoiceGenerous, &third.audit()), ranks[1..]);
    let third = third.policy("max_km = 10", "max_km = 12");
    assert_eq!(values(StageId::ChoiceGenerous, &third.audit()), [(Segment::Rank(3), 0), (Segment::Rank(2), 1)]);
    // `any` ranks after the listed groups.
    let any = third.set("referrals", "R1", "choices", "I1;I2;I1|C1;any");
    assert_eq!(values(StageId::ChoiceGenerous, &any.audit())[0], (Segment::Rank(4), 0));
}
