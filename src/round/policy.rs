//! The rules of an authority, as data.

use super::{Clock, Course, Key, Named, Provider, School, Table, TransportBand};
use crate::ids::{StageId, vocabulary};
use crate::units::{HalfDays, Pence, TenthsKm, YearGroups};
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// Who may use a programme.
    Access {
        /// Every school.
        Open = "open",
        /// Schools with the SLA first.
        Priority = "priority",
        /// Only schools with the SLA.
        Exclusive = "exclusive",
    }
}

vocabulary! {
    /// Who decides on a referral.
    Decider {
        /// An officer: pending referrals are considered too.
        Officer = "officer",
        /// A panel: only approved referrals are considered.
        Panel = "panel",
    }
}

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
    /// The unit of waiting.
    pub waiting_unit: WaitingUnit,
    /// Paid places.
    pub sla: Sla,
    /// The programmes.
    pub programmes: Table<Programme>,
    /// Further shared limits.
    pub pools: Vec<Pool>,
    /// Who is taken to a placement, and at what cost: the first that applies.
    pub transport: Vec<TransportBand>,
    /// Most for transport to all new placements; nothing: no limit.
    pub transport_budget: Option<Pence>,
    /// Time limits of cases.
    pub clocks: Vec<Clock>,
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

/// A programme: a kind of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// The id that referrals and courses use.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The authority's label of the tier.
    pub tier: String,
    /// Who may use it.
    pub access: Access,
    /// Who decides.
    pub decision: Decider,
    /// Whether the calendar's deadlines bind.
    pub deadline: bool,
    /// Working days from submission to the earliest start.
    pub lead_working_days: u32,
    /// Usual length in teaching weeks.
    pub weeks: Option<u32>,
    /// Year groups; nothing: no limit.
    pub year_groups: Option<YearGroups>,
    /// Age at the placement's start in months: from the first, below the second.
    pub age_months: Option<(u32, u32)>,
    /// Who may refer, in lower case; empty: anyone.
    pub referrers: BTreeSet<String>,
    /// Documents that must be there, in lower case.
    pub documents: BTreeSet<String>,
    /// Only with a plan, only without, or either.
    pub ehcp: Option<bool>,
    /// The student has one of them; empty: no condition. Lower case.
    pub tags_any: BTreeSet<String>,
    /// The student has none of them. Lower case.
    pub tags_none: BTreeSet<String>,
    /// No other placement at the same time.
    pub alone: bool,
    /// Whether a student may have it again in the same academic year.
    pub repeat: bool,
    /// The longest stay in teaching weeks.
    pub max_stay_weeks: Option<u32>,
    /// The most terms in which a stay has a teaching day.
    pub max_stay_terms: Option<u32>,
    /// The fewest weeks from the end of a stay to the start of the next.
    pub gap_weeks: Option<u32>,
    /// Whether only providers on the framework may be used.
    pub framework: bool,
    /// Ways of delivery that it takes, in lower case; empty: any.
    pub delivery: BTreeSet<String>,
    /// Most placements starting in an academic year.
    pub yearly_places: Option<u32>,
    /// Farthest provider.
    pub max_distance: Option<TenthsKm>,
    /// The text and section that the programme comes from.
    pub source: String,
}

impl Programme {
    /// Whether a student's stay on it is limited.
    pub fn limits_stays(&self) -> bool {
        self.max_stay_weeks.is_some() || self.max_stay_terms.is_some()
    }
}

impl Named for Programme {
    fn id(&self) -> &str {
        &self.id
    }
}

/// A shared limit in a unit of the authority's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Its id.
    pub id: String,
    /// How much there is.
    pub amount: PoolAmount,
    /// What a placement takes, times the referral's units.
    pub each: u32,
    /// Only placements of these programmes; nothing: all.
    pub programmes: Option<BTreeSet<Key<Programme>>>,
    /// Only placements on these courses; nothing: all.
    pub courses: Option<BTreeSet<Key<Course>>>,
    /// Only placements with these providers; nothing: all.
    pub providers: Option<BTreeSet<Key<Provider>>>,
    /// Only placements of these referring schools; nothing: all.
    pub schools: Option<BTreeSet<Key<School>>>,
}

/// How much a pool has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PoolAmount {
    /// One amount for all; nothing: no limit.
    All(Option<u32>),
    /// An amount for each school; a school without a row has none.
    PerSchool(BTreeMap<Key<School>, u32>),
}

/// What is optimised, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// The keys of the priority class.
    pub priority: Vec<PriorityKey>,
    /// The stages; `placed` first, `settle` last.
    pub ladder: Vec<StageId>,
}
