use super::constraint::PENCE;
use crate::units::Pence;

/// `1 week`, `2 weeks`.
pub(super) fn counted(number: u32, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// More places than now, as a change: `one more place (3 to 4)`.
pub(super) fn more_places(now: u32, amount: u32) -> String {
    match amount {
        1 => format!("one more place ({now} to {})", now.saturating_add(1)),
        _ => format!("{amount} more places ({now} to {})", now.saturating_add(amount)),
    }
}

/// More places than now, as something has them: `2 more places (5 instead of 3)`.
pub(super) fn has_more(now: u32, amount: u32) -> String {
    let noun = if amount == 1 { "place" } else { "places" };
    format!("{amount} more {noun} ({} instead of {now})", now.saturating_add(amount))
}

/// Some pounds more than a sum.
pub(super) fn raised(now: Pence, pounds: u32) -> Pence {
    now + Pence(PENCE * i64::from(pounds))
}
