//! The dates of a round as a table and as an iCalendar file.

mod ics;

use super::sheet::{Cell, Sheet};
use super::{Files, Format, PROGRAM_VERSION, words};
use crate::deadlines::{Due, DueKind, Limit};
use crate::digest::sha256;
use crate::round::Round;
use serde_json::json;
use std::collections::BTreeMap;

pub(super) const DEADLINES_JSON: &str = "deadlines.json";
pub(super) const DEADLINES_CSV: &str = "deadlines.csv";
pub(super) const DEADLINES_ICS: &str = "deadlines.ics";

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
    if round.run.provisional {
        sheet.note("note", words::PROVISIONAL);
    }
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

/// The time of day of a limit in hours: `14:30`.
pub fn time(limit: &Limit) -> Option<String> {
    limit.at.map(|at| at.format("%H:%M").to_string())
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
pub fn files(round: &Round, dues: &[Due], format: Format) -> Result<Files, serde_json::Error> {
    let mut files = Files::new();
    files.insert(DEADLINES_CSV.to_owned(), csv(round, dues, format));
    files.insert(DEADLINES_ICS.to_owned(), ics(round, dues));
    let inputs: BTreeMap<&str, &str> =
        round.inputs.iter().map(|input| (input.file.as_str(), input.sha256.as_str())).collect();
    let hashes: BTreeMap<&str, String> = files.iter().map(|(name, bytes)| (name.as_str(), sha256(bytes))).collect();
    let mut index = json!({
        "name": round.run.name,
        "as_of": round.run.as_of.to_string(),
        "program_version": PROGRAM_VERSION,
        "inputs": inputs,
        "files": hashes,
    });
    if round.run.provisional {
        index["note"] = json!(words::PROVISIONAL);
    }
    let mut text = serde_json::to_string_pretty(&index)?;
    text.push('\n');
    files.insert(DEADLINES_JSON.to_owned(), text.into_bytes());
    Ok(files)
}

/// What is due, in a few words: `Outcome due at the school`.
pub fn kind(round: &Round, due: &Due) -> String {
    match due.kind {
        DueKind::Deadline => "Referral deadline".to_owned(),
        DueKind::Panel => "Panel".to_owned(),
        DueKind::Meeting => "Meeting".to_owned(),
        DueKind::Outcome => "Outcome due at the school".to_owned(),
        DueKind::EarliestStart => "May start from".to_owned(),
        DueKind::LatestStart => "Must start by".to_owned(),
        DueKind::Start => "Start".to_owned(),
        DueKind::Review => format!("Review {}", due.review),
        DueKind::End => "End".to_owned(),
        DueKind::Clock => {
            let clock = due.limit.map(|limit| &round.policy.clocks[limit.clock]);
            clock.map_or_else(String::new, |clock| format!("{} ({})", words::clean(&clock.name), clock.basis))
        }
    }
}

/// Whom a date is about: a referral, else the student of a held placement, in
/// which intake; blank for a date of the round.
pub fn whom(round: &Round, due: &Due) -> String {
    let who = match (due.referral, due.student) {
        (Some(referral), _) => round.referrals[referral].id.clone(),
        (None, Some(student)) => round.students[student].id.clone(),
        (None, None) => return String::new(),
    };
    match due.intake {
        Some(intake) => format!("{who} in {}", round.intakes[intake].id),
        None => who,
    }
}
