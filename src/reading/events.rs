use super::cells;
use super::known::Known;
use super::record::Record;
use crate::problem::Code;
use crate::round::{Event, SUBMITTED};

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
