use super::{Case, Reason};

/// Where the programme asks for it, the provider is on the authority's
/// framework; unknown fails.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    match (case.programme.framework, case.provider.framework) {
        (false, _) | (_, Some(true)) => Ok(()),
        (true, found) => Err(Reason::Framework { is_known: found.is_some() }),
    }
}
