use crate::calendar::age_in_months;
use crate::ids::RuleId;
use crate::paper::words::day;
use crate::rules::Case;
use crate::rules::rule::Rule;

/// The student's age at the placement's start, in whole months, is within the
/// programme's: from the first number, below the second.
pub(super) struct Age;

impl Rule for Age {
    fn id(&self) -> RuleId {
        RuleId::Age
    }

    fn allows(&self, case: &Case) -> bool {
        let Some((from, below)) = case.programme.age_months else { return true };
        let months = case.student.date_of_birth.map(|birth| i64::from(age_in_months(birth, case.span.first)));
        months.is_some_and(|months| (i64::from(from)..i64::from(below)).contains(&months))
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (from, below) = case.programme.age_months?;
        let why = match case.student.date_of_birth {
            Some(_) => format!(", which the student is not on {}", day(case.span.first)),
            None => "; the date of birth is not recorded".to_owned(),
        };
        Some(format!("{} takes children from {from} to under {below} months old{why}", case.programme.name))
    }

    fn in_short(&self) -> &'static str {
        "Other ages"
    }

    fn advice(&self) -> &'static str {
        "Choose a course or programme that takes the student’s age."
    }
}
