//! Cuts for rows of money. A school's budget makes a linear relaxation place
//! the fraction of a child that the last pounds would pay for. What prices the
//! relaxation puts on the school's options is taken as a target: the best that
//! whole placements within the budget can make of it is computed exactly, and
//! where the relaxation makes more of it, that is a cut (Boyd, "Fenchel cutting
//! planes for integer programs", Operations Research 42, 1994).

use super::part::{Kind, Part};
use super::{Bounds, MipRow};
use std::collections::{BTreeMap, BTreeSet};

/// The largest coefficient of a cut: finer targets cut deeper, but the exact
/// best takes longer to compute.
const FINENESS: f64 = 400.0;

/// How far a relaxation must exceed a cut, in the cut's units, to be worth it.
const LEAST_VIOLATION: f64 = 1.0;

/// How many sets of compatible options of one group are looked at; a group with
/// more is left out of the cuts.
const MOST_SETS: usize = 2_000;

/// How many states the computation of a best may have; beyond, no cut is made.
const MOST_STATES: usize = 200_000;

/// A row of money and what competes for it.
pub(super) struct Knapsack {
    /// The row's position in the part.
    row: usize,
    /// Its columns that may stand in a cut.
    columns: BTreeSet<usize>,
    /// Sets of options of which one can be placed: of the options that exclude
    /// each other, together in one group. Each set with its cost.
    groups: Vec<Vec<(Vec<usize>, i64)>>,
}

/// The rows of money of a part: whole-number columns that follow from nothing
/// else, with costs that differ.
pub(super) fn knapsacks(part: &Part) -> Vec<Knapsack> {
    let is_knapsack = |position: &usize| {
        let row = &part.rows[*position];
        let first = row.terms.first().map(|term| term.1);
        part.kinds[*position] == Kind::Limit
            && row.bounds.upper.is_some()
            && row.bounds.lower.is_none()
            && row.terms.iter().all(|(column, cost)| *cost > 0 && part.is_option(*column))
            && row.terms.iter().any(|(_, cost)| Some(*cost) != first)
    };
    let positions: Vec<usize> = (0..part.rows.len()).filter(is_knapsack).collect();
    let mut rows_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (position, row) in part.rows.iter().enumerate() {
        if row.bounds.upper == Some(1) && row.terms.iter().all(|(_, takes)| *takes == 1) {
            for (column, _) in &row.terms {
                rows_of.entry(*column).or_default().push(position);
            }
        }
    }
    positions.into_iter().map(|position| Knapsack::new(part, position, &rows_of)).collect()
}

impl Knapsack {
    fn new(part: &Part, row: usize, unit_rows: &BTreeMap<usize, Vec<usize>>) -> Knapsack {
        let costs: BTreeMap<usize, i64> = part.rows[row].terms.iter().copied().collect();
        let columns: BTreeSet<usize> = costs.keys().copied().collect();
        let excludes = |column: usize| -> BTreeSet<usize> {
            let rows = unit_rows.get(&column).into_iter().flatten();
            let others = rows.flat_map(|row| &part.rows[*row].terms).map(|(other, _)| *other);
            others.filter(|other| *other != column && columns.contains(other)).collect()
        };
        let excluded: BTreeMap<usize, BTreeSet<usize>> =
            columns.iter().map(|column| (*column, excludes(*column))).collect();
        let budget = part.rows[row].bounds.upper.unwrap_or(0);
        let mut competing = columns.clone();
        let mut left = columns.clone();
        let mut groups = Vec::new();
        while let Some(first) = left.pop_first() {
            let mut group = vec![first];
            let mut next = 0;
            while next < group.len() {
                for other in &excluded[&group[next]] {
                    if left.remove(other) {
                        group.push(*other);
                    }
                }
                next += 1;
            }
            group.sort_unstable();
            match compatible_sets(&group, &excluded, &costs, budget) {
                Some(sets) => groups.push(sets),
                None => {
                    competing = &competing - &group.into_iter().collect();
                }
            }
        }
        Knapsack { row, columns: competing, groups }
    }

    /// A cut that the values of a relaxation break, if the targets lead to one.
    /// `worth` is what the relaxation's prices leave of each column's goal when
    /// the prices of rows within the knapsack are not taken off.
    pub fn cut(&self, part: &Part, values: &[f64], worth: &BTreeMap<usize, f64>) -> Option<MipRow> {
        let most = worth.values().copied().fold(0.0, f64::max);
        if most <= 0.0 || !most.is_finite() {
            return None;
        }
        let scaled = |column: &usize| {
            let share = worth.get(column).copied().unwrap_or(0.0).max(0.0) / most;
            (share * FINENESS).round() as i64
        };
        let targets: BTreeMap<usize, i64> = self.columns.iter().map(|column| (*column, scaled(column))).collect();
        let reached: f64 = targets.iter().map(|(column, target)| *target as f64 * values[*column]).sum();
        let budget = part.rows[self.row].bounds.upper?;
        let best = self.best(&targets, budget)?;
        let terms: Vec<(usize, i64)> = targets.into_iter().filter(|(_, target)| *target > 0).collect();
        let bounds = Bounds { lower: None, upper: Some(best) };
        (reached > best as f64 + LEAST_VIOLATION).then_some(MipRow { terms, bounds })
    }

    /// Whether every column of a row competes for this money.
    fn has_all_of(&self, row: &MipRow) -> bool {
        row.terms.iter().all(|(column, _)| self.columns.contains(column))
    }

    /// What the prices leave of each column's goal, prices of the money, of
    /// its cuts and of options that exclude each other not taken off.
    pub fn worth(&self, part: &Part, goal: &BTreeMap<usize, f64>, priced: &[(usize, f64)]) -> BTreeMap<usize, f64> {
        let start = |column: &usize| (*column, goal.get(column).copied().unwrap_or(0.0));
        let mut worth: BTreeMap<usize, f64> = self.columns.iter().map(start).collect();
        for (position, price) in priced {
            let row = &part.rows[*position];
            let is_unit = row.bounds.upper == Some(1) && row.terms.iter().all(|(_, takes)| *takes == 1);
            let is_inside =
                *position == self.row || ((is_unit || part.kinds[*position] == Kind::Cut) && self.has_all_of(row));
            if !is_inside {
                for (column, takes) in &row.terms {
                    if let Some(value) = worth.get_mut(column) {
                        *value -= price * *takes as f64;
                    }
                }
            }
        }
        worth
    }

    /// The greatest sum of targets that whole placements within the budget
    /// reach: states of cost and sum, none with both worse than another's,
    /// group by group.
    fn best(&self, targets: &BTreeMap<usize, i64>, budget: i64) -> Option<i64> {
        let mut states = vec![(0_i64, 0_i64)];
        for group in &self.groups {
            let value = |set: &[usize]| -> i64 { set.iter().map(|column| targets[column]).sum() };
            let items = undominated(group.iter().map(|(set, cost)| (*cost, value(set))).collect());
            let items: Vec<(i64, i64)> = items.into_iter().filter(|(_, value)| *value > 0).collect();
            if items.is_empty() {
                continue;
            }
            let mut grown = states.clone();
            for (cost, value) in &items {
                grown.extend(
                    states.iter().map(|(spent, sum)| (spent + cost, sum + value)).filter(|(spent, _)| *spent <= budget),
                );
            }
            states = undominated(grown);
            if states.len() > MOST_STATES {
                return None;
            }
        }
        states.last().map(|(_, sum)| *sum)
    }
}

/// Pairs of cost and value by cost, without those that another one betters.
fn undominated(mut pairs: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    pairs.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut kept: Vec<(i64, i64)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        if kept.last().is_none_or(|last| pair.1 > last.1) {
            kept.push(pair);
        }
    }
    kept
}

/// Every set of options of a group that do not exclude each other, the empty
/// one too, within the budget; nothing when there are too many.
fn compatible_sets(
    group: &[usize],
    excluded: &BTreeMap<usize, BTreeSet<usize>>,
    costs: &BTreeMap<usize, i64>,
    budget: i64,
) -> Option<Vec<(Vec<usize>, i64)>> {
    let mut sets: Vec<(Vec<usize>, i64)> = vec![(Vec::new(), 0)];
    for column in group {
        let grown: Vec<(Vec<usize>, i64)> = sets
            .iter()
            .filter(|(set, cost)| {
                cost + costs[column] <= budget && set.iter().all(|other| !excluded[column].contains(other))
            })
            .map(|(set, cost)| (set.iter().chain([column]).copied().collect(), cost + costs[column]))
            .collect();
        sets.extend(grown);
        if sets.len() > MOST_SETS {
            return None;
        }
    }
    Some(sets)
}
