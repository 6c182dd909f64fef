//! A file of all-day events, as RFC 5545 has it. Few lines serve: no time
//! zones, no alarms, no repetition. Written here rather than by a library so
//! that nothing in it comes from a clock or from chance.

use super::words::{kind, time, whom};
use crate::deadlines::{Due, Standing};
use crate::digest::sha256;
use crate::ids::Word;
use crate::paper::words::{PROVISIONAL, clean};
use crate::round::Round;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The longest line, in octets without its end.
const LONGEST_LINE: usize = 75;
/// How many digits of a hash make an event's id.
const ID_DIGITS: usize = 32;

pub(super) fn write(round: &Round, dues: &[Due]) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rightplace//deadlines//EN", "CALSCALE:GREGORIAN"] {
        push(&mut text, line);
    }
    let uids = uids(round, dues);
    for (due, uid) in dues.iter().zip(&uids).filter(|(due, _)| due.standing != Standing::Past) {
        event(&mut text, round, due, uid);
    }
    push(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, round: &Round, due: &Due, uid: &str) {
    let day = |date: NaiveDate| date.format("%Y%m%d").to_string();
    let last = due.last.unwrap_or(due.date);
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{uid}"));
    // The day of the run, not the clock: the same round gives the same file.
    push(text, &format!("DTSTAMP:{}T000000Z", day(round.run.as_of)));
    push(text, &format!("DTSTART;VALUE=DATE:{}", day(due.date)));
    // The end is the first day after the event.
    push(text, &format!("DTEND;VALUE=DATE:{}", day(last.succ_opt().unwrap_or(last))));
    push(text, &format!("SUMMARY:{}", escaped(&summary(round, due))));
    push(text, "TRANSP:TRANSPARENT");
    push(text, "END:VEVENT");
}

fn summary(round: &Round, due: &Due) -> String {
    let overdue = if due.standing == Standing::Overdue { "Overdue: " } else { "" };
    let mut parts = vec![format!("{overdue}{}", kind(round, due))];
    parts.extend(due.limit.as_ref().and_then(time).map(|time| format!("by {time}")));
    parts.extend(due.programme.map(|programme| clean(&round.policy.programmes[programme].name)));
    parts.extend(Some(whom(round, due)).filter(|whom| !whom.is_empty()));
    parts.extend(round.run.provisional.then(|| PROVISIONAL.to_owned()));
    parts.join(", ")
}

/// What makes an event the same one in a later file, also where its date has
/// moved: what is due, for whom, and where there is nobody, for which start.
fn identity(round: &Round, due: &Due) -> String {
    let date = match (due.student, due.for_start) {
        (None, None) => due.date.to_string(),
        (None, Some(start)) => start.to_string(),
        (Some(_), _) => String::new(),
    };
    let mut parts = vec![
        round.policy.authority.clone(),
        round.run.academic_year.to_string(),
        due.kind.word().to_owned(),
        due.programme.map(|key| round.policy.programmes[key].id.clone()).unwrap_or_default(),
        date,
        due.referral.map(|key| round.referrals[key].id.clone()).unwrap_or_default(),
        due.student.map(|key| round.students[key].id.clone()).unwrap_or_default(),
        due.intake.map(|key| round.intakes[key].id.clone()).unwrap_or_default(),
        due.review.to_string(),
    ];
    parts.extend(due.limit.map(|limit| round.policy.clocks[limit.clock].id.clone()));
    parts.join("\n")
}

/// The id of each event. Those that are the same but for their dates are
/// numbered in the order of time, with the ones that have passed: so the second
/// of two sittings stays the second when the first is over.
fn uids(round: &Round, dues: &[Due]) -> Vec<String> {
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, due) in dues.iter().enumerate() {
        alike.entry(identity(round, due)).or_default().push(position);
    }
    let mut uids = vec![String::new(); dues.len()];
    for (identity, mut positions) in alike {
        positions.sort_by_key(|position| (dues[*position].limit.map(|limit| limit.since), dues[*position].date));
        for (number, position) in (1..).zip(positions) {
            let digest = sha256(format!("{identity}\n{number}"));
            uids[position] = format!("{}@rightplace", digest.get(..ID_DIGITS).unwrap_or_default());
        }
    }
    uids
}

/// A text as the value of a property.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Adds a line, folded where it is too long: a line that goes on begins with a
/// space. No character is cut in two.
fn push(text: &mut String, line: &str) {
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_at_75_octets_without_cutting_a_character() {
        let line = format!("SUMMARY:{}", "é妖".repeat(60));
        let mut text = String::new();
        push(&mut text, &line);
        let lines: Vec<&str> = text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
        assert!(lines.len() > 3);
        assert!(lines.iter().all(|line| line.len() <= 75));
        assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')));
        let unfolded: String = text.replace("\r\n ", "");
        assert_eq!(unfolded, format!("{line}\r\n"));
    }

    #[test]
    fn marks_with_a_meaning_are_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
