use crate::ids::RuleId;
use crate::paper::words::counted;
use crate::round::Breach;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::{dates, days, weekdays};

/// The intake has the days of the week and the length that the programme is
/// taught in (S0:8-13, S1:304, S1:393).
pub(super) struct Pattern;

impl Rule for Pattern {
    fn id(&self) -> RuleId {
        RuleId::Pattern
    }

    fn allows(&self, case: &Case) -> bool {
        breach(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (name, intake) = (&case.programme.name, case.intake);
        Some(match breach(case)? {
            Breach::DaysPerWeek(allowed) => {
                format!("{name} is {allowed} days a week; the intake takes {}", days(intake.days.half_days()))
            }
            Breach::Weekdays(allowed) => {
                format!("{name} is on {}; the intake is on {}", weekdays(allowed), weekdays(intake.days))
            }
            Breach::Weeks(allowed, weeks) => {
                let (dates, weeks) = (dates(intake.span()), counted(weeks, "teaching week"));
                format!("{name} lasts {allowed} teaching weeks; the intake has {weeks}, {dates}")
            }
        })
    }

    fn in_short(&self) -> &'static str {
        "Other days or another length than the programme's"
    }

    fn advice(&self) -> &'static str {
        "Ask for a course of the programme with its usual days and length."
    }
}

fn breach(case: &Case) -> Option<Breach> {
    case.programme.pattern.breach(case.intake.days, case.intake.span(), &case.round.calendar)
}
