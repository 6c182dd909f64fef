use chrono::{Datelike, NaiveDate, Weekday};
use std::fmt;

/// An amount of time in half days: two make a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct HalfDays(pub u32);

impl fmt::Display for HalfDays {
    /// Days, `4` or `2.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 2 {
            0 => write!(f, "{}", self.0 / 2),
            _ => write!(f, "{}.5", self.0 / 2),
        }
    }
}

/// A set of half days of the week: bit 0 is Monday morning, bit 1 Monday
/// afternoon, up to bit 13, Sunday afternoon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Times(u16);

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl Times {
    /// No time at all.
    pub const NONE: Times = Times(0);
    /// Monday to Friday, whole days.
    pub const SCHOOL_WEEK: Times = Times(0b11_1111_1111);
    /// How many different half days a week has.
    pub const SLOTS: u32 = 14;

    /// The morning of a weekday.
    pub fn morning(day: Weekday) -> Times {
        Times(1 << (2 * day.num_days_from_monday()))
    }

    /// The afternoon of a weekday.
    pub fn afternoon(day: Weekday) -> Times {
        Times(2 << (2 * day.num_days_from_monday()))
    }

    /// A whole weekday.
    pub fn whole(day: Weekday) -> Times {
        Times::morning(day).union(Times::afternoon(day))
    }

    /// The half day of a slot number, 0 (Monday morning) to 13.
    pub fn slot(number: u32) -> Times {
        Times(1 << number)
    }

    /// What is in either set.
    #[must_use]
    pub fn union(self, other: Times) -> Times {
        Times(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub fn without(self, other: Times) -> Times {
        Times(self.0 & !other.0)
    }

    /// Whether some half day is in both sets.
    pub fn intersects(self, other: Times) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of this set is in the other.
    pub fn is_within(self, other: Times) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many half days the set has.
    pub fn half_days(self) -> HalfDays {
        HalfDays(self.0.count_ones())
    }

    /// How many half days of the set fall on the weekday of a date: 0, 1 or 2.
    pub fn half_days_on(self, date: NaiveDate) -> u32 {
        (self.0 >> (2 * date.weekday().num_days_from_monday()) & 0b11).count_ones()
    }

    /// Whether the set has some of the weekday of a date.
    pub fn meets(self, date: NaiveDate) -> bool {
        self.half_days_on(date) > 0
    }

    /// The slot numbers of the set, ascending.
    pub fn slots(self) -> impl Iterator<Item = u32> {
        (0..Times::SLOTS).filter(move |slot| self.0 & (1 << slot) != 0)
    }
}

impl fmt::Display for Times {
    /// The form that the reader takes: `Mon;Tue am;Thu pm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (number, day) in DAYS.iter().enumerate() {
            let half = match self.0 >> (2 * number) & 0b11 {
                0 => continue,
                1 => " am",
                2 => " pm",
                _ => "",
            };
            write!(f, "{separator}{day}{half}")?;
            separator = ";";
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_prints_as_it_is_read() {
        let times =
            Times::whole(Weekday::Mon).union(Times::morning(Weekday::Tue)).union(Times::afternoon(Weekday::Thu));
        assert_eq!(times.to_string(), "Mon;Tue am;Thu pm");
        assert_eq!(times.half_days(), HalfDays(4));
        assert_eq!(HalfDays(5).to_string(), "2.5");
    }

    #[test]
    fn half_days_on_looks_at_the_weekday_only() {
        let tuesday = NaiveDate::from_ymd_opt(2026, 1, 13).unwrap();
        assert_eq!(Times::morning(Weekday::Tue).half_days_on(tuesday), 1);
        assert_eq!(Times::SCHOOL_WEEK.half_days_on(tuesday), 2);
        assert!(!Times::whole(Weekday::Mon).meets(tuesday));
    }
}
