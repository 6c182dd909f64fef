//! The written forms of single cells. Every function takes a trimmed text that
//! is not blank.

mod date;
mod number;
mod week;
mod years;

pub(crate) use date::{Stated, date, stated};
pub(crate) use number::{age_range, amount, coordinate, money, seed, tenths_of_km, weeks, whole};
pub(crate) use week::{day_count, times};
pub(crate) use years::{academic_year, year_group, year_groups};

use crate::round::diagnostic::Code;

/// What a cell holds, or what is wrong with it.
pub(crate) type Read<T> = Result<T, Code>;

/// Yes or no.
pub(crate) fn yes_no(text: &str) -> Read<bool> {
    let is_one_of = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (is_one_of(["yes", "y", "true", "1"]), is_one_of(["no", "n", "false", "0"])) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err(Code::BadYesNo),
    }
}

/// Whether the text says that the value is not known.
pub(crate) fn is_unknown(text: &str) -> bool {
    ["NA", "N/A", "-", "TBC"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A text without the spaces around it and without the apostrophe that keeps
/// a spreadsheet from running it.
pub(crate) fn text(cell: &str) -> &str {
    let cell = trim(cell);
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t']) => trim(rest),
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
    fn yes_and_no_have_four_forms_each_and_unknown_is_neither() {
        for yes in ["yes", "Y", "TRUE", "1"] {
            assert_eq!(yes_no(yes), Ok(true));
        }
        for no in ["No", "n", "false", "0"] {
            assert_eq!(yes_no(no), Ok(false));
        }
        for unknown in ["NA", "n/a", "-", "tbc"] {
            assert!(is_unknown(unknown));
            assert_eq!(yes_no(unknown), Err(Code::BadYesNo));
        }
        assert_eq!(yes_no("maybe"), Err(Code::BadYesNo));
    }

    #[test]
    fn the_apostrophe_before_a_formula_is_taken_off() {
        assert_eq!(text("'=1+1"), "=1+1");
        assert_eq!(text(" '-5 "), "-5");
        assert_eq!(text("'tis"), "'tis");
        assert_eq!(text("\u{a0}S1\u{a0}"), "S1");
    }
}
