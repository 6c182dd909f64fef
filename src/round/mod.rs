//! The trusted input of one allocation run: every id resolved, every default
//! filled in, every date and amount read. One file a table.

mod calendar_entry;
mod clock;
pub mod columns;
mod course;
mod decision;
pub mod diagnostic;
mod event;
mod held;
mod intake;
mod policy;
mod provider;
mod reading;
mod referral;
mod school;
mod separation;
pub mod source;
mod student;
mod table;
mod transport;

pub use calendar_entry::{CalendarEntry, CalendarKind};
pub use clock::{Clock, ClockBasis, ClockUnit, ClosureEffect};
pub use course::{Course, FeePer};
pub use decision::{Decision, Verdict};
pub use event::{END, Event, START, SUBMITTED};
pub use held::Held;
pub use intake::Intake;
pub use policy::{
    Access, Beyond, Decider, Exempt, Objective, Policy, Pool, PoolAmount, PriorityKey, Programme, Sla, WaitingUnit,
};
pub use provider::Provider;
pub use reading::{
    CLOCK_KEYS, OBJECTIVE_KEYS, POLICY_KEYS, POLICY_LISTS, POOL_KEYS, PROGRAMME_KEYS, RUN_KEYS, Reading, SLA_KEYS,
    TABLES, TRANSPORT_KEYS,
};
pub(crate) use reading::{Index, cell_date, cell_text, forms, meant, nearest, read_rows, spec};
pub use referral::{ChoiceGroup, Choices, Referral, Status};
pub use school::School;
pub use separation::{Separation, SeparationScope};
pub use student::Student;
pub use table::{Key, Named, Table};
pub use transport::TransportBand;

use crate::calendar::Calendar;
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

/// An input file and the SHA-256 of its bytes in lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputHash {
    /// The file's name within the round.
    pub file: String,
    /// 64 hexadecimal digits.
    pub sha256: String,
}

/// A whole round, read and resolved.
#[derive(Debug, Clone)]
pub struct Round {
    /// What the round file says.
    pub run: Run,
    /// The rules of the authority.
    pub policy: Policy,
    /// Terms, holidays and bank holidays.
    pub calendar: Calendar,
    /// Deadlines, panels and meetings, in file order.
    pub dates: Vec<CalendarEntry>,
    /// The schools.
    pub schools: Table<School>,
    /// The students.
    pub students: Table<Student>,
    /// The referrals.
    pub referrals: Table<Referral>,
    /// The providers.
    pub providers: Table<Provider>,
    /// The courses.
    pub courses: Table<Course>,
    /// The intakes.
    pub intakes: Table<Intake>,
    /// Placements already held when the run begins.
    pub held: Vec<Held>,
    /// Students to be kept apart.
    pub separations: Vec<Separation>,
    /// Decisions that the run must respect.
    pub decisions: Vec<Decision>,
    /// What happened in the cases, in file order.
    pub events: Vec<Event>,
    /// The SHA-256 of every input file, by file name.
    pub inputs: Vec<InputHash>,
}

impl Round {
    /// The course of an intake.
    pub fn course_of(&self, intake: Key<Intake>) -> &Course {
        &self.courses[self.intakes[intake].course]
    }

    /// The programme of an intake.
    pub fn programme_of(&self, intake: Key<Intake>) -> Key<Programme> {
        self.course_of(intake).programme
    }

    /// The provider of an intake.
    pub fn provider_of(&self, intake: Key<Intake>) -> Key<Provider> {
        self.course_of(intake).provider
    }
}
