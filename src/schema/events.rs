use super::column::{ColumnOf, Kind};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::Event;

/// `events.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Events,
    needed: false,
    about_children: true,
    doc: "Something that happened in a case, for the time limits of the policy.",
    columns: &[REFERRAL_ID.column, EVENT.column, DATE.column, AT.column, END.column, NOTE.column],
};

pub const REFERRAL_ID: ColumnOf<Event> =
    ColumnOf::new("referral_id", Kind::Reference(TableId::Referrals), "The case.").needed();
pub const EVENT: ColumnOf<Event> =
    ColumnOf::new("event", Kind::OwnWord, "What happened, in a word that a clock of the policy names.").needed();
pub const DATE: ColumnOf<Event> = ColumnOf::new("date", Kind::Date, "The day, or the first of several.").needed();
pub const AT: ColumnOf<Event> = ColumnOf::new("at", Kind::TimeOfDay, "The time of day, for limits in hours.");
pub const END: ColumnOf<Event> =
    ColumnOf::new("end", Kind::Date, "The last day of an event that lasts; blank: one day, or a pause that goes on.");
pub const NOTE: ColumnOf<Event> = ColumnOf::new("note", Kind::Text, "Anything else; it is never shown.").private();
