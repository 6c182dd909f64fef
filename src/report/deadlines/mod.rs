//! The dates of a round as a table and as an iCalendar file.

mod ics;
mod words;

use crate::deadlines::{Due, DueKind};
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Cell, Files, Format, PROGRAM_VERSION, Sheet, WriteFault, hashes, json};
use crate::report::inputs::inputs_by_name;
use crate::round::Round;
use serde::Serialize;
use std::collections::BTreeMap;
pub use words::{kind, time, whom};

const DEADLINES_JSON: &str = "deadlines.json";
const DEADLINES_CSV: &str = "deadlines.csv";
const DEADLINES_ICS: &str = "deadlines.ics";

/// The dates of a round.
pub const DEADLINES: Set = Set::new("deadlines", DEADLINES_JSON, &[DEADLINES_CSV, DEADLINES_ICS]);

/// `deadlines.json`. Keys stand in the order of the fields.
#[derive(Serialize)]
struct Index<'a> {
    as_of: String,
    files: BTreeMap<&'a str, String>,
    inputs: BTreeMap<&'a str, &'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    program_version: &'static str,
}

/// The dates as a CSV file, in the order of the list.
pub fn csv(round: &Round, dues: &[Due], format: Format) -> Vec<u8> {
    let has_limits = !round.policy.clocks.is_empty();
    let mut columns = vec![
        "standing",
        "date",
        "end",
        "kind",
        "programme",
        "for_start",
        "referral_id",
        "student_id",
        "school_id",
        "intake_id",
        "review",
        "working_days",
    ];
    if has_limits {
        columns.extend(["clock", "basis", "since", "time", "state", "done", "days_late"]);
    }
    let mut sheet = Sheet::new(&columns);
    let as_of = round.run.as_of;
    for due in dues {
        let school = due.referral.map(|referral| round.referrals[referral].school);
        let school = school.unwrap_or_else(|| due.student.and_then(|student| round.students[student].school));
        let mut cells = vec![
            Cell::text(due.standing),
            Cell::text(due.date),
            Cell::text_or_blank(due.last),
            Cell::text(due.kind),
            Cell::text_or_blank(due.programme.map(|programme| &round.policy.programmes[programme].id)),
            Cell::text_or_blank(due.for_start),
            Cell::text_or_blank(due.referral.map(|referral| &round.referrals[referral].id)),
            Cell::text_or_blank(due.student.map(|student| &round.students[student].id)),
            Cell::text_or_blank(school.map(|school| &round.schools[school].id)),
            Cell::text_or_blank(due.intake.map(|intake| &round.intakes[intake].id)),
            Cell::number_or_blank((due.kind == DueKind::Review).then_some(due.review)),
            Cell::number(round.calendar.working_days_between(as_of, due.date)),
        ];
        if has_limits {
            cells.extend(limit_cells(round, due));
        }
        sheet.push_all(cells);
    }
    sheet.note(note(round.run.provisional));
    sheet.bytes(format)
}

/// What is told of a date that is a time limit.
fn limit_cells(round: &Round, due: &Due) -> [Cell; 7] {
    let Some(limit) = &due.limit else { return [const { Cell::Blank }; 7] };
    let clock = &round.policy.clocks[limit.clock];
    [
        Cell::text(&clock.id),
        Cell::text(clock.basis),
        Cell::text(limit.since),
        Cell::text_or_blank(time(limit)),
        Cell::text(limit.state),
        Cell::text_or_blank(limit.done),
        Cell::number_or_blank(limit.days_late),
    ]
}

/// The dates that are overdue or ahead as an iCalendar file (RFC 5545): an
/// all-day event for each, with ids alone. The same round gives the same bytes.
pub fn ics(round: &Round, dues: &[Due]) -> Vec<u8> {
    ics::write(round, dues).into_bytes()
}

/// Both files, and the one that lists them.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(round: &Round, dues: &[Due], format: Format) -> Result<Files, WriteFault> {
    let mut files = Files::new();
    files.insert(DEADLINES_CSV.to_owned(), csv(round, dues, format));
    files.insert(DEADLINES_ICS.to_owned(), ics(round, dues));
    let index = Index {
        as_of: round.run.as_of.to_string(),
        files: hashes(&files),
        inputs: inputs_by_name(&round.inputs),
        name: &round.run.name,
        note: note(round.run.provisional),
        program_version: PROGRAM_VERSION,
    };
    let index = json::pretty(&index)?;
    files.insert(DEADLINES_JSON.to_owned(), index);
    Ok(files)
}
