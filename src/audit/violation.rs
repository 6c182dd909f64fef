use crate::ids::{ConstraintId, RuleId, vocabulary};
use crate::round::Named;
use std::fmt;

/// What a violation breaks. The order is the published one: rules, then
/// constraints, then dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViolationId {
    /// A rule about one referral and one intake.
    Rule(RuleId),
    /// A constraint on the whole allocation.
    Constraint(ConstraintId),
    /// A start or end stated for a placement is not the one it has.
    Dates,
}

impl ViolationId {
    /// The published word: `own-school`, `places`, `dates`.
    pub fn word(self) -> &'static str {
        use crate::ids::Word;
        match self {
            ViolationId::Rule(rule) => rule.word(),
            ViolationId::Constraint(constraint) => constraint.word(),
            ViolationId::Dates => "dates",
        }
    }
}

impl fmt::Display for ViolationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

vocabulary! {
    /// The table in which the subject of a violation stands.
    SubjectKind {
        /// `referrals.csv`.
        Referral = "referral",
        /// `students.csv`.
        Student = "student",
        /// `intakes.csv`.
        Intake = "intake",
        /// `courses.csv`.
        Course = "course",
        /// `providers.csv`.
        Provider = "provider",
        /// `schools.csv`.
        School = "school",
        /// The programmes of the policy.
        Programme = "programme",
        /// The pools of the policy.
        Pool = "pool",
        /// The mixes of the policy.
        Mix = "mix",
    }
}

/// Something that a violation is about, by its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The table of the id.
    pub kind: SubjectKind,
    /// The id.
    pub id: String,
}

impl Subject {
    pub(super) fn new<T: Named>(kind: SubjectKind, row: &T) -> Subject {
        Subject { kind, id: row.id().to_owned() }
    }
}

/// A rule or constraint that the allocation breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// What is broken.
    pub rule: ViolationId,
    /// What it is about: ids alone, the most telling first.
    pub subjects: Vec<Subject>,
    /// What is wrong, in plain English with the numbers; never a name, a birth
    /// date or free text about a child.
    pub detail: String,
}

impl Violation {
    /// The first id of a kind among the subjects.
    pub fn subject(&self, kind: SubjectKind) -> Option<&str> {
        self.subjects.iter().find(|subject| subject.kind == kind).map(|subject| subject.id.as_str())
    }
}
