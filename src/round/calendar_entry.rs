use super::programme::Programme;
use super::table::Key;
use crate::ids::vocabulary;
use chrono::NaiveDate;

vocabulary! {
    /// What a row of `calendar.csv` is.
    CalendarKind {
        /// A term, with its last day.
        Term = "term",
        /// A school holiday, with its last day.
        Holiday = "holiday",
        /// A bank holiday.
        BankHoliday = "bank_holiday",
        /// The last day on which a referral may be submitted.
        Deadline = "deadline",
        /// A panel that decides.
        Panel = "panel",
        /// A meeting that decides or advises.
        Meeting = "meeting",
    }
}

/// A deadline, panel or meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// Deadline, panel or meeting.
    pub kind: CalendarKind,
    /// Its date.
    pub date: NaiveDate,
    /// Its last day, for a meeting of several days.
    pub end: Option<NaiveDate>,
    /// The programme that it serves; always there for a deadline.
    pub programme: Option<Key<Programme>>,
    /// The start that it serves.
    pub for_start: Option<NaiveDate>,
    /// What it is called.
    pub label: String,
    /// The row in `calendar.csv`.
    pub row: u32,
}
