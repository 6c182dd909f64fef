use super::programme::Programme;
use super::provider::Provider;
use super::table::{Key, Named};
use crate::ids::vocabulary;
use crate::units::{Pence, YearGroups};
use std::collections::BTreeSet;

vocabulary! {
    /// What a fee is charged for.
    FeePer {
        /// Once for the placement.
        Placement = "placement",
        /// For each teaching week of the placement.
        Week = "week",
        /// For each teaching day among the intake's weekdays.
        Day = "day",
    }
}

/// What a provider teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// `course_id`.
    pub id: String,
    /// Who runs it.
    pub provider: Key<Provider>,
    /// The programme that it belongs to.
    pub programme: Key<Programme>,
    /// What people call it.
    pub title: String,
    /// Its kind, in the authority's words.
    pub category: String,
    /// Year groups it takes; nothing: no limit.
    pub year_groups: Option<YearGroups>,
    /// Its length in teaching weeks; nothing: the programme's.
    pub weeks: Option<u32>,
    /// Most students at once over all its intakes; nothing: no limit.
    pub places: Option<u32>,
    /// Tags that a student must have, in lower case.
    pub needs_tags: BTreeSet<String>,
    /// The fee; 0 when left out.
    pub fee: Pence,
    /// What the fee is charged for.
    pub fee_per: FeePer,
    /// Face to face, online or other ways, in the authority's words, in lower
    /// case; empty: not stated.
    pub delivery: BTreeSet<String>,
    /// How good it is, in a unit of the authority's own; 0 when left out.
    pub quality: u32,
    /// The row in `courses.csv`.
    pub row: u32,
}

impl Named for Course {
    fn id(&self) -> &str {
        &self.id
    }
}
