use super::states::{States, undominated};
use crate::solve::{Bounds, MipRow};

/// Options that compete for money, or for the days of one student. Its own
/// columns are told by their positions in it.
pub(in crate::solve) struct Knapsack {
    /// What may be spent.
    pub(super) budget: i64,
    /// The part's columns that may stand in a cut, ascending.
    pub(super) columns: Vec<usize>,
    /// The referral of each.
    pub(super) owners: Vec<usize>,
    /// What may be placed of each student's options.
    pub(super) groups: Vec<Group>,
    /// The options of each referral that is certain of its place.
    pub(super) certain: Vec<Vec<usize>>,
    /// The part's rows that hold within it.
    pub(super) inside: Vec<usize>,
}

/// The options of one student in a knapsack.
pub(super) struct Group {
    /// Ascending.
    pub columns: Vec<usize>,
    /// Of these one is placed; the empty one is among them where no referral is
    /// certain of its place.
    pub sets: Vec<Set>,
}

/// Options of one student that can be placed together.
#[derive(Clone)]
pub(super) struct Set {
    pub columns: Vec<usize>,
    /// What they take of the budget.
    pub cost: i64,
}

impl Knapsack {
    /// The greatest sum of weights that whole placements within the budget
    /// reach. Nothing where that takes too long, or there are no placements.
    pub fn best(&self, weights: &[i64]) -> Option<i64> {
        let items: Vec<Vec<(i64, i64)>> = self.groups.iter().map(|group| group.items(weights)).collect();
        let that_matter = items.iter().map(Vec::as_slice).filter(|items| *items != [(0, 0)]);
        States::of(that_matter, self.budget)?.within(self.budget)
    }

    /// The part's columns that may stand in a cut, ascending.
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// The greatest sum of weights of some of its columns; nothing where others
    /// are among them, or as for [`Knapsack::best`].
    pub fn most(&self, terms: &[(usize, i64)]) -> Option<i64> {
        let mut weights = vec![0; self.columns.len()];
        for (column, weight) in terms {
            weights[self.columns.binary_search(column).ok()?] = *weight;
        }
        self.best(&weights)
    }

    /// The cut that no placement exceeds the best for some weights, if values
    /// exceed it by more than a distance.
    pub fn broken(&self, weights: &[i64], values: &[f64], distance: f64) -> Option<MipRow> {
        let best = self.best(weights)?;
        let reached: f64 = weights.iter().zip(values).map(|(weight, value)| *weight as f64 * value).sum();
        let terms = self.columns.iter().copied().zip(weights.iter().copied()).filter(|(_, weight)| *weight > 0);
        let bounds = Bounds { lower: None, upper: Some(best) };
        (reached > best as f64 + distance).then(|| MipRow { terms: terms.collect(), bounds })
    }
}

impl Group {
    /// The cost and the weight of every set, but of those that another betters.
    pub fn items(&self, weights: &[i64]) -> Vec<(i64, i64)> {
        undominated(self.sets.iter().map(|set| (set.cost, set.weight(weights))).collect())
    }
}

impl Set {
    pub fn weight(&self, weights: &[i64]) -> i64 {
        self.columns.iter().map(|column| weights[*column]).sum()
    }
}
