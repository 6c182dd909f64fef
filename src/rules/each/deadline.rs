use crate::ids::RuleId;
use crate::paper::words::{counted, day};
use crate::rules::Case;
use crate::rules::rule::Rule;
use chrono::NaiveDate;

/// The referral was submitted not after the deadline of the intake's start.
/// A start without any deadline fails.
pub(super) struct Deadline;

impl Rule for Deadline {
    fn id(&self) -> RuleId {
        RuleId::Deadline
    }

    fn allows(&self, case: &Case) -> bool {
        !case.programme.deadline || deadline(case).is_some_and(|deadline| case.referral.submitted <= deadline)
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let submitted = case.referral.submitted;
        Some(match deadline(case) {
            Some(deadline) => {
                let late = counted((submitted - deadline).num_days(), "day");
                format!("submitted on {}, {late} after the deadline of {}", day(submitted), day(deadline))
            }
            None => {
                let (programme, start) = (&case.programme.name, day(case.intake.start));
                format!("the calendar has no deadline for {programme} starting on {start}")
            }
        })
    }

    fn in_short(&self) -> &'static str {
        "Submitted after the deadline"
    }

    fn advice(&self) -> &'static str {
        "Submit by the next deadline."
    }
}

fn deadline(case: &Case) -> Option<NaiveDate> {
    case.book.deadline(case.course.programme, case.intake.start)
}
