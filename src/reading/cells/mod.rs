//! The written forms of single cells. Every function takes a trimmed text that
//! is not blank.

mod date;
mod identity;
mod number;
mod range;
mod read;
mod time;
mod week;
mod years;

pub(crate) use date::{Stated, date, stated};
pub(crate) use identity::{is_urn, upn};
pub(crate) use number::{
    LARGEST_PENCE, age_range, amount, coordinate, decimal, from_one, money, seed, tenths_of_km, week_range, whole,
};
pub(crate) use read::Read;
pub(crate) use time::time_of_day;
pub(crate) use week::{day_count, day_range, times};
pub(crate) use years::{academic_year, year_group, year_groups};

use crate::normal::{RUN_BY_SPREADSHEETS, folded};
use crate::problem::Code;

/// Yes or no; a cross or tick is a yes.
pub(crate) fn yes_no(text: &str) -> Read<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (is_one_of(&["yes", "y", "true", "1", "1.0", "x", "✓", "✔"]), is_one_of(&["no", "n", "false", "0", "0.0"]))
    {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(Code::BadYesNo),
    }
}

/// Whether the text says that the value is not known.
pub(crate) fn is_unknown(text: &str) -> bool {
    is_placeholder(text) || folded(text) == "unknown"
}

/// Whether the text stands where there is no value.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let is_dash = |c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let mut letters = text.chars();
    let is_one_dash = letters.next().is_some_and(is_dash) && letters.next().is_none();
    is_one_dash || (text.len() <= 3 && ["na", "n/a", "tbc"].contains(&folded(text).as_str()))
}

/// Whether a spreadsheet shortened a long number, as `1.2E+09`, and lost its
/// last digits.
pub(crate) fn is_shortened(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.to_ascii_uppercase().split_once("E+").is_some_and(|(number, power)| digits(number) && digits(power))
}

/// A text without the spaces around it and without the apostrophe that keeps
/// a spreadsheet from running it.
pub(crate) fn text(cell: &str) -> &str {
    let cell = trim(cell);
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(RUN_BY_SPREADSHEETS) => trim(rest),
        _ => cell,
    }
}

/// A text without white space, no-break spaces and zero-width marks around it.
pub(crate) fn trim(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_have_their_forms_and_unknown_is_neither() {
        for yes in ["yes", "Y", "TRUE", "1", "1.0", "x", "X", "✓"] {
            assert_eq!(yes_no(yes), Ok(true));
        }
        for no in ["No", "n", "false", "0", "0.0"] {
            assert_eq!(yes_no(no), Ok(false));
        }
        for unknown in ["NA", "n/a", "-", "–", "tbc", "Unknown"] {
            assert!(is_unknown(unknown));
            assert_eq!(yes_no(unknown), Err(Code::BadYesNo));
        }
        assert_eq!(yes_no("maybe"), Err(Code::BadYesNo));
    }

    #[test]
    fn a_number_that_a_spreadsheet_shortened_is_known() {
        assert!(is_shortened("1.20703E+11") && is_shortened("1e+9"));
        assert!(!is_shortened("E+") && !is_shortened("AE+1") && !is_shortened("1E9"));
    }

    #[test]
    fn the_apostrophe_before_a_formula_is_taken_off() {
        assert_eq!(text("'=1+1"), "=1+1");
        assert_eq!(text(" '-5 "), "-5");
        assert_eq!(text("'＝1+1"), "＝1+1");
        assert_eq!(text("'tis"), "'tis");
        assert_eq!(text("\u{a0}S1\u{a0}"), "S1");
    }
}
