use super::column::{ColumnOf, Kind};
use super::table::TableSpec;
use super::table_id::TableId;
use crate::round::School;

/// `schools.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Schools,
    needed: true,
    about_children: false,
    doc: "A school that refers students and pays for them.",
    columns: &[
        SCHOOL_ID.column,
        NAME.column,
        URN.column,
        PHASE.column,
        SLA.column,
        PAID_PLACES.column,
        PAID_PLACES_USED.column,
        EXTRA_PLACES.column,
        BUDGET.column,
        LAT.column,
        LON.column,
    ],
};

pub const SCHOOL_ID: ColumnOf<School> = ColumnOf::new("school_id", Kind::Id, "The school's id.").needed();
pub const NAME: ColumnOf<School> = ColumnOf::new("name", Kind::Text, "What people call it.");
pub const URN: ColumnOf<School> =
    ColumnOf::new("urn", Kind::Urn, "Unique reference number of the Department for Education.");
pub const PHASE: ColumnOf<School> = ColumnOf::new("phase", Kind::Text, "Primary, secondary or another phase.");
pub const SLA: ColumnOf<School> =
    ColumnOf::new("sla", Kind::YesNo, "Whether it has the service-level agreement.").needed();
pub const PAID_PLACES: ColumnOf<School> = ColumnOf::new("paid_places", Kind::Whole, "Paid places in an academic year.")
    .or_else("the policy's sla.paid_places");
pub const PAID_PLACES_USED: ColumnOf<School> =
    ColumnOf::new("paid_places_used", Kind::Whole, "Paid places used in this academic year before the round.").or("0");
pub const EXTRA_PLACES: ColumnOf<School> =
    ColumnOf::new("extra_places", Kind::Whole, "Paid-programme places beyond the allowance that it agreed to pay for.")
        .or("0");
pub const BUDGET: ColumnOf<School> =
    ColumnOf::new("budget", Kind::Money, "Most that it spends on fees in this round; blank: no limit.");
pub const LAT: ColumnOf<School> = ColumnOf::new("lat", Kind::Latitude, "Degrees north.");
pub const LON: ColumnOf<School> = ColumnOf::new("lon", Kind::Longitude, "Degrees east.");
