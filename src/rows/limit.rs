use crate::ids::ConstraintId;
use crate::round::{Course, Intake, Key, Programme, Provider, Referral, School, Student};
use crate::units::AcademicYear;

/// One limit of a round: of which constraint, and what it is about. Several
/// rows may be of the same limit; they stand or fall together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// The constraint.
    pub constraint: ConstraintId,
    /// What it is about.
    pub about: About,
}

/// What a limit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A referral.
    Referral(Key<Referral>),
    /// Referrals of one student, by the first of them.
    Together(Key<Referral>),
    /// A student.
    Student(Key<Student>),
    /// Two students.
    Students(Key<Student>, Key<Student>),
    /// A student's placements on a programme.
    StudentProgramme(Key<Student>, Key<Programme>),
    /// A student's placements on a programme in an academic year.
    StudentProgrammeYear(Key<Student>, Key<Programme>, AcademicYear),
    /// An intake.
    Intake(Key<Intake>),
    /// A course.
    Course(Key<Course>),
    /// A provider.
    Provider(Key<Provider>),
    /// A programme in every academic year.
    Programme(Key<Programme>),
    /// A programme in an academic year.
    ProgrammeYear(Key<Programme>, AcademicYear),
    /// A programme in a term, by its position in the calendar.
    ProgrammeTerm(Key<Programme>, usize),
    /// A school.
    School(Key<School>),
    /// A school in an academic year.
    SchoolYear(Key<School>, AcademicYear),
    /// A pool by its position in the policy, and the school it is counted for.
    Pool(usize, Option<Key<School>>),
    /// A mix by its position in the policy, and where it is counted; nothing:
    /// everywhere.
    Mix(usize, Option<Spot>),
    /// The authority.
    Authority,
    /// A decision by its position in the round.
    Decision(usize),
    /// A separation by its position in the round.
    Separation(usize),
}

/// Where students are together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// In an intake.
    Intake(Key<Intake>),
    /// On a course.
    Course(Key<Course>),
    /// With a provider.
    Provider(Key<Provider>),
}

impl About {
    /// The one student whom it is about.
    pub fn student(self) -> Option<Key<Student>> {
        match self {
            About::Student(key) | About::StudentProgramme(key, _) | About::StudentProgrammeYear(key, ..) => Some(key),
            _ => None,
        }
    }

    /// The intake that it is about.
    pub fn intake(self) -> Option<Key<Intake>> {
        match self {
            About::Intake(key) => Some(key),
            _ => None,
        }
    }

    /// The course that it is about.
    pub fn course(self) -> Option<Key<Course>> {
        match self {
            About::Course(key) => Some(key),
            _ => None,
        }
    }

    /// The provider that it is about.
    pub fn provider(self) -> Option<Key<Provider>> {
        match self {
            About::Provider(key) => Some(key),
            _ => None,
        }
    }

    /// The programme that it is about.
    pub fn programme(self) -> Option<Key<Programme>> {
        match self {
            About::Programme(key)
            | About::ProgrammeYear(key, _)
            | About::ProgrammeTerm(key, _)
            | About::StudentProgramme(_, key)
            | About::StudentProgrammeYear(_, key, _) => Some(key),
            _ => None,
        }
    }

    /// The school that it is about.
    pub fn school(self) -> Option<Key<School>> {
        match self {
            About::School(key) | About::SchoolYear(key, _) => Some(key),
            _ => None,
        }
    }

    /// The decision that it is about, by its position in the round.
    pub fn decision(self) -> Option<usize> {
        match self {
            About::Decision(position) => Some(position),
            _ => None,
        }
    }
}
