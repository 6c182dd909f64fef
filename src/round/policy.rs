//! The rules of an authority, as data.

use super::clock::Clock;
use super::mix::Mix;
use super::never_waive::NeverWaive;
use super::pool::Pool;
use super::programme::Programme;
use super::table::{Key, Table};
use super::transport::TransportBand;
use crate::ids::{StageId, vocabulary};
use crate::units::{HalfDays, Pence};
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// What happens beyond a school's paid places.
    Beyond {
        /// No further place, but those the school agreed to pay for.
        Refuse = "refuse",
        /// Further places are charged.
        Charge = "charge",
    }
}

vocabulary! {
    /// The unit of waiting.
    WaitingUnit {
        /// Whole weeks.
        Weeks = "weeks",
        /// Days.
        Days = "days",
    }
}

/// A fact that makes a student count as access 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exempt {
    /// Looked after by the local authority.
    LookedAfter,
    /// With an education, health and care plan.
    Ehcp,
    /// With a tag, in lower case.
    Tag(String),
}

/// A key of the priority class, in the ladder's order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriorityKey {
    /// 1 where a priority programme is asked for and there is no referring
    /// school with the SLA, unless the student is exempt; else 0.
    Access,
    /// The band.
    Band,
    /// 0 looked after; 1 not, or unknown.
    LookedAfter,
    /// 0 with a plan; 1 without, or unknown.
    Ehcp,
    /// 0 with the tag (in lower case); 1 without.
    Tag(String),
}

/// What letters to families and schools say of the authority.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letters {
    /// The lines of its address; none: its name alone.
    pub address: Vec<String>,
    /// Whom to ask and how; blank: not said.
    pub contact: String,
    /// How to ask for a review of a decision; blank: in writing, at the address.
    pub review: String,
}

/// The whole policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The authority's name.
    pub authority: String,
    /// How many bands of need there are.
    pub bands: u32,
    /// Most time off site in a week; a student's own limit stands in its place.
    pub days_off_site_max: HalfDays,
    /// Working days from a panel to the outcome at the school.
    pub outcome_working_days: Option<u32>,
    /// Who counts as access 0.
    pub access_exempt: BTreeSet<Exempt>,
    /// How many days old a document may be on the day of the run, by document; one
    /// that is not named may have any age.
    pub documents_max_age_days: BTreeMap<String, u32>,
    /// The unit of waiting.
    pub waiting_unit: WaitingUnit,
    /// Paid places.
    pub sla: Sla,
    /// The programmes.
    pub programmes: Table<Programme>,
    /// Further shared limits.
    pub pools: Vec<Pool>,
    /// Who may be together.
    pub mixes: Vec<Mix>,
    /// Who is taken to a placement, and at what cost: the first that applies.
    pub transport: Vec<TransportBand>,
    /// Most for transport to all new placements; nothing: no limit.
    pub transport_budget: Option<Pence>,
    /// Time limits of cases.
    pub clocks: Vec<Clock>,
    /// What letters say of the authority.
    pub letters: Letters,
    /// What nobody is advised to lift.
    pub never_waive: NeverWaive,
    /// What is optimised.
    pub objective: Objective,
}

/// Paid places of schools with the service-level agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sla {
    /// Programmes that use up paid places.
    pub paid_programmes: BTreeSet<Key<Programme>>,
    /// Paid places of a school in an academic year.
    pub paid_places: u32,
    /// What happens beyond them.
    pub beyond: Beyond,
    /// What a charged place costs on top of its fee.
    pub place_fee: Pence,
}

/// What is optimised, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// The keys of the priority class.
    pub priority: Vec<PriorityKey>,
    /// The stages; `placed` first, `settle` last.
    pub ladder: Vec<StageId>,
}
