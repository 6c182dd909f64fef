use super::reserves::reserves;
use super::round_result::{RoundResult, Status};
use super::run::Trace;
use crate::audit;
use crate::posed::Posed;
use crate::solve::{Engine, Fault};

/// Adds what is said of a result beyond the allocation itself: who comes in
/// where a place falls free, and the claims that the audit finds.
///
/// # Errors
///
/// Where the solver fails.
pub fn complete(posed: &Posed, result: &mut RoundResult, engine: Engine, trace: &mut Trace) -> Result<(), Fault> {
    result.reserves = trace.time("reserves", || reserves(posed, result, engine))?;
    if result.status != Status::Infeasible {
        result.claims = trace.time("claims", || {
            let settings = audit::Settings { relaxed_groups: posed.relaxed_groups().clone() };
            audit::claims_until(posed.round(), &result.entries(), &settings, &|| engine.stop.is_due())
        });
        if result.claims.is_none() && engine.stop.is_due() {
            // Both or neither: a result that was cut short says so by one of them.
            result.reserves = None;
            let cut = "the run was ended before the reserve lists and the claims of the audit were worked out";
            result.warnings.push(cut.to_owned());
        }
    }
    Ok(())
}
