use super::cells;
use super::record::Record;
use crate::problem::{Code, quoted};
use crate::round::School;
use crate::schema::Kind;

/// A school; `paid_places` are the policy's.
pub(super) fn read(record: &mut Record<'_>, paid_places: u32) -> Option<School> {
    let id = record.text("school_id");
    let sla = record.yes_no("sla");
    let urn = record.text("urn");
    if !urn.is_empty() && !cells::is_unknown(&urn) && !cells::is_urn(&urn) {
        let advice = "Look it up in Get Information about Schools; it binds nothing.";
        record.tell(Code::BadUrn, "urn", quoted(&urn), &Kind::Urn.expected(), advice);
    }
    let school = School {
        id,
        name: record.text("name"),
        urn,
        phase: record.text("phase"),
        sla: sla.unwrap_or(false),
        paid_places: record.whole("paid_places").unwrap_or(paid_places),
        paid_places_used: record.whole("paid_places_used").unwrap_or(0),
        extra_places: record.whole("extra_places").unwrap_or(0),
        budget: record.money("budget"),
        location: record.location(),
        row: record.row.unwrap_or(0),
    };
    Some(school)
}
