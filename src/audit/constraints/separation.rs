use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::audit::pair::Pair;
use crate::calendar::Span;
use crate::round::{Intake, Key, SeparationScope, Student};
use crate::units::Times;
use std::collections::{BTreeMap, BTreeSet};

/// A stay of a student at an intake, new or held.
struct Stay {
    intake: Key<Intake>,
    span: Span,
    days: Times,
    is_new: bool,
}

/// Two students are kept apart: not in the same intake whatever the dates, or
/// not with the same provider on overlapping dates at a shared time. Two held
/// placements are left as they are.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut new: BTreeMap<Key<Student>, Vec<&Pair<'_>>> = BTreeMap::new();
    for placement in &given.placements {
        new.entry(placement.referral.student).or_default().push(placement);
    }
    let stays_of = |student: Key<Student>| -> Vec<Stay> {
        let held =
            given.facts.held_by(student).iter().filter_map(|held| {
                Some(Stay { intake: held.intake?, span: held.span, days: held.days, is_new: false })
            });
        let new = new.get(&student).into_iter().flatten().map(|placement| Stay {
            intake: placement.intake_key,
            span: placement.span,
            days: placement.intake.days,
            is_new: true,
        });
        held.chain(new).collect()
    };
    let pairs: BTreeSet<(Key<Student>, Key<Student>, SeparationScope)> =
        round.separations.iter().map(|row| (row.a.min(row.b), row.a.max(row.b), row.scope)).collect();
    let mut breaches = Vec::new();
    for (a, b, scope) in pairs {
        let stays_of_b = stays_of(b);
        for one in stays_of(a) {
            for other in stays_of_b.iter().filter(|other| one.is_new || other.is_new) {
                if let Some(detail) = meet(given, &one, other, scope) {
                    let subjects = vec![
                        Subject::new(SubjectKind::Student, &round.students[a]),
                        Subject::new(SubjectKind::Student, &round.students[b]),
                        Subject::new(SubjectKind::Intake, &round.intakes[one.intake]),
                        Subject::new(SubjectKind::Intake, &round.intakes[other.intake]),
                    ];
                    breaches.push((subjects, detail));
                }
            }
        }
    }
    breaches
}

fn meet(given: &Given<'_>, one: &Stay, other: &Stay, scope: SeparationScope) -> Option<String> {
    let round = given.facts.round;
    match scope {
        SeparationScope::Intake => {
            (one.intake == other.intake).then(|| "two students who are kept apart are in the same intake".to_owned())
        }
        SeparationScope::Provider => {
            let provider = round.provider_of(one.intake);
            let together = provider == round.provider_of(other.intake)
                && one.span.overlaps(&other.span)
                && one.days.intersects(other.days);
            together.then(|| {
                let id = &round.providers[provider].id;
                format!("two students who are kept apart are with provider {id} at the same time")
            })
        }
    }
}
