//! A round before it is written: what the files will say.

use super::programme::{Programme, oldest};
use crate::calendar::{Calendar, Span};
use crate::generate::dates::add_days;
use crate::units::Times;
use chrono::NaiveDate;

/// Paid places of a school with the SLA in an academic year (S1:204).
pub(super) const PAID_PLACES: u32 = 15;
/// Most days off site in a week: one stays at the home school, as in Refocus.
pub(super) const DAYS_OFF_SITE: u32 = 4;

pub(super) struct School {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) phase: &'static str,
    pub(super) sla: bool,
    /// How many students it refers, compared with the others.
    pub(super) weight: u32,
    pub(super) extra_places: u32,
    /// Hundredths of the expected fees; nothing: no budget.
    pub(super) budget_share: Option<i64>,
    pub(super) place: Place,
}

/// A point in thousandths of a degree north and west.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) north: i64,
    pub(super) west: i64,
}

impl Place {
    /// The middle of Coventry.
    pub(super) const COVENTRY: Place = Place { north: 52_410, west: 1_510 };

    /// The square of a distance, for comparing near ones: a degree of longitude
    /// is here 0.61 of one of latitude.
    pub(super) fn apart(self, other: Place) -> i64 {
        let (north, west) = ((self.north - other.north) * 100, (self.west - other.west) * 61);
        north * north + west * west
    }
}

pub(super) struct Provider {
    pub(super) id: String,
    pub(super) name: String,
    /// The school, by position, when the provider is one.
    pub(super) school: Option<usize>,
    pub(super) approved_to: NaiveDate,
    pub(super) daily_places: Option<u32>,
    pub(super) place: Place,
}

pub(super) struct Course {
    pub(super) id: String,
    pub(super) provider: usize,
    pub(super) programme: Programme,
    pub(super) title: String,
    pub(super) category: &'static str,
    /// The youngest year group; all go up to Year 11.
    pub(super) from_year: i64,
    /// Teaching weeks; nothing: the programme's, or to the end of the year.
    pub(super) weeks: Option<u32>,
    pub(super) places: Option<u32>,
    pub(super) fee: i64,
    pub(super) fee_per: &'static str,
    pub(super) weight: u32,
}

#[derive(Clone)]
pub(super) struct Intake {
    pub(super) id: String,
    pub(super) course: usize,
    pub(super) span: Span,
    /// Whether the end is written down; otherwise it follows from the weeks.
    pub(super) end_stated: bool,
    pub(super) last_start: Option<NaiveDate>,
    pub(super) days: Times,
    pub(super) places: u32,
    pub(super) min_group: u32,
}

impl Intake {
    /// Whether a placement may still start on the day or later.
    pub(super) fn is_open_on(&self, day: NaiveDate) -> bool {
        self.span.first >= day || self.last_start.is_some_and(|last| last.min(self.span.last) > day)
    }
}

#[derive(Clone)]
pub(super) struct Student {
    pub(super) id: String,
    pub(super) school: usize,
    pub(super) year_group: i64,
    pub(super) ehcp: Option<bool>,
    pub(super) looked_after: bool,
    /// Nothing: Monday to Friday.
    pub(super) days: Option<Times>,
    pub(super) max_days: Option<u32>,
    /// Of the need, in all referrals.
    pub(super) band: u32,
    pub(super) tags: Vec<&'static str>,
}

/// A document of a referral, with its day where the policy says how old it may
/// be.
#[derive(Clone)]
pub(super) struct Document {
    pub(super) name: &'static str,
    pub(super) day: Option<NaiveDate>,
}

#[derive(Clone)]
pub(super) enum Want {
    Course(usize),
    Intake(String),
    /// A course of a neighbouring city, by its id.
    Elsewhere(String),
}

#[derive(Clone)]
pub(super) struct Referral {
    pub(super) id: String,
    /// The student's id.
    pub(super) student: String,
    pub(super) programme: Programme,
    pub(super) submitted: NaiveDate,
    pub(super) waiting_since: Option<NaiveDate>,
    pub(super) status: &'static str,
    pub(super) band: u32,
    pub(super) either: Option<String>,
    pub(super) documents: Vec<Document>,
    pub(super) groups: Vec<Vec<Want>>,
    pub(super) any: bool,
    pub(super) earliest_start: Option<NaiveDate>,
    pub(super) latest_start: Option<NaiveDate>,
}

impl Referral {
    /// Pending or approved.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.status, "pending" | "approved")
    }

    /// Whether every document of the programme is there and no older on the day
    /// than it may be.
    pub(super) fn has_documents(&self, as_of: NaiveDate) -> bool {
        let is_there = |name: &&'static str| {
            let of_name = self.documents.iter().filter(|document| document.name == *name);
            let oldest = oldest(name).map(|days| add_days(as_of, -days));
            of_name
                .into_iter()
                .any(|document| oldest.is_none_or(|oldest| document.day.is_some_and(|day| day >= oldest)))
        };
        self.programme.documents().iter().all(is_there)
    }

    /// May be placed as things stand.
    pub(super) fn is_decided(&self) -> bool {
        self.status == "approved" || (self.status == "pending" && !self.programme.has_panel())
    }
}

/// A placement already held.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) student: String,
    pub(super) programme: Programme,
    /// The intake, while it runs.
    pub(super) intake: Option<String>,
    pub(super) span: Span,
    pub(super) days: Times,
}

/// A pair to be kept apart, and where.
pub(super) type Separation = (String, String, &'static str);

pub(super) struct Decision {
    pub(super) referral: String,
    pub(super) decision: &'static str,
    pub(super) intake: Option<String>,
    pub(super) rule: &'static str,
    pub(super) by: &'static str,
    pub(super) reason: &'static str,
}

/// What stays the same all year.
pub(super) struct City {
    pub(super) calendar: Calendar,
    pub(super) schools: Vec<School>,
    pub(super) providers: Vec<Provider>,
    pub(super) courses: Vec<Course>,
}

/// One round.
pub(super) struct Draft {
    pub(super) city: City,
    pub(super) intakes: Vec<Intake>,
    pub(super) students: Vec<Student>,
    pub(super) referrals: Vec<Referral>,
    /// Who waits for what this round does not decide.
    pub(super) later: Vec<(Student, Referral)>,
    pub(super) held: Vec<Held>,
    /// Paid places used of each school.
    pub(super) used: Vec<u32>,
    /// Pounds; nothing: no budget.
    pub(super) budgets: Vec<Option<i64>>,
    pub(super) separations: Vec<Separation>,
    pub(super) decisions: Vec<Decision>,
}

impl City {
    /// The fee of a placement in whole pounds, rounded down.
    pub(super) fn fee(&self, intake: &Intake, span: Span) -> i64 {
        let course = &self.courses[intake.course];
        match course.fee_per {
            "week" => course.fee * i64::from(self.calendar.teaching_weeks(span)),
            "day" => course.fee * i64::from(self.calendar.teaching_half_days(span, intake.days)) / 2,
            _ => course.fee,
        }
    }
}

impl Draft {
    pub(super) fn student(&self, id: &str) -> Option<&Student> {
        self.students.iter().find(|student| student.id == id)
    }

    pub(super) fn intake(&self, id: &str) -> Option<&Intake> {
        self.intakes.iter().find(|intake| intake.id == id)
    }
}
