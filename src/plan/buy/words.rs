use super::decide::Decided;
use super::purchase::Purchase;

/// What the answer is, in a word.
pub(super) fn status(purchase: &Purchase) -> &'static str {
    match &purchase.decided {
        Decided::Plan(plan) if plan.is_proven => "optimal",
        Decided::Plan(_) => "feasible",
        Decided::Unmet(_) => "unmet",
        Decided::Unknown => "unknown",
    }
}
