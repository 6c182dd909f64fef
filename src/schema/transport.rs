use super::column::{Column, ColumnOf, Kind, words};
use crate::round::{FeePer, TransportBand};

/// The keys of a `[[transport]]`.
pub const KEYS: &[Column] = &[
    ID.column,
    PROGRAMMES.column,
    FROM_KM.column,
    BELOW_KM.column,
    YEAR_GROUPS.column,
    EHCP.column,
    TAGS_ANY.column,
    TAGS_NONE.column,
    DELIVERY.column,
    COST.column,
    PER.column,
    SOURCE.column,
];

pub const ID: ColumnOf<TransportBand> = ColumnOf::new("id", Kind::Id, "The band's id.").needed();
pub const PROGRAMMES: ColumnOf<TransportBand> =
    ColumnOf::new("programmes", Kind::Programmes, "Only placements of these programmes.");
pub const FROM_KM: ColumnOf<TransportBand> =
    ColumnOf::new("from_km", Kind::Kilometres, "From this distance on.").or("0");
pub const BELOW_KM: ColumnOf<TransportBand> = ColumnOf::new("below_km", Kind::Kilometres, "Below this distance.");
pub const YEAR_GROUPS: ColumnOf<TransportBand> =
    ColumnOf::new("year_groups", Kind::YearGroups, "Only students of these year groups.");
pub const EHCP: ColumnOf<TransportBand> =
    ColumnOf::new("ehcp", Kind::YesNo, "true: only with a plan; false: only without.");
pub const TAGS_ANY: ColumnOf<TransportBand> = ColumnOf::new("tags_any", Kind::List, "The student has one of them.");
pub const TAGS_NONE: ColumnOf<TransportBand> = ColumnOf::new("tags_none", Kind::List, "The student has none of them.");
pub const DELIVERY: ColumnOf<TransportBand> =
    ColumnOf::new("delivery", Kind::List, "Only courses delivered in one of these ways.");
pub const COST: ColumnOf<TransportBand> = ColumnOf::new("cost", Kind::Money, "What it costs the authority.").needed();
pub const PER: ColumnOf<TransportBand> =
    ColumnOf::new("per", Kind::Word(words::<FeePer>), "What the cost is for.").or("placement");
pub const SOURCE: ColumnOf<TransportBand> =
    ColumnOf::new("source", Kind::Text, "The text and section that it comes from.");
