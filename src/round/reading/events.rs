use super::cells;
use super::known::Known;
use super::record::Record;
use crate::round::columns::{Column, Kind, TableId, TableSpec};
use crate::round::diagnostic::Code;
use crate::round::{Event, SUBMITTED};

/// `events.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Events,
    needed: false,
    about_children: true,
    doc: "Something that happened in a case, for the time limits of the policy.",
    columns: &[
        Column::new("referral_id", Kind::Reference(TableId::Referrals), "The case.").needed(),
        Column::new("event", Kind::Text, "What happened, in a word that a clock of the policy names.").needed(),
        Column::new("date", Kind::Date, "The day, or the first of several.").needed(),
        Column::new("at", Kind::TimeOfDay, "The time of day, for limits in hours."),
        Column::new("end", Kind::Date, "The last day of an event that lasts; blank: one day, or a pause that goes on."),
        Column::new("note", Kind::Text, "Anything else; it is never shown.").private(),
    ],
};

/// An event.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>) -> Option<Event> {
    let referral = record.reference("referral_id", &known.referrals);
    let event = record.text("event").to_lowercase();
    let date = record.date("date");
    let at = record.other("at", cells::time_of_day);
    let end = record.date("end");
    record.check_order(date, end, "end", "date");
    if event == SUBMITTED {
        let expected = "an event that the referral does not state itself";
        let advice = "Delete the row: the column submitted of the referral says it.";
        record.tell(Code::ContradictorySettings, "event", "submitted", expected, advice);
    }
    Some(Event { referral: referral?, event, date: date?, at, end, row: record.row.unwrap_or(0) })
}
