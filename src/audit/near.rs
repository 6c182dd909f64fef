//! Which placements a limit could bear on together with another one.

use super::constraints::takes_from;
use super::pair::Pair;
use super::transport;
use crate::round::{Key, Programme, Provider, Round, School, Student};
use crate::units::Pence;
use std::collections::{BTreeMap, BTreeSet};

/// The placements of an allocation by what they may have in common, so that
/// those near one are found without looking at all of them.
pub(super) struct Near<'g> {
    round: &'g Round,
    placements: &'g [Pair<'g>],
    students: BTreeMap<Key<Student>, Vec<usize>>,
    schools: BTreeMap<Key<School>, Vec<usize>>,
    providers: BTreeMap<Key<Provider>, Vec<usize>>,
    /// Of programmes with a number of places for the year or a term.
    programmes: BTreeMap<Key<Programme>, Vec<usize>>,
    /// Those that take from each pool, in the order of the policy.
    pools: Vec<Vec<usize>>,
    /// Those that cost transport, where there is a budget for it.
    transported: Vec<usize>,
    apart: BTreeMap<Key<Student>, BTreeSet<Key<Student>>>,
}

impl<'g> Near<'g> {
    pub(super) fn new(round: &'g Round, placements: &'g [Pair<'g>]) -> Near<'g> {
        let mut near = Near {
            round,
            placements,
            students: BTreeMap::new(),
            schools: BTreeMap::new(),
            providers: BTreeMap::new(),
            programmes: BTreeMap::new(),
            pools: Vec::new(),
            transported: Vec::new(),
            apart: BTreeMap::new(),
        };
        for (at, pair) in placements.iter().enumerate() {
            near.students.entry(pair.referral.student).or_default().push(at);
            pair.referral.school.iter().for_each(|school| near.schools.entry(*school).or_default().push(at));
            near.providers.entry(pair.course.provider).or_default().push(at);
            if is_counted(pair) {
                near.programmes.entry(pair.course.programme).or_default().push(at);
            }
            if is_transported(round, pair) {
                near.transported.push(at);
            }
        }
        let members = |pool| (0..placements.len()).filter(|at| takes_from(pool, &placements[*at])).collect();
        near.pools = round.policy.pools.iter().map(members).collect();
        for row in &round.separations {
            near.apart.entry(row.a).or_default().insert(row.b);
            near.apart.entry(row.b).or_default().insert(row.a);
        }
        near
    }

    /// The placements near one, in their order.
    pub(super) fn of(&self, one: &Pair<'_>) -> Vec<&'g Pair<'g>> {
        let student = one.referral.student;
        let students = self.apart.get(&student).into_iter().flatten().chain([&student]);
        let mut found: BTreeSet<usize> =
            students.filter_map(|student| self.students.get(student)).flatten().copied().collect();
        found.extend(one.referral.school.iter().filter_map(|school| self.schools.get(school)).flatten());
        found.extend(self.providers.get(&one.course.provider).into_iter().flatten());
        if is_counted(one) {
            found.extend(self.programmes.get(&one.course.programme).into_iter().flatten());
        }
        let pools = self.round.policy.pools.iter().zip(&self.pools);
        found.extend(pools.filter(|(pool, _)| takes_from(pool, one)).flat_map(|(_, members)| members));
        if is_transported(self.round, one) {
            found.extend(&self.transported);
        }
        found.into_iter().filter_map(|at| self.placements.get(at)).collect()
    }
}

fn is_counted(pair: &Pair<'_>) -> bool {
    pair.programme.yearly_places.is_some() || pair.programme.term_places.is_some()
}

fn is_transported(round: &Round, pair: &Pair<'_>) -> bool {
    round.policy.transport_budget.is_some() && transport::cost(pair) > Pence(0)
}
