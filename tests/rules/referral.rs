//! What a referral asks for and who sends it.

use crate::Case;
use rightplace::ids::RuleId;

pub const CASES: &[Case] = &[
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
        RuleId::Roll,
        |round| {
            round.tuition("on_roll", "true").set("students", "A", "school_id:").set("referrals", "R1", "school_id:S1");
        },
        "the only intake of Tuition, I1: Tuition is for students who stay on the roll of a school, and the student is on none",
    ),
    (
        RuleId::Roll,
        |round| {
            round.tuition("on_roll", "true");
        },
        "",
    ),
    (
        RuleId::Documents,
        |round| {
            round.tuition("documents", "[\"form\", \"risk_assessment\"]").set("referrals", "R1", "documents:Form");
        },
        "the only intake of Tuition, I1: documents still missing: risk_assessment",
    ),
    (
        // As of 5 January 2026: 180 days before is 9 July 2025.
        RuleId::Documents,
        |round| {
            round
                .tuition("documents", "[\"form\", \"early_help\"]")
                .policy("documents_max_age_days", "{ early_help = 180 }");
            round.set("referrals", "R1", "documents:form;Early Help@8 July 2025");
        },
        "the only intake of Tuition, I1: documents still missing: early_help of the last 180 days",
    ),
    (
        RuleId::Documents,
        |round| {
            round.tuition("documents", "[\"early_help\"]").policy("documents_max_age_days", "{ early_help = 180 }");
            round.set("referrals", "R1", "documents:early_help");
        },
        "the only intake of Tuition, I1: documents still missing: early_help of the last 180 days",
    ),
    (
        RuleId::Documents,
        |round| {
            round
                .tuition("documents", "[\"form\", \"early_help\"]")
                .policy("documents_max_age_days", "{ \"Early Help\" = 180 }");
            round.set("referrals", "R1", "documents:form@2019-01-01;early_help@2025-07-09;early_help@2020-01-01");
        },
        "",
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
