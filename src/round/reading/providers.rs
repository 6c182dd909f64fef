use super::known::Known;
use super::record::Record;
use crate::round::Provider;
use crate::round::columns::{Column, Kind, TableId, TableSpec};

/// `providers.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Providers,
    needed: true,
    about_children: false,
    doc: "Who runs courses.",
    columns: &[
        Column::new("provider_id", Kind::Id, "The provider's id.").needed(),
        Column::new("name", Kind::Text, "What people call it."),
        Column::new("school_id", Kind::Reference(TableId::Schools), "The school, when the provider is one."),
        Column::new("approved_from", Kind::Date, "First day of the approval; blank: no bound."),
        Column::new("approved_to", Kind::Date, "Last day of the approval; blank: no bound."),
        Column::new("framework", Kind::YesNo, "Whether it is on the authority's framework."),
        Column::new("daily_places", Kind::Whole, "Most students at one time of day over all its courses."),
        Column::new("tags", Kind::List, "Facts in the authority's own words."),
        Column::new("lat", Kind::Latitude, "Degrees north."),
        Column::new("lon", Kind::Longitude, "Degrees east."),
    ],
};

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
