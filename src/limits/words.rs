use super::constraint::PENCE;
use crate::paper::words::plural;
use crate::units::Pence;

/// More places than now, as a change: `one more place (3 to 4)`.
pub(super) fn more_places(now: u32, amount: u32) -> String {
    match amount {
        1 => format!("one more place ({now} to {})", now.saturating_add(1)),
        _ => format!("{amount} more places ({now} to {})", now.saturating_add(amount)),
    }
}

/// More places than now, as something has them: `2 more places (5 instead of 3)`.
pub(super) fn has_more(now: u32, amount: u32) -> String {
    let noun = plural(i64::from(amount), "place");
    format!("{amount} more {noun} ({} instead of {now})", now.saturating_add(amount))
}

/// Some pounds more than a sum.
pub(super) fn raised(now: Pence, pounds: u32) -> Pence {
    now + Pence(PENCE * i64::from(pounds))
}
