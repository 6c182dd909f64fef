use super::*;
use crate::solve::Highs;
use crate::solve::made_up::{budget, chances, placements, row};

/// Far below whatever a part may come to.
const NONE: i64 = -1_000_000;

/// Branches over the goal of a part; the bound and the best that was found.
fn branched(part: &Part, best: i64, most_nodes: usize) -> (i64, Option<i64>) {
    let goal = &part.goals[0];
    let mut found: Option<i64> = None;
    let mut offer = |values: Vec<i64>| {
        if part.holds(&values) {
            found = found.max(Some(goal.value(&values)));
        }
        found.unwrap_or(best).max(best)
    };
    let highs = Highs::default();
    let asked = Question { objective: &goal.terms, best, most_nodes };
    let bound = branch(part.clone(), asked, Engine::of(&highs), &mut offer).expect("HiGHS keeps relaxations");
    (bound, found)
}

/// A part with further rows across its referrals: a second budget, and some that must be placed or must not be placed
/// alone.
fn crossed(chance: &mut impl FnMut(u64) -> u64) -> Part {
    let mut part = budget(chance);
    let width = part.columns.len();
    let weights: Vec<(usize, i64)> = (0..width).map(|column| (column, 1 + chance(9) as i64)).collect();
    part.add(RowKind::Given, row(&weights, None, 6 + chance(12) as i64));
    let all: Vec<(usize, i64)> = (0..width).map(|column| (column, 1)).collect();
    part.add(RowKind::Given, row(&all, Some(chance(4) as i64), width as i64));
    let (first, last) = (chance(width as u64) as usize, width - 1);
    if first < last {
        part.add(RowKind::Given, row(&[(first, -1), (last, 1)], None, 0));
    }
    part
}

/// Against every placement that the rows allow, counted one by one: the best is found and proven, and where there is
/// none, that is proven.
#[test]
fn the_best_of_every_placement_is_found_and_proven() {
    let mut chance = chances(7);
    let (mut feasible, mut infeasible) = (0, 0);
    for seed in 0..600 {
        let part = crossed(&mut chance);
        let best = placements(&part).iter().map(|values| part.goals[0].value(values)).max();
        let (bound, found) = branched(&part, NONE, usize::MAX);
        assert_eq!((found, bound), (best, best.unwrap_or(NONE)), "part {seed}");
        feasible += usize::from(best.is_some());
        infeasible += usize::from(best.is_none());
    }
    assert!(feasible > 300 && infeasible > 30, "{feasible} and {infeasible}");
}

/// Nothing better than what is known is found, and that is proven.
#[test]
fn what_is_known_to_be_the_best_is_proven_so() {
    let mut chance = chances(8);
    for seed in 0..300 {
        let part = crossed(&mut chance);
        let best = placements(&part).iter().map(|values| part.goals[0].value(values)).max();
        if let Some(best) = best {
            assert_eq!(branched(&part, best, usize::MAX).0, best, "part {seed}");
        }
    }
}

/// However soon it is stopped, no placement exceeds the bound.
#[test]
fn a_bound_holds_however_few_nodes_were_looked_at() {
    let mut chance = chances(9);
    let mut open = 0;
    for seed in 0..600 {
        let part = crossed(&mut chance);
        let Some(best) = placements(&part).iter().map(|values| part.goals[0].value(values)).max() else { continue };
        for most_nodes in 0..4 {
            let (bound, found) = branched(&part, NONE, most_nodes);
            assert!(bound >= best, "part {seed}: {bound} for {best} after {most_nodes} nodes");
            open += usize::from(found != Some(bound));
        }
    }
    assert!(open > 300, "only {open} were stopped before the proof");
}
