//! Making the best known allocation better by hand: option by option, in the
//! order of the ladder, whatever still fits.

use super::MipRow;
use super::part::{Kind, Part};
use crate::program::Tendency;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How often one column may follow before a placing is given up.
const MOST_VISITS: usize = 100;

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
    let mut filling = Filling::new(part);
    for column in &order {
        filling.place(&[*column]);
    }
    for group in filling.closed_groups(&order) {
        filling.open(&group);
    }
    // What follows from a further option may cost more in an earlier step than
    // the option is worth in a later one.
    let score = |values: &[i64]| -> Vec<i64> { part.goals[from..].iter().map(|goal| goal.value(values)).collect() };
    if score(&filling.values) > score(&part.incumbent) {
        part.incumbent = filling.values;
    }
}

/// An allocation being filled.
struct Filling<'p> {
    part: &'p Part,
    values: Vec<i64>,
    /// The sum of each row.
    sums: Vec<i64>,
    /// For each column its rows, with the coefficients.
    rows_of: Vec<Vec<(usize, i64)>>,
    /// For each row its columns that follow from the options.
    followers: Vec<Vec<usize>>,
}

impl<'p> Filling<'p> {
    fn new(part: &'p Part) -> Filling<'p> {
        let mut rows_of = vec![Vec::new(); part.columns.len()];
        for (position, row) in part.rows.iter().enumerate() {
            for (column, coefficient) in &row.terms {
                rows_of[*column].push((position, *coefficient));
            }
        }
        let followers = |row: &MipRow| {
            row.terms.iter().map(|(column, _)| *column).filter(|column| !part.is_option(*column)).collect()
        };
        let values = part.incumbent.clone();
        Filling {
            part,
            sums: part.rows.iter().map(|row| row.activity(&values)).collect(),
            followers: part.rows.iter().map(followers).collect(),
            values,
            rows_of,
        }
    }

    /// Places options together if all limits allow it.
    fn place(&mut self, columns: &[usize]) -> bool {
        if columns.iter().any(|column| self.values[*column] == 1) || !self.may_fit(columns) {
            return false;
        }
        let mut before: Vec<(usize, i64)> = Vec::new();
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        columns.iter().for_each(|column| self.set(*column, 1, &mut before, &mut touched));
        let is_settled = self.follow(&mut before, &mut touched);
        let fits = is_settled
            && touched.iter().all(|row| {
                let bounds = self.part.rows[*row].bounds;
                bounds.lower.is_none_or(|lower| lower <= self.sums[*row])
                    && bounds.upper.is_none_or(|upper| self.sums[*row] <= upper)
            });
        if !fits {
            for (column, value) in before.into_iter().rev() {
                self.set(column, value, &mut Vec::new(), &mut BTreeSet::new());
            }
        }
        fits
    }

    /// Gives a column a value.
    fn set(&mut self, column: usize, value: i64, before: &mut Vec<(usize, i64)>, touched: &mut BTreeSet<usize>) {
        let change = value - self.values[column];
        before.push((column, self.values[column]));
        self.values[column] = value;
        for (row, coefficient) in &self.rows_of[column] {
            self.sums[*row] += coefficient * change;
            touched.insert(*row);
        }
    }

    /// Lets the columns that follow from the options follow, from the touched
    /// rows on; false where they cannot, or it does not come to an end.
    fn follow(&mut self, before: &mut Vec<(usize, i64)>, touched: &mut BTreeSet<usize>) -> bool {
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        let mut waiting: BTreeSet<usize> = touched.iter().flat_map(|row| &self.followers[*row]).copied().collect();
        while let Some(column) = waiting.pop_first() {
            let visits = seen.entry(column).or_default();
            *visits += 1;
            if *visits > MOST_VISITS {
                return false;
            }
            let value = self.followed(column);
            let (lower, upper) = self.part.bounds[column];
            if !(lower..=upper).contains(&value) {
                return false;
            }
            if value != self.values[column] {
                self.set(column, value, before, touched);
                let rows = self.rows_of[column].iter().map(|(row, _)| *row);
                waiting.extend(rows.flat_map(|row| &self.followers[row]).filter(|other| **other != column));
            }
        }
        true
    }

    /// The value that a column takes when it follows from the others.
    fn followed(&self, column: usize) -> i64 {
        let (lower, upper) = self.part.bounds[column];
        let rows = self.rows_of[column].iter().filter(|(row, _)| self.part.kinds[*row] == Kind::Limit);
        let ends = rows.map(|(row, coefficient)| {
            let others = self.sums[*row] - coefficient * self.values[column];
            self.part.rows[*row].ends_for(*coefficient, others)
        });
        match self.part.follows[column] {
            Tendency::Free => self.values[column],
            Tendency::Least => ends.filter_map(|(least, _)| least).fold(lower, i64::max),
            Tendency::Most => ends.filter_map(|(_, most)| most).fold(upper, i64::min),
        }
    }

    /// Whether no row without columns that follow is exceeded by any one of
    /// the options.
    fn may_fit(&self, columns: &[usize]) -> bool {
        columns.iter().all(|column| {
            self.rows_of[*column].iter().filter(|(row, _)| self.followers[*row].is_empty()).all(|(row, coefficient)| {
                self.part.rows[*row].bounds.upper.is_none_or(|upper| self.sums[*row] + coefficient <= upper)
            })
        })
    }

    /// For each group that does not run, its options in the order given.
    fn closed_groups(&self, order: &[usize]) -> Vec<Vec<usize>> {
        let is_closed = |column: &usize| {
            self.part.follows[*column] == Tendency::Least
                && self.part.bounds[*column] == (0, 1)
                && self.values[*column] == 0
        };
        let members = |group: usize| -> Vec<usize> {
            let has = |column: usize| {
                self.rows_of[column].iter().any(|(row, _)| {
                    let row = &self.part.rows[*row];
                    row.terms.len() == 2 && row.terms.iter().any(|(other, _)| *other == group)
                })
            };
            order.iter().copied().filter(|column| has(*column)).collect()
        };
        (0..self.part.columns.len()).filter(is_closed).map(members).collect()
    }

    /// Opens a group with the first options that fit together, if they are enough.
    fn open(&mut self, members: &[usize]) {
        let mut chosen: Vec<usize> = Vec::new();
        for column in members {
            if self.values[*column] == 1 || !self.may_fit(&[*column]) {
                continue;
            }
            let shares = chosen.iter().any(|other| self.part.owners[*other] == self.part.owners[*column]);
            if !shares {
                chosen.push(*column);
                if self.place(&chosen) {
                    return;
                }
            }
        }
    }
}
