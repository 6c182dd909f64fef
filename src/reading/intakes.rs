use super::known::Known;
use super::record::Record;
use crate::calendar::{Calendar, Span};
use crate::problem::Code;
use crate::round::{Course, Intake, Policy};
use chrono::NaiveDate;

/// What an intake takes from the rest of the round.
pub(super) struct Around<'a> {
    pub(super) courses: &'a [Option<Course>],
    pub(super) policy: &'a Policy,
    pub(super) calendar: &'a Calendar,
    /// Whether the calendar could be read.
    pub(super) calendar_usable: bool,
}

/// An intake.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>, around: &Around<'_>) -> Option<Intake> {
    let course_key = record.reference("course_id", &known.courses);
    let course = course_key.and_then(|key| around.courses.get(key.index())).and_then(Option::as_ref);
    let start = record.date("start");
    let written_end = record.date("end");
    let last_start = record.date("last_start");
    record.check_order(start, written_end, "end", "start");
    record.check_order(start, last_start, "last_start", "start");
    let weeks = course.map(|course| course.weeks.or_else(|| around.programme_weeks(course)));
    let ended_unread = !record.is_blank("end");
    let end = match (written_end, start, weeks) {
        (Some(end), Some(start), Some(weeks)) => {
            check_length(record, around, Span::new(start, end), weeks);
            Some(end)
        }
        (None, Some(start), Some(weeks)) if !ended_unread => computed_end(record, around, start, weeks),
        (end, ..) => end,
    };
    if let (Some(end), Some(last_start)) = (end, last_start)
        && last_start > end
    {
        let expected = format!("{end} or earlier, the intake's end");
        record.tell(Code::LastStartAfterEnd, "last_start", last_start.to_string(), &expected, "Check both dates.");
    }
    let id = record.text("intake_id");
    let days = record.times("days");
    let places = record.whole("places");
    let min_group = record.whole("min_group").map_or(1, |group| group.max(1));
    if let Some(places) = places
        && min_group > places
    {
        let expected = format!("{places} or fewer, as many as there are places");
        let advice = "The intake cannot run unless held placements fill it.";
        record.tell(Code::MinGroupAbovePlaces, "min_group", min_group.to_string(), &expected, advice);
    }
    let fee = record.money("fee");
    let fee_per = record.word("fee_per");
    let quality = record.whole("quality");
    let course = course?;
    Some(Intake {
        id,
        course: course_key?,
        start: start?,
        end: end?,
        last_start,
        days: days?,
        places: places?,
        min_group,
        fee: fee.unwrap_or(course.fee),
        fee_per: fee_per.unwrap_or(course.fee_per),
        quality: quality.unwrap_or(course.quality),
        row: record.row.unwrap_or(0),
    })
}

impl Around<'_> {
    fn programme_weeks(&self, course: &Course) -> Option<u32> {
        self.policy.programmes.iter().find(|(key, _)| *key == course.programme).and_then(|(_, each)| each.weeks)
    }
}

/// The last teaching day of the last week, or of the last term.
fn computed_end(
    record: &mut Record<'_>,
    around: &Around<'_>,
    start: NaiveDate,
    weeks: Option<u32>,
) -> Option<NaiveDate> {
    let Some(weeks) = weeks else {
        let advice = "Give the intake an end, or its course or programme a number of weeks.";
        record.tell(
            Code::NoLength,
            "end",
            "no end and no weeks",
            "an end, or weeks of the course or programme",
            advice,
        );
        return None;
    };
    if !around.calendar_usable {
        return None;
    }
    let Some((end, short)) = around.calendar.end_after(start, weeks) else {
        let advice = "Give the intake an end, or the calendar the terms of the next year.";
        let found = format!("a start on {start}, after the last teaching day of the calendar");
        record.tell(Code::NoLength, "end", found, "an end", advice);
        return None;
    };
    if short > 0 {
        let found = format!("{} of {weeks} teaching weeks until the calendar ends on {end}", weeks - short);
        let advice = format!("Weeks missing: {short}. Give it an end, or add the next term to the calendar.");
        record.tell(Code::WeeksShort, "end", found, &format!("{weeks} teaching weeks"), &advice);
    }
    Some(end)
}

/// A written end that makes the intake longer or shorter than its weeks.
fn check_length(record: &mut Record<'_>, around: &Around<'_>, span: Span, weeks: Option<u32>) {
    let beyond = around.calendar.last_term_day().is_none_or(|last| span.last > last);
    if beyond || !around.calendar_usable || span.last < span.first {
        return;
    }
    let taught = around.calendar.teaching_weeks(span);
    if let Some(weeks) = weeks
        && taught != weeks
    {
        let found = format!("{taught} teaching weeks");
        record.tell(Code::LengthDiffers, "end", found, &format!("{weeks}, as usual"), "Check the end.");
    }
}
