use super::school::School;
use super::table::{Key, Named};
use crate::units::Coordinates;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Who runs courses.
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    /// `provider_id`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The school, when the provider is one.
    pub school: Option<Key<School>>,
    /// First day of the authority's approval; nothing: no bound.
    pub approved_from: Option<NaiveDate>,
    /// Last day of the authority's approval; nothing: no bound.
    pub approved_to: Option<NaiveDate>,
    /// Whether it is on the authority's framework.
    pub framework: Option<bool>,
    /// Most students at one time of day over all its courses.
    pub daily_places: Option<u32>,
    /// Facts in the authority's own words, in lower case.
    pub tags: BTreeSet<String>,
    /// Where it is.
    pub location: Option<Coordinates>,
    /// The row in `providers.csv`.
    pub row: u32,
}

impl Named for Provider {
    fn id(&self) -> &str {
        &self.id
    }
}
