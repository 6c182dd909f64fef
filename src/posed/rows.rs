use crate::program::{ColumnIndex, Program};

/// Columns and rows of whole numbers in which placements can be seated: those
/// of a program, or of a part of one.
pub trait Rows {
    /// How many columns there are.
    fn column_count(&self) -> usize;
    /// How many rows there are.
    fn row_count(&self) -> usize;
    /// The columns of a row with their coefficients.
    fn terms(&self, row: usize) -> &[(ColumnIndex, i64)];
    /// The least and the greatest sum of a row.
    fn bounds(&self, row: usize) -> (Option<i64>, Option<i64>);
    /// Whether a column follows from the options.
    fn follows(&self, column: ColumnIndex) -> bool;
    /// The value that a column that follows takes, where all others have values
    /// and rows come to sums; nothing where it can take none.
    fn follow(&self, column: ColumnIndex, values: &[i64], sums: &[i64], of: &[(usize, i64)]) -> Option<i64>;
}

impl Rows for Program {
    fn column_count(&self) -> usize {
        self.columns().len()
    }

    fn row_count(&self) -> usize {
        self.rows().len()
    }

    fn terms(&self, row: usize) -> &[(ColumnIndex, i64)] {
        &self.rows()[row].terms
    }

    fn bounds(&self, row: usize) -> (Option<i64>, Option<i64>) {
        let row = &self.rows()[row];
        (row.lower, row.upper)
    }

    fn follows(&self, column: ColumnIndex) -> bool {
        column >= self.option_count()
    }

    fn follow(&self, column: ColumnIndex, values: &[i64], _: &[i64], _: &[(usize, i64)]) -> Option<i64> {
        Some(self.columns()[column].follow(values))
    }
}
