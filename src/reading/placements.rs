use super::known::Known;
use super::record::Record;
use crate::calendar::Span;
use crate::round::{Course, Held, Intake};

/// A held placement.
pub(super) fn read(
    record: &mut Record<'_>,
    known: &Known<'_>,
    courses: &[Option<Course>],
    intakes: &[Option<Intake>],
) -> Option<Held> {
    let student = record.reference("student_id", &known.students);
    let key = record.reference("intake_id", &known.intakes);
    let intake = key.and_then(|key| intakes.get(key.index())).and_then(Option::as_ref);
    let course = intake.and_then(|intake| courses.get(intake.course.index())).and_then(Option::as_ref);
    if record.is_blank("intake_id") {
        for name in ["programme", "start", "end", "days"] {
            if record.is_blank(name) {
                record.require(name, "Fill it in, or name the intake.");
            }
        }
    }
    let programme = record.reference("programme", &known.programmes).or_else(|| course.map(|course| course.programme));
    let start = record.date("start").or_else(|| intake.map(|intake| intake.start));
    let end = record.date("end").or_else(|| intake.map(|intake| intake.end));
    let days = record.times("days").or_else(|| intake.map(|intake| intake.days));
    record.check_order(start, end, "end", "start");
    Some(Held {
        student: student?,
        intake: key,
        programme: programme?,
        span: Span::new(start?, end?),
        days: days?,
        row: record.row.unwrap_or(0),
    })
}
