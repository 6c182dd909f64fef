//! What a source says of a date and cannot be: a weekday that the day does not
//! have, another day than the row's. The reading that the rest of the calendar
//! speaks for is told; where it speaks for none, what is safe.

use super::pattern::Pattern;
use super::words::{of_row, weekday_and_day};
use crate::paper::words::day;
use crate::problem::{Code, Problem, quoted};
use crate::reading::calendar::{CalendarRow, Names, Said};
use crate::reading::cells::Stated;
use crate::reading::checks::rows::Rows;
use crate::round::{CalendarEntry, CalendarKind};
use crate::schema::calendar;
use chrono::{Datelike, NaiveDate};

/// Tells every row whose own source contradicts it or itself.
pub(super) fn check(rows: &Rows<'_>, pattern: &Pattern<'_>, problems: &mut Vec<Problem>) {
    for row in rows.calendar_rows {
        let mut told: Vec<Names> = Vec::new();
        for said in row.said.iter().filter(|said| !said.names.agree(row.entry.date)) {
            if !told.contains(&said.names) {
                problems.push(slip(rows, pattern, row, said));
                told.push(said.names);
            }
        }
    }
}

fn slip(rows: &Rows<'_>, pattern: &Pattern<'_>, row: &CalendarRow, said: &Said) -> Problem {
    let entry = &row.entry;
    let Names::Day(stated) = said.names else { return other_day(rows, entry, said) };
    if stated.agrees() {
        return other_day(rows, entry, said);
    }
    let found = format!("{}, but {} is a {}", quoted(&said.text), day(stated.date), stated.date.format("%A"));
    let candidates = candidates(pattern, entry, stated);
    match likely(pattern, entry, &candidates) {
        Some(date) => {
            let code =
                if said.column.name == calendar::DATE.name { Code::WeekdayDisagrees } else { Code::StatedDisagrees };
            let clues = clues(pattern, entry, stated, date);
            let expected = format!("{}: {}", weekday_and_day(date), clues.join("; "));
            let advice = if entry.date == date {
                "The column date says so too. Ask who published it, to be sure.".to_owned()
            } else {
                format!("Write {date} into the column date, where {} counts now. Ask who published it.", entry.date)
            };
            of_row(rows, code, entry.row, said.column).says(found, expected, advice)
        }
        None => {
            let advice = safe(entry, &candidates);
            of_row(rows, Code::DateUnresolved, entry.row, said.column).says(found, undecided(&candidates), advice)
        }
    }
}

/// A weekday, a month or a sound date that is not the row's.
fn other_day(rows: &Rows<'_>, entry: &CalendarEntry, said: &Said) -> Problem {
    of_row(rows, Code::StatedDisagrees, entry.row, said.column).says(
        quoted(&said.text),
        format!("{}, as in the column date", weekday_and_day(entry.date)),
        "The column date counts. Ask who published it which one is meant.",
    )
}

/// The dates that one slip away from the stated one would fit its weekday, and
/// the stated one itself, as far as the row could have them.
fn candidates(pattern: &Pattern<'_>, entry: &CalendarEntry, stated: Stated) -> Vec<NaiveDate> {
    let date = stated.date;
    let years = [-1, 1].into_iter().filter_map(|step| date.with_year(date.year() + step));
    let days = (1..=31).filter(|day| is_one_slip(*day, date.day())).filter_map(|day| date.with_day(day));
    let fits = |date: &NaiveDate| Some(date.weekday()) == stated.weekday;
    // That the weekday is the slip does not stand against the day all others have.
    let usual = pattern.usual_weekday(entry);
    let itself = usual.is_none_or(|usual| usual.value == date.weekday()).then_some(date);
    let mut found: Vec<NaiveDate> = years.chain(days).filter(fits).chain(itself).collect();
    found.retain(|date| pattern.could_be(entry, *date));
    found.sort_unstable();
    found
}

/// Whether two numbers differ by one character, written, left out or added.
fn is_one_slip(one: u32, other: u32) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let differing = one.bytes().zip(other.bytes()).filter(|(a, b)| a != b).count();
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    match long.len() - short.len() {
        0 => differing == 1,
        1 => (0..long.len()).any(|gone| {
            let rest = long.bytes().enumerate().filter(|(position, _)| *position != gone).map(|(_, digit)| digit);
            rest.eq(short.bytes())
        }),
        _ => false,
    }
}

/// The candidate that the rest of the calendar speaks for.
fn likely(pattern: &Pattern<'_>, entry: &CalendarEntry, candidates: &[NaiveDate]) -> Option<NaiveDate> {
    let at_gap: Vec<_> = candidates.iter().filter(|date| pattern.at_usual_gap(entry, **date).is_some()).collect();
    match (at_gap.as_slice(), candidates) {
        ([date], _) => Some(**date),
        (_, [date]) => Some(*date),
        _ => None,
    }
}

/// What speaks for a reading.
fn clues(pattern: &Pattern<'_>, entry: &CalendarEntry, stated: Stated, date: NaiveDate) -> Vec<String> {
    let mut clues = Vec::new();
    if let Some((partner, usual)) = pattern.at_usual_gap(entry, date) {
        let side = if partner.date <= date { "after" } else { "before" };
        let whole =
            if (date - partner.date).num_days().abs() == usual.value { "" } else { " (weeks of holiday left out)" };
        let as_with = format!("as with {} other rows", usual.rows);
        clues.push(format!(
            "{} days{whole} {side} the {} of {}, {as_with}",
            usual.value,
            partner.kind,
            day(partner.date)
        ));
    }
    if let Some(usual) = pattern.usual_weekday(entry).filter(|usual| usual.value == date.weekday()) {
        clues.push(format!("all {} other rows of the kind are on a {}", usual.rows, date.format("%A")));
    }
    if date != stated.date && pattern.is_outside(stated.date) {
        clues.push(format!("{} lies outside the calendar's terms", day(stated.date)));
    }
    let before = stated.date.with_year(stated.date.year() - 1);
    if let Some(before) = before.filter(|before| Some(before.weekday()) == stated.weekday && *before != date) {
        clues.push(format!("{} was a {}: perhaps copied from the year before", day(before), before.format("%A")));
    }
    if clues.is_empty() {
        clues.push("the only date within reach that could be meant".to_owned());
    }
    clues
}

/// `one date: Wednesday 10, Wednesday 17 … may be meant`.
fn undecided(candidates: &[NaiveDate]) -> String {
    let listed: Vec<String> = candidates.iter().map(|date| weekday_and_day(*date)).collect();
    match listed.split_last() {
        None => "a date that exists; none within reach of a slip could be meant".to_owned(),
        Some((last, [])) => format!("one date; {last} may be meant"),
        Some((last, rest)) => {
            format!("one date; {} or {last} may be meant, and nothing in the calendar tells which", rest.join(", "))
        }
    }
}

/// What to do while nobody knows which date is meant.
fn safe(entry: &CalendarEntry, candidates: &[NaiveDate]) -> String {
    if candidates.first() == Some(&entry.date) {
        return "Unresolved: the column date has the earliest of them, which is safe. Ask who published it.".to_owned();
    }
    let counts = format!("Unresolved: the column date, {}, counts as it stands.", entry.date);
    let earliest = candidates.first().map(|date| weekday_and_day(*date));
    let safe = match (entry.kind, earliest) {
        (CalendarKind::Deadline, Some(date)) => format!(" Submit by {date} to be safe."),
        (_, Some(date)) => format!(" Be ready by {date} to be safe."),
        (_, None) => String::new(),
    };
    format!("{counts}{safe} Ask who published it, and write the date that they name into the column date.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_the_keyboard() {
        let near: Vec<u32> = (1..=31).filter(|day| is_one_slip(*day, 14)).collect();
        assert_eq!(near, [1, 4, 10, 11, 12, 13, 15, 16, 17, 18, 19, 24]);
        let near: Vec<u32> = (1..=31).filter(|day| is_one_slip(*day, 3)).collect();
        assert_eq!(near, [1, 2, 4, 5, 6, 7, 8, 9, 13, 23, 30, 31]);
    }
}
