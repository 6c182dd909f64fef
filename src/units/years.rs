//! Academic years and year groups.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// An academic year, 1 September to 31 August, by the calendar year in which
/// it starts (S1:141, "September 2025 to August 2026").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AcademicYear(pub i32);

impl AcademicYear {
    /// The academic year in which a date falls.
    pub fn of(date: NaiveDate) -> AcademicYear {
        AcademicYear(date.year() - i32::from(date.month() < 9))
    }
}

impl fmt::Display for AcademicYear {
    /// `2025-26`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

/// A national curriculum year group: −2 and −1 are the nursery years N1 and
/// N2, 0 is Reception, 1 to 14 are Years 1 to 14.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearGroup(i8);

impl YearGroup {
    /// The lowest year group, N1.
    pub const LOWEST: i8 = -2;
    /// The highest year group, Year 14 (a plan may run to the age of 25).
    pub const HIGHEST: i8 = 14;

    /// The year group of a number, −2 (N1) to 14; nothing for another number.
    pub fn new(number: i64) -> Option<YearGroup> {
        let number = i8::try_from(number).ok()?;
        (YearGroup::LOWEST..=YearGroup::HIGHEST).contains(&number).then_some(YearGroup(number))
    }

    /// The number of the year group, −2 to 14.
    pub fn number(self) -> i8 {
        self.0
    }

    /// The calendar year in whose June compulsory school age ends for the year
    /// group, that of its Year 11; nothing above Year 11.
    pub fn leaving_year(self, year: AcademicYear) -> Option<i32> {
        let years = 11 - i32::from(self.0);
        (years >= 0).then_some(year.0 + 1 + years)
    }

    /// The year group some years later; nothing above Year 14.
    pub fn after(self, years: i32) -> Option<YearGroup> {
        YearGroup::new(i64::from(self.0) + i64::from(years))
    }
}

impl fmt::Display for YearGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            number @ 1.. => write!(f, "{number}"),
            0 => write!(f, "R"),
            -1 => write!(f, "N2"),
            _ => write!(f, "N1"),
        }
    }
}

/// A set of year groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct YearGroups(u32);

impl YearGroups {
    /// Whether any year group is in both sets.
    pub fn meets(self, other: YearGroups) -> bool {
        self.0 & other.0 != 0
    }

    /// Adds a year group to the set.
    pub fn insert(&mut self, year_group: YearGroup) {
        self.0 |= YearGroups::bit(year_group);
    }

    /// Whether the set has the year group.
    pub fn contains(self, year_group: YearGroup) -> bool {
        self.0 & YearGroups::bit(year_group) != 0
    }

    /// Whether Year 11, the last of compulsory school age, is all that the set has.
    pub fn is_last_year_of_school(self) -> bool {
        self.0 == YearGroups::bit(YearGroup(11))
    }

    fn bit(year_group: YearGroup) -> u32 {
        1 << (year_group.0 - YearGroup::LOWEST)
    }
}

impl fmt::Display for YearGroups {
    /// Runs of year groups as ranges, `7-11` or `R;3;5-6`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<YearGroup> = (YearGroup::LOWEST..=YearGroup::HIGHEST)
            .map(YearGroup)
            .filter(|year_group| self.contains(*year_group))
            .collect();
        let runs = all.chunk_by(|a, b| a.0 + 1 == b.0);
        for (position, run) in runs.enumerate() {
            let separator = if position == 0 { "" } else { ";" };
            match run {
                [single] => write!(f, "{separator}{single}")?,
                [first, .., last] => write!(f, "{separator}{first}-{last}")?,
                [] => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_academic_year_turns_on_1_september() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(AcademicYear::of(date(2026, 8, 31)), AcademicYear(2025));
        assert_eq!(AcademicYear::of(date(2026, 9, 1)), AcademicYear(2026));
        assert_eq!(AcademicYear(2025).to_string(), "2025-26");
        assert_eq!(AcademicYear(2099).to_string(), "2099-00");
    }

    #[test]
    fn year_groups_print_as_ranges() {
        let mut set = YearGroups::default();
        for number in [0, 7, 8, 9, 11] {
            set.insert(YearGroup::new(number).unwrap());
        }
        assert_eq!(set.to_string(), "R;7-9;11");
        assert!(YearGroup::new(15).is_none());
    }
}
