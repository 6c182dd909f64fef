use super::student::Student;
use super::table::Key;
use crate::ids::vocabulary;

vocabulary! {
    /// How far two students are kept apart.
    SeparationScope {
        /// Not in the same intake.
        Intake = "intake",
        /// Not with the same provider on overlapping dates at a shared time.
        Provider = "provider",
    }
}

/// Two students who must be kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separation {
    /// One student.
    pub a: Key<Student>,
    /// The other student; never the same as the one.
    pub b: Key<Student>,
    /// How far.
    pub scope: SeparationScope,
    /// The row in `separations.csv`.
    pub row: u32,
}
