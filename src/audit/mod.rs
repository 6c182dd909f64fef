//! The independent check of an allocation, ours or one made by hand: whether
//! every rule and constraint holds, what each step of the ladder attains, and
//! what each school has used and spent.
//!
//! Everything is recomputed from the round by definition. The audit shares no
//! code with what produces allocations, so that a mistake there shows here.

mod charges;
mod check;
mod claims;
mod class;
mod constraints;
mod distance;
mod due;
mod facts;
mod given;
mod ledger;
mod lottery;
mod near;
mod options;
mod pair;
mod rules;
mod stays;
mod steps;
mod transport;
mod violation;

pub use charges::Funding;
pub use claims::{Claim, ClaimKind, claims, claims_until};
pub use given::{Entry, Settings};
pub use ledger::{AuditedPlacement, LedgerLine};
pub use steps::StepValue;
pub use violation::{Subject, SubjectKind, Violation, ViolationId};

use crate::round::Round;
use check::violations;
use facts::Facts;
use given::Given;

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
