//! Cuts for rows of money and for a student's days. A school's budget makes a
//! linear relaxation place the fraction of a child that the last pounds would
//! pay for, and a limit of four days the fraction that half a day would allow.
//! What whole placements within the limits can make of any weights is computed
//! exactly, and where the relaxation makes more of them, that is a cut (Boyd,
//! "Fenchel cutting planes for integer programs", Operations Research 42, 1994).
//! The weights are the relaxation's own prices (`price`), or, where they lead to
//! none, such as tell its values from all whole placements (`facet`).

mod build;
mod facet;
mod price;
mod states;
#[cfg(test)]
mod tests;

pub(super) use self::build::knapsacks;
use self::states::{States, undominated};
use super::part::{Goal, Part};
use super::{Bounds, Limit, MipRow, Relaxed, Solver};

/// Options that compete for money, or for the days of one student. Its own
/// columns are told by their positions in it.
pub(super) struct Knapsack {
    /// What may be spent.
    budget: i64,
    /// The part's columns that may stand in a cut, ascending.
    columns: Vec<usize>,
    /// The referral of each.
    owners: Vec<usize>,
    /// What may be placed of each student's options.
    groups: Vec<Group>,
    /// The options of each referral that is certain of its place.
    certain: Vec<Vec<usize>>,
    /// The part's rows that hold within it.
    inside: Vec<usize>,
}

/// The options of one student in a knapsack.
struct Group {
    /// Ascending.
    columns: Vec<usize>,
    /// Of these one is placed; the empty one is among them where no referral is
    /// certain of its place.
    sets: Vec<Set>,
}

/// Options of one student that can be placed together.
#[derive(Clone)]
struct Set {
    columns: Vec<usize>,
    /// What they take of the budget.
    cost: i64,
}

/// The cuts that a relaxation of a goal breaks, one of each knapsack at the most.
pub(super) fn cuts(
    knapsacks: &[Knapsack],
    part: &Part,
    goal: &Goal,
    relaxed: &Relaxed,
    solver: &dyn Solver,
    limit: Limit,
) -> Vec<MipRow> {
    let reduced = price::reduced(part, goal, relaxed);
    let broken = |knapsack: &Knapsack| {
        let values: Vec<f64> = knapsack.columns.iter().map(|column| relaxed.values[*column]).collect();
        let by_price = knapsack.priced(part, &values, &reduced, &relaxed.duals);
        by_price.or_else(|| knapsack.facet(&values, solver, limit))
    };
    knapsacks.iter().filter_map(broken).collect()
}

impl Knapsack {
    /// The greatest sum of weights that whole placements within the budget
    /// reach. Nothing where that takes too long, or there are no placements.
    fn best(&self, weights: &[i64]) -> Option<i64> {
        let items: Vec<Vec<(i64, i64)>> = self.groups.iter().map(|group| group.items(weights)).collect();
        let that_matter = items.iter().map(Vec::as_slice).filter(|items| *items != [(0, 0)]);
        States::of(that_matter, self.budget)?.within(self.budget)
    }

    /// The cut that no placement exceeds the best for some weights, if values
    /// exceed it by more than a distance.
    fn broken(&self, weights: &[i64], values: &[f64], distance: f64) -> Option<MipRow> {
        let best = self.best(weights)?;
        let reached: f64 = weights.iter().zip(values).map(|(weight, value)| *weight as f64 * value).sum();
        let terms = self.columns.iter().copied().zip(weights.iter().copied()).filter(|(_, weight)| *weight > 0);
        let bounds = Bounds { lower: None, upper: Some(best) };
        (reached > best as f64 + distance).then(|| MipRow { terms: terms.collect(), bounds })
    }
}

impl Group {
    /// The cost and the weight of every set, but of those that another betters.
    fn items(&self, weights: &[i64]) -> Vec<(i64, i64)> {
        undominated(self.sets.iter().map(|set| (set.cost, set.weight(weights))).collect())
    }
}

impl Set {
    fn weight(&self, weights: &[i64]) -> i64 {
        self.columns.iter().map(|column| weights[*column]).sum()
    }
}
