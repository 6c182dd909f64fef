use super::{Rows, warning};
use crate::calendar::Span;
use crate::round::columns::TableId;
use crate::round::diagnostic::{Code, Problem};
use crate::round::{CalendarKind, Intake, Key};
use chrono::NaiveDate;

/// Terms that are missing, overlap or never end, and starts without deadline.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    if !rows.calendar_usable {
        return;
    }
    let file = (rows.file)(TableId::Calendar);
    let terms = rows.calendar.terms();
    if terms.is_empty() {
        problems.push(Problem::new(Code::NoTerms, &file).says(
            "no term",
            "the terms of the academic year",
            "Add them; without terms there are no teaching weeks or days.",
        ));
    }
    for pair in terms.windows(2) {
        if let [first, second] = pair
            && first.overlaps(second)
        {
            problems.push(Problem::new(Code::TermsOverlap, &file).column("date").says(
                format!("terms from {} to {} and from {} to {}", first.first, first.last, second.first, second.last),
                "terms that share no day",
                "Check the dates; shared days count once.",
            ));
        }
    }
    let long = |span: &&Span| (span.last - span.first).num_days() > 366;
    for span in terms.iter().chain(rows.calendar.holidays()).filter(long) {
        problems.push(Problem::new(Code::LongSpan, &file).column("end").says(
            format!("a term or holiday from {} to {}", span.first, span.last),
            "no more than a year",
            "Check the year of the end.",
        ));
    }
    let file = (rows.file)(TableId::Intakes);
    for (position, intake) in rows.intakes.iter().enumerate() {
        let Some(intake) = intake else { continue };
        let Some(course) = rows.course_of(Key::<Intake>::new(position)) else { continue };
        let Some(programme) = rows.programme(course.programme).filter(|programme| programme.deadline) else { continue };
        let serves = |start: Option<NaiveDate>, date| {
            start == Some(intake.start) || (date < intake.start && start.is_none_or(|start| start < intake.start))
        };
        let mut deadlines = rows.dates.iter().filter(|entry| entry.kind == CalendarKind::Deadline);
        if !deadlines.any(|entry| entry.programme == Some(course.programme) && serves(entry.for_start, entry.date)) {
            problems.push(
                warning(Code::NoDeadline, &file, intake.row, "start").id(Some(super::shortened(&intake.id))).says(
                    format!("a start on {} without a deadline", intake.start),
                    format!("a deadline of {} for it in the calendar", super::shortened(&programme.id)),
                    "Add the deadline; without one no referral may take the intake.",
                ),
            );
        }
    }
}
