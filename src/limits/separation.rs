use crate::ids::ConstraintId;
use crate::round::{Held, Intake, Key, Provider, SeparationScope, Student};
use crate::rows::{ColumnIndex, Draft, Member, Subject, peaks};
use crate::units::Times;
use std::collections::BTreeMap;

/// Two students are kept apart: not in the same intake, or not with the same
/// provider on overlapping dates at a shared time; held placements included.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    let mut held_by: BTreeMap<Key<Student>, Vec<&Held>> = BTreeMap::new();
    for held in &draft.round.held {
        held_by.entry(held.student).or_default().push(held);
    }
    let held_by = |student: Key<Student>| held_by.get(&student).map_or(&[][..], Vec::as_slice);
    let round = draft.round;
    for separation in &round.separations {
        let (a, b) = (separation.a, separation.b);
        let subject = Subject::Pair(a, b);
        match separation.scope {
            SeparationScope::Intake => {
                for (one, other) in meeting_in_intakes(draft, a, b) {
                    draft.add_limit(id, subject, vec![(one, 1), (other, 1)], 0, 1);
                }
            }
            SeparationScope::Provider => {
                for (terms, left) in meeting_at_providers(draft, a, b) {
                    draft.add_limit(id, subject, terms, 0, left);
                }
            }
        }
        for (student, other) in [(a, b), (b, a)] {
            for column in draft.of_student(student).to_vec() {
                if held_by(other).iter().any(|held| meets_held(draft, separation.scope, column, held)) {
                    draft.add_limit(id, subject, vec![(column, 1)], 1, 0);
                }
            }
        }
    }
}

fn meeting_in_intakes(draft: &Draft, a: Key<Student>, b: Key<Student>) -> Vec<(ColumnIndex, ColumnIndex)> {
    let mut of_b: BTreeMap<Key<Intake>, Vec<ColumnIndex>> = BTreeMap::new();
    for column in draft.of_student(b) {
        of_b.entry(draft.option(*column).intake).or_default().push(*column);
    }
    let pairs = draft.of_student(a).iter().flat_map(|one| {
        let others = of_b.get(&draft.option(*one).intake).into_iter().flatten();
        others.map(|other| (*one, *other))
    });
    pairs.collect()
}

/// For each provider, half day and date: of both students' placements in
/// force, at most one. That one student has no two of them is a clash anyway.
fn meeting_at_providers(draft: &Draft, a: Key<Student>, b: Key<Student>) -> Vec<(Vec<(ColumnIndex, i64)>, i64)> {
    let mut by_provider: BTreeMap<Key<Provider>, Vec<ColumnIndex>> = BTreeMap::new();
    for column in draft.of_student(a).iter().chain(draft.of_student(b)) {
        by_provider.entry(draft.round.provider_of(draft.option(*column).intake)).or_default().push(*column);
    }
    let mut found = Vec::new();
    for columns in by_provider.values() {
        for slot in (0..Times::SLOTS).map(Times::slot) {
            let here = columns.iter().filter(|column| days(draft, **column).intersects(slot));
            let members: Vec<Member> =
                here.map(|column| Member { column: *column, span: draft.option(*column).span, takes: 1 }).collect();
            for peak in peaks(&members, &[], 1) {
                let of = |student| peak.terms.iter().any(|(column, _)| draft.student_of(*column) == student);
                let limit = (peak.terms.clone(), peak.left);
                if of(a) && of(b) && !found.contains(&limit) {
                    found.push(limit);
                }
            }
        }
    }
    found
}

fn meets_held(draft: &Draft, scope: SeparationScope, column: ColumnIndex, held: &Held) -> bool {
    let option = draft.option(column);
    let Some(held_intake) = held.intake else { return false };
    match scope {
        SeparationScope::Intake => held_intake == option.intake,
        SeparationScope::Provider => {
            draft.round.provider_of(held_intake) == draft.round.provider_of(option.intake)
                && held.span.overlaps(&option.span)
                && held.days.intersects(days(draft, column))
        }
    }
}

fn days(draft: &Draft, column: ColumnIndex) -> Times {
    draft.round.intakes[draft.option(column).intake].days
}
