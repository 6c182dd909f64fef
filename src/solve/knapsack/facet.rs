//! Cuts where a relaxation's values are no mixture of whole placements. The few
//! options that it uses in part are looked at alone, everything else as it
//! stands: whether some weights tell their values from every whole placement is
//! a small linear program. All other options are then given the greatest
//! weights that they can have, one referral after the other, which an exact
//! computation of the best tells (Zemel, "Easily computable facets of the
//! knapsack polytope", Mathematics of Operations Research 14, 1989; Vasilyev,
//! Boccia and Hanafi, "An implementation of exact knapsack separation", Journal
//! of Global Optimization 66, 2016).

use super::sack::{Group, Knapsack, Set};
use super::states::{States, undominated};
use crate::allocation::Sense;
use crate::solve::{Aim, Bounds, Engine, Mip, MipRow, tolerance};
use std::collections::{BTreeMap, BTreeSet};

/// How a relaxation uses an option.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    None,
    Part,
    Whole,
}

impl Use {
    fn of(value: &f64) -> Use {
        match *value {
            value if value >= tolerance::PLACED => Use::Whole,
            value if value >= tolerance::USED => Use::Part,
            _ => Use::None,
        }
    }
}

impl Knapsack {
    /// A cut that the values of a relaxation break, if they are no mixture of
    /// whole placements and it can be told soon.
    pub(super) fn facet(&self, values: &[f64], engine: Engine) -> Option<MipRow> {
        let uses: Vec<Use> = values.iter().map(Use::of).collect();
        let is_mixed = |group: &&Group| group.columns.iter().any(|column| uses[*column] == Use::Part);
        let (mixed, settled): (Vec<&Group>, Vec<&Group>) = self.groups.iter().partition(is_mixed);
        if mixed.is_empty() {
            return None;
        }
        let settled: Vec<(&Group, i64)> =
            settled.into_iter().map(|group| Some((group, near(group, &uses).next()?.cost))).collect::<Option<_>>()?;
        let room = self.budget - settled.iter().map(|(_, cost)| cost).sum::<i64>();
        let points = points(&mixed, &uses, room)?;
        let (weights, scale) = separated(&points, values, &uses, engine)?;
        let most = points.iter().map(|point| point.weight(&weights)).max()?;
        let mut lifting = Lifting { owners: &self.owners, uses: &uses, weights, most, greatest: 2 * scale };
        lifting.lift_all(self.budget, room, &mixed, settled)?;
        self.broken(&lifting.weights, values, tolerance::LEAST_DISTANCE * scale as f64)
    }
}

/// The sets of a group that place what a relaxation places whole, and nothing
/// that it does not use.
fn near<'g>(group: &'g Group, uses: &[Use]) -> impl Iterator<Item = &'g Set> {
    let count = |columns: &[usize]| columns.iter().filter(|column| uses[**column] == Use::Whole).count();
    let whole = count(&group.columns);
    let is_near =
        move |set: &&Set| set.columns.iter().all(|column| uses[*column] != Use::None) && count(&set.columns) == whole;
    group.sets.iter().filter(is_near)
}

/// What can be placed of the mixed groups; nothing where there are too many
/// possibilities, or none.
fn points(mixed: &[&Group], uses: &[Use], room: i64) -> Option<Vec<Set>> {
    let mut points = vec![Set { columns: Vec::new(), cost: 0 }];
    for group in mixed {
        let sets: Vec<&Set> = near(group, uses).collect();
        if points.len() * sets.len() > tolerance::MOST_POINTS {
            return None;
        }
        let with = |point: &Set| {
            let fitting = sets.iter().filter(|set| point.cost + set.cost <= room);
            let both = |set: &&Set| Set {
                columns: [point.columns.as_slice(), &set.columns].concat(),
                cost: point.cost + set.cost,
            };
            fitting.map(both).collect::<Vec<_>>()
        };
        points = points.iter().flat_map(with).collect();
    }
    (!points.is_empty()).then_some(points)
}

/// Weights, and the greatest of them, by which the values of the options used in
/// part exceed every possibility; nothing where they are a mixture of them.
fn separated(points: &[Set], values: &[f64], uses: &[Use], engine: Engine) -> Option<(Vec<i64>, i64)> {
    let columns: Vec<usize> = (0..values.len()).filter(|column| uses[*column] == Use::Part).collect();
    let place = |column: &usize| columns.binary_search(column).ok();
    let most = columns.len();
    let row = |point: &Set| MipRow {
        terms: point.columns.iter().filter_map(place).map(|place| (place, 1)).chain([(most, -1)]).collect(),
        bounds: Bounds { lower: None, upper: Some(0) },
    };
    let mut bounds = vec![(0, 1); most];
    bounds.push((0, most as i64));
    let counts = columns.iter().map(|column| (values[*column] * tolerance::PARTS).round() as i64);
    let program = Mip {
        columns: bounds,
        integer: vec![false; most + 1],
        rows: points.iter().map(row).collect(),
        objective: counts.chain([-(tolerance::PARTS as i64)]).enumerate().collect(),
        sense: Sense::Max,
        start: None,
        aim: Aim::Solve,
    };
    let found = engine.relax(&program)?.values;
    let distance =
        columns.iter().zip(&found).map(|(column, weight)| values[*column] * weight).sum::<f64>() - found[most];
    if distance < tolerance::LEAST_DISTANCE {
        return None;
    }
    let is_fraction = |scale: &i64| {
        let mut scaled = found[..most].iter().map(|weight| weight * *scale as f64);
        scaled.all(|weight| (weight - weight.round()).abs() < tolerance::FRACTION_ERROR)
    };
    let scale = tolerance::DENOMINATORS.into_iter().find(is_fraction).unwrap_or(tolerance::LAST_DENOMINATOR);
    let mut weights = vec![0; values.len()];
    for (column, weight) in columns.iter().zip(&found) {
        weights[*column] = (weight * scale as f64).round() as i64;
    }
    Some((weights, scale))
}

/// Weights by which whole placements come to a sum at the most, as long as
/// referrals that are not lifted yet stay as a relaxation has them.
struct Lifting<'k> {
    owners: &'k [usize],
    uses: &'k [Use],
    weights: Vec<i64>,
    /// No placement comes to more.
    most: i64,
    /// The weight of an option that does not fit as things stand.
    greatest: i64,
}

impl Lifting<'_> {
    /// Gives a weight to every option: first to those of the mixed groups, which
    /// share the room that the settled ones leave, then to those, group by group.
    /// Nothing where it takes too long.
    fn lift_all(
        &mut self,
        budget: i64,
        mut room: i64,
        mixed: &[&Group],
        mut settled: Vec<(&Group, i64)>,
    ) -> Option<()> {
        let near_items = |group: &&Group| {
            undominated(near(group, self.uses).map(|set| (set.cost, set.weight(&self.weights))).collect())
        };
        let mut items: Vec<Vec<(i64, i64)>> = mixed.iter().map(near_items).collect();
        for (place, group) in mixed.iter().enumerate() {
            let others = items.iter().enumerate().filter(|(other, _)| *other != place);
            let others = States::of(others.map(|(_, items)| items.as_slice()), budget)?;
            self.lift(group, &others, room);
            items[place] = group.items(&self.weights);
        }
        let mut states = States::of(items.iter().map(Vec::as_slice), budget)?;
        settled.sort_by_key(|(_, cost)| -cost);
        for (group, cost) in settled {
            room += cost;
            self.lift(group, &states, room);
            states = states.with(&group.items(&self.weights), budget)?;
        }
        Some(())
    }

    /// Gives weights to the options of a group, referral by referral, each as
    /// great as the room for the group and all others that are lifted allows.
    fn lift(&mut self, group: &Group, others: &States, room: i64) {
        let mut stays: BTreeSet<usize> = group.columns.iter().map(|column| self.owners[*column]).collect();
        while let Some(referral) = stays.pop_first() {
            let count = |columns: &[usize]| {
                let whole = columns.iter().filter(|column| self.uses[**column] == Use::Whole);
                whole.filter(|column| stays.contains(&self.owners[**column])).count()
            };
            let whole = count(&group.columns);
            let is_near = |set: &&Set| {
                let is_used = |column: &usize| self.uses[*column] != Use::None;
                set.columns.iter().all(|column| is_used(column) || !stays.contains(&self.owners[*column]))
                    && count(&set.columns) == whole
            };
            // What is left of the most where the referral has an option, or none.
            let mut left: BTreeMap<Option<usize>, i64> = BTreeMap::new();
            for set in group.sets.iter().filter(is_near) {
                let Some(sum) = others.within(room - set.cost) else { continue };
                let (own, rest): (Vec<usize>, Vec<usize>) =
                    set.columns.iter().partition(|column| self.owners[**column] == referral);
                let rest: i64 = rest.iter().map(|column| self.weights[*column]).sum();
                let slack = self.most - sum - rest;
                left.entry(own.first().copied()).and_modify(|least| *least = slack.min(*least)).or_insert(slack);
            }
            let Some(base) = left.get(&None).or(left.values().min()).copied() else { continue };
            for column in group.columns.iter().filter(|column| self.owners[**column] == referral) {
                let weight = left.get(&Some(*column)).map_or(self.greatest, |slack| slack - base);
                self.weights[*column] = weight.max(0);
            }
            self.most -= base;
        }
    }
}
