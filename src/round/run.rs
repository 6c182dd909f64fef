use crate::units::AcademicYear;
use chrono::NaiveDate;

/// One allocation run: what `round.toml` says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What people call the round.
    pub name: String,
    /// The day of the run: no placement starts before it; waiting counts to it.
    pub as_of: NaiveDate,
    /// The academic year that used paid places and year groups refer to.
    pub academic_year: AcademicYear,
    /// The published seed of the lottery.
    pub seed: u64,
    /// Before the panel: pending counts as approved.
    pub provisional: bool,
}
