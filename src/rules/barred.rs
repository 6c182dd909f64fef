use super::{Case, Reason};

/// No decision bars the intake.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    if case.is_barred() { Err(Reason::Barred) } else { Ok(()) }
}
