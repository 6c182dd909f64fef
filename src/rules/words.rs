use crate::calendar::Span;
use crate::paper::words::day;
use crate::units::{HalfDays, Times};

/// `from 12 January 2026 to 13 February 2026`.
pub(super) fn dates(span: Span) -> String {
    format!("from {} to {}", day(span.first), day(span.last))
}

/// `Mon, Tue am`.
pub(super) fn weekdays(times: Times) -> String {
    times.to_string().replace(';', ", ")
}

/// `1 day`, `2.5 days`.
pub(crate) fn days(half_days: HalfDays) -> String {
    let plural = if half_days == HalfDays(2) { "" } else { "s" };
    format!("{half_days} day{plural}")
}

/// Words of the files, with commas.
pub(super) fn list<'w>(words: impl IntoIterator<Item = &'w String>) -> String {
    words.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}
