use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::audit::stays::{held, stays, together, too_long};
use crate::calendar::Span;
use crate::ids::RuleId;

/// New placements of a student on a programme that are a part of one stay do not
/// make it too long. One placement that does so by itself, or with held ones,
/// breaks the rule of the same name.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let calendar = &given.facts.round.calendar;
    let mut found = Vec::new();
    for placements in together(&given.placements, RuleId::Stay).into_values() {
        let Some(first) = placements.first() else { continue };
        let new = placements.iter().map(|placement| placement.span);
        let spans: Vec<Span> = held(first).into_iter().chain(new).collect();
        for stay in stays(calendar, &spans) {
            let parts: Vec<_> = placements.iter().filter(|placement| stay.holds(placement.span)).collect();
            if let (2.., Some(detail)) = (parts.len(), too_long(calendar, first.programme, &stay)) {
                let mut subjects: Vec<Subject> =
                    parts.iter().map(|placement| Subject::new(SubjectKind::Referral, placement.referral)).collect();
                subjects.push(Subject::new(SubjectKind::Student, first.student));
                subjects.push(Subject::new(SubjectKind::Programme, first.programme));
                found.push((subjects, detail));
            }
        }
    }
    found
}
