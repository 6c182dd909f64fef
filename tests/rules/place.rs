//! Where a placement is and how it is delivered.

use crate::Case;
use rightplace::ids::RuleId;

pub const CASES: &[Case] = &[
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
        RuleId::Pattern,
        |round| {
            round.tuition("days_per_week", "\"0.5-1\"");
        },
        "the only intake of Tuition, I1: Tuition is 0.5 to 1 days a week; the intake takes 2 days",
    ),
    (
        RuleId::Pattern,
        |round| {
            round.tuition("days_per_week", "2.5");
        },
        "the only intake of Tuition, I1: Tuition is 2.5 days a week; the intake takes 2 days",
    ),
    (
        RuleId::Pattern,
        |round| {
            round.tuition("weekdays", "\"Tue-Fri\"");
        },
        "the only intake of Tuition, I1: Tuition is on Tue, Wed, Thu, Fri; the intake is on Mon, Tue",
    ),
    (
        // 12 January to 13 February without a holiday: five weeks.
        RuleId::Pattern,
        |round| {
            round.tuition("weeks_between", "\"6-12\"");
        },
        "the only intake of Tuition, I1: Tuition lasts 6 to 12 teaching weeks; the intake has 5 teaching weeks, from 12 January 2026 to 13 February 2026",
    ),
    (
        RuleId::Pattern,
        |round| {
            round.tuition("weeks_between", "4");
        },
        "the only intake of Tuition, I1: Tuition lasts 4 teaching weeks; the intake has 5 teaching weeks, from 12 January 2026 to 13 February 2026",
    ),
    (
        RuleId::Pattern,
        |round| {
            round
                .tuition("weeks_between", "\"5-6\"")
                .tuition("days_per_week", "\"1-2\"")
                .tuition("weekdays", "\"Mon-Tue\"");
        },
        "",
    ),
    (
        // The calendar ends with the intake: what it would last is not known.
        RuleId::Pattern,
        |round| {
            round.tuition("weeks_between", "\"6-12\"").set("intakes", "I1", "start:2026-12-14|end:2026-12-18");
        },
        "",
    ),
    (
        // The Thursday before the last day of the last term is judged.
        RuleId::Pattern,
        |round| {
            round.tuition("weeks_between", "\"6-12\"").set("intakes", "I1", "start:2026-12-14|end:2026-12-17");
        },
        "the only intake of Tuition, I1: Tuition lasts 6 to 12 teaching weeks; the intake has 1 teaching week, from 14 December 2026 to 17 December 2026",
    ),
    (
        RuleId::Distance,
        |round| {
            // A tenth of a degree of latitude: 6371.0088 × π / 1800 = 11.1195 km (by hand).
            round.tuition("max_km", "11").set("providers", "P1", "lat:52.5|lon:-1.5");
        },
        "the only intake of Tuition, I1: the provider is 11.1 km away; the limit is 11.0 km",
    ),
];
