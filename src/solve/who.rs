//! After a draw it is settled who is placed, but for a tie of the sums of its
//! numbers. That no other set of referrals is as good is proven by looking for
//! one; then only where remains, which falls into small pieces.

use super::branch::best_of;
use super::part::{Goal, Part, RowKind};
use super::{Aim, Bounds, Engine, MipRow, Outcome, Stand, race, tolerance};
use crate::program::{ColumnIndex, Tendency};
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

/// Whether bounds and values alone show that no other set of referrals is as good: whoever is not placed cannot be, and
/// steps before count placed referrals wherever they are, each alike, so that all of them are needed.
pub(super) fn is_plain(part: &Part, step: usize) -> bool {
    let (placed, others) = owners(part);
    if others.into_iter().flatten().any(|column| part.bounds[column].1 > 0) {
        return false;
    }
    let mut is_needed: BTreeMap<usize, bool> = BTreeMap::new();
    for columns in &placed {
        let is_certain = columns.iter().any(|column| part.bounds[*column].0 > 0);
        is_needed.insert(part.owners[columns[0]], is_certain);
    }
    for goal in &part.goals[..step] {
        let open = goal.terms.iter().filter(|(column, _)| part.bounds[*column].1 > 0);
        let counts: BTreeMap<usize, i64> = open.copied().collect();
        let mut values = counts.values();
        let first = values.next().copied().unwrap_or(0);
        if first <= 0 || values.any(|count| *count != first) || counts.keys().any(|column| !part.is_option(*column)) {
            continue;
        }
        let is_counted = |columns: &&Vec<usize>| {
            columns.iter().any(|column| part.bounds[*column].1 > 0 && counts.contains_key(column))
        };
        let counted: Vec<&Vec<usize>> = placed.iter().filter(is_counted).collect();
        // Of somebody who is counted in some places alone, one in another place could stand in for a person.
        let is_whole = |columns: &Vec<usize>| {
            columns.iter().all(|column| part.bounds[*column].1 == 0 || counts.contains_key(column))
        };
        if counted.iter().all(|columns| is_whole(columns)) {
            is_needed.extend(counted.into_iter().map(|columns| (part.owners[columns[0]], true)));
        }
    }
    is_needed.into_values().all(|is_needed| is_needed)
}

/// Looks for a set of referrals other than the incumbent's with at least as
/// good a value of a step, all values before it kept.
pub(super) fn others(part: &Part, step: usize, engine: Engine) -> Others {
    let (wide, value) = widened(part, step);
    let goal = &part.goals[step];
    let same = part.columns.len();
    let found = |mut values: Vec<i64>, bound: i64| {
        values.truncate(same);
        Others::Found { values, bound: (bound + 1).div_euclid(2) + goal.settled }
    };
    let best = best_of(&wide, value, tolerance::MOST_NODES_TO_TELL, engine);
    match (best.bound, best.found) {
        (Some(bound), _) if bound <= value => return Others::None,
        (Some(bound), Some((worth, values))) if bound <= worth => return found(values, bound),
        _ => {}
    }
    let mip = wide.mip(wide.goals[0].terms.clone());
    match race::solve(part, &mip, Aim::Confirm, engine) {
        Outcome::Solved { bound: Some(bound), .. } if bound <= value => Others::None,
        Outcome::Solved { values, bound: Some(bound) } => found(values, bound),
        _ => Others::Unknown,
    }
}

/// The part with one column more, and what its only goal then comes to: either another set is placed, or the column
/// is 1 and costs half a unit, so that the incumbent is the best just where no other set is as good.
fn widened(part: &Part, step: usize) -> (Part, i64) {
    let (placed, others) = owners(part);
    let same = part.columns.len();
    let goal = &part.goals[step];
    let out = placed.iter().flatten().map(|column| (*column, -1));
    let terms: Vec<(usize, i64)> =
        others.iter().flatten().map(|column| (*column, 1)).chain(out).chain([(same, 1)]).collect();
    let mut wide = part.clone();
    wide.retain_rows(|position| part.rows[position].terms != goal.terms);
    wide.columns.push(ColumnIndex::MAX);
    wide.bounds.push((0, 1));
    wide.integer.push(true);
    wide.owners.push(usize::MAX);
    wide.students.push(usize::MAX);
    wide.follows.push(Tendency::Least);
    wide.incumbent.push(1);
    if let Some(basis) = &mut wide.basis {
        basis.columns.push(Stand::Upper);
    }
    let bounds = Bounds { lower: Some(1 - placed.len() as i64), upper: None };
    wide.add(RowKind::Given, MipRow { terms, bounds });
    let objective = goal.terms.iter().map(|(column, count)| (*column, 2 * count)).chain([(same, -1)]).collect();
    wide.goals = vec![Goal { terms: objective, settled: 0 }];
    let value = wide.goals[0].value(&wide.incumbent);
    (wide, value)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::made_up::{part, row};

    /// Two referrals, one with one option and one with two, of which the first takes the same place. By hand: where all
    /// options count, both are needed; where the second's other option does not, it may take the place of the first.
    #[test]
    fn who_is_counted_in_some_places_alone_may_stand_in_for_another() {
        let options = [(0, 0), (1, 1), (1, 1)];
        let rows = vec![row(&[(1, 1), (2, 1)], None, 1), row(&[(0, 1), (1, 1)], None, 1)];
        let mut part = part(&options, rows, &[]);
        part.incumbent = vec![1, 0, 1];
        let goal = |columns: &[usize]| Goal { terms: columns.iter().map(|column| (*column, 1)).collect(), settled: 0 };
        part.goals = vec![goal(&[0, 1]), goal(&[1, 2]), goal(&[])];
        assert!(!is_plain(&part, 2));
        part.goals[0] = goal(&[0]);
        assert!(is_plain(&part, 2));
        part.goals[0] = goal(&[0, 1, 2]);
        assert!(is_plain(&part, 2));
        assert!(!is_plain(&part, 0));
    }
}
