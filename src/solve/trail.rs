use super::part::{Part, RowKind};
use super::{Stand, tolerance};
use crate::program::{ColumnIndex, Program};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// What a climb leaves for climbs of programs that differ little: where the
/// relaxation of each step ended, by the program's columns and rows. Numbers of
/// solvers are proposals only.
#[derive(Debug)]
pub struct Trail {
    steps: Vec<Ended>,
    /// The allocation that it leads to.
    pub(super) placed: BTreeSet<ColumnIndex>,
}

/// A trail that a climb under way notes.
pub(super) struct Blazer {
    steps: Vec<Mutex<Ended>>,
}

/// Where a column, or a row, stood at the end, and a row's price.
pub(super) type Mark = (Stand, f64);

/// Where the relaxation of a step ended, in all parts of the program.
#[derive(Debug, Clone, Default)]
pub(super) struct Ended {
    /// For each column of the program that was open where it stood, and the
    /// first column of its part.
    pub columns: Vec<Option<(Stand, ColumnIndex)>>,
    /// The program's rows, by their place among them.
    pub rows: Vec<Option<Mark>>,
    /// The values of earlier steps, by the first column of the part and the step.
    pub values: BTreeMap<(ColumnIndex, usize), Mark>,
    /// The cuts that had a price, in columns of the program.
    pub cuts: BTreeMap<Vec<(ColumnIndex, i64)>, Mark>,
}

impl Blazer {
    /// A trail on which nothing is noted.
    pub fn new(program: &Program) -> Blazer {
        let rows = Part::rows_of_whole(program).count();
        let ended = Ended { columns: vec![None; program.columns().len()], rows: vec![None; rows], ..Ended::default() };
        Blazer { steps: program.objectives().iter().map(|_| Mutex::new(ended.clone())).collect() }
    }

    /// Notes where the relaxation of a step ended in a part, which has a basis.
    pub fn note(&self, part: &Part, step: usize, duals: &[f64]) {
        let (Some(basis), Some(first)) = (&part.basis, part.columns.first()) else { return };
        let mut ended = self.steps[step].lock().unwrap_or_else(PoisonError::into_inner);
        for (column, stand) in part.columns.iter().zip(&basis.columns) {
            ended.columns[*column] = Some((*stand, *first));
        }
        for (position, (stand, dual)) in basis.rows.iter().zip(duals).enumerate() {
            let mark = (*stand, *dual);
            match (part.kinds[position], part.origins[position]) {
                (RowKind::Given, Some(row)) => ended.rows[row] = Some(mark),
                (RowKind::Value, Some(earlier)) => {
                    ended.values.insert((*first, earlier), mark);
                }
                (RowKind::Cut, _) if dual.abs() > tolerance::PRICE => {
                    let terms = part.rows[position].terms.iter();
                    ended.cuts.insert(terms.map(|(column, takes)| (part.columns[*column], *takes)).collect(), mark);
                }
                _ => {}
            }
        }
    }

    /// The trail.
    pub fn finish(self, placed: BTreeSet<ColumnIndex>) -> Trail {
        let steps = self.steps.into_iter().map(|step| step.into_inner().unwrap_or_else(PoisonError::into_inner));
        Trail { steps: steps.collect(), placed }
    }
}

impl Trail {
    /// Where the relaxation of a step ended; nothing where none did.
    pub(super) fn at(&self, step: usize) -> Option<&Ended> {
        self.steps.get(step).filter(|ended| ended.columns.iter().any(Option::is_some))
    }
}
