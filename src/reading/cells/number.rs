//! Numbers as people write them: counts, money, distances, degrees, ages.

use super::range::range;
use super::read::Read;
use crate::problem::Code;
use crate::round::Between;
use crate::units::{Pence, TenthsKm};

/// No count of places, weeks or days comes near it.
const LARGEST_WHOLE: u64 = 1_000_000;
/// No amount of hours or pounds in a pool comes near it.
const LARGEST_AMOUNT: u64 = 1_000_000_000;
/// A billion pounds; sums of millions of them still fit into 64 bits.
pub(crate) const LARGEST_PENCE: i64 = 100_000_000_000;
/// Half the way round the earth is 20,015 km.
const LARGEST_TENTHS: u64 = 1_000_000;

/// A decimal number of 0 or more: its whole part and its decimals, without the
/// zeros at the end.
pub(crate) fn decimal(text: &str, wrong: Code) -> Read<(u64, String)> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if let Some(rest) = whole.strip_prefix(['-', '\u{2212}']) {
        return decimal(&format!("{rest}.{decimals}"), wrong).and(Err(Code::NegativeNumber));
    }
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = match groups.as_slice() {
        [_] => true,
        [first, rest @ ..] => (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3),
        [] => false,
    };
    let digits = groups.concat();
    if digits.is_empty() || !grouped || !is_number(&digits) || !is_number(decimals) {
        return Err(wrong);
    }
    let whole = digits.parse().map_err(|_| Code::NumberTooLarge)?;
    Ok((whole, decimals.trim_end_matches('0').to_owned()))
}

/// A whole number of 0 or more, `1200` or `1,200`.
fn natural(text: &str, most: u64) -> Read<u64> {
    let (whole, decimals) = decimal(text, Code::BadNumber)?;
    if !decimals.is_empty() {
        return Err(Code::BadNumber);
    }
    if whole <= most { Ok(whole) } else { Err(Code::NumberTooLarge) }
}

/// A whole number from 0 to 1,000,000.
pub(crate) fn whole(text: &str) -> Read<u32> {
    natural(text, LARGEST_WHOLE).and_then(|number| u32::try_from(number).map_err(|_| Code::NumberTooLarge))
}

/// A whole number from 0 to 1,000,000,000.
pub(crate) fn amount(text: &str) -> Read<u32> {
    natural(text, LARGEST_AMOUNT).and_then(|number| u32::try_from(number).map_err(|_| Code::NumberTooLarge))
}

/// A whole number of at least one, as of teaching weeks.
pub(crate) fn from_one(text: &str) -> Read<u32> {
    whole(text).and_then(|number| if number > 0 { Ok(number) } else { Err(Code::BadNumber) })
}

/// A number of teaching weeks or a range of them, `10`, `6-12`.
pub(crate) fn week_range(text: &str) -> Read<Between<u32>> {
    range(text, Code::BadNumber, from_one)
}

/// A whole number of 64 bits.
pub(crate) fn seed(text: &str) -> Read<u64> {
    natural(text, u64::MAX)
}

/// An amount of money, `£1,200.00` or `1200`, no finer than a penny.
pub(crate) fn money(text: &str) -> Read<Pence> {
    let unsigned = text.strip_prefix(['-', '\u{2212}']).map_or(text, str::trim_start);
    let bare = unsigned.strip_prefix('£').map_or(unsigned, str::trim_start);
    if let Some(inside) = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return decimal(inside, Code::BadMoney).and(Err(Code::NegativeNumber));
    }
    let (pounds, decimals) = decimal(bare, Code::BadMoney)?;
    if unsigned != text {
        return Err(Code::NegativeNumber);
    }
    let pence = match decimals.len() {
        0 => 0,
        1 | 2 => format!("{decimals:0<2}").parse().map_err(|_| Code::BadMoney)?,
        _ => return Err(Code::BadMoney),
    };
    let total = pounds.checked_mul(100).and_then(|pounds| pounds.checked_add(pence));
    let total = total.and_then(|total| i64::try_from(total).ok());
    total.filter(|total| *total <= LARGEST_PENCE).map(Pence).ok_or(Code::NumberTooLarge)
}

/// A number of kilometres; what is finer than a tenth is dropped, for
/// distances are compared in tenths.
pub(crate) fn tenths_of_km(text: &str) -> Read<TenthsKm> {
    let (whole, decimals) = decimal(text, Code::BadNumber)?;
    let tenth = decimals.bytes().next().map_or(0, |digit| u64::from(digit - b'0'));
    let tenths = whole.saturating_mul(10).saturating_add(tenth);
    match i64::try_from(tenths) {
        Ok(tenths) if tenths.unsigned_abs() <= LARGEST_TENTHS => Ok(TenthsKm(tenths)),
        _ => Err(Code::NumberTooLarge),
    }
}

/// Degrees of no more than a bound either way.
pub(crate) fn coordinate(text: &str, bound: f64) -> Read<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.'));
    let degrees: f64 = text.parse().map_err(|_| Code::BadCoordinate)?;
    if plain && degrees.is_finite() && degrees.abs() <= bound { Ok(degrees) } else { Err(Code::BadCoordinate) }
}

/// An age in months, from the first number and below the second.
pub(crate) fn age_range(text: &str) -> Read<(u32, u32)> {
    let (from, below) = text.split_once(['-', '–']).ok_or(Code::BadAgeRange)?;
    let month = |text: &str| whole(text.trim()).map_err(|_| Code::BadAgeRange);
    let range = (month(from)?, month(below)?);
    if range.0 < range.1 { Ok(range) } else { Err(Code::BadAgeRange) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_held_as_whole_pence() {
        for (text, pence) in
            [("£1,200.00", 120_000), ("1200", 120_000), ("£ 1,200", 120_000), ("85.5", 8_550), ("0.050", 5), ("0", 0)]
        {
            assert_eq!(money(text), Ok(Pence(pence)), "{text}");
        }
        for text in ["12.345", "1.2k", "1,20", "£", "", "12,00.00", "1e3", "NaN", "5£", "££5", "€5", ".5.", "1200.-5"]
        {
            assert_eq!(money(text), Err(Code::BadMoney), "{text}");
        }
        for text in ["-5", "(50.00)", "-£5", "£-5"] {
            assert_eq!(money(text), Err(Code::NegativeNumber), "{text}");
        }
        for text in ["1000000000.01", "99999999999999999999999"] {
            assert_eq!(money(text), Err(Code::NumberTooLarge), "{text}");
        }
    }

    #[test]
    fn whole_numbers_have_no_decimals_and_no_sign() {
        assert_eq!(whole("1,200"), Ok(1200));
        assert_eq!(whole("12.0"), Ok(12));
        assert_eq!(whole("12.5"), Err(Code::BadNumber));
        assert_eq!(whole("-1"), Err(Code::NegativeNumber));
        assert_eq!(whole("-x"), Err(Code::BadNumber));
        assert_eq!(whole("1000001"), Err(Code::NumberTooLarge));
        assert_eq!(seed("18446744073709551615"), Ok(u64::MAX));
        assert_eq!(seed("18446744073709551616"), Err(Code::NumberTooLarge));
    }

    #[test]
    fn a_range_of_weeks_runs_upwards_from_one() {
        let of = |least, most| Ok(Between { least, most });
        assert_eq!([week_range("10"), week_range("6-12"), week_range("6 to 12")], [of(10, 10), of(6, 12), of(6, 12)]);
        for text in ["12-6", "0", "0-3", "6-", "-"] {
            assert_eq!(week_range(text), Err(Code::BadNumber), "{text}");
        }
        assert_eq!(week_range("-2"), Err(Code::NegativeNumber));
    }

    #[test]
    fn coordinates_are_finite_and_on_the_globe() {
        assert_eq!(coordinate("-1.5106", 180.0), Ok(-1.5106));
        for text in ["91", "nan", "inf", "1e1", "52,4", "N52"] {
            assert_eq!(coordinate(text, 90.0), Err(Code::BadCoordinate), "{text}");
        }
    }

    #[test]
    fn a_distance_limit_is_in_tenths_rounded_down() {
        assert_eq!(tenths_of_km("15"), Ok(TenthsKm(150)));
        assert_eq!(tenths_of_km("7.29"), Ok(TenthsKm(72)));
        assert_eq!(tenths_of_km("-1"), Err(Code::NegativeNumber));
    }

    #[test]
    fn an_age_range_runs_upwards() {
        assert_eq!(age_range("0-18"), Ok((0, 18)));
        assert_eq!(age_range("18-0"), Err(Code::BadAgeRange));
        assert_eq!(age_range("18"), Err(Code::BadAgeRange));
    }
}
