//! What a school asks for: a referral, how far it has come, and its choices.

use super::course::Course;
use super::intake::Intake;
use super::programme::Programme;
use super::school::School;
use super::student::Student;
use super::table::{Key, Named};
use crate::ids::vocabulary;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// How far a referral has come.
    Status {
        /// Waiting for a decision.
        Pending = "pending",
        /// Approved by every body that the programme needs.
        Approved = "approved",
        /// Put off to a later round.
        Deferred = "deferred",
        /// Refused.
        Declined = "declined",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// Whether the referral still asks for a place.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Pending | Status::Approved)
    }
}

/// The wishes of a referral.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Groups of equally wanted courses and intakes, most wanted first. Every
    /// group as written counts for the ranks, also an empty one whose ids
    /// were removed from the round.
    pub groups: Vec<ChoiceGroup>,
    /// Whether every other intake is accepted after the groups.
    pub any: bool,
}

/// Courses and intakes that are wanted equally.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChoiceGroup {
    /// Courses: every intake of them.
    pub courses: BTreeSet<Key<Course>>,
    /// Single intakes.
    pub intakes: BTreeSet<Key<Intake>>,
}

impl Choices {
    /// Whether nothing was written: any intake of the programme, all rank 1.
    pub fn is_blank(&self) -> bool {
        self.groups.is_empty() && !self.any
    }
}

/// A request for a place for one student on one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// `referral_id`.
    pub id: String,
    /// Who is referred.
    pub student: Key<Student>,
    /// The programme that is asked for.
    pub programme: Key<Programme>,
    /// The day on which it came in.
    pub submitted: NaiveDate,
    /// The school that refers and pays: the row's, else the student's.
    pub school: Option<Key<School>>,
    /// Who refers, in lower case; `school` when left out.
    pub referrer: String,
    /// How far it has come.
    pub status: Status,
    /// Need, 1 the most urgent; the policy's last band when left out.
    pub band: u32,
    /// Which of the student's referrals comes first, 1 or more; the programme's
    /// when left out.
    pub precedence: Option<u32>,
    /// Since when the student waits; the day of submission when left out.
    pub waiting_since: NaiveDate,
    /// How many times a pool's `each` the placement takes.
    pub units: u32,
    /// Referrals of one student with the same value: at most one is placed.
    pub either: Option<String>,
    /// Referrals of the student with the same value are all placed or none.
    pub together: Option<String>,
    /// Documents that are there, each with its day where it is stated.
    pub documents: BTreeMap<String, Option<NaiveDate>>,
    /// Ways of delivery that are asked for, in lower case; empty: any.
    pub delivery: BTreeSet<String>,
    /// What is wanted.
    pub choices: Choices,
    /// No start before this day.
    pub earliest_start: Option<NaiveDate>,
    /// No start after this day.
    pub latest_start: Option<NaiveDate>,
    /// The row in `referrals.csv`.
    pub row: u32,
}

impl Named for Referral {
    fn id(&self) -> &str {
        &self.id
    }
}
