//! Making the best known allocation better by hand: option by option, in the
//! order of the ladder, whatever still fits.

use super::part::Part;
use crate::program::Tendency;
use std::cmp::Reverse;

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
    part.incumbent = filling.values;
}

/// An allocation being filled.
struct Filling<'p> {
    part: &'p Part,
    values: Vec<i64>,
    /// The sum of each row.
    sums: Vec<i64>,
    rows_of: Vec<Vec<usize>>,
    /// Whether a row has a column that follows from the options.
    follows: Vec<bool>,
}

impl<'p> Filling<'p> {
    fn new(part: &'p Part) -> Filling<'p> {
        let mut rows_of = vec![Vec::new(); part.columns.len()];
        for (position, row) in part.rows.iter().enumerate() {
            for (column, _) in &row.terms {
                rows_of[*column].push(position);
            }
        }
        let follows = |row: &super::MipRow| row.terms.iter().any(|(column, _)| !part.is_option(*column));
        let values = part.incumbent.clone();
        Filling {
            part,
            sums: part.rows.iter().map(|row| row.activity(&values)).collect(),
            follows: part.rows.iter().map(follows).collect(),
            values,
            rows_of,
        }
    }

    /// Places options together if all limits allow it.
    fn place(&mut self, columns: &[usize]) -> bool {
        if columns.iter().any(|column| self.values[*column] == 1) || !self.may_fit(columns) {
            return false;
        }
        let mut values = self.values.clone();
        columns.iter().for_each(|column| values[*column] = 1);
        self.part.complete(&mut values);
        if !self.part.holds(&values) {
            return false;
        }
        self.sums = self.part.rows.iter().map(|row| row.activity(&values)).collect();
        self.values = values;
        true
    }

    /// Whether no row without columns that follow is exceeded by any one of
    /// the options.
    fn may_fit(&self, columns: &[usize]) -> bool {
        columns.iter().all(|column| {
            self.rows_of[*column].iter().filter(|row| !self.follows[**row]).all(|row| {
                let sum = self.sums[*row] + self.coefficient(*row, *column);
                self.part.rows[*row].bounds.upper.is_none_or(|upper| sum <= upper)
            })
        })
    }

    fn coefficient(&self, row: usize, column: usize) -> i64 {
        let terms = &self.part.rows[row].terms;
        terms.iter().find(|(own, _)| *own == column).map_or(0, |(_, coefficient)| *coefficient)
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
                self.rows_of[column].iter().any(|row| {
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
