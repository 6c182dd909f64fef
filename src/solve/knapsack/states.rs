use crate::solve::tolerance;

/// What whole placements can be worth within any budget: pairs of cost and
/// value, both ascending.
pub(super) struct States(Vec<(i64, i64)>);

impl States {
    /// Of groups with these items each; nothing where there are too many.
    pub fn of<'i>(groups: impl IntoIterator<Item = &'i [(i64, i64)]>, budget: i64) -> Option<States> {
        groups.into_iter().try_fold(States(vec![(0, 0)]), |states, items| states.with(items, budget))
    }

    /// With one more group, of which one item is taken; nothing where there are
    /// too many.
    pub fn with(&self, items: &[(i64, i64)], budget: i64) -> Option<States> {
        let mut grown = Vec::with_capacity(self.0.len() * items.len());
        for (cost, value) in items {
            let added = self.0.iter().map(|(spent, sum)| (spent + cost, sum + value));
            grown.extend(added.take_while(|(spent, _)| *spent <= budget));
        }
        let states = undominated(grown);
        (states.len() <= tolerance::MOST_STATES).then_some(States(states))
    }

    /// The greatest value within a budget; nothing where nothing fits.
    pub fn within(&self, budget: i64) -> Option<i64> {
        let fitting = self.0.partition_point(|(cost, _)| *cost <= budget);
        Some(self.0[fitting.checked_sub(1)?].1)
    }
}

/// Pairs of cost and value by cost, without those that another one betters.
pub(super) fn undominated(mut pairs: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    pairs.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut kept: Vec<(i64, i64)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        if kept.last().is_none_or(|last| pair.1 > last.1) {
            kept.push(pair);
        }
    }
    kept
}
