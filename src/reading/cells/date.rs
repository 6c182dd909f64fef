//! Dates as people write them, with or without a weekday.

use super::read::Read;
use crate::problem::Code;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Europe::London;

/// A date with what was written beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) date: NaiveDate,
    pub(crate) weekday: Option<Weekday>,
    /// Whether there is a time of day other than midnight.
    pub(crate) has_time: bool,
    /// Whether it was written as a moment in UTC or with an offset from it; the
    /// date is then the day in London.
    pub(crate) is_moment: bool,
}

impl Stated {
    /// Whether the weekday is missing or that of the date.
    pub(crate) fn agrees(self) -> bool {
        self.weekday.is_none_or(|weekday| weekday == self.date.weekday())
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];
/// The day before day 1 of a spreadsheet's count, as it counts after
/// February 1900.
const SERIAL_ZERO: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);

/// A date in any of the accepted forms.
pub(crate) fn date(text: &str) -> Read<NaiveDate> {
    stated(text).map(|stated| stated.date)
}

/// A date in any of the accepted forms: `2025-09-17`, `17/09/2025`, `17/9/25`,
/// `17.09.2025`, `17 September 2025`, `Wed 17 Sep 2025`, a spreadsheet's serial
/// from 40000 to 60000; each with or without a weekday before it and a time of
/// day after it. The day comes before the month, always.
pub(crate) fn stated(text: &str) -> Read<Stated> {
    if let Some((date, has_time)) = serial(text) {
        return Ok(Stated { date, weekday: None, has_time, is_moment: false });
    }
    let (text, time) = split_time(text);
    let (weekday, text) = weekday(&text);
    let date = year_first(text).or_else(|| day_first(text)).or_else(|| long(text)).ok_or(Code::BadDate)?;
    if let Some((clock, offset)) = zone(&time) {
        // A weekday was written for the day that was written.
        let weekday = weekday.filter(|weekday| *weekday != date.weekday());
        let date = day_in_london(date, clock, offset).ok_or(Code::BadDate)?;
        return Ok(Stated { date, weekday, has_time: true, is_moment: true });
    }
    let has_time = is_not_midnight(&time).ok_or(Code::BadDate)?;
    Ok(Stated { date, weekday, has_time, is_moment: false })
}

/// The day in London at a time of day so many minutes ahead of UTC.
fn day_in_london(date: NaiveDate, clock: &str, offset: i64) -> Option<NaiveDate> {
    let time = NaiveTime::parse_from_str(clock, "%H:%M:%S%.f").or_else(|_| NaiveTime::parse_from_str(clock, "%H:%M"));
    let utc = date.and_time(time.ok()?).checked_sub_signed(TimeDelta::minutes(offset))?;
    Some(London.from_utc_datetime(&utc).date_naive())
}

/// A time of day and how many minutes it is ahead of UTC, where it says so:
/// `23:00:00z`, `23:00+01:00`, `23:00:00.000-0500`, `23:00utc`.
fn zone(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = ["z", "utc", "gmt"].iter().find_map(|zone| time.strip_suffix(zone)) {
        return Some((clock, 0));
    }
    let at = time.rfind(['+', '-', '\u{2212}'])?;
    let (clock, offset) = time.split_at_checked(at)?;
    let sign = if offset.starts_with('+') { 1 } else { -1 };
    let digits: String = offset.chars().skip(1).filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let (hours, minutes) = (i64::from(self::digits(hours, 2)?), i64::from(self::digits(minutes, 2)?));
    (hours <= 14 && minutes < 60).then_some((clock, sign * (hours * 60 + minutes)))
}

fn serial(text: &str) -> Option<(NaiveDate, bool)> {
    let (days, part) = text.split_once('.').unwrap_or((text, "0"));
    let days = u64::from(digits(days, 5)?);
    let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && (40_000..=60_000).contains(&days)).then_some(())?;
    Some((SERIAL_ZERO?.checked_add_days(Days::new(days))?, part.bytes().any(|byte| byte != b'0')))
}

/// The text without a time of day at its end, and that time.
fn split_time(text: &str) -> (String, String) {
    let spaced = match text.as_bytes().get(10) {
        Some(b'T' | b't') if text.is_char_boundary(10) => {
            let (date, time) = text.split_at(10);
            format!("{date} {}", time.get(1..).unwrap_or_default())
        }
        _ => text.to_owned(),
    };
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let at = words.iter().position(|word| word.contains(':')).unwrap_or(words.len());
    let (date, time) = words.split_at(at);
    (date.join(" "), time.concat().to_lowercase())
}

/// Whether a time of day is other than midnight. Nothing when it is no time.
fn is_not_midnight(time: &str) -> Option<bool> {
    let clock = ["am", "pm"].iter().find_map(|end| time.strip_suffix(end)).unwrap_or(time);
    let is_clock = clock.len() <= 12 && clock.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    is_clock.then(|| clock.bytes().any(|byte| (b'1'..=b'9').contains(&byte)))
}

/// The weekday at the beginning, and what follows it.
fn weekday(text: &str) -> (Option<Weekday>, &str) {
    let is_end = |c: char| c.is_whitespace() || c == ',' || c == '-';
    let (first, rest) = text.split_once(is_end).unwrap_or((text, ""));
    let first = first.to_lowercase();
    match WEEKDAYS.iter().find(|(name, _)| is_short_for(&first, name)) {
        Some((_, weekday)) => (Some(*weekday), rest.trim_start_matches(is_end)),
        None => (None, text),
    }
}

/// `2025-09-17`, `2025/09/17`.
fn year_first(text: &str) -> Option<NaiveDate> {
    let [year, month, day] = parts(text)?;
    (year.len() == 4).then_some(())?;
    from_parts(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
}

/// `17/09/2025`, `17/9/25`, `17-09-2025`, `17.09.2025`.
fn day_first(text: &str) -> Option<NaiveDate> {
    let [day, month, year] = parts(text)?;
    from_parts(full_year(year)?, digits(month, 2)?, digits(day, 2)?)
}

/// Three parts with the same mark between them.
fn parts(text: &str) -> Option<[&str; 3]> {
    let mark = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let parts: Vec<&str> = text.split(mark).map(str::trim).collect();
    parts.try_into().ok()
}

/// `17 September 2025`, `17th of Sep 25`, `17-Sep-25`.
fn long(text: &str) -> Option<NaiveDate> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || c == ',' || c == '-')
        .filter(|word| !word.is_empty() && *word != "of")
        .collect();
    let [day, month, year] = words.as_slice() else { return None };
    let day = ["st", "nd", "rd", "th"].iter().find_map(|ending| day.strip_suffix(ending)).unwrap_or(day);
    let month = MONTHS.iter().position(|name| is_short_for(month, name))?;
    from_parts(full_year(year)?, u32::try_from(month).ok()? + 1, digits(day, 2)?)
}

/// Whether a word is the name or its beginning, at least three letters long;
/// a full stop after it and the usual `tues`, `weds`, `thurs` are allowed.
fn is_short_for(word: &str, name: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    let usual = matches!((word, name), ("weds", "wednesday"));
    word.len() >= 3 && (name.starts_with(word) || usual)
}

/// A year of four digits, or of two: 00 to 68 is 20xx.
fn full_year(text: &str) -> Option<u32> {
    match (text.len(), digits(text, 4)?) {
        (4, year) => Some(year),
        (2, year) => Some(if year <= 68 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// Nobody concerned was born before 1900 or is placed after 2199.
fn from_parts(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    (1900..=2199).contains(&year).then_some(())?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let right = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_of_17_september_2025() {
        let expected = NaiveDate::from_ymd_opt(2025, 9, 17).unwrap();
        // 45917 is 17 September 2025 in a spreadsheet (domain notes, §5.9).
        for form in [
            "2025-09-17",
            "2025-09-17 00:00:00",
            "17/09/2025",
            "17/9/25",
            "17 September 2025",
            "17th Sept 2025",
            "17-Sep-25",
            "Wed 17 Sep 2025",
            "Wednesday, 17 September 2025",
            "45917",
            "45917.0",
            "17.09.2025",
            "17-9-2025",
            "2025/09/17",
            "Wed 17/09/2025",
            "17th of September 2025",
            "17/09/2025 00:00",
            "2025-09-17T00:00:00Z",
        ] {
            let read = stated(form);
            assert_eq!(read.map(|stated| (stated.date, stated.agrees())), Ok((expected, true)), "{form}");
        }
    }

    #[test]
    fn a_time_of_day_is_noticed() {
        let expected = NaiveDate::from_ymd_opt(2025, 9, 17).unwrap();
        for form in
            ["2025-09-17T14:30:00", "17/09/2025 14:30", "45917.5", "17 September 2025 2:30 pm", "17/09/25 00:00:01"]
        {
            assert_eq!(stated(form).map(|stated| (stated.date, stated.has_time)), Ok((expected, true)), "{form}");
        }
        for form in ["17/09/2025 14:xx", "14:30", "45917.x"] {
            assert_eq!(date(form), Err(Code::BadDate), "{form}");
        }
    }

    #[test]
    fn a_moment_is_the_day_in_london() {
        for (form, expected) in [
            ("2026-04-20T23:00:00Z", "2026-04-21"),
            ("2026-04-20T23:00:00+00:00", "2026-04-21"),
            ("2026-04-20 23:00:00.000 +0000", "2026-04-21"),
            ("20/04/2026 22:59 UTC", "2026-04-20"),
            ("2026-04-21T00:00:00+01:00", "2026-04-21"),
            ("2026-04-20T18:30:00-05:00", "2026-04-21"),
            ("2026-01-20T23:00:00Z", "2026-01-20"),
            // Summer time begins at 01:00 UTC on the last Sunday of March, and
            // ends at 01:00 UTC on that of October.
            ("2026-03-28T23:30:00Z", "2026-03-28"),
            ("2026-03-29T23:00:00Z", "2026-03-30"),
            ("2026-10-24T23:30:00Z", "2026-10-25"),
            ("2026-10-25T23:30:00Z", "2026-10-25"),
        ] {
            let read = stated(form).map(|stated| (stated.date.to_string(), stated.is_moment));
            assert_eq!(read, Ok((expected.to_owned(), true)), "{form}");
        }
        for form in ["2026-04-20T25:00:00Z", "2026-04-20T23:00:00+99:00", "2026-04-20T2Z"] {
            assert_eq!(date(form), Err(Code::BadDate), "{form}");
        }
    }

    #[test]
    fn the_day_comes_first_and_two_digits_turn_at_68() {
        assert_eq!(date("3/4/2026"), Ok(NaiveDate::from_ymd_opt(2026, 4, 3).unwrap()));
        assert_eq!(date("1/1/68"), Ok(NaiveDate::from_ymd_opt(2068, 1, 1).unwrap()));
        assert_eq!(date("1/1/69"), Ok(NaiveDate::from_ymd_opt(1969, 1, 1).unwrap()));
    }

    #[test]
    fn a_weekday_that_is_not_the_dates_is_noticed() {
        // S1:1001 calls 22 October 2025, a Wednesday, a Tuesday.
        assert!(!stated("Tuesday 22 October 2025").unwrap().agrees());
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for form in [
            "31/02/2026",
            "9/17/2025",
            "Wed 17 Sep",
            "17/09/025",
            "39999",
            "60001",
            "2025-9",
            "17.09.2025x",
            "0/0/00",
            "२०२५-०९-१७",
            "9999999999999999999999",
            "2025-13-01",
            "17 Sep 20255",
            "--",
            "/",
            "July 2025",
        ] {
            assert_eq!(date(form), Err(Code::BadDate), "{form}");
        }
    }
}
