use super::read::Read;
use crate::problem::Code;
use chrono::NaiveTime;

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// A time of day in any of the accepted forms: `14:30`, `9.05`, `2:30 pm`,
/// `2pm`, `14:30:00`, a spreadsheet's part of a day, `0.604166667`. Seconds are
/// left out.
pub(crate) fn time_of_day(text: &str) -> Read<NaiveTime> {
    part_of_a_day(text).or_else(|| written(&text.to_lowercase())).ok_or(Code::BadTime)
}

/// A number from 0 to below 1 with at least three decimals, rounded to minutes;
/// `0.30` is half past midnight.
fn part_of_a_day(text: &str) -> Option<NaiveTime> {
    let decimals = text.strip_prefix("0.")?;
    if decimals.len() < 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: f64 = text.parse().ok()?;
    let minutes = (part * DAY / 60.0).round() as u32;
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
}

fn written(text: &str) -> Option<NaiveTime> {
    let (clock, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim_end(), Some(0)),
        (_, Some(clock)) => (clock.trim_end(), Some(12)),
        _ => (text, None),
    };
    let mut parts = clock.split([':', '.']);
    let number = |part: &str| {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse::<u32>().ok() } else { None }
    };
    let hour = number(parts.next()?)?;
    let minute = match parts.next() {
        Some(minute) => number(minute)?,
        // An hour by itself says which half of the day it is in.
        None => half.map(|_| 0)?,
    };
    let second = parts.next().map_or(Some(0), number)?;
    if parts.next().is_some() {
        return None;
    }
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)?;
    NaiveTime::from_hms_opt(hour, minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_their_forms() {
        for (text, expected) in [
            ("14:30", "14:30"),
            ("9.05", "09:05"),
            ("2:30 PM", "14:30"),
            ("2pm", "14:00"),
            ("12:10 am", "00:10"),
            ("12pm", "12:00"),
            ("14:30:59", "14:30"),
            ("0.604166667", "14:30"),
            ("0.30", "00:30"),
            ("00:00", "00:00"),
        ] {
            assert_eq!(
                time_of_day(text).map(|time| time.format("%H:%M").to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        for wrong in ["24:00", "9:60", "13pm", "0pm", "14", "2:3:4:5", "noon", "1.5000", "12:-5", ":30"] {
            assert_eq!(time_of_day(wrong), Err(Code::BadTime), "{wrong}");
        }
    }
}
