use super::columns::ColumnIndex;
use super::limit::Limit;
use crate::ids::ConstraintId;

/// A row: the sum of its terms lies within its bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The limit that it belongs to; nothing for a row that only defines a
    /// column.
    pub limit: Option<Limit>,
    /// Columns, ascending, with their coefficients.
    pub terms: Vec<(ColumnIndex, i64)>,
    /// The least sum.
    pub lower: Option<i64>,
    /// The greatest sum.
    pub upper: Option<i64>,
    /// What was used of the limit before the run, in the unit of the terms.
    pub used: i64,
}

impl Row {
    /// The constraint that it belongs to; nothing for a row that only defines a
    /// column.
    pub fn constraint(&self) -> Option<ConstraintId> {
        self.limit.map(|limit| limit.constraint)
    }

    /// The sum of the terms.
    pub fn activity(&self, values: &[i64]) -> i64 {
        self.terms.iter().map(|(column, coefficient)| coefficient * values[*column]).sum()
    }

    /// Whether the sum lies within the bounds.
    pub fn holds(&self, values: &[i64]) -> bool {
        let sum = self.activity(values);
        self.lower.is_none_or(|lower| lower <= sum) && self.upper.is_none_or(|upper| sum <= upper)
    }
}
