use super::programme::Programme;
use super::table::Key;
use crate::ids::vocabulary;
use std::collections::BTreeSet;

vocabulary! {
    /// What a time limit is counted in.
    ClockUnit {
        /// Hours of the clock, weekends and nights among them.
        Hours = "hours",
        /// Days of the calendar; day 1 is the next one.
        CalendarDays = "calendar-days",
        /// Monday to Friday except bank holidays; day 1 is the next one.
        WorkingDays = "working-days",
        /// Teaching days; day 1 is the next one.
        SchoolDays = "school-days",
        /// Seven days of the calendar each.
        Weeks = "weeks",
        /// Weeks with a teaching day on or after the start; the last teaching
        /// day of the last one is the limit.
        TeachingWeeks = "teaching-weeks",
    }
}

vocabulary! {
    /// Who sets a time limit.
    ClockBasis {
        /// The law.
        Statutory = "statutory",
        /// The authority or a partner.
        Local = "local",
    }
}

vocabulary! {
    /// What a time limit makes of school closures.
    ClosureEffect {
        /// Their days count as any others.
        Count = "count",
        /// Their days do not count.
        Pause = "pause",
        /// A limit whose time meets one need not be kept.
        Excuse = "excuse",
    }
}

/// A time limit from one event of a case to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Only referrals for these programmes; nothing: all.
    pub programmes: Option<BTreeSet<Key<Programme>>>,
    /// The event that starts it, in lower case.
    pub from: String,
    /// The event that ends it, in lower case.
    pub to: String,
    /// How many of the unit.
    pub amount: u32,
    /// What it is counted in.
    pub unit: ClockUnit,
    /// Who sets it.
    pub basis: ClockBasis,
    /// Events that last, in lower case: their days do not count.
    pub pauses: BTreeSet<String>,
    /// Events, in lower case: a case with one of them need not keep it.
    pub excuses: BTreeSet<String>,
    /// What it makes of school closures.
    pub closures: ClosureEffect,
    /// The shortest closure that it looks at, in weeks.
    pub closure_weeks: u32,
    /// The text and section that it comes from.
    pub source: String,
}

impl Clock {
    /// Whether it runs for referrals of a programme.
    pub fn serves(&self, programme: Key<Programme>) -> bool {
        self.programmes.as_ref().is_none_or(|only| only.contains(&programme))
    }
}
