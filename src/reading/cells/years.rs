//! Year groups and academic years.

use super::read::Read;
use crate::problem::Code;
use crate::units::{AcademicYear, YearGroup, YearGroups};

/// A year group: `Year 9`, `Y9`, `Yr. 9`, `9`, `R`, `Rec`, `N1`, `N2`.
pub(crate) fn year_group(text: &str) -> Read<YearGroup> {
    let lower: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let lower = lower.strip_suffix(".0").unwrap_or(&lower);
    let bare =
        ["yeargroup", "ncyear", "ncy", "year", "yr.", "yr", "y"].iter().find_map(|prefix| lower.strip_prefix(prefix));
    // YR alone is how registers write reception.
    let bare = bare.filter(|bare| !bare.is_empty()).unwrap_or(if lower == "yr" { "r" } else { lower });
    let number = match bare {
        "n1" | "nursery1" => -2,
        "n2" | "nursery2" => -1,
        "r" | "rec" | "reception" => 0,
        digits if (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().map_err(|_| Code::BadYearGroup)?
        }
        _ => return Err(Code::BadYearGroup),
    };
    // Reception is written R: a 0 is more likely a slip.
    let written_zero = number == 0 && bare.starts_with('0');
    YearGroup::new(number).filter(|_| !written_zero).ok_or(Code::BadYearGroup)
}

/// Year groups and runs of them: `7-11`, `R;1;2`, `N1-R`.
pub(crate) fn year_groups(text: &str) -> Read<YearGroups> {
    let mut groups = YearGroups::default();
    let mut empty = true;
    for entry in text.split(';').map(str::trim).filter(|entry| !entry.is_empty()) {
        let (first, last) = match entry.split_once(['-', '–']).or_else(|| entry.split_once(" to ")) {
            Some((first, last)) => (year_group(first)?, year_group(last)?),
            None => (year_group(entry)?, year_group(entry)?),
        };
        if first > last {
            return Err(Code::BadYearGroup);
        }
        (first.number()..=last.number()).filter_map(|number| YearGroup::new(number.into())).for_each(|group| {
            groups.insert(group);
        });
        empty = false;
    }
    if empty { Err(Code::BadYearGroup) } else { Ok(groups) }
}

/// An academic year: `2025-26`, `2025/26`, `2025-2026`.
pub(crate) fn academic_year(text: &str) -> Read<AcademicYear> {
    let (first, second) = text.split_once(['-', '/', '–']).ok_or(Code::BadAcademicYear)?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if first.len() != 4 || !digits(first) || !digits(second) {
        return Err(Code::BadAcademicYear);
    }
    let year: i32 = first.parse().map_err(|_| Code::BadAcademicYear)?;
    let next = year + 1;
    let fits = second == format!("{:02}", next % 100) || second == next.to_string();
    if fits && (1900..2199).contains(&year) { Ok(AcademicYear(year)) } else { Err(Code::BadAcademicYear) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn year_groups_in_every_form() {
        for (text, number) in [
            ("Year 9", 9),
            ("Y9", 9),
            ("yr 9", 9),
            ("9", 9),
            ("R", 0),
            ("N1", -2),
            ("n2", -1),
            ("Year R", 0),
            ("YR", 0),
            ("Rec", 0),
            ("Yr9", 9),
            ("Yr. 9", 9),
            ("9.0", 9),
            ("NCY 9", 9),
            ("Year Group 9", 9),
            ("14", 14),
        ] {
            assert_eq!(year_group(text).map(YearGroup::number), Ok(number), "{text}");
        }
        for text in ["15", "0", "-1", "N3", "", "Y", "Year", "9.5", "9a", "007", "99999999999999999999"] {
            assert_eq!(year_group(text), Err(Code::BadYearGroup), "{text}");
        }
        for (text, printed) in [("7-11", "7-11"), ("N1-R; 2", "N1-R;2"), ("Y7–Y9", "7-9"), ("Year 7 to Year 9", "7-9")]
        {
            assert_eq!(year_groups(text).map(|groups| groups.to_string()), Ok(printed.to_owned()), "{text}");
        }
        for text in ["11-7", "7,8", ";", "7-", "07-Nov"] {
            assert_eq!(year_groups(text), Err(Code::BadYearGroup), "{text}");
        }
    }

    #[test]
    fn academic_years_are_of_two_years_in_a_row() {
        for text in ["2025-26", "2025/26", "2025-2026"] {
            assert_eq!(academic_year(text), Ok(AcademicYear(2025)), "{text}");
        }
        assert_eq!(academic_year("2099-00"), Ok(AcademicYear(2099)));
        for text in ["2025", "2025-27", "25-26", "2025-026", "0000-01"] {
            assert_eq!(academic_year(text), Err(Code::BadAcademicYear), "{text}");
        }
    }
}
