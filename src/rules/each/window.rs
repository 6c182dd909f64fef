use crate::ids::RuleId;
use crate::paper::words::day;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::start::{first_day, legal_start};

/// The placement can start not before the day of the run, the referral's
/// earliest start and the programme's lead time after submission, and not
/// after the referral's latest start.
pub(super) struct Window;

impl Rule for Window {
    fn id(&self) -> RuleId {
        RuleId::Window
    }

    fn allows(&self, case: &Case) -> bool {
        case.earlier_dates().is_some() || legal_start(case).is_some()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let first = first_day(case);
        let start = format!("the intake starts on {}", day(case.intake.start));
        let joined = case.intake.last_start.map(|last| format!(" and may be joined until {}", day(last)));
        let window = match case.referral.latest_start {
            Some(last) if last < first => {
                format!("on {} at the earliest and on {} at the latest", day(first), day(last))
            }
            Some(last) => format!("from {} to {}", day(first), day(last)),
            None => format!("from {}", day(first)),
        };
        Some(format!("{start}{}; the placement can start {window}", joined.unwrap_or_default()))
    }

    fn in_short(&self) -> &'static str {
        "No start at a time that suits"
    }

    fn advice(&self) -> &'static str {
        "Allow an earlier or a later start."
    }
}
