use super::column::{ColumnOf, Kind};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::Provider;

/// `providers.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Providers,
    needed: true,
    about_children: false,
    doc: "Who runs courses.",
    columns: &[
        PROVIDER_ID.column,
        NAME.column,
        SCHOOL_ID.column,
        APPROVED_FROM.column,
        APPROVED_TO.column,
        FRAMEWORK.column,
        DAILY_PLACES.column,
        TAGS.column,
        LAT.column,
        LON.column,
    ],
};

pub const PROVIDER_ID: ColumnOf<Provider> = ColumnOf::new("provider_id", Kind::Id, "The provider's id.").needed();
pub const NAME: ColumnOf<Provider> = ColumnOf::new("name", Kind::Text, "What people call it.");
pub const SCHOOL_ID: ColumnOf<Provider> =
    ColumnOf::new("school_id", Kind::Reference(TableId::Schools), "The school, when the provider is one.");
pub const APPROVED_FROM: ColumnOf<Provider> =
    ColumnOf::new("approved_from", Kind::Date, "First day of the approval; blank: no bound.");
pub const APPROVED_TO: ColumnOf<Provider> =
    ColumnOf::new("approved_to", Kind::Date, "Last day of the approval; blank: no bound.");
pub const FRAMEWORK: ColumnOf<Provider> =
    ColumnOf::new("framework", Kind::YesNo, "Whether it is on the authority's framework.");
pub const DAILY_PLACES: ColumnOf<Provider> =
    ColumnOf::new("daily_places", Kind::Whole, "Most students at one time of day over all its courses.");
pub const TAGS: ColumnOf<Provider> = ColumnOf::new("tags", Kind::List, "Facts in the authority's own words.");
pub const LAT: ColumnOf<Provider> = ColumnOf::new("lat", Kind::Latitude, "Degrees north.");
pub const LON: ColumnOf<Provider> = ColumnOf::new("lon", Kind::Longitude, "Degrees east.");
