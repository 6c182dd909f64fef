//! Placements in rows, with the sum of each row kept while options are placed
//! and taken out, and what follows from them: so it is cheap to ask what one
//! more would break, and with whom it could change places.

use super::rows::Rows;
use crate::program::ColumnIndex;
use std::collections::{BTreeMap, BTreeSet};

/// How often one column may follow before a move is given up.
const MOST_VISITS: usize = 100;

/// Placements, and the values that all columns take with them.
#[derive(Clone)]
pub struct Seating<'r, R> {
    rows: &'r R,
    values: Vec<i64>,
    /// The sum of each row.
    sums: Vec<i64>,
    /// For each column its rows, ascending, with the coefficients.
    rows_of: Vec<Vec<(usize, i64)>>,
    /// For each row its columns that follow from the options.
    followers: Vec<Vec<ColumnIndex>>,
}

/// A row that a move breaks, and its sum after the move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The position of the row.
    pub row: usize,
    /// What it comes to.
    pub sum: i64,
}

/// What placing one option in place of another comes to.
#[derive(Debug, Clone)]
pub struct Instead {
    /// The rows in which the other counts.
    pub left: BTreeSet<usize>,
    /// The rows that are broken then, ascending.
    pub broken: Vec<Broken>,
}

/// What a move changed, to be undone.
#[derive(Default)]
struct Move {
    /// Columns with the values that they had, in the order of the changes.
    before: Vec<(ColumnIndex, i64)>,
    /// The rows with a column that changed.
    touched: BTreeSet<usize>,
    /// Whether every column that follows found a value.
    is_settled: bool,
}

impl<'r, R: Rows> Seating<'r, R> {
    /// Seats what some values of the columns place.
    pub fn new(rows: &'r R, values: Vec<i64>) -> Seating<'r, R> {
        let mut rows_of = vec![Vec::new(); rows.column_count()];
        let of_row = |row: usize| -> Vec<ColumnIndex> {
            rows.terms(row).iter().for_each(|(column, coefficient)| rows_of[*column].push((row, *coefficient)));
            rows.terms(row).iter().map(|(column, _)| *column).filter(|column| rows.follows(*column)).collect()
        };
        let followers = (0..rows.row_count()).map(of_row).collect();
        let mut seating = Seating { rows, values: Vec::new(), sums: Vec::new(), rows_of, followers };
        seating.seat(values);
        seating
    }

    /// Seats what other values of the columns place.
    pub fn seat(&mut self, values: Vec<i64>) {
        let sum = |row: usize| -> i64 {
            self.rows.terms(row).iter().map(|(column, coefficient)| coefficient * values[*column]).sum()
        };
        self.sums = (0..self.rows.row_count()).map(sum).collect();
        self.values = values;
    }

    /// The values of the columns.
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    /// The values of the columns, when all is seated.
    pub fn into_values(self) -> Vec<i64> {
        self.values
    }

    /// Whether an option is placed.
    pub fn has(&self, option: ColumnIndex) -> bool {
        self.values[option] == 1
    }

    /// The rows of a column, ascending, with its coefficients.
    pub fn rows_of(&self, column: ColumnIndex) -> &[(usize, i64)] {
        &self.rows_of[column]
    }

    /// The columns of a row that follow from the options.
    pub fn followers(&self, row: usize) -> &[ColumnIndex] {
        &self.followers[row]
    }

    /// Whether a row is kept.
    pub fn keeps(&self, row: usize) -> bool {
        holds(self.rows.bounds(row), self.sums[row])
    }

    /// Places options together, or takes them out, whatever that breaks.
    pub fn set(&mut self, options: &[ColumnIndex], placed: bool) {
        self.make(options, placed);
    }

    /// Places options together where that breaks no row of which something
    /// holds; whether they are placed now. `binds` is asked for rows by position.
    pub fn place(&mut self, options: &[ColumnIndex], binds: impl Fn(usize) -> bool) -> bool {
        if options.iter().any(|option| self.has(*option)) || !self.may_fit(options, &binds) {
            return false;
        }
        let made = self.make(options, true);
        let fits = made.is_settled && made.touched.iter().all(|row| !binds(*row) || self.keeps(*row));
        if !fits {
            self.undo(&made);
        }
        fits
    }

    /// The rows that placing an option would break, or leave broken, ascending.
    pub fn would_break(&mut self, option: ColumnIndex) -> Vec<Broken> {
        let made = self.make(&[option], true);
        let broken = made.touched.iter().copied().filter(|row| !self.keeps(*row));
        let broken = broken.map(|row| Broken { row, sum: self.sums[row] }).collect();
        self.undo(&made);
        broken
    }

    /// What placing an option in place of another would come to.
    pub fn would_break_instead(&mut self, other: ColumnIndex, option: ColumnIndex) -> Instead {
        let left = self.make(&[other], false);
        let placed = self.make(&[option], true);
        let touched: BTreeSet<usize> = left.touched.union(&placed.touched).copied().collect();
        let broken = touched.into_iter().filter(|row| !self.keeps(*row));
        let broken = broken.map(|row| Broken { row, sum: self.sums[row] }).collect();
        self.undo(&placed);
        self.undo(&left);
        Instead { left: left.touched, broken }
    }

    /// Whether no row without columns that follow is exceeded by any one of the
    /// options: told without moving anything.
    pub fn may_fit(&self, options: &[ColumnIndex], binds: &impl Fn(usize) -> bool) -> bool {
        let fits = |(row, coefficient): &(usize, i64)| {
            !self.followers[*row].is_empty()
                || !binds(*row)
                || self.rows.bounds(*row).1.is_none_or(|upper| self.sums[*row] + coefficient <= upper)
        };
        options.iter().all(|option| self.rows_of[*option].iter().all(fits))
    }

    fn make(&mut self, options: &[ColumnIndex], placed: bool) -> Move {
        let mut made = Move::default();
        for option in options {
            self.give(*option, i64::from(placed), &mut made);
        }
        made.is_settled = self.follow(&mut made);
        made
    }

    fn undo(&mut self, made: &Move) {
        for (column, value) in made.before.iter().rev() {
            self.give(*column, *value, &mut Move::default());
        }
    }

    /// Gives a column a value.
    fn give(&mut self, column: ColumnIndex, value: i64, made: &mut Move) {
        let change = value - self.values[column];
        if change == 0 {
            return;
        }
        made.before.push((column, self.values[column]));
        self.values[column] = value;
        for (row, coefficient) in &self.rows_of[column] {
            self.sums[*row] += coefficient * change;
            made.touched.insert(*row);
        }
    }

    /// Lets the columns that follow from the options follow, from the touched
    /// rows on; false where they cannot, or it does not come to an end.
    fn follow(&mut self, made: &mut Move) -> bool {
        let mut visits: BTreeMap<ColumnIndex, usize> = BTreeMap::new();
        let mut waiting: BTreeSet<ColumnIndex> =
            made.touched.iter().flat_map(|row| &self.followers[*row]).copied().collect();
        while let Some(column) = waiting.pop_first() {
            let visited = visits.entry(column).or_default();
            *visited += 1;
            if *visited > MOST_VISITS {
                return false;
            }
            let Some(value) = self.rows.follow(column, &self.values, &self.sums, &self.rows_of[column]) else {
                return false;
            };
            if value != self.values[column] {
                self.give(column, value, made);
                let beside = self.rows_of[column].iter().flat_map(|(row, _)| &self.followers[*row]);
                waiting.extend(beside.filter(|other| **other != column));
            }
        }
        true
    }
}

fn holds((lower, upper): (Option<i64>, Option<i64>), sum: i64) -> bool {
    lower.is_none_or(|lower| lower <= sum) && upper.is_none_or(|upper| sum <= upper)
}
