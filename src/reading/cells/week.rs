use super::range::range;
use super::read::Read;
use crate::problem::Code;
use crate::round::Between;
use crate::units::{HalfDays, Times};
use chrono::Weekday;

const WEEK: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

/// Weekdays by their first three letters, whole or half, and runs of them:
/// `Mon;Tue am;Thu pm`, `Mon-Fri`.
pub(crate) fn times(text: &str) -> Read<Times> {
    let mut times = Times::NONE;
    for entry in text.split(';').map(str::trim).filter(|entry| !entry.is_empty()) {
        times = times.union(one(entry).ok_or(Code::BadDays)?);
    }
    if times.is_empty() { Err(Code::BadDays) } else { Ok(times) }
}

fn one(entry: &str) -> Option<Times> {
    let lower = entry.to_lowercase();
    let (days, part) = match lower.rsplit_once(char::is_whitespace) {
        Some((days, part @ ("am" | "pm"))) => (days.trim(), Some(part)),
        _ => (lower.as_str(), None),
    };
    let (first, last) = match days.split_once(['-', '–']) {
        Some((first, last)) => (weekday(first.trim())?, weekday(last.trim())?),
        None => (weekday(days)?, weekday(days)?),
    };
    let run = WEEK.get(first..=last)?;
    let half = |day: Weekday| match part {
        Some("am") => Times::morning(day),
        Some(_) => Times::afternoon(day),
        None => Times::whole(day),
    };
    Some(run.iter().fold(Times::NONE, |times, (_, day)| times.union(half(*day))))
}

fn weekday(name: &str) -> Option<usize> {
    let letters = name.chars().all(char::is_alphabetic);
    WEEK.iter().position(|(short, _)| letters && name.starts_with(short))
}

/// A number of days in a week, 0 to 7, in halves.
pub(crate) fn day_count(text: &str) -> Read<HalfDays> {
    let (days, half) = text.split_once('.').unwrap_or((text, ""));
    let half = match half.trim_end_matches('0') {
        "" => 0,
        "5" => 1,
        _ => return Err(Code::BadDayCount),
    };
    if days.starts_with('-') && days.len() > 1 && days.bytes().skip(1).all(|byte| byte.is_ascii_digit()) {
        return Err(Code::NegativeNumber);
    }
    let digits = days.len() == 1 && days.bytes().all(|byte| byte.is_ascii_digit());
    let days: u32 = if digits { days.parse().map_err(|_| Code::BadDayCount)? } else { return Err(Code::BadDayCount) };
    let count = 2 * days + half;
    if count <= Times::SLOTS { Ok(HalfDays(count)) } else { Err(Code::BadDayCount) }
}

/// A number of days in a week or a range of them, `2`, `1-2`, `2.5`.
pub(crate) fn day_range(text: &str) -> Read<Between<HalfDays>> {
    range(text, Code::BadDayCount, day_count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_print_as_they_are_read() {
        for (text, printed) in [
            ("Mon;Tue am;Thu pm", "Mon;Tue am;Thu pm"),
            ("monday ; TUES AM", "Mon;Tue am"),
            ("Mon am;Mon pm", "Mon"),
            ("Mon-Fri", "Mon;Tue;Wed;Thu;Fri"),
            ("Tue-Thu pm;", "Tue pm;Wed pm;Thu pm"),
        ] {
            assert_eq!(times(text).map(|times| times.to_string()), Ok(printed.to_owned()), "{text}");
        }
        for text in ["Mo", "Mon,Tue", "Mon evening", "Fri-Mon", ";", "1", "Mon am pm", "T"] {
            assert_eq!(times(text), Err(Code::BadDays), "{text}");
        }
    }

    #[test]
    fn day_counts_go_in_halves_to_seven() {
        assert_eq!(day_count("2.5"), Ok(HalfDays(5)));
        assert_eq!(day_count("7.0"), Ok(HalfDays(14)));
        assert_eq!(day_range("1–2.5"), Ok(Between { least: HalfDays(2), most: HalfDays(5) }));
        assert_eq!(day_range("3 to 3"), Ok(Between { least: HalfDays(6), most: HalfDays(6) }));
        assert_eq!(day_range("2-1"), Err(Code::BadDayCount));
        assert_eq!(day_count("0"), Ok(HalfDays(0)));
        assert_eq!(day_count("-2"), Err(Code::NegativeNumber));
        for text in ["7.5", "8", "2.25", "two", "", ".5", "-"] {
            assert_eq!(day_count(text), Err(Code::BadDayCount), "{text}");
        }
    }
}
