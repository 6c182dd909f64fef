use super::known::Known;
use super::record::Record;
use crate::round::Provider;

/// A provider.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>) -> Option<Provider> {
    let approved_from = record.date("approved_from");
    let approved_to = record.date("approved_to");
    record.check_order(approved_from, approved_to, "approved_to", "approved_from");
    Some(Provider {
        id: record.text("provider_id"),
        name: record.text("name"),
        school: record.reference("school_id", &known.schools),
        approved_from,
        approved_to,
        framework: record.yes_no("framework"),
        daily_places: record.whole("daily_places"),
        tags: record.list("tags"),
        location: record.location(),
        row: record.row.unwrap_or(0),
    })
}
