use super::pattern::Pattern;
use super::table::Named;
use crate::ids::vocabulary;
use crate::units::{TenthsKm, YearGroups};
use std::collections::BTreeSet;

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
    /// Which of a student's referrals comes first: the one with the lowest
    /// number, 1 or more.
    pub precedence: u32,
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
    /// Whether only students on the roll of a school may have it.
    pub on_roll: bool,
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
    /// The days and the length of its intakes.
    pub pattern: Pattern,
    /// Most placements starting in an academic year.
    pub yearly_places: Option<u32>,
    /// Most placements starting in a term of the calendar.
    pub term_places: Option<u32>,
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
