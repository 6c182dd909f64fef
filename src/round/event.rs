use super::referral::Referral;
use super::table::Key;
use chrono::{NaiveDate, NaiveTime};

/// The event of every referral's submission, which the referral states itself.
pub const SUBMITTED: &str = "submitted";
/// The event of a placement's first day.
pub const START: &str = "start";
/// The event of a placement's last day.
pub const END: &str = "end";

/// Something that happened in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The case.
    pub referral: Key<Referral>,
    /// What happened, in lower case.
    pub event: String,
    /// The day, or the first of several.
    pub date: NaiveDate,
    /// The time of day, where it is known.
    pub at: Option<NaiveTime>,
    /// The last day of an event that lasts; nothing: not known, or one day.
    pub end: Option<NaiveDate>,
    /// The row in `events.csv`.
    pub row: u32,
}
