use super::{Case, Reason};

/// A plan is there, or not there, as the programme asks.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    match case.programme.ehcp {
        Some(needed) if case.student.ehcp != Some(needed) => {
            Err(Reason::Ehcp { needed, is_known: case.student.ehcp.is_some() })
        }
        _ => Ok(()),
    }
}
