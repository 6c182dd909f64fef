use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::units::YearGroups;

/// The student is of a year group of programme and course. The year group is
/// that of the academic year in which the intake starts: one higher for each
/// later year than the round's.
pub(super) struct YearGroup;

impl Rule for YearGroup {
    fn id(&self) -> RuleId {
        RuleId::YearGroup
    }

    fn allows(&self, case: &Case) -> bool {
        refusing(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (who, takes) = refusing(case)?;
        let takes = takes.to_string().replace(';', ", ");
        let then = match (case.year_group_at_start(), case.student.year_group) {
            (Some(then), _) => format!("at the start the student's will be {then}"),
            (None, Some(_)) => "at the start the student will be above Year 14".to_owned(),
            (None, None) => "the student's is not recorded".to_owned(),
        };
        Some(format!("{who} takes year groups {takes}; {then}"))
    }

    fn in_short(&self) -> &'static str {
        "Other year groups"
    }

    fn advice(&self) -> &'static str {
        "Choose a course or programme that takes the student’s age."
    }
}

/// Which of programme and course does not take the student, and the year groups
/// that it takes.
fn refusing<'r>(case: &Case<'r>) -> Option<(&'r str, YearGroups)> {
    let programme = case.programme.year_groups.map(|takes| (case.programme.name.as_str(), takes));
    let course = case.course.year_groups.map(|takes| ("the course", takes));
    let is_taken = |takes: YearGroups| case.year_group_at_start().is_some_and(|then| takes.contains(then));
    programme.into_iter().chain(course).find(|(_, takes)| !is_taken(*takes))
}
