//! The trusted input of one allocation run: every id resolved, every default
//! filled in, every date and amount read. One file a table.

mod calendar_entry;
mod clock;
mod course;
mod decision;
mod event;
mod held;
mod intake;
mod mix;
mod never_waive;
mod pattern;
mod policy;
mod pool;
mod programme;
mod provider;
mod referral;
mod run;
mod school;
mod separation;
mod student;
mod table;
mod transport;

pub use calendar_entry::{CalendarEntry, CalendarKind};
pub use clock::{Clock, ClockBasis, ClockUnit, ClosureEffect};
pub use course::{Course, FeePer};
pub use decision::{Barred, Decision, Verdict};
pub use event::{END, Event, START, SUBMITTED};
pub use held::Held;
pub use intake::Intake;
pub use mix::{Mix, MixPer, Weight, Who};
pub use never_waive::NeverWaive;
pub use pattern::{Between, Breach, Pattern};
pub use policy::{Beyond, Exempt, Letters, Objective, Policy, PriorityKey, Sla, WaitingUnit};
pub use pool::{Pool, PoolAmount};
pub use programme::{Access, Decider, Programme};
pub use provider::Provider;
pub use referral::{ChoiceGroup, Choices, Referral, Status};
pub use run::Run;
pub use school::School;
pub use separation::{Separation, SeparationScope};
pub use student::Student;
pub use table::{Key, Named, Table};
pub use transport::TransportBand;

use crate::calendar::Calendar;
use crate::digest::InputHash;

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
    /// The name of the workbook that it was read from; nothing for files.
    pub workbook: Option<String>,
}

impl Round {
    /// What the file or the sheet of a table is called: `decisions.csv`, in a
    /// workbook `sheet decisions`.
    pub fn file_of(&self, table: &str) -> String {
        match &self.workbook {
            Some(_) => format!("sheet {table}"),
            None => format!("{table}.csv"),
        }
    }

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

    /// Whether an intake is among what a decision bars.
    pub fn is_of(&self, intake: Key<Intake>, barred: Barred) -> bool {
        match barred {
            Barred::All => true,
            Barred::Intake(only) => only == intake,
            Barred::Course(course) => course == self.intakes[intake].course,
            Barred::Provider(provider) => provider == self.provider_of(intake),
        }
    }
}
