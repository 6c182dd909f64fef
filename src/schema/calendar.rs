use super::column::{ColumnOf, Kind, words};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::{CalendarEntry, CalendarKind};

/// `calendar.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Calendar,
    needed: true,
    about_children: false,
    doc: "A term, holiday, bank holiday, deadline, panel or meeting.",
    columns: &[KIND.column, DATE.column, END.column, PROGRAMME.column, FOR_START.column, LABEL.column, STATED.column],
};

pub const KIND: ColumnOf<CalendarEntry> =
    ColumnOf::new("kind", Kind::Word(words::<CalendarKind>), "What the row is.").needed();
pub const DATE: ColumnOf<CalendarEntry> =
    ColumnOf::new("date", Kind::Date, "The day, or the first of several.").needed();
pub const END: ColumnOf<CalendarEntry> =
    ColumnOf::new("end", Kind::Date, "The last day; a term needs one.").or_else("the date");
pub const PROGRAMME: ColumnOf<CalendarEntry> =
    ColumnOf::new("programme", Kind::Programme, "The programme that it serves; a deadline needs one.");
pub const FOR_START: ColumnOf<CalendarEntry> = ColumnOf::new("for_start", Kind::Date, "The start that it serves.");
pub const LABEL: ColumnOf<CalendarEntry> = ColumnOf::new("label", Kind::Text, "What it is called.").private();
pub const STATED: ColumnOf<CalendarEntry> =
    ColumnOf::new("stated", Kind::Text, "The source's own words: a weekday or date that disagrees is told.");
