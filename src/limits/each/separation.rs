//! Two students who are kept apart.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Constraint, Ease, Easing, Terms};
use crate::limits::edit::Edit;
use crate::limits::one_more::OneMore;
use crate::round::{Held, Intake, Key, Provider, Round, Separation as Stated, SeparationScope, Student};
use crate::rows::{About, ColumnIndex, Draft, Member, Row, peaks};
use crate::schema::{TableId, separations};
use crate::units::Times;
use std::collections::{BTreeMap, BTreeSet};

/// Two students are kept apart: not in the same intake, or not with the same
/// provider on overlapping dates at a shared time; held placements included.
pub(super) struct Separation;

impl Constraint for Separation {
    fn id(&self) -> ConstraintId {
        ConstraintId::Separation
    }

    fn write(&self, draft: &mut Draft) {
        let mut held_by: BTreeMap<Key<Student>, Vec<&Held>> = BTreeMap::new();
        for held in &draft.round.held {
            held_by.entry(held.student).or_default().push(held);
        }
        let held_by = |student: Key<Student>| held_by.get(&student).map_or(&[][..], Vec::as_slice);
        for separation in &draft.round.separations {
            let (a, b) = (separation.a, separation.b);
            let limit = self.limit(About::Students(a, b));
            match separation.scope {
                SeparationScope::Intake => {
                    for (one, other) in meeting_in_intakes(draft, a, b) {
                        draft.add_limit(limit, vec![(one, 1), (other, 1)], 0, 1);
                    }
                }
                SeparationScope::Provider => {
                    for (terms, left) in meeting_at_providers(draft, a, b) {
                        draft.add_limit(limit, terms, 0, left);
                    }
                }
            }
            for (student, other) in [(a, b), (b, a)] {
                for column in draft.of_student(student).to_vec() {
                    if held_by(other).iter().any(|held| meets_held(draft, separation.scope, column, held)) {
                        draft.add_limit(limit, vec![(column, 1)], 1, 0);
                    }
                }
            }
        }
    }

    fn full(&self, _about: About, _more: &OneMore) -> Option<String> {
        Some("a student who must be kept apart has a place there".to_owned())
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let About::Students(a, b) = about else { return None };
        Some(format!("students {} and {} are kept apart", round.students[a].id, round.students[b].id))
    }

    fn in_short(&self) -> &'static str {
        "A student to be kept apart is there"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses; a place may also fall free."
    }

    fn tells_of_another(&self) -> bool {
        true
    }

    /// One row for one placement of each, whichever of several each of them has:
    /// the joint row also says that neither of them has two of them, which is a
    /// matter of `clash`.
    fn parts(&self, about: About, row: &Row, student: &dyn Fn(ColumnIndex) -> Key<Student>) -> Vec<Terms> {
        let (About::Students(one, _), 3..) = (about, row.terms.len()) else { return vec![row.terms.clone()] };
        let (ones, others): (Terms, Terms) = row.terms.iter().copied().partition(|(column, _)| student(*column) == one);
        ones.iter().flat_map(|a| others.iter().map(|b| vec![*a, *b])).collect()
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for Separation {
    fn ease(&self) -> Ease {
        Ease::Separation
    }

    /// Every row of the file that keeps the two apart, in whichever order.
    fn stated(&self, round: &Round, about: About) -> Vec<About> {
        let About::Students(a, b) = about else { return Vec::new() };
        let is_it =
            |separation: &Stated| (separation.a, separation.b) == (a, b) || (separation.a, separation.b) == (b, a);
        let positions = round.separations.iter().enumerate().filter(|(_, separation)| is_it(separation));
        positions.map(|(position, _)| About::Separation(position)).collect()
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        self.apply_all(round, &[(stated, amount)]);
    }

    /// Positions are those of the round, so the last go first.
    fn apply_all(&self, round: &mut Round, eased: &[(About, u32)]) {
        let lifted: BTreeSet<usize> = eased.iter().filter_map(|(stated, _)| position(*stated)).collect();
        for position in lifted.into_iter().rev() {
            round.separations.remove(position);
        }
    }

    fn edits(&self, round: &Round, stated: About, _amount: u32) -> Option<Vec<Edit>> {
        let separation = &round.separations[position(stated)?];
        let student = |key| round.students[key].id.clone();
        let mut row = vec![
            (separations::STUDENT_A.name, student(separation.a)),
            (separations::STUDENT_B.name, student(separation.b)),
        ];
        if separation.scope == SeparationScope::Provider {
            row.push((separations::SCOPE.name, separation.scope.to_string()));
        }
        Some(vec![Edit::Remove { table: TableId::Separations, row }])
    }

    fn change(&self, round: &Round, stated: About, _amount: u32) -> Option<String> {
        let separation = &round.separations[position(stated)?];
        let (a, b) = (&round.students[separation.a].id, &round.students[separation.b].id);
        Some(format!("students {a} and {b} no longer kept apart"))
    }

    fn remedy(&self, round: &Round, about: About, _amount: u32) -> Option<String> {
        let About::Students(a, b) = about else { return None };
        let (a, b) = (&round.students[a].id, &round.students[b].id);
        Some(format!("students {a} and {b} need not be kept apart"))
    }

    fn most(&self, _round: &Round, _stated: About, _wanted: i64) -> u32 {
        1
    }

    fn excess(&self, _round: &Round, _stated: About, _row: &Row, _sum: i64) -> Option<i64> {
        Some(1)
    }

    fn is_raised_further(&self) -> bool {
        false
    }
}

fn position(stated: About) -> Option<usize> {
    match stated {
        About::Separation(position) => Some(position),
        _ => None,
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
