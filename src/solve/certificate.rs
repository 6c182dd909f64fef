//! Bounds that hold without trusting a floating-point word. A linear
//! relaxation's dual values are only a proposal: rounded to whole multiples of
//! a small unit, they give a bound by exact integer arithmetic, whatever they
//! are (the Lagrangian bound; Neumaier and Shcherbina, "Safe bounds in linear
//! and mixed-integer linear programming", Mathematical Programming 99, 2004).

use super::part::{Implied, Part, RowKind};
use crate::solve::tolerance;

/// An exact upper bound of a goal over a part, and what moving a column off its
/// better bound, or a row off its tight side, costs. In units of 1 / `DUAL_UNIT`.
pub(super) struct Certificate {
    bound: i128,
    reduced: Vec<i128>,
    prices: Vec<i128>,
}

impl Certificate {
    /// The certificate that proposed duals give for a goal (to be maximised).
    pub fn new(part: &Part, goal: &[(usize, i64)], duals: &[f64]) -> Certificate {
        let unit = tolerance::DUAL_UNIT as i128;
        let mut reduced = vec![0_i128; part.columns.len()];
        for (column, coefficient) in goal {
            reduced[*column] += i128::from(*coefficient) * unit;
        }
        let mut bound = 0;
        let mut prices = Vec::with_capacity(part.rows.len());
        for (row, dual) in part.rows.iter().zip(duals) {
            let price = usable(*dual, row.bounds.lower.is_some(), row.bounds.upper.is_some());
            let side = if price > 0 { row.bounds.upper } else { row.bounds.lower };
            bound += price * i128::from(side.unwrap_or(0));
            if price != 0 {
                for (column, coefficient) in &row.terms {
                    reduced[*column] -= price * i128::from(*coefficient);
                }
            }
            prices.push(price);
        }
        for (cost, (lower, upper)) in reduced.iter().zip(&part.bounds) {
            bound += cost * i128::from(if *cost > 0 { *upper } else { *lower });
        }
        Certificate { bound, reduced, prices }
    }

    /// The greatest whole number, a multiple of the granularity, that the goal
    /// can be.
    pub fn bound(&self, granularity: i64) -> i64 {
        let step = tolerance::DUAL_UNIT as i128 * i128::from(granularity);
        let multiples = self.bound.div_euclid(step) * i128::from(granularity);
        i64::try_from(multiples).unwrap_or(i64::MAX)
    }

    /// How far the bound lies above a value, in units of 1 / `DUAL_UNIT`.
    pub fn slack(&self, value: i64) -> i128 {
        self.bound - i128::from(value) * tolerance::DUAL_UNIT as i128
    }

    /// How far the bound lies above what a relaxation comes to, in floating point.
    pub fn excess(&self, reached: f64) -> f64 {
        self.bound as f64 / tolerance::DUAL_UNIT - reached
    }

    /// How far the goal falls below the bound where a column leaves its better
    /// bound by one; comparable between columns only.
    pub fn loss(&self, column: usize) -> i128 {
        self.reduced[column].abs()
    }

    /// Whether every solution within the part's bounds attains the value: what
    /// the columns and rows may still give away from the bound is less than a
    /// whole.
    pub fn implies(&self, part: &Part, value: i64) -> bool {
        let mut least = self.bound;
        for (cost, (lower, upper)) in self.reduced.iter().zip(&part.bounds) {
            least -= cost.abs() * i128::from(upper - lower);
        }
        for ((price, row), kind) in self.prices.iter().zip(&part.rows).zip(&part.kinds) {
            // Integer programs are solved without the cuts.
            let is_tight = *kind != RowKind::Cut && row.bounds.lower.is_some() && row.bounds.lower == row.bounds.upper;
            if *price != 0 && !is_tight {
                let (lowest, highest) = part.activity(&row.terms);
                least -= price.abs() * i128::from(highest - lowest);
            }
        }
        least > i128::from(value - 1) * tolerance::DUAL_UNIT as i128
    }

    /// What every solution that attains the value has in common, as far as the
    /// certificate shows.
    pub fn implied(&self, part: &Part, value: i64) -> Implied {
        let slack = self.slack(value);
        let mut implied = Implied::default();
        for (column, cost) in self.reduced.iter().enumerate() {
            let (lower, upper) = part.bounds[column];
            if cost.abs() > slack && lower < upper {
                implied.columns.push((column, if *cost > 0 { upper } else { lower }));
            }
        }
        for (position, price) in self.prices.iter().enumerate() {
            let row = &part.rows[position];
            let side = if *price > 0 { row.bounds.upper } else { row.bounds.lower };
            if let Some(side) = side
                && price.abs() > slack
                && row.bounds.lower != row.bounds.upper
            {
                implied.rows.push((position, side));
            }
        }
        implied
    }
}

/// A proposed dual value in whole units, 0 where the row has no bound on the
/// side that it would price.
fn usable(dual: f64, has_lower: bool, has_upper: bool) -> i128 {
    let is_priced = if dual > 0.0 { has_upper } else { has_lower };
    // 2^80: far above any sensible price, far below what sums could overflow.
    if !dual.is_finite() || !is_priced || dual.abs() > tolerance::LARGEST_PRICE {
        return 0;
    }
    (dual * tolerance::DUAL_UNIT).round() as i128
}
