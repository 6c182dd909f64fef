//! Who the student is.

use crate::Case;
use rightplace::ids::RuleId;

pub const CASES: &[Case] = &[
    (
        RuleId::Ehcp,
        |round| {
            round.tuition("ehcp", "true").set("students", "A", "ehcp:no");
        },
        "the only intake of Tuition, I1: Tuition is only for students with an EHC plan",
    ),
    (
        RuleId::Ehcp,
        |round| {
            round.tuition("ehcp", "false").set("students", "A", "ehcp:yes");
        },
        "the only intake of Tuition, I1: Tuition is only for students without an EHC plan",
    ),
    (
        RuleId::Ehcp,
        |round| {
            round.tuition("ehcp", "true").set("students", "A", "ehcp:TBC");
        },
        "the only intake of Tuition, I1: Tuition depends on an EHC plan, and it is not recorded whether the student has one",
    ),
    (
        RuleId::Tags,
        |round| {
            round.tuition("tags_any", "[\"medical\", \"anxiety\"]").set("students", "A", "tags:other");
        },
        "the only intake of Tuition, I1: Tuition is only for students with one of the tags: anxiety, medical",
    ),
    (
        RuleId::Tags,
        |round| {
            round.tuition("tags_none", "[\"excluded\"]").set("students", "A", "tags:Excluded");
        },
        "the only intake of Tuition, I1: Tuition is not for students tagged: excluded",
    ),
    (
        RuleId::Tags,
        |round| {
            round.set("courses", "C1", "needs_tags:can_swim");
        },
        "the only intake of Tuition, I1: the course is only for students tagged: can_swim",
    ),
    (
        RuleId::YearGroup,
        |round| {
            round.tuition("year_groups", "\"R;7-9\"").set("students", "A", "year_group:10");
        },
        "the only intake of Tuition, I1: Tuition takes year groups R, 7-9; at the start the student's will be 10",
    ),
    (
        RuleId::YearGroup,
        |round| {
            round.set("courses", "C1", "year_groups:7-9");
        },
        "the only intake of Tuition, I1: the course takes year groups 7-9; the student's is not recorded",
    ),
    (
        RuleId::Age,
        |round| {
            round.tuition("age_months", "\"0-18\"").set("students", "A", "date_of_birth:2024-07-12");
        },
        "the only intake of Tuition, I1: Tuition takes children from 0 to under 18 months old, which the student is not on 12 January 2026",
    ),
    (
        RuleId::Age,
        |round| {
            round.tuition("age_months", "\"0-18\"");
        },
        "the only intake of Tuition, I1: Tuition takes children from 0 to under 18 months old; the date of birth is not recorded",
    ),
];
