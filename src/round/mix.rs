use super::course::Course;
use super::programme::Programme;
use super::provider::Provider;
use super::table::Key;
use crate::ids::vocabulary;
use crate::units::{HalfDays, YearGroups};
use std::collections::BTreeSet;

vocabulary! {
    /// Where students are together.
    MixPer {
        /// In an intake.
        Intake = "intake",
        /// On a course.
        Course = "course",
        /// With a provider.
        Provider = "provider",
    }
}

/// Who may be together, and how many at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mix {
    /// Its id.
    pub id: String,
    /// Where students are counted together.
    pub per: MixPer,
    /// Only with providers that have one of these tags; empty: all.
    pub providers_tags: BTreeSet<String>,
    /// Only placements of these programmes; nothing: all.
    pub programmes: Option<BTreeSet<Key<Programme>>>,
    /// Only placements on these courses; nothing: all.
    pub courses: Option<BTreeSet<Key<Course>>>,
    /// Only placements with these providers; nothing: all.
    pub providers: Option<BTreeSet<Key<Provider>>>,
    /// Who counts.
    pub who: Who,
    /// How much each counts; nothing: 1 each.
    pub weight: Option<Weight>,
    /// The most at any time of day on any date.
    pub most: u32,
}

/// Whom a mix counts: all that is stated holds. What is not known does not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Who {
    /// With a plan, or without.
    pub ehcp: Option<bool>,
    /// Looked after, or not.
    pub looked_after: Option<bool>,
    /// One of these tags; empty: no condition.
    pub tags_any: BTreeSet<String>,
    /// None of these tags.
    pub tags_none: BTreeSet<String>,
    /// Of these year groups, as the students' rows have them; nothing: all.
    pub year_groups: Option<YearGroups>,
    /// Placed for so many days a week or more.
    pub days_least: Option<HalfDays>,
}

/// A column of the authority's own among those of the students.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// Its name.
    pub column: String,
    /// The number of every student, in file order; 0 where the cell is blank.
    pub of: Vec<u32>,
}
