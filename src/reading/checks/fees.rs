use super::rows::{Rows, row};
use crate::calendar::Span;
use crate::problem::{Code, Place, Problem, shortened};
use crate::reading::cells::LARGEST_PENCE;
use crate::round::{Course, FeePer};
use crate::schema::{TableId, courses, intakes, policy, transport};
use crate::units::Pence;
use chrono::NaiveDate;

/// Fees and transport that come to more for one placement than any amount may,
/// were it as long as the calendar: sums of them would not fit into 64 bits.
pub(super) fn check(rows: &Rows<'_>, problems: &mut Vec<Problem>) {
    let whole = rows.calendar.last_term_day().map(|last| Span::new(NaiveDate::MIN, last));
    let days = whole.map_or(0, |whole| i64::from(rows.calendar.teaching_days(whole)));
    let is_too_much = |price: Pence, per: FeePer| {
        let times = match per {
            FeePer::Placement => 1,
            // There are no more weeks than days.
            FeePer::Week | FeePer::Day => days,
        };
        price.0.saturating_mul(times) > LARGEST_PENCE
    };
    let mut tell = |place: Place, per: FeePer| {
        let found = format!("an amount by the {per} that comes to more over the calendar");
        let advice = "Correct the amount, or the terms of the calendar.";
        let problem = Problem::new(Code::NumberTooLarge, place);
        problems.push(problem.says(found, "£1,000,000,000 or less for a placement", advice));
    };
    let table = (rows.place)(TableId::Courses);
    for course in rows.courses.iter().flatten().filter(|course| is_too_much(course.fee, course.fee_per)) {
        tell(table.row(course.row).column(courses::FEE.name), course.fee_per);
    }
    let table = (rows.place)(TableId::Intakes);
    for intake in rows.intakes.iter().flatten().filter(|intake| is_too_much(intake.fee, intake.fee_per)) {
        let is_told = |course: &Course| (course.fee, course.fee_per) == (intake.fee, intake.fee_per);
        if !row(rows.courses, intake.course).is_some_and(is_told) {
            tell(table.row(intake.row).column(intakes::FEE.name), intake.fee_per);
        }
    }
    for band in rows.policy.transport.iter().filter(|band| is_too_much(band.cost, band.per)) {
        let (list, key) = (policy::TRANSPORT.name, transport::COST.name);
        tell(rows.policy_place.key(format!("{list}.{}.{key}", shortened(&band.id))), band.per);
    }
}
