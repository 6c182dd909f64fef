use super::column::{ColumnOf, Kind};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::Held;

/// `placements.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Placements,
    needed: false,
    about_children: true,
    doc: "A placement already held when the run begins.",
    columns: &[STUDENT_ID.column, INTAKE_ID.column, PROGRAMME.column, START.column, END.column, DAYS.column],
};

pub const STUDENT_ID: ColumnOf<Held> =
    ColumnOf::new("student_id", Kind::Reference(TableId::Students), "Who holds it.").needed();
pub const INTAKE_ID: ColumnOf<Held> =
    ColumnOf::new("intake_id", Kind::Reference(TableId::Intakes), "The intake, when it is one of the round's.");
pub const PROGRAMME: ColumnOf<Held> =
    ColumnOf::new("programme", Kind::Programme, "The programme.").or_else("the intake's");
pub const START: ColumnOf<Held> = ColumnOf::new("start", Kind::Date, "The first day.").or_else("the intake's");
pub const END: ColumnOf<Held> = ColumnOf::new("end", Kind::Date, "The last day.").or_else("the intake's");
pub const DAYS: ColumnOf<Held> = ColumnOf::new("days", Kind::Times, "When in the week.").or_else("the intake's");
