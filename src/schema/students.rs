use super::column::{ColumnOf, Kind};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::Student;

/// `students.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Students,
    needed: true,
    about_children: true,
    doc: "A student who is referred.",
    columns: &[
        STUDENT_ID.column,
        UPN.column,
        SCHOOL_ID.column,
        YEAR_GROUP.column,
        DATE_OF_BIRTH.column,
        EHCP.column,
        LOOKED_AFTER.column,
        DAYS_AVAILABLE.column,
        MAX_DAYS.column,
        TAGS.column,
        LAT.column,
        LON.column,
    ],
};

pub const STUDENT_ID: ColumnOf<Student> =
    ColumnOf::new("student_id", Kind::Id, "The student's id; never a name.").needed();
pub const UPN: ColumnOf<Student> =
    ColumnOf::new("upn", Kind::Upn, "Unique pupil number; never needed: it is checked and not kept.").private();
pub const SCHOOL_ID: ColumnOf<Student> =
    ColumnOf::new("school_id", Kind::Reference(TableId::Schools), "The school of the roll; blank: on no roll.")
        .private();
pub const YEAR_GROUP: ColumnOf<Student> =
    ColumnOf::new("year_group", Kind::YearGroup, "In the round's academic year.").private();
pub const DATE_OF_BIRTH: ColumnOf<Student> =
    ColumnOf::new("date_of_birth", Kind::Date, "Only needed where a programme has an age range.").private();
pub const EHCP: ColumnOf<Student> =
    ColumnOf::new("ehcp", Kind::YesNo, "Whether there is an education, health and care plan.").private();
pub const LOOKED_AFTER: ColumnOf<Student> =
    ColumnOf::new("looked_after", Kind::YesNo, "Whether the local authority looks after the student.").private();
pub const DAYS_AVAILABLE: ColumnOf<Student> =
    ColumnOf::new("days_available", Kind::Times, "When a placement may be.").or("Mon;Tue;Wed;Thu;Fri").private();
pub const MAX_DAYS: ColumnOf<Student> = ColumnOf::new("max_days", Kind::DayCount, "Most days off site in a week.")
    .or_else("the policy's days_off_site_max")
    .private();
pub const TAGS: ColumnOf<Student> = ColumnOf::new("tags", Kind::List, "Facts in the authority's own words.").private();
pub const LAT: ColumnOf<Student> =
    ColumnOf::new("lat", Kind::Latitude, "Degrees north of where the student lives.").private();
pub const LON: ColumnOf<Student> =
    ColumnOf::new("lon", Kind::Longitude, "Degrees east of where the student lives.").private();
