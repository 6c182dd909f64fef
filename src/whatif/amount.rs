//! New numbers from old ones: `+5`, `-2`, `*1.15`, in exact decimals.

use crate::problem::Code;
use crate::reading::forms;
use crate::schema::Kind;

/// How an amount changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Plus,
    Minus,
    Times,
}

/// A change of a number, or a number to set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    change: Option<Change>,
    digits: u128,
    scale: u128,
}

impl Amount {
    /// `*1.15`, `+10`, `-5`, `40`.
    pub fn parse(text: &str) -> Result<Amount, Code> {
        let text = text.trim();
        let (change, number) = split(text).map_or((None, text), |(change, number)| (Some(change), number));
        let (digits, scale) = decimal(number)?;
        Ok(Amount { change, digits: digits.unsigned_abs(), scale: scale.unsigned_abs() })
    }

    /// The factor, as a fraction, by which the parts of a sum change; one whole
    /// is `one` parts. Nothing where a number is too large.
    pub fn share(self, sum: u128, one: u128) -> Option<(u128, u128)> {
        let Amount { change, digits, scale } = self;
        if change == Some(Change::Times) {
            return Some((digits, scale));
        }
        let (sum, by) = (sum.checked_mul(scale)?, digits.checked_mul(one)?);
        let grown = match change {
            Some(Change::Plus) => sum.checked_add(by)?,
            Some(_) => sum.saturating_sub(by),
            None => by,
        };
        Some((grown, sum))
    }
}

/// Whether a text changes what is there instead of setting it.
pub(super) fn is_change(kind: Kind, text: &str) -> bool {
    forms::parts_of_one(kind).is_some() && split(text.trim()).is_some()
}

fn split(text: &str) -> Option<(Change, &str)> {
    let signs = [("+", Change::Plus), ("-", Change::Minus), ("\u{2212}", Change::Minus), ("*", Change::Times)];
    signs.into_iter().find_map(|(sign, change)| Some((change, text.strip_prefix(sign)?.trim_start())))
}

/// The number that a change makes of another, rounded down to what the kind
/// can hold, not below 0. A blank stays blank: there is no limit to change.
///
/// # Errors
///
/// Where either is no number.
pub(super) fn changed(kind: Kind, old: &str, change: &str) -> Result<String, Code> {
    let one = forms::parts_of_one(kind).ok_or(Code::BadNumber)?;
    let (sign, number) = split(change.trim()).ok_or(Code::BadNumber)?;
    let (digits, scale) = decimal(number)?;
    if old.is_empty() {
        return Ok(String::new());
    }
    let old = forms::parts(kind, old)?;
    let too_large = Code::NumberTooLarge;
    // In units of a `scale`th of the kind's smallest part.
    let exact = match sign {
        Change::Times => old.checked_mul(digits).ok_or(too_large)?,
        Change::Plus | Change::Minus => {
            let old = old.checked_mul(scale).ok_or(too_large)?;
            let by = digits.checked_mul(one).ok_or(too_large)?;
            if sign == Change::Plus { old.checked_add(by).ok_or(too_large)? } else { old - by }
        }
    };
    Ok(forms::of_parts(kind, exact.div_euclid(scale).max(0)))
}

/// The digits of a number, which may have a pound sign, and what they are to be
/// divided by.
fn decimal(text: &str) -> Result<(i128, i128), Code> {
    let bare = text.strip_prefix('£').map_or(text, str::trim_start);
    // A second sign is no sign.
    forms::decimal(bare).map_err(|code| if code == Code::NegativeNumber { Code::BadNumber } else { code })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand.
    #[test]
    fn changes_are_exact_and_rounded_down() {
        for (kind, old, change, new) in [
            (Kind::Whole, "12", "+5", "17"),
            (Kind::Whole, "12", "-2", "10"),
            (Kind::Whole, "12", "-20", "0"),
            (Kind::Whole, "12", "*1.15", "13"),
            (Kind::Whole, "100", "*1.15", "115"),
            (Kind::Whole, "20", "*1.15", "23"),
            (Kind::Whole, "12", "+0.5", "12"),
            (Kind::Whole, "12", "-0.5", "11"),
            (Kind::Whole, "1,200", "* 2", "2400"),
            (Kind::Money, "£1,200", "+£85.50", "1285.50"),
            (Kind::Money, "0.05", "*0.5", "0.02"),
            (Kind::DayCount, "4", "-1.5", "2.5"),
            (Kind::DayCount, "4", "*0.9", "3.5"),
            (Kind::Kilometres, "15", "*1.1", "16.5"),
            (Kind::Money, "", "*1.1", ""),
        ] {
            assert_eq!(changed(kind, old, change), Ok(new.to_owned()), "{old} {change}");
        }
    }

    /// By hand: of 40, in units of a tenth.
    #[test]
    fn a_sum_changes_by_a_share() {
        let share = |text: &str| Amount::parse(text).map(|amount| amount.share(400, 10));
        assert_eq!(share("*1.15"), Ok(Some((115, 100))));
        assert_eq!(share("+10"), Ok(Some((500, 400))));
        assert_eq!(share("-50"), Ok(Some((0, 400))));
        assert_eq!(share("30"), Ok(Some((300, 400))));
        assert_eq!(share("*1,500"), Ok(Some((1500, 1))));
        assert_eq!((share("+"), share("*1,15")), (Err(Code::BadNumber), Err(Code::BadNumber)));
    }

    #[test]
    fn what_is_no_change_of_a_number_is_refused() {
        // A comma stands before three digits alone: "*1,15" is not a hundredfold.
        for change in ["+x", "*", "+1.2.3", "*-2", "+ 1e3", "+.5", "*1,15", "+1,5"] {
            assert_eq!(changed(Kind::Whole, "12", change), Err(Code::BadNumber), "{change}");
        }
        assert_eq!(changed(Kind::Whole, "12", "+1234567890123456"), Err(Code::NumberTooLarge));
        assert!(is_change(Kind::Whole, " +5") && !is_change(Kind::Whole, "5"));
        assert!(!is_change(Kind::Longitude, "-1.5") && !is_change(Kind::Text, "+5"));
    }
}
