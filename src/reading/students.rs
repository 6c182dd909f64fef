use super::cells;
use super::known::Known;
use super::record::Record;
use super::vocabulary::Vocabulary;
use crate::problem::{Code, shape};
use crate::round::Student;
use crate::schema::{Kind, students};
use crate::units::Times;
use std::collections::BTreeMap;

/// A student; `upns` are the rows of the pupil numbers before it.
pub(super) fn read(
    record: &mut Record<'_, Student>,
    known: &Known<'_>,
    words: &mut Vocabulary,
    upns: &mut BTreeMap<String, u32>,
) -> Option<Student> {
    check_upn(record, upns);
    Some(Student {
        id: record.text(students::STUDENT_ID),
        school: record.reference(students::SCHOOL_ID, &known.schools),
        year_group: record.year_group(students::YEAR_GROUP),
        date_of_birth: record.date_or_unknown(students::DATE_OF_BIRTH),
        ehcp: record.yes_no(students::EHCP),
        looked_after: record.yes_no(students::LOOKED_AFTER),
        days_available: record.times(students::DAYS_AVAILABLE).unwrap_or(Times::SCHOOL_WEEK),
        max_days: record.day_count(students::MAX_DAYS),
        tags: record.list(students::TAGS, &mut words.tags),
        location: record.location(students::LAT, students::LON),
        row: record.row.unwrap_or(0),
    })
}

/// What a school writes for a pupil whose number it does not know yet.
const UNKNOWN_UPNS: [&str; 5] = ["UN1", "UN2", "UN3", "UN4", "UN5"];

/// A pupil number may stand in the table and is checked there; nothing else is
/// ever done with it.
fn check_upn(record: &mut Record<'_, Student>, upns: &mut BTreeMap<String, u32>) {
    let text = record.text(students::UPN);
    if text.is_empty() || cells::is_unknown(&text) || UNKNOWN_UPNS.contains(&text.as_str()) {
        return;
    }
    let Some(upn) = cells::upn(&text) else {
        let expected = Kind::Upn.expected();
        let advice = "Check it with the school, or leave it out: it is not needed.";
        record.tell(Code::BadUpn, students::UPN, shape(&text), &expected, advice);
        return;
    };
    if let Some(first) = upns.insert(upn, record.row.unwrap_or(0)) {
        let found = format!("the pupil number of row {first}");
        let advice = "Check whether the two rows are one student; places are counted by student_id.";
        record.tell(Code::DuplicateUpn, students::UPN, found, "a number of its own", advice);
    }
}
