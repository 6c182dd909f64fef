use super::cells;
use super::known::Known;
use super::record::Record;
use super::vocabulary::Vocabulary;
use crate::problem::Code;
use crate::round::{Event, SUBMITTED};
use crate::schema::events;

/// An event.
pub(super) fn read(record: &mut Record<'_, Event>, known: &Known<'_>, words: &mut Vocabulary) -> Option<Event> {
    let referral = record.reference(events::REFERRAL_ID, &known.referrals);
    let event = record.own_word(events::EVENT, &mut words.events).unwrap_or_default();
    let date = record.date(events::DATE);
    let at = record.other(events::AT, cells::time_of_day);
    let end = record.date(events::END);
    record.check_order((events::DATE, date), (events::END, end));
    if event == SUBMITTED {
        let expected = "an event that the referral does not state itself";
        let advice = "Delete the row: the column submitted of the referral says it.";
        record.tell(Code::ContradictorySettings, events::EVENT, "submitted", expected, advice);
    }
    Some(Event { referral: referral?, event, date: date?, at, end, row: record.row.unwrap_or(0) })
}
