use super::cells;
use super::known::Known;
use super::record::Record;
use crate::round::Student;
use crate::round::columns::{Column, Kind, TableId, TableSpec};
use crate::round::diagnostic::{Code, shape};
use crate::units::Times;
use std::collections::BTreeMap;

/// `students.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Students,
    needed: true,
    about_children: true,
    doc: "A student who is referred.",
    columns: &[
        Column::new("student_id", Kind::Id, "The student's id; never a name.").needed(),
        Column::new("upn", Kind::Upn, "Unique pupil number; never needed: it is checked and not kept.").private(),
        Column::new("school_id", Kind::Reference(TableId::Schools), "The school of the roll; blank: on no roll.")
            .private(),
        Column::new("year_group", Kind::YearGroup, "In the round's academic year.").private(),
        Column::new("date_of_birth", Kind::Date, "Only needed where a programme has an age range.").private(),
        Column::new("ehcp", Kind::YesNo, "Whether there is an education, health and care plan.").private(),
        Column::new("looked_after", Kind::YesNo, "Whether the local authority looks after the student.").private(),
        Column::new("days_available", Kind::Times, "When a placement may be.").or("Mon;Tue;Wed;Thu;Fri").private(),
        Column::new("max_days", Kind::DayCount, "Most days off site in a week.")
            .or_else("the policy's days_off_site_max")
            .private(),
        Column::new("tags", Kind::List, "Facts in the authority's own words.").private(),
        Column::new("lat", Kind::Latitude, "Degrees north of where the student lives.").private(),
        Column::new("lon", Kind::Longitude, "Degrees east of where the student lives.").private(),
    ],
};

/// A student; `upns` are the rows of the pupil numbers before it.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>, upns: &mut BTreeMap<String, u32>) -> Option<Student> {
    check_upn(record, upns);
    Some(Student {
        id: record.text("student_id"),
        school: record.reference("school_id", &known.schools),
        year_group: record.year_group("year_group"),
        date_of_birth: record.date_or_unknown("date_of_birth"),
        ehcp: record.yes_no("ehcp"),
        looked_after: record.yes_no("looked_after"),
        days_available: record.times("days_available").unwrap_or(Times::SCHOOL_WEEK),
        max_days: record.day_count("max_days"),
        tags: record.list("tags"),
        location: record.location(),
        row: record.row.unwrap_or(0),
    })
}

/// What a school writes for a pupil whose number it does not know yet.
const UNKNOWN_UPNS: [&str; 5] = ["UN1", "UN2", "UN3", "UN4", "UN5"];

/// A pupil number may stand in the table and is checked there; nothing else is
/// ever done with it.
fn check_upn(record: &mut Record<'_>, upns: &mut BTreeMap<String, u32>) {
    let text = record.text("upn");
    if text.is_empty() || cells::is_unknown(&text) || UNKNOWN_UPNS.contains(&text.as_str()) {
        return;
    }
    let Some(upn) = cells::upn(&text) else {
        let expected = Kind::Upn.expected();
        let advice = "Check it with the school, or leave it out: it is not needed.";
        record.tell(Code::BadUpn, "upn", shape(&text), &expected, advice);
        return;
    };
    if let Some(first) = upns.insert(upn, record.row.unwrap_or(0)) {
        let found = format!("the pupil number of row {first}");
        let advice = "Check whether the two rows are one student; places are counted by student_id.";
        record.tell(Code::DuplicateUpn, "upn", found, "a number of its own", advice);
    }
}
