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
            audit::claims(posed.round(), &result.entries(), &settings)
        });
    }
    Ok(())
}
