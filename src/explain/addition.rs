use crate::ids::ConstraintId;
use crate::program::{ColumnIndex, Program, Row};
use std::collections::BTreeSet;

/// What adding one more option to an allocation would do.
pub(super) struct Addition<'p> {
    pub(super) program: &'p Program,
    pub(super) placed: &'p BTreeSet<ColumnIndex>,
    /// The values of the columns as they are.
    pub(super) values: Vec<i64>,
    /// The rows of each column, ascending.
    rows: Vec<Vec<usize>>,
}

impl<'p> Addition<'p> {
    /// The placed options keep every row.
    pub(super) fn new(program: &'p Program, placed: &'p BTreeSet<ColumnIndex>) -> Addition<'p> {
        let mut rows = vec![Vec::new(); program.columns().len()];
        for (position, row) in program.rows().iter().enumerate() {
            row.terms.iter().for_each(|(column, _)| rows[*column].push(position));
        }
        Addition { program, placed, values: program.values(placed), rows }
    }

    /// The rows that a column stands in.
    pub(super) fn rows_of(&self, column: ColumnIndex) -> impl Iterator<Item = &'p Row> + Clone + use<'p, '_> {
        let program = self.program;
        self.rows[column].iter().map(|row| &program.rows()[*row])
    }

    /// The first row, by constraint in the published order, that adding an
    /// option breaks, and its sum after adding it. `values` are those of the
    /// columns as they are, before and after the call.
    pub(super) fn breaks(&self, values: &mut [i64], added: ColumnIndex) -> Option<(ConstraintId, &'p Row, i64)> {
        let (row, sum) = self.all_broken(values, added).into_iter().next()?;
        Some((row.constraint?, row, sum))
    }

    /// The rows that adding an option breaks, by constraint in the published
    /// order, each with its sum after adding it.
    pub(super) fn all_broken(&self, values: &mut [i64], added: ColumnIndex) -> Vec<(&'p Row, i64)> {
        let program = self.program;
        // A column that follows from the option has a row with it.
        let beside = self.rows_of(added).flat_map(|row| &row.terms);
        let followers: BTreeSet<ColumnIndex> =
            beside.map(|(column, _)| *column).filter(|column| *column >= program.option_count()).collect();
        values[added] = 1;
        for column in &followers {
            values[*column] = program.columns()[*column].follow(values);
        }
        // Only rows with a column that changes can break.
        let changed = followers.iter().filter(|column| values[**column] != self.values[**column]).chain([&added]);
        let touched: BTreeSet<usize> = changed.flat_map(|column| &self.rows[*column]).copied().collect();
        let rows = touched.iter().map(|row| &program.rows()[*row]);
        let broken = rows.filter(|row| row.constraint.is_some() && !row.holds(values));
        let broken = broken.map(|row| (row, row.activity(values))).collect();
        for column in followers.iter().chain([&added]) {
            values[*column] = self.values[*column];
        }
        broken
    }
}
