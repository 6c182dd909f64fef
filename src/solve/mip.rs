use super::Outcome;
use crate::allocation::Sense;
use crate::program::{Program, Row};

/// The least and the greatest value of a column or of a row's sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least; nothing: no bound.
    pub lower: Option<i64>,
    /// The greatest; nothing: no bound.
    pub upper: Option<i64>,
}

/// A row of an integer program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MipRow {
    /// Columns with their coefficients.
    pub terms: Vec<(usize, i64)>,
    /// The bounds of the sum.
    pub bounds: Bounds,
}

/// What a solver is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The best solution and the proof, by all its means.
    Solve,
    /// The same, if it can be had soon.
    Try,
    /// The best solution and the proof, with no means spent on looking for solutions other than by
    /// branching.
    Prove,
    /// The proof that the start is the best, if it can be had soon.
    Confirm,
    /// A good solution soon.
    Seek,
}

/// An integer program as it is handed to a solver.
#[derive(Debug, Clone)]
pub struct Mip {
    /// The bounds of every column.
    pub columns: Vec<(i64, i64)>,
    /// Whether a column must be a whole number.
    pub integer: Vec<bool>,
    /// The rows.
    pub rows: Vec<MipRow>,
    /// What is counted: columns with coefficients.
    pub objective: Vec<(usize, i64)>,
    /// Whether more or less is better.
    pub sense: Sense,
    /// A solution to start from.
    pub start: Option<Vec<i64>>,
    /// What the solver is asked for.
    pub aim: Aim,
}

impl Mip {
    /// The value of the objective.
    pub fn value(&self, values: &[i64]) -> i64 {
        self.objective.iter().map(|(column, coefficient)| coefficient * values[*column]).sum()
    }

    /// The greatest number of which every value of the objective is a multiple,
    /// provided that all its columns are whole numbers.
    pub fn granularity(&self) -> i64 {
        self.objective
            .iter()
            .fold(0, |common, (_, coefficient)| greatest_common_divisor(common, coefficient.abs()))
            .max(1)
    }

    /// What there is to say where there is no column.
    pub(super) fn without_columns(&self) -> Option<Outcome> {
        self.columns.is_empty().then(|| match self.holds(&[]) {
            true => Outcome::Solved { values: Vec::new(), bound: Some(0) },
            false => Outcome::Infeasible,
        })
    }

    /// Whether values lie within the bounds of every column and row.
    pub fn holds(&self, values: &[i64]) -> bool {
        let within = |(lower, upper): &(i64, i64), value: &i64| lower <= value && value <= upper;
        self.columns.iter().zip(values).all(|(bounds, value)| within(bounds, value))
            && self.rows.iter().all(|row| row.holds(values))
    }
}

impl MipRow {
    /// The sum of the terms.
    pub fn activity(&self, values: &[i64]) -> i64 {
        self.terms.iter().map(|(column, coefficient)| coefficient * values[*column]).sum()
    }

    /// Whether at most one of the columns, each a yes or no, can be 1.
    pub fn is_exclusive(&self) -> bool {
        self.bounds.upper == Some(1) && self.terms.iter().all(|(_, takes)| *takes == 1)
    }

    /// The least and the greatest value that the bounds leave to a column of a
    /// coefficient, where the other terms come to a sum.
    pub fn ends_for(&self, coefficient: i64, others: i64) -> (Option<i64>, Option<i64>) {
        let (lower, upper) = (self.bounds.lower, self.bounds.upper);
        let (least, most) = match coefficient > 0 {
            true => (lower.map(|lower| lower - others), upper.map(|upper| upper - others)),
            false => (upper.map(|upper| others - upper), lower.map(|lower| others - lower)),
        };
        let size = coefficient.abs().max(1);
        (least.map(|least| -((-least).div_euclid(size))), most.map(|most| most.div_euclid(size)))
    }

    /// Whether the sum lies within the bounds.
    pub fn holds(&self, values: &[i64]) -> bool {
        let sum = self.activity(values);
        self.bounds.lower.is_none_or(|lower| lower <= sum) && self.bounds.upper.is_none_or(|upper| sum <= upper)
    }
}

/// The integer program of some rows, without an objective.
pub fn feasibility(program: &Program, keep: impl Fn(&Row) -> bool) -> Mip {
    let row = |row: &Row| MipRow { terms: row.terms.clone(), bounds: Bounds { lower: row.lower, upper: row.upper } };
    Mip {
        columns: program.columns().iter().map(|column| (column.lower, column.upper)).collect(),
        integer: program.columns().iter().map(|column| column.integer).collect(),
        rows: program.rows().iter().filter(|each| keep(each)).map(row).collect(),
        objective: Vec::new(),
        sense: Sense::Max,
        start: None,
        aim: Aim::Solve,
    }
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
