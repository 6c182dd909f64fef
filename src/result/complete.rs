use super::{RoundResult, Settings, Status, Trace, reserves};
use crate::audit::{self, Entry};
use crate::round::Round;
use crate::solve::Fault;

/// Adds what is said of a result beyond the allocation itself: who comes in
/// where a place falls free, and the claims that the audit finds.
///
/// # Errors
///
/// Where the solver fails.
pub fn complete(round: &Round, result: &mut RoundResult, settings: &Settings, trace: &mut Trace) -> Result<(), Fault> {
    result.reserves = trace.time("reserves", || reserves(round, result, settings.solver, settings.limit))?;
    if result.status != Status::Infeasible {
        result.claims = trace.time("claims", || {
            let entry = |placed: &super::Placed| Entry {
                referral: placed.placement.referral,
                intake: placed.placement.intake,
                start: Some(placed.placement.span.first),
                end: Some(placed.placement.span.last),
            };
            let entries: Vec<Entry> = result.placed.iter().map(entry).collect();
            audit::claims(round, &entries, &audit::Settings { relaxed_groups: settings.relaxed_groups.clone() })
        });
    }
    Ok(())
}
