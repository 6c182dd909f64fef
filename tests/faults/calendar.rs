//! Faults of the calendar: its rows, and what they come to together.

use crate::Fault;
use crate::common::{changed, data, good, read, told};
use rightplace::problem::Code;
use std::fs;

pub(crate) const FAULTS: &[Fault] = &[
    ("error[end-before-start] calendar.csv, row 3, column end", "calendar.csv", "2025-10-31", "2025-10-01"),
    (
        "error[missing-value] calendar.csv, row 3, column end",
        "calendar.csv",
        "holiday,2025-10-27,2025-10-31",
        "term,2025-10-27,",
    ),
    (
        "error[missing-value] calendar.csv, row 4, column programme",
        "calendar.csv",
        "deadline,2025-12-03,,flourish",
        "deadline,2025-12-03,,",
    ),
    ("warning[stated-disagrees] calendar.csv, row 4, column stated", "calendar.csv", "Wednesday 3", "Wednesday 10"),
    ("warning[date-unresolved] calendar.csv, row 4, column stated", "calendar.csv", "Wednesday 3", "Tuesday 3"),
    ("warning[terms-gap] calendar.csv, column date", "calendar.csv", "2025-12-19", "2025-10-31"),
    (
        "warning[holiday-outside-terms] calendar.csv, row 3, column date",
        "calendar.csv",
        "holiday,2025-10-27,2025-10-31",
        "holiday,2025-12-19,2026-01-04",
    ),
    (
        "warning[holiday-outside-terms] calendar.csv, row 3, column date",
        "calendar.csv",
        "holiday,2025-10-27,2025-10-31",
        "holiday,2024-10-28,2024-11-01",
    ),
    (
        "warning[bank-holiday-missing] calendar.csv, column kind",
        "calendar.csv",
        "bank_holiday,2026-04-03,,,,Good Friday,\n",
        "",
    ),
    (
        "warning[bank-holiday-unknown] calendar.csv, row 8, column date",
        "calendar.csv",
        "2026-04-03,,,,Good Friday",
        "2026-04-03,2026-04-06,,,Easter",
    ),
    (
        "warning[not-a-working-day] calendar.csv, row 4, column date",
        "calendar.csv",
        "2025-12-03,,flourish,2026-01-12,Flourish spring,Wednesday 3 December 2025",
        "2025-12-06,,flourish,2026-01-12,,",
    ),
    (
        "warning[meeting-before-deadline] calendar.csv, row 10, column date",
        "calendar.csv",
        "term,2026-04-13",
        "panel,2025-12-02,,flourish,2026-01-12,,\nterm,2026-04-13",
    ),
    (
        "warning[outcome-after-start] calendar.csv, row 10, column date",
        "calendar.csv",
        "term,2026-04-13",
        "panel,2026-01-09,,flourish,2026-01-12,,\nterm,2026-04-13",
    ),
    ("warning[terms-overlap] calendar.csv, column date", "calendar.csv", "2025-12-19", "2026-01-05"),
    ("warning[long-span] calendar.csv, column end", "calendar.csv", "2026-07-21", "2027-07-21"),
    (
        "warning[deadline-after-start] calendar.csv, row 4, column date",
        "calendar.csv",
        "2025-12-03,,flourish,2026-01-12,Flourish spring,Wednesday 3 December 2025",
        "2026-01-14,,flourish,2026-01-12,,",
    ),
];

/// What the tests below show.
pub(crate) const SHOWN: [Code; 3] = [Code::BadBankHolidays, Code::BankHolidaysEnd, Code::UnusualGap];

#[test]
fn a_file_of_bank_holidays_counts_beside_the_calendar() {
    // A file that the round names counts beside the calendar: without Good Friday's row nothing is missing.
    let naming = |value: &str| {
        let key = format!("bank_holidays = \"{value}\"\nseed =");
        let files = changed(good(), "round.toml", "seed =", &key);
        changed(files, "calendar.csv", "bank_holiday,2026-04-03,,,,Good Friday,\n", "")
    };
    let known = read(&naming("gov.uk"));
    assert_eq!(told(&known), [""; 0]);
    let good_friday = "2026-04-03".parse().unwrap();
    assert!(known.round.unwrap().calendar.bank_holidays().contains(&good_friday));
    let mut files = naming("newer.json");
    assert!(told(&read(&files))[0].starts_with("error[missing-file] newer.json"));
    files.insert("newer.json".into(), fs::read(data("../../data/bank-holidays.json")).unwrap());
    let reading = read(&files);
    assert_eq!(told(&reading), [""; 0]);
    assert!(reading.round.unwrap().inputs.iter().any(|input| input.file == "newer.json"));
    files.insert("newer.json".into(), b"{\"scotland\": {}}".to_vec());
    let lines = told(&read(&files));
    let wrong = "error[bad-bank-holidays] newer.json: found no list of events";
    assert!(lines.iter().any(|line| line.starts_with(wrong)), "{lines:?}");
}

#[test]
fn bank_holidays_that_end_before_the_terms_are_told() {
    let later = changed(good(), "calendar.csv", "term,2026-04-13", "term,2029-01-08,2029-03-23,,,,\nterm,2026-04-13");
    let lines = told(&read(&later));
    assert!(lines.iter().any(|line| line.starts_with("warning[bank-holidays-end] calendar.csv")), "{lines:?}");
}

#[test]
fn a_meeting_that_breaks_the_pattern_is_told() {
    // By hand: three meetings 13 days after their deadline, one of them over the half-term, and one after 12.
    let pairs = [
        ("2025-09-10", "2025-09-23"),
        ("2025-10-15", "2025-11-04"),
        ("2025-11-12", "2025-11-25"),
        ("2026-02-04", "2026-02-23"),
    ];
    let row =
        |(deadline, meeting): (&str, &str)| format!("deadline,{deadline},,tier1,,,\nmeeting,{meeting},,tier1,,,\n");
    let rows: String = pairs.into_iter().map(row).collect();
    let files = changed(good(), "calendar.csv", "term,2026-04-13", &format!("{rows}term,2026-04-13"));
    assert_eq!(
        told(&read(&files)),
        [
            "warning[unusual-gap] calendar.csv, row 17, column date: found 12 days from the deadline of 4 February 2026 to \
          this meeting; expected 13, as in 3 other rows, weeks of holiday left out. Check both dates."
        ]
    );
}
