use super::Span;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The division of the published file that the English system goes by.
const DIVISION: &str = "england-and-wales";

/// The file as gov.uk publishes it (`data/README.md`).
const PUBLISHED: &str = include_str!("../../data/bank-holidays.json");

static KNOWN: LazyLock<BankHolidays> = LazyLock::new(|| BankHolidays::parse(PUBLISHED).unwrap_or_default());

/// The bank holidays of England and Wales, as a published file has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankHolidays {
    titles: BTreeMap<NaiveDate, String>,
}

impl BankHolidays {
    /// Those that come with the program: 2012 to 2028.
    pub fn known() -> &'static BankHolidays {
        &KNOWN
    }

    /// Those of a file in the form of `https://www.gov.uk/bank-holidays.json`,
    /// or of its part for England and Wales alone.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, in a few words.
    pub fn parse(json: &str) -> Result<BankHolidays, String> {
        let file: Value = serde_json::from_str(json).map_err(|_| "a text that is no JSON".to_owned())?;
        let is_part = file.get("division").and_then(Value::as_str) == Some(DIVISION);
        let part = if is_part { Some(&file) } else { file.get(DIVISION) };
        let events = part.and_then(|part| part.get("events")).and_then(Value::as_array);
        let events = events.ok_or_else(|| format!("no list of events for {DIVISION}"))?;
        let mut titles = BTreeMap::new();
        for event in events {
            let date = event.get("date").and_then(Value::as_str).and_then(|date| date.parse().ok());
            let date: NaiveDate = date.ok_or_else(|| "an event without a date such as 2026-12-25".to_owned())?;
            let title = event.get("title").and_then(Value::as_str).unwrap_or("bank holiday");
            titles.insert(date, title.to_owned());
        }
        if titles.is_empty() {
            return Err(format!("an empty list of events for {DIVISION}"));
        }
        Ok(BankHolidays { titles })
    }

    /// All of them, ascending.
    pub fn days(&self) -> BTreeSet<NaiveDate> {
        self.titles.keys().copied().collect()
    }

    /// Those within a run of days, with their titles, ascending.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (NaiveDate, &str)> {
        let range = (span.first <= span.last).then(|| self.titles.range(span.first..=span.last));
        range.into_iter().flatten().map(|(day, title)| (*day, title.as_str()))
    }

    /// Whether a day is one of them.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.titles.contains_key(&day)
    }

    /// The first and the last calendar year that the file tells of.
    pub fn years(&self) -> Option<(i32, i32)> {
        let (first, last) = (self.titles.keys().next()?, self.titles.keys().next_back()?);
        Some((first.year(), last.year()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_days_are_those_of_the_domain_notes() {
        // domain.md §5.3; 2025 from its last term on.
        let listed = [
            "2025-08-25",
            "2025-12-25",
            "2025-12-26",
            "2026-01-01",
            "2026-04-03",
            "2026-04-06",
            "2026-05-04",
            "2026-05-25",
            "2026-08-31",
            "2026-12-25",
            "2026-12-28",
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-03",
            "2027-05-31",
            "2027-08-30",
            "2027-12-27",
            "2027-12-28",
        ];
        let span = Span::new(day("2025-08-01"), day("2027-12-31"));
        let found: Vec<NaiveDate> = BankHolidays::known().within(span).map(|(day, _)| day).collect();
        assert_eq!(found, listed.map(day));
        assert_eq!(BankHolidays::known().years(), Some((2012, 2028)));
    }

    #[test]
    fn the_part_of_england_and_wales_will_do_and_nothing_else() {
        let part = r#"{"division":"england-and-wales","events":[{"title":"A day off","date":"2031-06-02"}]}"#;
        let read = BankHolidays::parse(part).unwrap();
        assert!(read.contains(day("2031-06-02")));
        assert_eq!(read.years(), Some((2031, 2031)));
        for (wrong, why) in [
            ("{", "a text that is no JSON"),
            (r#"{"scotland":{"events":[]}}"#, "no list of events for england-and-wales"),
            (r#"{"england-and-wales":{"events":[]}}"#, "an empty list of events for england-and-wales"),
            (r#"{"england-and-wales":{"events":[{"date":"2 June"}]}}"#, "an event without a date such as 2026-12-25"),
        ] {
            assert_eq!(BankHolidays::parse(wrong).unwrap_err(), why);
        }
    }
}
