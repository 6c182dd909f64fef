use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::audit::stays::{held, stays, together, too_close};
use crate::calendar::Span;
use crate::ids::RuleId;

/// Of two new placements of a student on a programme that are not a part of one
/// stay, the later leaves the programme's gap. One too close to a held stay
/// breaks the rule of the same name.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let calendar = &given.facts.round.calendar;
    let mut found = Vec::new();
    for placements in together(&given.placements, RuleId::Return).into_values() {
        for (position, one) in placements.iter().enumerate() {
            for other in &placements[position + 1..] {
                let spans: Vec<Span> = held(one).into_iter().chain([one.span, other.span]).collect();
                let stays = stays(calendar, &spans);
                let stay_of = |span: Span| stays.iter().position(|stay| stay.holds(span));
                let (Some(a), Some(b)) = (stay_of(one.span), stay_of(other.span)) else { continue };
                if a == b {
                    continue;
                }
                if let Some(detail) = too_close(one.programme, &stays[a.min(b)], &stays[a.max(b)]) {
                    let subjects = vec![
                        Subject::new(SubjectKind::Referral, one.referral),
                        Subject::new(SubjectKind::Referral, other.referral),
                        Subject::new(SubjectKind::Student, one.student),
                        Subject::new(SubjectKind::Programme, one.programme),
                    ];
                    found.push((subjects, detail));
                }
            }
        }
    }
    found
}
