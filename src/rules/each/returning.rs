use crate::calendar::Span;
use crate::ids::RuleId;
use crate::paper::words::{counted, day};
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::stays::{after_gap, is_too_soon, join};
use crate::rules::words::dates;

/// Between the student's stay on the programme and another that is held lies at
/// least the programme's gap.
pub(super) struct Return;

impl Rule for Return {
    fn id(&self) -> RuleId {
        RuleId::Return
    }

    fn allows(&self, case: &Case) -> bool {
        fault(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let Fault { own, other, weeks } = fault(case)?;
        let from = day(after_gap(own.min(other).last, weeks));
        let (name, held, weeks) = (&case.programme.name, dates(other), counted(weeks, "week"));
        Some(format!(
            "the student has {name} {held}; at least {weeks} lie between two stays, so that the later one may start from {from}"
        ))
    }

    fn in_short(&self) -> &'static str {
        "Back on the programme too soon"
    }

    fn advice(&self) -> &'static str {
        "Ask for a later start, or choose another programme."
    }
}

/// Two stays with too few weeks between them.
struct Fault {
    own: Span,
    other: Span,
    weeks: u32,
}

fn fault(case: &Case) -> Option<Fault> {
    let weeks = case.programme.gap_weeks?;
    let stays = join(&case.round.calendar, case.held_spans().chain([case.span]));
    let own = stays.iter().copied().find(|stay| stay.overlaps(&case.span))?;
    let mut others = stays.iter().copied().filter(|stay| !stay.overlaps(&case.span));
    let other = others.find(|other| is_too_soon(own, *other, weeks))?;
    Some(Fault { own, other, weeks })
}
