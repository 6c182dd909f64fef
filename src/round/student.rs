use super::school::School;
use super::table::{Key, Named};
use crate::units::{Coordinates, HalfDays, Times, YearGroup};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A student who is referred.
#[derive(Debug, Clone, PartialEq)]
pub struct Student {
    /// `student_id`.
    pub id: String,
    /// The school of the roll; nothing: on no roll.
    pub school: Option<Key<School>>,
    /// The year group in the round's academic year.
    pub year_group: Option<YearGroup>,
    /// Date of birth; never shown.
    pub date_of_birth: Option<NaiveDate>,
    /// Whether the student has an education, health and care plan.
    pub ehcp: Option<bool>,
    /// Whether the student is looked after by the local authority.
    pub looked_after: Option<bool>,
    /// The times at which a placement may be.
    pub days_available: Times,
    /// The student's own limit of time off site in a week; nothing: the policy's.
    pub max_days: Option<HalfDays>,
    /// Facts in the authority's own words, in lower case.
    pub tags: BTreeSet<String>,
    /// Where the student lives; never shown.
    pub location: Option<Coordinates>,
    /// The row in `students.csv`.
    pub row: u32,
}

impl Named for Student {
    fn id(&self) -> &str {
        &self.id
    }
}
