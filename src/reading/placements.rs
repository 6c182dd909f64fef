use super::known::Known;
use super::record::Record;
use crate::calendar::Span;
use crate::round::{Course, Held, Intake};
use crate::schema::placements;

/// A held placement.
pub(super) fn read(
    record: &mut Record<'_, Held>,
    known: &Known<'_>,
    courses: &[Option<Course>],
    intakes: &[Option<Intake>],
) -> Option<Held> {
    let student = record.reference(placements::STUDENT_ID, &known.students);
    let key = record.reference(placements::INTAKE_ID, &known.intakes);
    let intake = key.and_then(|key| intakes.get(key.index())).and_then(Option::as_ref);
    let course = intake.and_then(|intake| courses.get(intake.course.index())).and_then(Option::as_ref);
    if record.is_blank(placements::INTAKE_ID) {
        for column in [placements::PROGRAMME, placements::START, placements::END, placements::DAYS] {
            if record.is_blank(column) {
                record.require(column, "Fill it in, or name the intake.");
            }
        }
    }
    let programme =
        record.reference(placements::PROGRAMME, &known.programmes).or_else(|| course.map(|course| course.programme));
    let start = record.date(placements::START).or_else(|| intake.map(|intake| intake.start));
    let end = record.date(placements::END).or_else(|| intake.map(|intake| intake.end));
    let days = record.times(placements::DAYS).or_else(|| intake.map(|intake| intake.days));
    record.check_order((placements::START, start), (placements::END, end));
    Some(Held {
        student: student?,
        intake: key,
        programme: programme?,
        span: Span::new(start?, end?),
        days: days?,
        row: record.row.unwrap_or(0),
    })
}
