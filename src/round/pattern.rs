use crate::calendar::{Calendar, Span};
use crate::units::{HalfDays, Times};
use std::fmt::{self, Display};

/// From one number to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between<T> {
    /// The least.
    pub least: T,
    /// The most; not below the least.
    pub most: T,
}

impl<T: PartialOrd> Between<T> {
    /// Whether a number is among them.
    pub fn contains(&self, number: T) -> bool {
        self.least <= number && number <= self.most
    }
}

impl<T: Display + PartialEq> Display for Between<T> {
    /// `10`, `6 to 12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.least == self.most {
            true => write!(f, "{}", self.least),
            false => write!(f, "{} to {}", self.least, self.most),
        }
    }
}

/// When a programme is taught, as the authority's text has it. What is not
/// stated is free.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Days a week of every intake.
    pub days_per_week: Option<Between<HalfDays>>,
    /// The weekdays on which it is taught, and on no others.
    pub weekdays: Option<Times>,
    /// Teaching weeks from an intake's own start to its end.
    pub weeks: Option<Between<u32>>,
}

/// What of an intake is not in the pattern of its programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// It has fewer or more days a week than these.
    DaysPerWeek(Between<HalfDays>),
    /// It is on others than these weekdays too.
    Weekdays(Times),
    /// It has fewer or more teaching weeks than these; how many it has.
    Weeks(Between<u32>, u32),
}

impl Pattern {
    /// What of an intake, its days and its own dates, is not in the pattern; the
    /// first that is not. The
    /// length is judged where the calendar knows all of it: not where the
    /// intake starts before the first term, or ends on or after the last
    /// teaching day.
    pub fn breach(&self, days: Times, span: Span, calendar: &Calendar) -> Option<Breach> {
        if let Some(allowed) = self.days_per_week.filter(|allowed| !allowed.contains(days.half_days())) {
            return Some(Breach::DaysPerWeek(allowed));
        }
        if let Some(allowed) = self.weekdays.filter(|allowed| !days.is_within(*allowed)) {
            return Some(Breach::Weekdays(allowed));
        }
        let allowed = self.weeks?;
        let is_known = calendar.terms().first().is_some_and(|term| term.first <= span.first)
            && calendar.last_teaching_day().is_some_and(|last| span.last < last);
        let weeks = calendar.teaching_weeks(span);
        (is_known && !allowed.contains(weeks)).then_some(Breach::Weeks(allowed, weeks))
    }
}
