//! The student's week.

use crate::Case;
use rightplace::ids::RuleId;

pub const CASES: &[Case] = &[
    (
        RuleId::Availability,
        |round| {
            round.set("students", "A", "days_available:Mon;Tue am;Wed");
        },
        "the only intake of Tuition, I1: the student is not available on Tue pm",
    ),
    (
        RuleId::Availability,
        |round| {
            round.set("students", "A", "max_days:1.5");
        },
        "the only intake of Tuition, I1: the intake takes 2 days a week; the student's limit is 1.5",
    ),
    (
        RuleId::Occupied,
        |round| {
            round.add("placements", "student_id:A|programme:tuition|start:2025-11-03|end:2026-01-12|days:Tue pm;Wed");
        },
        "the only intake of Tuition, I1: the student already attends Tuition on Tue pm, Wed from 3 November 2025 to 12 January 2026",
    ),
    (
        RuleId::Occupied,
        |round| {
            round.programme("refocus", "Refocus", &[("alone", "true")]);
            round.add("placements", "student_id:A|programme:refocus|start:2026-02-13|end:2026-03-27|days:Thu");
        },
        "the only intake of Tuition, I1: the student already attends Refocus from 13 February 2026 to 27 March 2026, and one of the two allows no other placement beside it",
    ),
    (
        RuleId::Occupied,
        |round| {
            round.policy("days_off_site_max", "3");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-02|end:2026-03-27|days:Wed;Thu am");
        },
        "the only intake of Tuition, I1: with the placements already held it would be 3.5 days a week on 2 February 2026; the limit is 3",
    ),
];
