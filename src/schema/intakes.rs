use super::column::{ColumnOf, Kind, words};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::{FeePer, Intake};

/// `intakes.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Intakes,
    needed: true,
    about_children: false,
    doc: "A start of a course, with weekdays and places.",
    columns: &[
        INTAKE_ID.column,
        COURSE_ID.column,
        START.column,
        END.column,
        LAST_START.column,
        DAYS.column,
        PLACES.column,
        MIN_GROUP.column,
        FEE.column,
        FEE_PER.column,
        QUALITY.column,
    ],
};

pub const INTAKE_ID: ColumnOf<Intake> = ColumnOf::new("intake_id", Kind::Id, "The intake's id.").needed();
pub const COURSE_ID: ColumnOf<Intake> =
    ColumnOf::new("course_id", Kind::Reference(TableId::Courses), "The course.").needed();
pub const START: ColumnOf<Intake> = ColumnOf::new("start", Kind::Date, "The first day.").needed();
pub const END: ColumnOf<Intake> =
    ColumnOf::new("end", Kind::Date, "The last day.").or_else("the last teaching day of its last week");
pub const LAST_START: ColumnOf<Intake> =
    ColumnOf::new("last_start", Kind::Date, "The last day on which it may be joined; blank: no joining later.");
pub const DAYS: ColumnOf<Intake> = ColumnOf::new("days", Kind::Times, "When it takes place in the week.").needed();
pub const PLACES: ColumnOf<Intake> = ColumnOf::new("places", Kind::Whole, "Places on any date.").needed();
pub const MIN_GROUP: ColumnOf<Intake> =
    ColumnOf::new("min_group", Kind::Whole, "The fewest with whom it runs.").or("1");
pub const FEE: ColumnOf<Intake> = ColumnOf::new("fee", Kind::Money, "The fee.").or_else("the course's");
pub const FEE_PER: ColumnOf<Intake> =
    ColumnOf::new("fee_per", Kind::Word(words::<FeePer>), "What the fee is charged for.").or_else("the course's");
pub const QUALITY: ColumnOf<Intake> =
    ColumnOf::new("quality", Kind::Whole, "How good it is, in a unit of your own.").or_else("the course's");
