//! Cells in one form each, for those who compare and change them before a
//! round is read: what they do must agree with the reader.

use super::cells;
use crate::normal::normal;
use crate::problem::Code;
use crate::schema::Kind;

/// A cell without what does not count: spaces around it, and the apostrophe
/// that keeps a spreadsheet from running it.
pub(crate) fn bare(cell: &str) -> &str {
    cells::text(cell)
}

/// A value in the form in which two ways to write it are the same; as it is
/// where it is no value of the kind. Unknown is the same as blank.
pub(crate) fn form(kind: Kind, cell: &str) -> String {
    let text = cells::text(cell);
    let read = match kind {
        Kind::Date => cells::stated(text).map(|stated| stated.date.to_string()),
        Kind::Money => cells::money(text).map(|pence| pence.to_string()),
        Kind::Whole | Kind::Ordinal | Kind::Weeks => cells::whole(text).map(|number| number.to_string()),
        Kind::Amount => cells::amount(text).map(|number| number.to_string()),
        Kind::YesNo if cells::is_unknown(text) => Ok(String::new()),
        Kind::YesNo => cells::yes_no(text).map(|yes| if yes { "yes" } else { "no" }.to_owned()),
        Kind::YearGroup if cells::is_unknown(text) => Ok(String::new()),
        Kind::YearGroup => cells::year_group(text).map(|group| group.to_string()),
        Kind::YearGroups => cells::year_groups(text).map(|groups| groups.to_string()),
        Kind::Times => cells::times(text).map(|times| times.to_string()),
        Kind::DayCount => cells::day_count(text).map(|days| days.to_string()),
        Kind::Kilometres => cells::tenths_of_km(text).map(|tenths| tenths.0.to_string()),
        Kind::AcademicYear => cells::academic_year(text).map(|year| year.to_string()),
        Kind::Word(_) | Kind::List | Kind::Documents | Kind::OwnWord | Kind::Programme | Kind::Programmes => {
            Ok(normal(text))
        }
        _ => Ok(text.to_owned()),
    };
    read.unwrap_or_else(|_| text.to_owned())
}

/// The entries of a cell that holds a list; the whole of any other.
pub(crate) fn entries(kind: Kind, cell: &str) -> Vec<&str> {
    let text = cells::text(cell);
    match kind {
        Kind::List | Kind::References(_) | Kind::Programmes => text.split(';').map(cells::text).collect(),
        Kind::Documents => {
            text.split(';').map(|entry| cells::text(entry.rsplit_once('@').map_or(entry, |(word, _)| word))).collect()
        }
        Kind::Choices => text.split([';', '|']).map(cells::text).collect(),
        _ => vec![text],
    }
}

/// A decimal number of 0 or more as its digits and what they are to be divided
/// by: 1.15 is 115 and 100.
///
/// # Errors
///
/// Where it is no number, or one that is too long to be meant.
pub(crate) fn decimal(text: &str) -> Result<(i128, i128), Code> {
    /// Longer numbers are slips of the keyboard.
    const MOST_DIGITS: usize = 15;
    let (whole, decimals) = cells::decimal(text, Code::BadNumber)?;
    let digits = format!("{whole}{decimals}");
    if digits.len() > MOST_DIGITS {
        return Err(Code::NumberTooLarge);
    }
    let number = digits.parse().map_err(|_| Code::BadNumber)?;
    Ok((number, decimals.bytes().fold(1, |scale, _| scale * 10)))
}

/// How finely a number of a kind is held: so many of its smallest parts make
/// one. Nothing for what is no number that can grow.
pub(crate) fn parts_of_one(kind: Kind) -> Option<i128> {
    match kind {
        Kind::Whole | Kind::Ordinal | Kind::Weeks | Kind::Amount => Some(1),
        Kind::Money => Some(100),
        Kind::DayCount => Some(2),
        Kind::Kilometres => Some(10),
        _ => None,
    }
}

/// The number of a cell in the smallest parts of its kind.
///
/// # Errors
///
/// Where it is no number of the kind.
pub(crate) fn parts(kind: Kind, cell: &str) -> Result<i128, Code> {
    let text = cells::text(cell);
    match kind {
        Kind::Whole | Kind::Ordinal | Kind::Weeks => cells::whole(text).map(i128::from),
        Kind::Amount => cells::amount(text).map(i128::from),
        Kind::Money => cells::money(text).map(|pence| i128::from(pence.0)),
        Kind::DayCount => cells::day_count(text).map(|days| i128::from(days.0)),
        Kind::Kilometres => cells::tenths_of_km(text).map(|tenths| i128::from(tenths.0)),
        _ => Err(Code::BadNumber),
    }
}

/// The cell of a number in the smallest parts of its kind.
pub(crate) fn of_parts(kind: Kind, parts: i128) -> String {
    match kind {
        Kind::Money => format!("{}.{:02}", parts / 100, parts % 100),
        Kind::DayCount if parts % 2 == 1 => format!("{}.5", parts / 2),
        Kind::DayCount => (parts / 2).to_string(),
        Kind::Kilometres => format!("{}.{}", parts / 10, parts % 10),
        _ => parts.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ways_to_write_a_value_have_one_form() {
        for (kind, one, other) in [
            (Kind::Date, "12/01/2026", "2026-01-12"),
            (Kind::Money, "£1,200", "1200.00"),
            (Kind::Whole, "1,200", "1200.0"),
            (Kind::YesNo, "Y", "true"),
            (Kind::YearGroup, "Year 9", "9"),
            (Kind::Times, "tue;Mon", "Mon;Tue"),
            (Kind::Id, " 'S1", "'S1 "),
        ] {
            assert_eq!(form(kind, one), form(kind, other), "{one}");
        }
        assert_ne!(form(Kind::Id, "s1"), form(Kind::Id, "S1"));
    }

    #[test]
    fn a_decimal_is_its_digits_and_their_scale() {
        assert_eq!(decimal("1,234.50"), Ok((12_345, 10)));
        for comma in ["1,15", "1,5", ",5"] {
            assert_eq!(decimal(comma), Err(Code::BadNumber), "{comma}");
        }
        assert_eq!(decimal("1234567890123456"), Err(Code::NumberTooLarge));
    }

    #[test]
    fn a_number_goes_through_its_parts() {
        for (kind, cell) in
            [(Kind::Whole, "12"), (Kind::Money, "85.50"), (Kind::DayCount, "2.5"), (Kind::Kilometres, "7.2")]
        {
            assert_eq!(parts(kind, cell).map(|parts| of_parts(kind, parts)), Ok(cell.to_owned()));
        }
    }
}
