//! The independent check of an allocation, ours or one made by hand: whether
//! every rule and constraint holds, what each step of the ladder attains, and
//! what each school has used and spent.
//!
//! Everything is recomputed from the round by definition. The audit shares no
//! code with what produces allocations, so that a mistake there shows here.

mod charges;
mod claims;
mod class;
mod constraints;
mod distance;
mod facts;
mod ledger;
mod lottery;
mod options;
mod pair;
mod rules;
mod stays;
mod steps;
mod transport;
mod violation;

pub use charges::Funding;
pub use claims::{Claim, ClaimKind, claims};
pub use ledger::{AuditedPlacement, LedgerLine};
pub use steps::StepValue;
pub use violation::{Subject, SubjectKind, Violation, ViolationId};

use crate::ids::{ConstraintId, RuleId, Word};
use crate::round::{Intake, Key, Referral, Round, School};
use crate::units::Pence;
use charges::{Charge, charges, plus};
use chrono::NaiveDate;
use facts::Facts;
use pair::Pair;
use std::collections::{BTreeMap, BTreeSet};

/// A row of an allocation: a referral given an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The referral.
    pub referral: Key<Referral>,
    /// The intake.
    pub intake: Key<Intake>,
    /// The start that the file states; nothing: the one that the round gives.
    pub start: Option<NaiveDate>,
    /// The end that the file states; nothing: the one that the round gives.
    pub end: Option<NaiveDate>,
}

/// What else bears on the audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Intakes that ran in an earlier result and may fall below their smallest
    /// group.
    pub relaxed_groups: BTreeSet<Key<Intake>>,
}

/// What the audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// What the allocation breaks: rules, constraints, dates, in the published
    /// order; within each by the ids of the subjects.
    pub violations: Vec<Violation>,
    /// The value of every step of the policy's ladder, in order.
    pub steps: Vec<StepValue>,
    /// One line for each school, by the bytes of its id.
    pub ledger: Vec<LedgerLine>,
    /// The placements by the bytes of the referral's id. A row that stands
    /// twice is one placement.
    pub placements: Vec<AuditedPlacement>,
}

/// An allocation as it is given, with what it comes to.
struct Given<'a> {
    facts: &'a Facts<'a>,
    settings: &'a Settings,
    /// The rows as they are, also repeated ones.
    entries: &'a [Entry],
    /// Each referral with each intake that it is given, once.
    placements: Vec<Pair<'a>>,
    /// What each placement costs, in their order.
    charges: Vec<Charge>,
}

impl<'a> Given<'a> {
    fn new(facts: &'a Facts<'a>, settings: &'a Settings, entries: &'a [Entry]) -> Given<'a> {
        let pairs: BTreeSet<(Key<Referral>, Key<Intake>)> =
            entries.iter().map(|entry| (entry.referral, entry.intake)).collect();
        let placements: Vec<Pair<'a>> =
            pairs.into_iter().map(|(referral, intake)| Pair::new(facts, referral, intake)).collect();
        let charges = charges(&placements);
        Given { facts, settings, entries, placements, charges }
    }

    /// Fees and place fees of the schools that have a placement.
    fn fees_by_school(&self) -> BTreeMap<Key<School>, Pence> {
        let mut fees: BTreeMap<Key<School>, Pence> = BTreeMap::new();
        for (placement, charge) in self.placements.iter().zip(&self.charges) {
            if let Some(school) = placement.referral.school {
                let sum = fees.entry(school).or_default();
                *sum = plus(*sum, charge.total());
            }
        }
        fees
    }
}

/// Checks an allocation of a round. The keys of the entries are the round's
/// own; a referral may stand in several entries, which is a violation.
pub fn audit(round: &Round, entries: &[Entry], settings: &Settings) -> Audit {
    let facts = Facts::new(round);
    let given = Given::new(&facts, settings, entries);
    Audit {
        violations: violations(&given),
        steps: steps::steps(&given),
        ledger: ledger::ledger(&given),
        placements: ledger::audited(&given),
    }
}

fn violations(given: &Given<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for placement in &given.placements {
        for rule in RuleId::ALL {
            if let Some(detail) = rules::broken(*rule, placement) {
                violations.push(Violation { rule: ViolationId::Rule(*rule), subjects: subjects_of(placement), detail });
            }
        }
    }
    for constraint in ConstraintId::ALL {
        let breaches = constraints::breaches(*constraint, given).into_iter();
        violations.extend(breaches.map(|(subjects, detail)| Violation {
            rule: ViolationId::Constraint(*constraint),
            subjects,
            detail,
        }));
    }
    violations.extend(misstated_dates(given));
    violations.sort();
    violations
}

/// Starts and ends that the rows state and the placements do not have. Where
/// the window allows no start, there is none to compare with.
fn misstated_dates(given: &Given<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for entry in given.entries {
        let placement = Pair::new(given.facts, entry.referral, entry.intake);
        let has_start = placement.starts_in_window || placement.is_waived(RuleId::Window);
        let (start, end) = (placement.span.first, placement.span.last);
        let checks = [("starts", entry.start.filter(|_| has_start), start), ("ends", entry.end, end)];
        for (what, stated, computed) in checks {
            if let Some(stated) = stated.filter(|stated| *stated != computed) {
                let detail =
                    format!("the allocation states that the placement {what} on {stated}; it {what} on {computed}");
                violations.push(Violation { rule: ViolationId::Dates, subjects: subjects_of(&placement), detail });
            }
        }
    }
    violations
}

fn subjects_of(placement: &Pair<'_>) -> Vec<Subject> {
    let mut subjects = vec![
        Subject::new(SubjectKind::Referral, placement.referral),
        Subject::new(SubjectKind::Intake, placement.intake),
        Subject::new(SubjectKind::Student, placement.student),
        Subject::new(SubjectKind::Course, placement.course),
        Subject::new(SubjectKind::Provider, placement.provider),
        Subject::new(SubjectKind::Programme, placement.programme),
    ];
    subjects.extend(placement.school().map(|school| Subject::new(SubjectKind::School, school)));
    subjects
}
