use super::intake::Intake;
use super::programme::Programme;
use super::student::Student;
use super::table::Key;
use crate::calendar::Span;
use crate::units::Times;

/// A placement already held when the run begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Who holds it.
    pub student: Key<Student>,
    /// The intake, when it is one of the round's.
    pub intake: Option<Key<Intake>>,
    /// The programme: the row's, else the intake's.
    pub programme: Key<Programme>,
    /// From start to end: the row's, else the intake's.
    pub span: Span,
    /// When in the week: the row's, else the intake's.
    pub days: Times,
    /// The row in `placements.csv`.
    pub row: u32,
}
