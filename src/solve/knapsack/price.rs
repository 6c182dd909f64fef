//! Cuts by the prices of a relaxation.

use super::sack::Knapsack;
use crate::solve::part::{Goal, Part, RowKind};
use crate::solve::{MipRow, Relaxed, tolerance};

/// What the prices of all rows leave of each column's goal.
pub(super) fn reduced(part: &Part, goal: &Goal, relaxed: &Relaxed) -> Vec<f64> {
    let mut reduced = vec![0.0; part.columns.len()];
    goal.terms.iter().for_each(|(column, count)| reduced[*column] = *count as f64);
    for (row, price) in part.rows.iter().zip(&relaxed.duals).filter(|(_, price)| price.abs() > tolerance::PRICE) {
        for (column, takes) in &row.terms {
            reduced[*column] -= price * *takes as f64;
        }
    }
    reduced
}

impl Knapsack {
    /// A cut that the values of a relaxation break, if its prices lead to one.
    pub(super) fn priced(&self, part: &Part, values: &[f64], reduced: &[f64], duals: &[f64]) -> Option<MipRow> {
        let mut worth = self.worth(part, reduced, duals);
        // Just one option of these is placed: what all are worth does not matter.
        for options in &self.certain {
            let least = options.iter().map(|option| worth[*option]).fold(f64::INFINITY, f64::min);
            options.iter().for_each(|option| worth[*option] -= least);
        }
        let most = worth.iter().copied().fold(0.0, f64::max);
        if most <= 0.0 || !most.is_finite() {
            return None;
        }
        let weights: Vec<i64> =
            worth.into_iter().map(|worth| (worth.max(0.0) / most * tolerance::FINENESS).round() as i64).collect();
        self.broken(&weights, values, tolerance::LEAST_VIOLATION)
    }

    /// What the prices leave of each column's goal, prices of rows that hold
    /// within the knapsack not taken off.
    fn worth(&self, part: &Part, reduced: &[f64], duals: &[f64]) -> Vec<f64> {
        let mut worth: Vec<f64> = self.columns.iter().map(|column| reduced[*column]).collect();
        let position = |column: usize| self.columns.binary_search(&column).ok();
        let is_within = |row: &usize| part.rows[*row].terms.iter().all(|(column, _)| position(*column).is_some());
        let cuts = (0..part.rows.len()).filter(|row| part.kinds[*row] == RowKind::Cut).filter(is_within);
        for row in self.inside.iter().copied().chain(cuts) {
            let Some(price) = duals.get(row).filter(|price| price.abs() > tolerance::PRICE) else { continue };
            for (column, takes) in &part.rows[row].terms {
                if let Some(position) = position(*column) {
                    worth[position] += price * *takes as f64;
                }
            }
        }
        worth
    }
}
