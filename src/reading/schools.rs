use super::cells;
use super::record::Record;
use crate::problem::{Code, quoted};
use crate::round::School;
use crate::schema::{Kind, schools};

/// A school; `paid_places` are the policy's.
pub(super) fn read(record: &mut Record<'_, School>, paid_places: u32) -> Option<School> {
    let id = record.text(schools::SCHOOL_ID);
    let sla = record.yes_no(schools::SLA);
    let urn = record.text(schools::URN);
    if !urn.is_empty() && !cells::is_unknown(&urn) && !cells::is_urn(&urn) {
        let advice = "Look it up in Get Information about Schools; it binds nothing.";
        record.tell(Code::BadUrn, schools::URN, quoted(&urn), &Kind::Urn.expected(), advice);
    }
    let school = School {
        id,
        name: record.name(schools::NAME),
        urn,
        phase: record.name(schools::PHASE),
        sla: sla.unwrap_or(false),
        paid_places: record.whole(schools::PAID_PLACES).unwrap_or(paid_places),
        paid_places_used: record.whole(schools::PAID_PLACES_USED).unwrap_or(0),
        extra_places: record.whole(schools::EXTRA_PLACES).unwrap_or(0),
        budget: record.money(schools::BUDGET),
        location: record.location(schools::LAT, schools::LON),
        row: record.row.unwrap_or(0),
    };
    Some(school)
}
