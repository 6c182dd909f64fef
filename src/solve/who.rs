//! After a draw it is settled who is placed, but for a tie of the sums of its
//! numbers. That no other set of referrals is as good is proven by looking for
//! one; then only where remains, which falls into small pieces.

use super::part::{Goal, Part, RowKind};
use super::{Aim, Bounds, Engine, MipRow, Outcome, race};
use crate::program::Tendency;
use std::collections::BTreeMap;

/// What looking for another set of referrals came to.
pub(super) enum Others {
    /// No other set has as good a value.
    None,
    /// Another set, with a bound on the value of any.
    Found { values: Vec<i64>, bound: i64 },
    /// The solver did not say.
    Unknown,
}

/// The options of each referral that the incumbent places, and of each other one.
fn owners(part: &Part) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut owners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for column in (0..part.columns.len()).filter(|column| part.is_option(*column)) {
        owners.entry(part.owners[column]).or_default().push(column);
    }
    owners.into_values().partition(|columns| columns.iter().any(|column| part.incumbent[*column] == 1))
}

/// Looks for a set of referrals other than the incumbent's with at least as
/// good a value of a step, all values before it kept.
pub(super) fn others(part: &Part, step: usize, engine: Engine) -> Others {
    let (placed, others) = owners(part);
    // Either another set is placed, or `same` is 1 and costs half a unit: the
    // incumbent is the best just where no other set is as good.
    let same = part.columns.len();
    let out = placed.iter().flatten().map(|column| (*column, -1));
    let terms = others.iter().flatten().map(|column| (*column, 1)).chain(out).chain([(same, 1)]).collect();
    let goal = &part.goals[step];
    let objective = goal.terms.iter().map(|(column, count)| (*column, 2 * count)).chain([(same, -1)]).collect();
    let mut mip = part.mip(objective);
    mip.columns.push((0, 1));
    mip.integer.push(true);
    mip.rows.retain(|row| row.terms != goal.terms);
    mip.rows.push(MipRow { terms, bounds: Bounds { lower: Some(1 - placed.len() as i64), upper: None } });
    let incumbent: Vec<i64> = part.incumbent.iter().copied().chain([1]).collect();
    let value = mip.value(&incumbent);
    mip.start = Some(incumbent);
    let answer = race::solve(part, &mip, Aim::Confirm, engine);
    match answer {
        Outcome::Solved { bound: Some(bound), .. } if bound <= value => Others::None,
        Outcome::Solved { mut values, bound: Some(bound) } => {
            values.truncate(same);
            Others::Found { values, bound: (bound + 1).div_euclid(2) + goal.settled }
        }
        _ => Others::Unknown,
    }
}

/// Whether values place another set of referrals than the incumbent.
pub(super) fn is_another(part: &Part, values: &[i64]) -> bool {
    let (placed, others) = owners(part);
    let has_place = |columns: &Vec<usize>| columns.iter().any(|column| values[*column] == 1);
    !placed.iter().all(has_place) || others.iter().any(has_place)
}

/// Settles that just the incumbent's referrals are placed, as is shown at a step.
pub(super) fn settle(part: &mut Part, step: usize) {
    let (placed, others) = owners(part);
    for column in others.into_iter().flatten() {
        part.bounds[column] = (0, 0);
    }
    // What counts placements of whatever kind is settled with them.
    for column in (0..part.columns.len()).filter(|column| part.follows[*column] == Tendency::Most) {
        part.bounds[column] = (part.incumbent[column], part.incumbent[column]);
    }
    drop_settled_values(part, &placed);
    drop_settled_goals(part, step, &placed);
    for columns in placed {
        let terms = columns.into_iter().map(|column| (column, 1)).collect();
        part.add(RowKind::Given, MipRow { terms, bounds: Bounds { lower: Some(1), upper: Some(1) } });
    }
}

/// Takes out the values of steps that count the same wherever a referral is
/// placed.
fn drop_settled_values(part: &mut Part, placed: &[Vec<usize>]) {
    let is_settled = |row: &MipRow| {
        let counts: BTreeMap<usize, i64> = row.terms.iter().copied().collect();
        let count = |column: &usize| counts.get(column).copied().unwrap_or(0);
        placed.iter().all(|columns| columns.iter().all(|column| count(column) == count(&columns[0])))
            && row.terms.iter().all(|(column, _)| part.follows[*column] != Tendency::Least)
    };
    let keep: Vec<bool> =
        part.rows.iter().zip(&part.kinds).map(|(row, kind)| *kind != RowKind::Value || !is_settled(row)).collect();
    part.retain_rows(|position| keep[position]);
}

/// Takes out what later steps count that is the same wherever the referrals
/// are placed.
fn drop_settled_goals(part: &mut Part, step: usize, placed: &[Vec<usize>]) {
    for later in step + 1..part.goals.len() {
        let goal = &part.goals[later];
        let counts: BTreeMap<usize, i64> = goal.terms.iter().copied().collect();
        let count = |column: &usize| counts.get(column).copied().unwrap_or(0);
        let is_level = |columns: &Vec<usize>| columns.iter().all(|column| count(column) == count(&columns[0]));
        let is_fixed = |column: &usize| part.is_option(*column) || part.bounds[*column].0 == part.bounds[*column].1;
        if placed.iter().all(is_level) && counts.keys().all(is_fixed) {
            part.goals[later] = Goal { terms: Vec::new(), settled: goal.value(&part.incumbent) };
        }
    }
}
