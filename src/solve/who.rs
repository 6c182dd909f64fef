//! After the lottery it is settled who is placed, but for a tie of lottery
//! sums. That no other set of referrals is as good is proven by looking for
//! one; then only where remains, which falls into small pieces.

use super::part::{Kind, Part};
use super::{Bounds, MipRow, Outcome, Solver};
use crate::program::Tendency;
use std::collections::BTreeMap;
use std::time::Instant;

/// Settles who is placed in a part, where no other set of referrals has the
/// values of all steps up to the given one.
pub(super) fn settle(part: &mut Part, step: usize, solver: &dyn Solver, deadline: Option<Instant>) {
    let mut owners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for column in (0..part.columns.len()).filter(|column| part.is_option(*column)) {
        owners.entry(part.owners[column]).or_default().push(column);
    }
    let is_placed = |columns: &[usize]| columns.iter().any(|column| part.incumbent[*column] == 1);
    let (placed, others): (Vec<_>, Vec<_>) = owners.into_values().partition(|columns| is_placed(columns));
    if placed.is_empty() && others.is_empty() {
        return;
    }
    // Either another set is placed, or `same` is 1 and costs half a unit: the
    // incumbent is the best just where no other set is as good.
    let same = part.columns.len();
    let out = placed.iter().flatten().map(|column| (*column, -1));
    let terms = others.iter().flatten().map(|column| (*column, 1)).chain(out).chain([(same, 1)]).collect();
    let goal = &part.goals[step].terms;
    let objective = goal.iter().map(|(column, count)| (*column, 2 * count)).chain([(same, -1)]).collect();
    let mut mip = part.mip(objective);
    mip.columns.push((0, 1));
    mip.integer.push(true);
    mip.rows.retain(|row| row.terms != *goal);
    mip.rows.push(MipRow { terms, bounds: Bounds { lower: Some(1 - placed.len() as i64), upper: None } });
    let incumbent: Vec<i64> = part.incumbent.iter().copied().chain([1]).collect();
    let value = mip.value(&incumbent);
    mip.start = Some(incumbent);
    let outcome = solver.solve(&mip, deadline);
    let is_only = matches!(outcome, Outcome::Solved { bound: Some(bound), .. } if bound <= value);
    if !is_only {
        return;
    }
    for column in others.into_iter().flatten() {
        part.bounds[column] = (0, 0);
    }
    // What counts placements of whatever kind is settled with them.
    for column in (0..part.columns.len()).filter(|column| part.follows[*column] == Tendency::Most) {
        part.bounds[column] = (part.incumbent[column], part.incumbent[column]);
    }
    drop_settled_values(part, &placed);
    for columns in placed {
        let terms = columns.into_iter().map(|column| (column, 1)).collect();
        part.add(Kind::Limit, MipRow { terms, bounds: Bounds { lower: Some(1), upper: Some(1) } });
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
        part.rows.iter().zip(&part.kinds).map(|(row, kind)| *kind != Kind::Value || !is_settled(row)).collect();
    let mut kept = keep.iter();
    part.rows.retain(|_| kept.next().copied().unwrap_or(true));
    let mut kept = keep.iter();
    part.kinds.retain(|_| kept.next().copied().unwrap_or(true));
}
