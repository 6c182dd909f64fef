//! Referrals with their choices.

use super::known::Known;
use super::record::Record;
use super::vocabulary::Vocabulary;
use crate::problem::{Code, quoted};
use crate::round::{ChoiceGroup, Choices, Referral, Run, Status, Student};
use crate::schema::referrals;
use std::collections::BTreeSet;

/// A referral; `bands` are the policy's, when they could be read.
pub(super) fn read(
    record: &mut Record<'_, Referral>,
    known: &Known<'_>,
    students: &[Option<Student>],
    run: Option<&Run>,
    bands: Option<u32>,
    words: &mut Vocabulary,
) -> Option<Referral> {
    let student = record.reference(referrals::STUDENT_ID, &known.students);
    let programme = record.reference(referrals::PROGRAMME, &known.programmes);
    let submitted = record.date(referrals::SUBMITTED);
    let own_school = record.reference(referrals::SCHOOL_ID, &known.schools);
    let on_roll =
        student.and_then(|key| students.get(key.index())).and_then(Option::as_ref).and_then(|each| each.school);
    let status = record.word(referrals::STATUS).unwrap_or(Status::Pending);
    let band = band(record, bands);
    let precedence = record.other(referrals::PRECEDENCE, super::cells::from_one);
    let waiting_since = record.date(referrals::WAITING_SINCE).or(submitted);
    let earliest_start = record.date(referrals::EARLIEST_START);
    let latest_start = record.date(referrals::LATEST_START);
    record.check_order((referrals::EARLIEST_START, earliest_start), (referrals::LATEST_START, latest_start));
    if let (Some(run), Some(submitted), Some(since)) = (run, submitted, waiting_since) {
        if submitted > run.as_of {
            let expected = format!("{} or earlier, the day of the run", run.as_of);
            let advice = "Check the date; the referral is considered all the same.";
            let found = record.as_written(referrals::SUBMITTED, submitted);
            record.tell(Code::SubmittedAfterAsOf, referrals::SUBMITTED, found, &expected, advice);
        }
        if status.is_open() && (run.as_of - since).num_days() > 366 {
            let is_said = !record.is_blank(referrals::WAITING_SINCE);
            let column = if is_said { referrals::WAITING_SINCE } else { referrals::SUBMITTED };
            let advice = "Check the year; if it is right, the student has waited for long.";
            let found = record.as_written(column, since);
            record.tell(Code::WaitingAboveAYear, column, found, "a day of the last year", advice);
        }
    }
    let id = record.text(referrals::REFERRAL_ID);
    let referrer = record.own_word(referrals::REFERRER, &mut words.referrers).unwrap_or_default();
    let units = record.whole(referrals::UNITS).unwrap_or(1);
    let either = record.own_word(referrals::EITHER, &mut words.either);
    let together = record.own_word(referrals::TOGETHER, &mut words.together);
    let documents = record.dated(referrals::DOCUMENTS, &mut words.documents);
    let delivery = record.list(referrals::DELIVERY, &mut words.delivery);
    let choices = choices(record, known);
    Some(Referral {
        id,
        student: student?,
        programme: programme?,
        submitted: submitted?,
        school: own_school.or(on_roll),
        referrer,
        status,
        band,
        precedence,
        waiting_since: waiting_since?,
        units,
        either,
        together,
        documents,
        delivery,
        choices,
        earliest_start,
        latest_start,
        row: record.row.unwrap_or(0),
    })
}

fn band(record: &mut Record<'_, Referral>, bands: Option<u32>) -> u32 {
    let Some(bands) = bands else { return record.whole(referrals::BAND).unwrap_or(1) };
    if record.is_blank(referrals::BAND) && bands > 1 {
        let found = format!("nothing; the last band, {bands}, is taken");
        record.tell(Code::BlankBand, referrals::BAND, found, &format!("a band from 1 to {bands}"), "Fill it in.");
    }
    let band = record.whole(referrals::BAND);
    if let Some(band) = band
        && !(1..=bands).contains(&band)
    {
        let expected = format!("a band from 1 to {bands}");
        let advice = "Check the band, or the policy's number of bands.";
        let found = record.as_written(referrals::BAND, band);
        record.tell(Code::BandOutOfRange, referrals::BAND, found, &expected, advice);
    }
    band.unwrap_or(bands)
}

/// The wishes: groups by semicolons, equals by bars, `any` at the end.
fn choices(record: &mut Record<'_, Referral>, known: &Known<'_>) -> Choices {
    let mut choices = Choices::default();
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut struck: Vec<String> = Vec::new();
    for entry in record.entries(referrals::CHOICES) {
        if choices.any {
            let advice = "Put any at the end, or leave it out.";
            let found = record.with_cell(referrals::CHOICES, "an entry after any");
            record.tell(Code::AnyNotLast, referrals::CHOICES, found, "any as the last entry", advice);
            break;
        }
        if entry.eq_ignore_ascii_case("any") {
            choices.any = true;
            continue;
        }
        let mut group = ChoiceGroup::default();
        let mut adds = false;
        for id in entry.split('|').map(super::cells::trim).filter(|id| !id.is_empty()) {
            let of_course = known.course_of.get(id);
            if named.contains(id) || of_course.is_some_and(|course| named.contains(course)) {
                struck.push(quoted(id));
                continue;
            }
            named.insert(id.to_owned());
            adds = true;
            let course = known.courses.find(id);
            let intake = known.intakes.find(id);
            if course.is_none() && intake.is_none() && !known.removed.contains(id) {
                record.tell_unknown(
                    referrals::CHOICES,
                    id,
                    &[&known.courses, &known.intakes],
                    "ids of courses or intakes",
                );
            }
            group.courses.extend(course);
            group.intakes.extend(intake);
        }
        if adds {
            choices.groups.push(group);
        }
    }
    if !struck.is_empty() {
        let found = format!("{} once more, or after its own course", struck.join(", "));
        let advice = "Each counts once, where it is named first; later mentions are struck.";
        record.tell(Code::RepeatedChoice, referrals::CHOICES, found, "every choice once", advice);
    }
    choices
}
