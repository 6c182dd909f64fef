use super::closing::Fewer;
use super::curve::{Ground, Verdict};

/// What stands for more than any amount.
pub(super) const NO_LIMIT: &str = "no limit";

/// How a verdict is known, in a few words.
pub(super) fn known(verdict: &Verdict) -> String {
    match verdict {
        Verdict::NoUse(Ground::Room) => "room for all".to_owned(),
        Verdict::NoUse(Ground::Lifted) => "solved without the limit".to_owned(),
        Verdict::NoUse(Ground::LiftedWith(others)) => format!("solved without it and {others} others"),
        Verdict::Useful { .. } if verdict.is_proven() => "solved".to_owned(),
        Verdict::Useful { .. } | Verdict::Unknown => "not proven".to_owned(),
    }
}

/// How what one place fewer comes to is known, in a few words.
pub(super) fn fewer_known(fewer: &Fewer) -> &'static str {
    match fewer {
        Fewer::Unused => "unused",
        Fewer::Held => "held from before",
        Fewer::Solved { point, .. } if point.is_proven => "solved",
        Fewer::Solved { .. } | Fewer::Unknown => "not proven",
        Fewer::Decided => "a decision needs it",
        Fewer::None => "no place",
    }
}
