use super::intake::Intake;
use super::referral::Referral;
use super::table::Key;
use crate::calendar::Span;
use crate::ids::RuleId;

/// What a decision says of its referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It must hold this intake.
    Place(Key<Intake>),
    /// It must not hold this intake, or none at all.
    Bar(Option<Key<Intake>>),
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
