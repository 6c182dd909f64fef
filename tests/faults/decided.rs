//! Faults of what is held, decided and shared: placements, separations, decisions,
//! pools and events.

use crate::Fault;
use crate::common::{changed, good, read, told};

pub(crate) const FAULTS: &[Fault] = &[
    ("error[empty-file] separations.csv", "separations.csv", "student_a,student_b,scope\nA1,A2,provider\n", "\n"),
    ("error[row-above-header] pools.csv, row 1", "pools.csv", "pool_id,school", "Pools\npool_id,school"),
    ("error[row-below-table] pools.csv, row 3", "pools.csv", "400\n", "400\nTotal,,400\n"),
    ("error[repeated-header] pools.csv, row 3", "pools.csv", "400\n", "400\npool_id,school_id,amount\n"),
    ("warning[example-row] pools.csv, row 3", "pools.csv", "400\n", "400\ne.g. hours,S1,400\n"),
    ("error[self-separation] separations.csv, row 2, column student_b", "separations.csv", "A1,A2", "A1,A1"),
    ("error[missing-value] placements.csv, row 3, column programme", "placements.csv", "tier1", ""),
    ("error[missing-value] decisions.csv, row 3, column intake_id", "decisions.csv", "bar,I1", "place,"),
    ("error[missing-value] decisions.csv, row 2, column rule", "decisions.csv", "deadline", ""),
    ("error[unknown-word] decisions.csv, row 2, column rule", "decisions.csv", "deadline", "lateness"),
    ("error[contradictory-settings] pools.csv, row 2, column pool_id", "policy.toml", "per = \"school\"", ""),
    ("error[unknown-id] pools.csv, row 2, column pool_id", "pools.csv", "hours,S1", "ours,S1"),
    ("error[duplicate-id] pools.csv, row 3, column school_id", "pools.csv", "400\n", "400\nhours,S1,300\n"),
    (
        "warning[held-clash] placements.csv, row 3, column student_id",
        "placements.csv",
        "A3,,tier1,2025-09-15,2025-12-12,Fri",
        "A1,,tier1,2025-09-15,2025-12-12,Tue",
    ),
    (
        "warning[held-clash] placements.csv, row 3, column student_id",
        "placements.csv",
        "A3,,tier1,2025-09-15,2025-12-12,Fri",
        "A1,,tier1,2025-09-15,2025-12-12,Wed;Thu;Fri",
    ),
    ("error[bad-time] events.csv, row 2, column at", "events.csv", "2:30 pm", "14:70"),
    ("error[bad-date] events.csv, row 3, column date", "events.csv", "27/11/2025", "31/11/2025"),
    ("error[end-before-start] events.csv, row 3, column end", "events.csv", "28/11/2025", "26/11/2025"),
    ("error[unknown-id] events.csv, row 3, column referral_id", "events.csv", "R2", "R9"),
    ("error[contradictory-settings] events.csv, row 2, column event", "events.csv", "Answered", "Submitted"),
    ("warning[event-of-no-clock] events.csv, row 2, column event", "events.csv", "Answered", "Anwsered"),
    ("warning[never-waived] decisions.csv, row 2, column rule", "decisions.csv", "deadline", "approval"),
    ("warning[waive-without-reason] decisions.csv, row 2, column reason", "decisions.csv", "papers came late", ""),
];

#[test]
fn a_place_held_beyond_compulsory_school_age_is_told() {
    // The holder of a place leaves school on 26 June 2026, by domain.md §5.2.
    let held = changed(good(), "placements.csv", "2025-09-15,2025-12-12", "2025-09-15,2026-07-03");
    assert_eq!(told(&read(&held)), [""; 0], "Year 10");
    let lines = told(&read(&changed(held, "students.csv", "A3,,10", "A3,,11")));
    assert!(lines[0].starts_with("warning[after-leaving-date] placements.csv, column end: found"), "{lines:?}");
    assert_eq!(lines.len(), 1);
}
