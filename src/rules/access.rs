use super::{Case, Reason};
use crate::round::Access;

/// An exclusive programme needs a referring school with the SLA (S1:219,
/// "Exclusive access to").
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let has_sla = case.school.is_some_and(|school| school.sla);
    if case.programme.access == Access::Exclusive && !has_sla {
        return Err(Reason::Access { has_school: case.school.is_some() });
    }
    Ok(())
}
