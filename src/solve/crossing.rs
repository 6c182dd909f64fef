use super::MipRow;
use super::part::Part;
use crate::ids::ConstraintId;
use crate::posed::{Posed, counterparts};
use crate::program::ColumnIndex;
use std::collections::{BTreeMap, VecDeque};

/// What the columns and rows of one round's program are in another's. Where a
/// solver is to go on from a basis, what the other lacks stays in its relaxation,
/// where it changes nothing: columns that are 0, and rows that any values keep.
pub struct Crossing {
    /// For each column of the other program the one that stands for the same.
    pub(super) columns: Vec<Option<ColumnIndex>>,
    /// For each column of the one program where it stands in the other: behind
    /// the other's own, where that lacks it.
    there: Vec<Option<ColumnIndex>>,
    /// Likewise for each of its rows.
    pub(super) rows: Vec<Option<usize>>,
    /// Whether each of them has other bounds than that.
    eased: Vec<bool>,
    /// The columns that the other lacks. They stand behind its own.
    pub(super) lost_columns: Vec<ColumnIndex>,
    /// What they take in its rows: the row, the column, how much.
    pub(super) lost_terms: Vec<(usize, usize, i64)>,
    /// The rows that it lacks. They stand behind its own.
    pub(super) lost_rows: Vec<(usize, MipRow)>,
}

impl Crossing {
    /// From a round to another. Rows are told by what they belong to and the first
    /// column that both have.
    pub fn new(from: &Posed, to: &Posed) -> Crossing {
        let columns = counterparts(to, from);
        let (from, to) = (from.program(), to.program());
        type Key = (Option<ConstraintId>, Option<ColumnIndex>);
        let mut there: Vec<Option<usize>> = vec![None; from.columns().len()];
        for (position, column) in columns.iter().enumerate() {
            column.iter().for_each(|column| there[*column] = Some(position));
        }
        let lost_columns: Vec<ColumnIndex> = (0..there.len()).filter(|column| there[*column].is_none()).collect();
        lost_columns.iter().zip(columns.len()..).for_each(|(column, position)| there[*column] = Some(position));
        let mut unmatched: BTreeMap<Key, VecDeque<(usize, MipRow)>> = BTreeMap::new();
        for (position, (constraint, mut row)) in Part::rows_of_whole(from).enumerate() {
            row.terms.iter_mut().for_each(|(column, _)| *column = there[*column].unwrap_or(*column));
            let first = row.terms.iter().map(|(column, _)| *column).find(|column| *column < columns.len());
            unmatched.entry((constraint, first)).or_default().push_back((position, row));
        }
        let (mut rows, mut eased, mut lost_terms) = (Vec::new(), Vec::new(), Vec::new());
        for (position, (constraint, row)) in Part::rows_of_whole(to).enumerate() {
            let first = row.terms.iter().map(|(column, _)| *column).find(|column| columns[*column].is_some());
            let same = first.and_then(|first| unmatched.get_mut(&(constraint, Some(first)))?.pop_front());
            let lost = same.iter().flat_map(|(_, row)| &row.terms).filter(|(column, _)| *column >= columns.len());
            lost_terms.extend(lost.map(|(column, takes)| (position, *column, *takes)));
            eased.push(same.as_ref().is_some_and(|(_, other)| other.bounds != row.bounds));
            rows.push(same.map(|(position, _)| position));
        }
        let lost_rows = unmatched.into_values().flatten().collect();
        Crossing { columns, there, rows, eased, lost_columns, lost_terms, lost_rows }
    }

    /// The column of the one program that stands for one of the other.
    pub(super) fn column_there(&self, column: ColumnIndex) -> Option<ColumnIndex> {
        self.columns.get(column).copied().flatten()
    }

    /// The column of the other program that stands for one of the one.
    pub(super) fn column_here(&self, column: ColumnIndex) -> Option<ColumnIndex> {
        self.there.get(column).copied().flatten().filter(|there| *there < self.columns.len())
    }

    /// Whether a row of the whole of the other program has a counterpart with
    /// other bounds.
    pub(super) fn is_eased(&self, row: usize) -> bool {
        self.eased.get(row).copied().unwrap_or(false)
    }

    /// The rows of the other program in which the one has a column that the other
    /// lacks, with that column.
    pub(super) fn lost_rows(&self) -> impl Iterator<Item = (usize, ColumnIndex)> {
        let of_lost = |column: usize| self.lost_columns[column - self.columns.len()];
        self.lost_terms.iter().map(move |(row, column, _)| (*row, of_lost(*column)))
    }

    /// The row of the whole of the one program that stands for one of the other.
    pub(super) fn row_there(&self, row: usize) -> Option<usize> {
        self.rows.get(row).copied().flatten()
    }
}
