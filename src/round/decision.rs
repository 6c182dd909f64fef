use super::course::Course;
use super::intake::Intake;
use super::provider::Provider;
use super::referral::Referral;
use super::table::Key;
use crate::calendar::Span;
use crate::ids::RuleId;

/// What a referral is barred from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barred {
    /// Every intake.
    All,
    /// An intake.
    Intake(Key<Intake>),
    /// Every intake of a course.
    Course(Key<Course>),
    /// Every intake of a provider.
    Provider(Key<Provider>),
}

/// What a decision says of its referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It must hold this intake.
    Place(Key<Intake>),
    /// It must not hold an intake of these.
    Bar(Barred),
    /// It held this intake in the published result: kept if the ladder allows.
    Keep(Key<Intake>),
    /// The rule does not bind it, for one intake or all.
    Waive(RuleId, Option<Key<Intake>>),
}

/// A decision of a panel, provider or officer that the run must respect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The referral that it is about.
    pub referral: Key<Referral>,
    /// What it says.
    pub verdict: Verdict,
    /// The dates of an earlier placement that a place or keep decision came
    /// from; the rule `window` does not bind it.
    pub dates: Option<Span>,
    /// The row in `decisions.csv`; nothing for one taken from an earlier result.
    pub row: Option<u32>,
}
