//! Faults of schools, students and referrals.

use crate::Fault;

pub(crate) const FAULTS: &[Fault] = &[
    ("error[unclosed-quote] schools.csv, row 2", "schools.csv", "\"£12,000\"", "\"£12,000"),
    ("error[ragged-row] schools.csv, row 3", "schools.csv", "secondary,no,,,,,", "secondary,no,,,,"),
    ("error[formula-error] schools.csv, row 3, column urn (S2)", "schools.csv", "100002", "#REF!"),
    ("warning[tidied] schools.csv, row 2, column school_id", "schools.csv", "S1,C", "S\u{200b}1,C"),
    (
        "warning[time-left-out] referrals.csv, row 2, column submitted (R1)",
        "referrals.csv",
        "2025-11-20",
        "2025-11-20 9:30",
    ),
    ("warning[bad-urn] schools.csv, row 3, column urn (S2)", "schools.csv", "100002", "331/4000"),
    ("error[duplicate-column] schools.csv, row 1, column NAME", "schools.csv", "urn", "NAME"),
    ("error[missing-value] schools.csv, row 2, column sla (S1)", "schools.csv", "secondary,yes", "secondary,TBC"),
    ("error[bad-yes-no] schools.csv, row 2, column sla (S1)", "schools.csv", "secondary,yes", "secondary,perhaps"),
    ("error[missing-value] students.csv, row 4, column student_id", "students.csv", "A3,,10", ",,10"),
    ("error[bad-id] schools.csv, row 3, column school_id", "schools.csv", "S2,", "S2;S3,"),
    ("error[duplicate-id] students.csv, row 4, column student_id (A1)", "students.csv", "A3,", "A1,"),
    ("error[unknown-id] referrals.csv, row 2, column programme (R1)", "referrals.csv", "A1,flourish", "A1,flourich"),
    ("error[unknown-id] referrals.csv, row 2, column choices (R1)", "referrals.csv", "C2;any", "C22;any"),
    ("error[any-not-last] referrals.csv, row 2, column choices (R1)", "referrals.csv", "C2;any", "any;C2"),
    ("error[unknown-word] referrals.csv, row 2, column status (R1)", "referrals.csv", "approved", "aproved"),
    ("error[bad-date] referrals.csv, row 3, column submitted (R2)", "referrals.csv", "21/11/2025", "31/11/2025"),
    (
        "warning[weekday-disagrees] referrals.csv, row 3, column submitted (R2)",
        "referrals.csv",
        "21/11/2025",
        "Mon 21 Nov 2025",
    ),
    ("error[bad-year-group] students.csv, row 3, column year_group (A2)", "students.csv", "Year 8", "Year 15"),
    ("error[bad-day-count] students.csv, row 3, column max_days (A2)", "students.csv", "2.5", "2.25"),
    ("error[bad-coordinate] schools.csv, row 3, column lat (S2)", "schools.csv", "52.42", "152.42"),
    ("error[missing-value] schools.csv, row 3, column lat (S2)", "schools.csv", "52.42", ""),
    ("error[band-out-of-range] referrals.csv, row 2, column band (R1)", "referrals.csv", "approved,2", "approved,5"),
    ("warning[blank-band] referrals.csv, row 2, column band (R1)", "referrals.csv", "approved,2", "approved,"),
    (
        "warning[submitted-after-as-of] referrals.csv, row 2, column submitted (R1)",
        "referrals.csv",
        "2025-11-20",
        "2025-12-06",
    ),
    (
        "warning[waiting-above-a-year] referrals.csv, row 3, column waiting_since (R2)",
        "referrals.csv",
        "1 November 2025",
        "1 November 2024",
    ),
    ("warning[two-open-referrals] referrals.csv, row 4, column student_id (R3)", "referrals.csv", "R3,A3", "R3,A2"),
    (
        "warning[choice-of-other-programme] referrals.csv, row 2, column choices (R1)",
        "referrals.csv",
        "C2;any",
        "C1;any",
    ),
];
