use super::course::FeePer;
use super::programme::Programme;
use super::table::Key;
use crate::units::{Pence, TenthsKm, YearGroups};
use std::collections::BTreeSet;

/// Who is taken to a placement, and at what cost to the authority: of all bands
/// the first that applies counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportBand {
    /// Its id.
    pub id: String,
    /// Only placements of these programmes; nothing: all.
    pub programmes: Option<BTreeSet<Key<Programme>>>,
    /// From this distance on.
    pub from: TenthsKm,
    /// Below this distance; nothing: however far.
    pub below: Option<TenthsKm>,
    /// Only students of these year groups; nothing: all.
    pub year_groups: Option<YearGroups>,
    /// Only students with a plan, only those without, or either.
    pub ehcp: Option<bool>,
    /// The student has one of them; empty: no condition. Lower case.
    pub tags_any: BTreeSet<String>,
    /// The student has none of them. Lower case.
    pub tags_none: BTreeSet<String>,
    /// Only courses delivered in one of these ways; empty: any. Lower case.
    pub delivery: BTreeSet<String>,
    /// What it costs.
    pub cost: Pence,
    /// What the cost is for.
    pub per: FeePer,
    /// The text and section that it comes from.
    pub source: String,
}
