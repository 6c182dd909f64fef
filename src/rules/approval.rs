use super::{Case, Reason};

/// The provider is approved for the whole placement.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let (from, to) = (case.provider.approved_from, case.provider.approved_to);
    let in_time = from.is_none_or(|from| from <= case.span.first);
    let long_enough = to.is_none_or(|to| case.span.last <= to);
    if in_time && long_enough { Ok(()) } else { Err(Reason::Approval { from, to, span: case.span }) }
}
