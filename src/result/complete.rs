use super::{RoundResult, Settings, Status, Trace, reserves};
use crate::audit;
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
            let settings = audit::Settings { relaxed_groups: settings.relaxed_groups.clone() };
            audit::claims(round, &result.entries(), &settings)
        });
    }
    Ok(())
}
