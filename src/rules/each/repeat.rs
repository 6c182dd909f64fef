use crate::calendar::Span;
use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::dates;
use crate::units::AcademicYear;

/// Of a programme taken once in an academic year, the student holds no
/// placement that starts in the same year.
pub(super) struct Repeat;

impl Rule for Repeat {
    fn id(&self) -> RuleId {
        RuleId::Repeat
    }

    fn allows(&self, case: &Case) -> bool {
        case.programme.repeat || before(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (name, year, before) = (&case.programme.name, year(case), dates(before(case)?));
        Some(format!("{name} is taken once a year, and the student has it in {year} already, {before}"))
    }

    fn in_short(&self) -> &'static str {
        "Had the programme this academic year"
    }

    fn advice(&self) -> &'static str {
        "Refer again for the next academic year."
    }
}

fn year(case: &Case) -> AcademicYear {
    AcademicYear::of(case.span.first)
}

/// The dates of a placement on the programme that starts in the same year.
fn before(case: &Case) -> Option<Span> {
    let year = year(case);
    case.held_spans().find(|held| AcademicYear::of(held.first) == year)
}
