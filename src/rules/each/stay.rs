use crate::calendar::Span;
use crate::ids::RuleId;
use crate::paper::words::counted;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::stays::{excess, join};
use crate::rules::words::dates;

/// The student's stay on the programme, held placements that join up with this
/// one included, is no longer than the programme allows.
pub(super) struct Stay;

impl Rule for Stay {
    fn id(&self) -> RuleId {
        RuleId::Stay
    }

    fn allows(&self, case: &Case) -> bool {
        !case.programme.limits_stays() || excess(&case.round.calendar, case.programme, own_stay(case)).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let stay = own_stay(case);
        let (would_be, limit, in_terms) = excess(&case.round.calendar, case.programme, stay)?;
        let unit = if in_terms { "term" } else { "teaching week" };
        let (name, would_be, limit) = (&case.programme.name, counted(would_be, unit), counted(limit, unit));
        Some(format!("the stay on {name} would be {would_be}, {}; the limit is {limit}", dates(stay)))
    }

    fn in_short(&self) -> &'static str {
        "The stay would be too long"
    }

    fn advice(&self) -> &'static str {
        "Ask whether the stay may be extended, or choose another programme."
    }
}

/// What it would be with the placements already held.
fn own_stay(case: &Case) -> Span {
    let stays = join(&case.round.calendar, case.held_spans().chain([case.span]));
    stays.into_iter().find(|stay| stay.overlaps(&case.span)).unwrap_or(case.span)
}
