//! When a placement starts and how long it lasts.

use crate::Case;
use rightplace::ids::RuleId;

pub const CASES: &[Case] = &[
    (
        RuleId::Deadline,
        |round| {
            round.tuition("deadline", "\"calendar\"");
            round.add("calendar", "kind:deadline|date:2025-11-28|programme:tuition|for_start:2026-01-12");
        },
        "the only intake of Tuition, I1: submitted on 1 December 2025, 3 days after the deadline of 28 November 2025",
    ),
    (
        RuleId::Deadline,
        |round| {
            round.tuition("deadline", "\"calendar\"");
        },
        "the only intake of Tuition, I1: the calendar has no deadline for Tuition starting on 12 January 2026",
    ),
    (
        RuleId::Window,
        |round| {
            round.set("referrals", "R1", "earliest_start:2026-01-13").set("intakes", "I1", "last_start:2026-01-18");
        },
        // Monday and Tuesday are the intake's days: the 13th is a Tuesday.
        "",
    ),
    (
        RuleId::Window,
        |round| {
            round.set("referrals", "R1", "earliest_start:2026-01-14").set("intakes", "I1", "last_start:2026-01-18");
        },
        "the only intake of Tuition, I1: the intake starts on 12 January 2026 and may be joined until 18 January 2026; the placement can start from 14 January 2026",
    ),
    (
        RuleId::Window,
        |round| {
            // Working days after Monday 5 January: ten are Monday 19 January.
            round.tuition("lead_working_days", "10");
            round.set("referrals", "R1", "submitted:2026-01-05|latest_start:2026-01-30");
        },
        "the only intake of Tuition, I1: the intake starts on 12 January 2026; the placement can start from 19 January 2026 to 30 January 2026",
    ),
    (
        RuleId::Window,
        |round| {
            round.tuition("lead_working_days", "10");
            round.set("referrals", "R1", "submitted:2026-01-05|latest_start:2026-01-16");
        },
        "the only intake of Tuition, I1: the intake starts on 12 January 2026; the placement can start on 19 January 2026 at the earliest and on 16 January 2026 at the latest",
    ),
    (
        RuleId::Repeat,
        |round| {
            round.tuition("repeat", "false");
            round.add("placements", "student_id:A|programme:tuition|start:2025-09-01|end:2025-10-24|days:Mon");
        },
        "the only intake of Tuition, I1: Tuition is taken once a year, and the student has it in 2025-26 already, from 1 September 2025 to 24 October 2025",
    ),
    (
        RuleId::Stay,
        |round| {
            // Five weeks of the intake and four more from the next teaching day on.
            round.tuition("max_stay_weeks", "8");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-16|end:2026-03-13|days:Wed");
        },
        "the only intake of Tuition, I1: the stay on Tuition would be 9 teaching weeks, from 12 January 2026 to 13 March 2026; the limit is 8 teaching weeks",
    ),
    (
        RuleId::Stay,
        |round| {
            // A school day lies between the two: they are two stays.
            round.tuition("max_stay_weeks", "8");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-17|end:2026-03-13|days:Wed");
        },
        "",
    ),
    (
        RuleId::Stay,
        |round| {
            round.tuition("max_stay_terms", "1");
            round.add("placements", "student_id:A|programme:tuition|start:2026-02-16|end:2026-04-17|days:Wed");
        },
        "the only intake of Tuition, I1: the stay on Tuition would be 2 terms, from 12 January 2026 to 17 April 2026; the limit is 1 term",
    ),
    (
        RuleId::Return,
        |round| {
            // The intake ends on 13 February, and four weeks later is 13 March.
            round.tuition("gap_weeks", "4");
            round.add("placements", "student_id:A|programme:tuition|start:2026-03-09|end:2026-03-27|days:Wed");
        },
        "the only intake of Tuition, I1: the student has Tuition from 9 March 2026 to 27 March 2026; at least 4 weeks lie between two stays, so that the later one may start from 13 March 2026",
    ),
    (
        RuleId::Return,
        |round| {
            round.tuition("gap_weeks", "4");
            round.add("placements", "student_id:A|programme:tuition|start:2025-11-03|end:2025-12-15|days:Wed");
        },
        "",
    ),
];
