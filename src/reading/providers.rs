use super::known::Known;
use super::record::Record;
use super::vocabulary::Vocabulary;
use crate::round::Provider;
use crate::schema::providers;

/// A provider.
pub(super) fn read(record: &mut Record<'_, Provider>, known: &Known<'_>, words: &mut Vocabulary) -> Option<Provider> {
    let approved_from = record.date(providers::APPROVED_FROM);
    let approved_to = record.date(providers::APPROVED_TO);
    record.check_order((providers::APPROVED_FROM, approved_from), (providers::APPROVED_TO, approved_to));
    Some(Provider {
        id: record.text(providers::PROVIDER_ID),
        name: record.name(providers::NAME),
        school: record.reference(providers::SCHOOL_ID, &known.schools),
        approved_from,
        approved_to,
        framework: record.yes_no(providers::FRAMEWORK),
        daily_places: record.whole(providers::DAILY_PLACES),
        tags: record.list(providers::TAGS, &mut words.tags),
        location: record.location(providers::LAT, providers::LON),
        row: record.row.unwrap_or(0),
    })
}
