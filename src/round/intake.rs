use super::course::{Course, FeePer};
use super::table::{Key, Named};
use crate::calendar::Span;
use crate::units::{Pence, Times};
use chrono::NaiveDate;

/// A start of a course, with weekdays and places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// `intake_id`.
    pub id: String,
    /// The course.
    pub course: Key<Course>,
    /// The first day.
    pub start: NaiveDate,
    /// The last day: the row's, else the last teaching day of its last week.
    pub end: NaiveDate,
    /// The last day on which it may be joined; nothing: no joining later.
    pub last_start: Option<NaiveDate>,
    /// When it takes place in the week; never empty.
    pub days: Times,
    /// Places on any date.
    pub places: u32,
    /// The fewest with whom it runs; at least 1.
    pub min_group: u32,
    /// The fee: the row's, else the course's.
    pub fee: Pence,
    /// What the fee is charged for: the row's, else the course's.
    pub fee_per: FeePer,
    /// How good it is: the row's, else the course's.
    pub quality: u32,
    /// The row in `intakes.csv`.
    pub row: u32,
}

impl Intake {
    /// From the first day to the last.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

impl Intake {
    /// Whether it can begin or be joined on a day or after it: its start, or one
    /// of its weekdays later up to the last day for joining. Holidays are not
    /// looked at.
    pub fn can_be_taken_from(&self, day: NaiveDate) -> bool {
        let joined = || {
            let last = self.last_start?.min(self.end);
            let from = day.max(self.start.succ_opt()?);
            // Any seven days in a row have one of the intake's weekdays.
            from.iter_days().take(7).take_while(|day| *day <= last).find(|day| self.days.meets(*day))
        };
        day <= self.start || joined().is_some()
    }
}

impl Named for Intake {
    fn id(&self) -> &str {
        &self.id
    }
}
