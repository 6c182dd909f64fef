use crate::ids::vocabulary;
use chrono::{NaiveDate, NaiveTime};

vocabulary! {
    /// How a time limit of a case stands.
    LimitState {
        /// It is not reached, and what it is for is not done.
        Running = "running",
        /// The same, and it stands still on the day of the run.
        Paused = "paused",
        /// It has passed, and what it is for is not done.
        Overdue = "overdue",
        /// What it is for was done in time.
        Met = "met",
        /// What it is for was done late.
        Missed = "missed",
        /// It need not be kept, and was not kept so far.
        Excused = "excused",
    }
}

/// A time limit of the policy in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeLimit {
    /// The clock, by its position in the policy.
    pub clock: usize,
    /// The day of the event that started it.
    pub since: NaiveDate,
    /// The time of day until which it is kept, of a limit in hours.
    pub at: Option<NaiveTime>,
    /// How it stands.
    pub state: LimitState,
    /// The day on which what it is for was done.
    pub done: Option<NaiveDate>,
    /// How late that was, or is by the day of the run: days, a part of one
    /// counting as a whole one.
    pub days_late: Option<i64>,
}
