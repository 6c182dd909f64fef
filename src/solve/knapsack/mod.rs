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
mod sack;
mod states;
#[cfg(test)]
mod tests;

pub(super) use self::build::knapsacks;
pub(super) use self::sack::Knapsack;
use super::part::{Goal, Part};
use super::{Engine, MipRow, Relaxed};

/// The cuts that a relaxation of a goal breaks, one of each knapsack at the most.
pub(super) fn cuts(knapsacks: &[Knapsack], part: &Part, goal: &Goal, relaxed: &Relaxed, engine: Engine) -> Vec<MipRow> {
    let reduced = price::reduced(part, goal, relaxed);
    let broken = |knapsack: &Knapsack| {
        let values: Vec<f64> = knapsack.columns.iter().map(|column| relaxed.values[*column]).collect();
        let by_price = knapsack.priced(part, &values, &reduced, &relaxed.duals);
        by_price.or_else(|| knapsack.facet(&values, engine))
    };
    knapsacks.iter().filter_map(broken).collect()
}
