//! Intakes; an end that is not stated is reckoned from the weeks.

use super::known::Known;
use super::record::Record;
use crate::calendar::{Calendar, Span};
use crate::problem::Code;
use crate::round::{Course, Intake, Policy};
use crate::schema::intakes;
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
pub(super) fn read(record: &mut Record<'_, Intake>, known: &Known<'_>, around: &Around<'_>) -> Option<Intake> {
    let course_key = record.reference(intakes::COURSE_ID, &known.courses);
    let course = course_key.and_then(|key| around.courses.get(key.index())).and_then(Option::as_ref);
    let start = record.date(intakes::START);
    let written_end = record.date(intakes::END);
    let last_start = record.date(intakes::LAST_START);
    record.check_order((intakes::START, start), (intakes::END, written_end));
    record.check_order((intakes::START, start), (intakes::LAST_START, last_start));
    let weeks = course.map(|course| course.weeks.or_else(|| around.programme_weeks(course)));
    let ended_unread = !record.is_blank(intakes::END);
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
        let found = record.as_written(intakes::LAST_START, last_start);
        record.tell(Code::LastStartAfterEnd, intakes::LAST_START, found, &expected, "Check both dates.");
    }
    let id = record.text(intakes::INTAKE_ID);
    let days = record.times(intakes::DAYS);
    let places = record.whole(intakes::PLACES);
    let min_group = record.whole(intakes::MIN_GROUP).map_or(1, |group| group.max(1));
    if places == Some(0) {
        let advice = "The intake takes nobody; delete it if it does not take place.";
        let found = record.as_written(intakes::PLACES, 0);
        record.tell(Code::NoPlaces, intakes::PLACES, found, "1 or more", advice);
    } else if let Some(places) = places
        && min_group > places
    {
        let expected = format!("{places} or fewer, as many as there are places");
        let advice = "The intake cannot run unless held placements fill it.";
        let found = record.as_written(intakes::MIN_GROUP, min_group);
        record.tell(Code::MinGroupAbovePlaces, intakes::MIN_GROUP, found, &expected, advice);
    }
    let fee = record.money(intakes::FEE);
    let fee_per = record.word(intakes::FEE_PER);
    let quality = record.whole(intakes::QUALITY);
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
    record: &mut Record<'_, Intake>,
    around: &Around<'_>,
    start: NaiveDate,
    weeks: Option<u32>,
) -> Option<NaiveDate> {
    let Some(weeks) = weeks else {
        let advice = "Give the intake an end, or its course or programme a number of weeks.";
        record.tell(
            Code::NoLength,
            intakes::END,
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
        record.tell(Code::NoLength, intakes::END, found, "an end", advice);
        return None;
    };
    if short > 0 {
        let found = format!("{} of {weeks} teaching weeks until the calendar ends on {end}", weeks - short);
        let advice = format!("Weeks missing: {short}. Give it an end, or add the next term to the calendar.");
        record.tell(Code::WeeksShort, intakes::END, found, &format!("{weeks} teaching weeks"), &advice);
    }
    Some(end)
}

/// A written end that makes the intake longer or shorter than its weeks.
fn check_length(record: &mut Record<'_, Intake>, around: &Around<'_>, span: Span, weeks: Option<u32>) {
    let beyond = around.calendar.last_term_day().is_none_or(|last| span.last > last);
    if beyond || !around.calendar_usable || span.last < span.first {
        return;
    }
    let taught = around.calendar.teaching_weeks(span);
    if let Some(weeks) = weeks
        && taught != weeks
    {
        let found = record.with_cell(intakes::END, &format!("{taught} teaching weeks from the start"));
        record.tell(Code::LengthDiffers, intakes::END, found, &format!("{weeks}, as usual"), "Check the end.");
    }
}
