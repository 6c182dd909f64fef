//! Starts of intakes that the calendar does not bear out.

use super::words::weekday_and_day;
use crate::calendar::school_leaving_day;
use crate::paper::words::day;
use crate::problem::{Code, Problem, shortened};
use crate::reading::checks::rows::{Rows, row, warning};
use crate::round::{CalendarKind, Course, Held, Intake, Key, Programme};
use crate::schema::{ColumnOf, TableId, intakes, placements};
use crate::units::{AcademicYear, YearGroups};
use chrono::NaiveDate;

/// Starts without a deadline, that a lead time rules out, on days when nobody
/// is taught, outside the terms, and ends beyond compulsory school age.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    for (position, intake) in rows.intakes.iter().enumerate() {
        let Some(intake) = intake else { continue };
        let Some(course) = rows.course_of(Key::<Intake>::new(position)) else { continue };
        let Some(programme) = rows.programme(course.programme) else { continue };
        let start = Start { rows, intake, course, programme };
        problems.extend(start.deadline());
        problems.extend(start.day());
        problems.extend(start.leaving());
    }
    held_beyond_leaving(rows, problems);
}

struct Start<'a> {
    rows: &'a Rows<'a>,
    intake: &'a Intake,
    course: &'a Course,
    programme: &'a Programme,
}

impl Start<'_> {
    fn problem(&self, code: Code, column: ColumnOf<Intake>) -> Problem {
        let table = (self.rows.place)(TableId::Intakes);
        warning(code, &table, self.intake.row, column).id(Some(shortened(&self.intake.id)))
    }

    /// A programme that goes by deadlines needs one for each start, early enough
    /// for its lead time.
    fn deadline(&self) -> Option<Problem> {
        let start = self.intake.start;
        if !self.programme.deadline {
            return None;
        }
        let own = |served: Option<NaiveDate>| served == Some(start);
        let earlier = |served: Option<NaiveDate>, date| date < start && served.is_none_or(|served| served < start);
        let entries = self
            .rows
            .dates
            .iter()
            .filter(|entry| entry.kind == CalendarKind::Deadline && entry.programme == Some(self.course.programme));
        let of_own = entries.clone().filter(|entry| own(entry.for_start)).map(|entry| entry.date).max();
        let deadline = of_own
            .or_else(|| entries.filter(|entry| earlier(entry.for_start, entry.date)).map(|entry| entry.date).max());
        let Some(deadline) = deadline else {
            return Some(self.problem(Code::NoDeadline, intakes::START).says(
                format!("a start on {start} without a deadline"),
                format!("a deadline of {} for it in the calendar", shortened(&self.programme.id)),
                "Add the deadline; without one no referral may take the intake.",
            ));
        };
        let lead = self.programme.lead_working_days;
        let ready = self.rows.calendar.add_working_days(deadline, lead);
        let latest = self.intake.last_start.unwrap_or(start);
        (lead > 0 && deadline <= start && ready > latest).then(|| {
            self.problem(Code::LeadBeyondStart, intakes::START).says(
                format!(
                    "a start on {}, {lead} working days of lead time after the deadline is {}",
                    day(start),
                    day(ready)
                ),
                format!("an earlier deadline than {}, or a later start", day(deadline)),
                "Whoever submits on the last day cannot start; check deadline, start and lead_working_days.",
            )
        })
    }

    /// A start, or an end, that the terms do not know.
    fn day(&self) -> Option<Problem> {
        let calendar = self.rows.calendar;
        let (first, last) = (calendar.terms().first()?.first, calendar.last_term_day()?);
        let (start, end) = (self.intake.start, self.intake.end);
        if start < first || end > last {
            let column = if start < first { intakes::START } else { intakes::END };
            return Some(self.problem(Code::OutsideTerms, column).says(
                format!("{} to {}", day(start), day(end)),
                format!("dates within the terms of the calendar, {} to {}", day(first), day(last)),
                "Add the terms that are missing: weeks and days outside them count for no length and no fee.",
            ));
        }
        (!calendar.is_teaching_day(start)).then(|| {
            self.problem(Code::StartNotTaught, intakes::START).says(
                format!("a start on {}", weekday_and_day(start)),
                "a day of a term that is no holiday",
                "Check the start and the calendar.",
            )
        })
    }

    /// An intake for Year 11 alone that ends beyond compulsory school age.
    fn leaving(&self) -> Option<Problem> {
        let leaving = school_leaving_day(AcademicYear::of(self.intake.start).0 + 1)?;
        let only = |groups: Option<YearGroups>| groups.is_some_and(YearGroups::is_last_year_of_school);
        let is_only = only(self.course.year_groups) || only(self.programme.year_groups);
        (is_only && self.intake.end > leaving).then(|| {
            self.problem(Code::AfterLeavingDate, intakes::END).says(
                format!("an intake for Year 11 that ends on {}", day(self.intake.end)),
                format!("{} or earlier, the last Friday in June", day(leaving)),
                BEYOND,
            )
        })
    }
}

/// How many rows a message lists.
const LISTED: usize = 8;
const BEYOND: &str = "Compulsory school age ends on that Friday; agree the end with the family and the provider.";

/// Held placements of students who leave school before their end, all in one
/// warning: there may be many, and they stand.
fn held_beyond_leaving(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let Some(year) = rows.academic_year else { return };
    let leaving = |held: &Held| {
        let group = row(rows.students, held.student)?.year_group?;
        let leaving = group.leaving_year(year).and_then(school_leaving_day)?;
        (held.span.first <= leaving && leaving < held.span.last).then_some(leaving)
    };
    let late: Vec<(u32, NaiveDate)> =
        rows.held.iter().flatten().filter_map(|held| Some((held.row, leaving(held)?))).collect();
    let Some(first) = late.iter().map(|(_, leaving)| *leaving).min() else { return };
    let listed: Vec<String> = late.iter().take(LISTED).map(|(row, _)| row.to_string()).collect();
    let more = late.len().saturating_sub(LISTED);
    let and_more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let rows_word = if late.len() == 1 { "row" } else { "rows" };
    let place = (rows.place)(TableId::Placements).column(placements::END.name);
    problems.push(Problem::new(Code::AfterLeavingDate, place).says(
        format!(
            "placements that end after the student's last day of compulsory school age: {rows_word} {}{and_more}",
            listed.join(", ")
        ),
        format!("ends by the last Friday in June, {} for Year 11", day(first)),
        BEYOND,
    ));
}
