use super::course::Course;
use super::programme::Programme;
use super::provider::Provider;
use super::school::School;
use super::table::Key;
use std::collections::{BTreeMap, BTreeSet};

/// A shared limit in a unit of the authority's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Its id.
    pub id: String,
    /// How much there is.
    pub amount: PoolAmount,
    /// What a placement takes, times the referral's units.
    pub each: u32,
    /// Only placements of these programmes; nothing: all.
    pub programmes: Option<BTreeSet<Key<Programme>>>,
    /// Only placements on these courses; nothing: all.
    pub courses: Option<BTreeSet<Key<Course>>>,
    /// Only placements with these providers; nothing: all.
    pub providers: Option<BTreeSet<Key<Provider>>>,
    /// Only placements of these referring schools; nothing: all.
    pub schools: Option<BTreeSet<Key<School>>>,
}

/// How much a pool has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PoolAmount {
    /// One amount for all; nothing: no limit.
    All(Option<u32>),
    /// An amount for each school; a school without a row has none.
    PerSchool(BTreeMap<Key<School>, u32>),
}
