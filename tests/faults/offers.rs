//! Faults of providers, courses and intakes.

use crate::Fault;

pub(crate) const FAULTS: &[Fault] = &[
    ("error[missing-column] intakes.csv, row 1, column days", "intakes.csv", "last_start,days,", "last_start,dys,"),
    (
        "warning[unknown-column] providers.csv, row 1, column daily_plces",
        "providers.csv",
        "daily_places",
        "daily_plces",
    ),
    ("error[unknown-id] courses.csv, row 2, column provider_id (C1)", "courses.csv", "C1,P1", "C1,P9"),
    ("error[bad-money] courses.csv, row 2, column fee (C1)", "courses.csv", "£40", "£40.001"),
    ("error[negative-number] intakes.csv, row 2, column places (I1)", "intakes.csv", "am,8", "am,-8"),
    ("error[bad-number] intakes.csv, row 2, column places (I1)", "intakes.csv", "am,8", "am,8.5"),
    (
        "error[number-too-large] intakes.csv, row 2, column places (I1)",
        "intakes.csv",
        "am,8",
        "am,80000000000000000000",
    ),
    ("error[bad-days] intakes.csv, row 3, column days (I2)", "intakes.csv", "Wed;Thu", "Wen;Thu"),
    ("error[end-before-start] intakes.csv, row 3, column end (I2)", "intakes.csv", "2026-04-24", "2026-01-11"),
    ("error[end-before-start] intakes.csv, row 2, column last_start (I1)", "intakes.csv", "2026-02-02", "2026-01-11"),
    (
        "error[end-before-start] providers.csv, row 2, column approved_to (P1)",
        "providers.csv",
        "2027-08-31",
        "2024-08-31",
    ),
    ("error[no-length] intakes.csv, row 2, column end (I1)", "courses.csv", "9-11,10", "9-11,"),
    ("error[no-length] intakes.csv, row 2, column end (I1)", "intakes.csv", "2026-01-12,,2026-02-02", "2026-09-07,,"),
    (
        "warning[lead-beyond-start] intakes.csv, row 3, column start (I2)",
        "policy.toml",
        "weeks = 12",
        "weeks = 12\nlead_working_days = 30",
    ),
    ("warning[outside-terms] intakes.csv, row 3, column end (I2)", "intakes.csv", "2026-04-24", "2026-07-24"),
    ("warning[start-not-taught] intakes.csv, row 2, column start (I1)", "intakes.csv", "2026-01-12,,", "2026-01-10,,"),
    ("warning[after-leaving-date] intakes.csv, row 2, column end (I1)", "courses.csv", "9-11,10", "11,23"),
    (
        "warning[no-deadline] intakes.csv, row 3, column start (I2)",
        "calendar.csv",
        "flourish,2026-01-12",
        "flourish,2026-01-13",
    ),
    ("warning[min-group-above-places] intakes.csv, row 2, column min_group (I1)", "intakes.csv", "am,8,2", "am,8,9"),
    ("warning[weeks-short] intakes.csv, row 2, column end (I1)", "courses.csv", "9-11,10", "9-11,99"),
    ("warning[length-differs] intakes.csv, row 3, column end (I2)", "intakes.csv", "2026-04-24", "2026-03-27"),
    (
        "warning[last-start-after-end] intakes.csv, row 2, column last_start (I1)",
        "intakes.csv",
        "2026-02-02",
        "2026-05-02",
    ),
    ("warning[unknown-coordinates] providers.csv, row 3, column lat (P2)", "providers.csv", "52.40,-1.51", ","),
    (
        "warning[held-over-limit] courses.csv, row 3, column places (C2)",
        "placements.csv",
        "A3,,tier1,2025-09-15,2025-12-12,Fri",
        "A3,I2,,,,",
    ),
    ("error[number-too-large] courses.csv, row 2, column fee", "courses.csv", "£40,week", "£999999999,week"),
    ("error[number-too-large] intakes.csv, row 3, column fee", "intakes.csv", "250.00,", "999999999,day"),
];
