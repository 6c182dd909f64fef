use super::words::of_row;
use crate::calendar::Span;
use crate::paper::words::day;
use crate::problem::{Code, Problem};
use crate::reading::checks::rows::Rows;
use crate::round::CalendarKind;
use crate::schema::{TableId, calendar};
use chrono::NaiveDate;

/// The longest time from one term to the next, in days: summer holidays of
/// English schools have six to eight weeks.
const LONGEST_GAP: i64 = 63;
/// How far from the terms a holiday may lie, in days, to be one before the
/// first or after the last.
const NEAR: i64 = 7;

/// Terms that are missing, overlap, leave gaps or never end; holidays that are
/// not within them.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let table = (rows.place)(TableId::Calendar);
    let terms = rows.calendar.terms();
    if terms.is_empty() {
        problems.push(Problem::new(Code::NoTerms, table.clone()).says(
            "no term",
            "the terms of the academic year",
            "Add them; without terms there are no teaching weeks or days.",
        ));
        return;
    }
    for pair in terms.windows(2) {
        let [first, second] = pair else { continue };
        let problem = |code| Problem::new(code, table.column(calendar::DATE.name));
        if first.overlaps(second) {
            problems.push(problem(Code::TermsOverlap).says(
                format!("terms from {} to {} and from {} to {}", first.first, first.last, second.first, second.last),
                "terms that share no day",
                "Check the dates; shared days count once.",
            ));
        }
        let gap = (second.first - first.last).num_days() - 1;
        if gap > LONGEST_GAP {
            problems.push(problem(Code::TermsGap).says(
                format!("{gap} days without a term, from {} to {}", day(after(first.last)), day(before(second.first))),
                format!("no more than {LONGEST_GAP}, as in a summer"),
                "Add the term that is missing, or check the dates of those around it.",
            ));
        }
    }
    let long = |span: &&Span| (span.last - span.first).num_days() > 366;
    for span in terms.iter().chain(rows.calendar.holidays()).filter(long) {
        problems.push(Problem::new(Code::LongSpan, table.column(calendar::END.name)).says(
            format!("a term or holiday from {} to {}", span.first, span.last),
            "no more than a year",
            "Check the year of the end.",
        ));
    }
    let holidays = rows.calendar_rows.iter().filter(|row| row.entry.kind == CalendarKind::Holiday);
    for entry in holidays.map(|row| &row.entry) {
        let span = Span::new(entry.date, entry.end.unwrap_or(entry.date));
        if let Some((found, expected)) = misplaced(span, terms).filter(|_| !long(&&span)) {
            problems.push(of_row(rows, Code::HolidayOutsideTerms, entry.row, calendar::DATE).says(
                found,
                expected,
                "Check the dates of the holiday and of the terms.",
            ));
        }
    }
}

/// What is odd about a holiday: it takes days of a term and runs beyond it, or
/// lies far from every term. One that fills the time between two terms is fine.
fn misplaced(holiday: Span, terms: &[Span]) -> Option<(String, String)> {
    if let Some(term) = terms.iter().find(|term| term.overlaps(&holiday)) {
        let is_within = term.contains(holiday.first) && term.contains(holiday.last);
        let found = format!("a holiday to {} that runs beyond a term to {}", day(holiday.last), day(term.last));
        let found = match holiday.last > term.last {
            true => found,
            false => {
                format!("a holiday from {} that begins before a term from {}", day(holiday.first), day(term.first))
            }
        };
        return (!is_within).then(|| (found, "a holiday within a term or between terms".to_owned()));
    }
    let (first, last) = (terms.first()?.first, terms.iter().map(|term| term.last).max()?);
    let is_far = |from: NaiveDate, to: NaiveDate| (to - from).num_days() > NEAR;
    let is_outside = is_far(holiday.last, first) || is_far(last, holiday.first);
    is_outside.then(|| {
        let found = format!("a holiday from {} to {}", day(holiday.first), day(holiday.last));
        (found, format!("a holiday of the calendar's time, {} to {}", day(first), day(last)))
    })
}

fn after(date: NaiveDate) -> NaiveDate {
    date.succ_opt().unwrap_or(date)
}

fn before(date: NaiveDate) -> NaiveDate {
    date.pred_opt().unwrap_or(date)
}
