//! Making the best known allocation better by hand: option by option, in the
//! order of the ladder, whatever still fits.

use super::part::Part;
use crate::posed::Seating;
use crate::program::Tendency;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Places further options of a part's incumbent, those first that the steps
/// from one on want most, and opens groups that reach their smallest size.
/// Nothing placed is moved.
pub(super) fn fill(part: &mut Part, from: usize) {
    let mut worth: Vec<Vec<i64>> = vec![vec![0; part.goals.len() - from]; part.columns.len()];
    for (step, goal) in part.goals[from..].iter().enumerate() {
        for (column, count) in &goal.terms {
            worth[*column][step] = *count;
        }
    }
    let is_wanted = |column: &usize| {
        let first = worth[*column].iter().find(|count| **count != 0);
        part.is_option(*column) && part.bounds[*column] == (0, 1) && first.is_some_and(|count| *count > 0)
    };
    let mut order: Vec<usize> = (0..part.columns.len()).filter(is_wanted).collect();
    order.sort_by_key(|column| Reverse(&worth[*column]));
    let mut seating = Seating::new(part, part.incumbent.clone());
    for column in &order {
        seating.place(&[*column], |_| true);
    }
    for group in closed_groups(part, &seating, &order) {
        open(part, &mut seating, &group);
    }
    let filled = seating.into_values();
    // What follows from a further option may cost more in an earlier step than
    // the option is worth in a later one.
    let score = |values: &[i64]| -> Vec<i64> { part.goals[from..].iter().map(|goal| goal.value(values)).collect() };
    if score(&filled) > score(&part.incumbent) {
        part.incumbent = filled;
    }
}

/// For each group that does not run, its options in the order given.
fn closed_groups(part: &Part, seating: &Seating<Part>, order: &[usize]) -> Vec<Vec<usize>> {
    let is_closed = |column: &usize| {
        part.follows[*column] == Tendency::Least && part.bounds[*column] == (0, 1) && !seating.has(*column)
    };
    let mut places: Vec<Option<usize>> = vec![None; part.columns.len()];
    order.iter().enumerate().for_each(|(place, column)| places[*column] = Some(place));
    let members = |group: usize| -> Vec<usize> {
        let pairs = seating.rows_of(group).iter().map(|(row, _)| &part.rows[*row]).filter(|row| row.terms.len() == 2);
        let members: BTreeSet<usize> =
            pairs.flat_map(|row| &row.terms).filter_map(|(column, _)| places[*column]).collect();
        members.into_iter().map(|place| order[place]).collect()
    };
    (0..part.columns.len()).filter(is_closed).map(members).collect()
}

/// Opens a group with the first options that fit together, if they are enough.
fn open(part: &Part, seating: &mut Seating<Part>, members: &[usize]) {
    let mut chosen: Vec<usize> = Vec::new();
    for column in members {
        if seating.has(*column) || !seating.may_fit(&[*column], &|_| true) {
            continue;
        }
        let shares = chosen.iter().any(|other| part.owners[*other] == part.owners[*column]);
        if !shares {
            chosen.push(*column);
            if seating.place(&chosen, |_| true) {
                return;
            }
        }
    }
}
