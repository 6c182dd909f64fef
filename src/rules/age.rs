use super::{Case, Reason};
use crate::calendar::age_in_months;

/// The student's age at the placement's start, in whole months, is within the
/// programme's: from the first number, below the second.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let Some((from, below)) = case.programme.age_months else { return Ok(()) };
    let months = case.student.date_of_birth.map(|birth| i64::from(age_in_months(birth, case.span.first)));
    match months {
        Some(months) if (i64::from(from)..i64::from(below)).contains(&months) => Ok(()),
        _ => Err(Reason::Age { is_known: months.is_some(), from, below, start: case.span.first }),
    }
}
