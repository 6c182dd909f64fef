use super::columns::ColumnIndex;
use crate::ids::ConstraintId;
use crate::round::{Course, Intake, Key, Programme, Provider, Referral, School, Student};
use crate::units::AcademicYear;

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A referral.
    Referral(Key<Referral>),
    /// A student.
    Student(Key<Student>),
    /// Two students.
    Pair(Key<Student>, Key<Student>),
    /// An intake.
    Intake(Key<Intake>),
    /// A course.
    Course(Key<Course>),
    /// A provider.
    Provider(Key<Provider>),
    /// A programme in an academic year.
    Programme(Key<Programme>, AcademicYear),
    /// A student's placements on a programme in an academic year.
    StudentProgramme(Key<Student>, Key<Programme>, AcademicYear),
    /// A student's stay on a programme.
    StudentStay(Key<Student>, Key<Programme>),
    /// A student's coming back to a programme.
    StudentReturn(Key<Student>, Key<Programme>),
    /// A school's money.
    School(Key<School>),
    /// A school in an academic year.
    SchoolYear(Key<School>, AcademicYear),
    /// A pool by its position in the policy, and the school it is counted for.
    Pool(usize, Option<Key<School>>),
    /// The authority's money for transport.
    Transport,
    /// A decision by its position in the round.
    Decision(usize),
    /// The smallest share over the schools.
    Share,
    /// What may be bought.
    Bought,
}

/// A row: the sum of its terms lies within its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The constraint that it belongs to; nothing for a row that only defines
    /// a column.
    pub constraint: Option<ConstraintId>,
    /// What it is about.
    pub subject: Subject,
    /// Columns, ascending, with their coefficients.
    pub terms: Vec<(ColumnIndex, i64)>,
    /// The least sum.
    pub lower: Option<i64>,
    /// The greatest sum.
    pub upper: Option<i64>,
    /// What was used of the limit before the run, in the unit of the terms.
    pub used: i64,
}

impl Row {
    /// The sum of the terms.
    pub fn activity(&self, values: &[i64]) -> i64 {
        self.terms.iter().map(|(column, coefficient)| coefficient * values[*column]).sum()
    }

    /// Whether the sum lies within the bounds.
    pub fn holds(&self, values: &[i64]) -> bool {
        let sum = self.activity(values);
        self.lower.is_none_or(|lower| lower <= sum) && self.upper.is_none_or(|upper| sum <= upper)
    }
}
