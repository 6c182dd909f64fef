use super::certificate::Certificate;
use super::part::Part;
use super::{Basis, Limit, Outcome, Pursuit, Solver, Stand};
use crate::ids::ConstraintId;
use crate::program::{ColumnIndex, Program};
use std::collections::{BTreeMap, VecDeque};

/// What the relaxation of a program promises for an objective: a first look,
/// not an allocation.
#[derive(Debug, Clone)]
pub struct Promise {
    /// How much of each column the relaxation uses, in floating point.
    pub values: Vec<f64>,
    /// No allocation has more of the objective; certified in whole numbers.
    pub bound: i64,
    /// Where a relaxation that differs little can start.
    pub basis: Option<Basis>,
}

/// The basis of a program for another: `counterparts` gives for each column of
/// the other the one that stands for the same. Rows are told by what they
/// belong to and their first column; what is new stands anywhere.
pub fn carried_over(basis: &Basis, from: &Program, to: &Program, counterparts: &[Option<ColumnIndex>]) -> Basis {
    type Key = (Option<ConstraintId>, Option<ColumnIndex>);
    let mut stands: BTreeMap<Key, VecDeque<Stand>> = BTreeMap::new();
    for (key, stand) in keys(from).zip(&basis.rows) {
        stands.entry(key).or_default().push_back(*stand);
    }
    let row = |(constraint, column): Key| {
        let column = column.and_then(|column| counterparts[column]);
        column.and_then(|column| stands.get_mut(&(constraint, Some(column)))?.pop_front()).unwrap_or(Stand::Basic)
    };
    let column = |column: &Option<ColumnIndex>| column.map_or(Stand::Lower, |column| basis.columns[column]);
    Basis { columns: counterparts.iter().map(column).collect(), rows: keys(to).map(row).collect() }
}

/// Of each row of a relaxation what it belongs to, and its first column.
fn keys(program: &Program) -> impl Iterator<Item = (Option<ConstraintId>, Option<ColumnIndex>)> {
    let rows = program.rows().iter().enumerate().filter(|(position, _)| !program.is_needless(*position));
    let rows = rows.map(|(_, row)| (row.constraint, row.terms.first().map(|(column, _)| *column)));
    rows.chain(program.cliques().iter().map(|clique| (None, clique.first().copied())))
}

/// Relaxes a program for objectives that are to be maximised. A basis is that of
/// another program, and is of use where the two have as many columns and rows.
/// Nothing for one where the solver did not finish.
pub fn promises(
    program: &Program,
    objectives: Vec<Pursuit>,
    solver: &dyn Solver,
    limit: Limit,
) -> Vec<Option<Promise>> {
    let part = Part::whole(program, vec![0; program.columns().len()]);
    let fits = |basis: &&Basis| (basis.columns.len(), basis.rows.len()) == (part.columns.len(), part.rows.len());
    let objectives: Vec<Pursuit> =
        objectives.into_iter().map(|(objective, basis)| (objective, basis.filter(fits))).collect();
    let mip = part.relaxation(Vec::new());
    // Solvers have a word of their own for what has nothing to decide.
    if let Some(outcome) = mip.without_columns() {
        let empty = Promise { values: Vec::new(), bound: 0, basis: None };
        let found = matches!(outcome, Outcome::Solved { .. }).then_some(empty);
        return vec![found; objectives.len()];
    }
    let relaxed = solver.relax_each(&mip, &objectives, limit);
    let promise = |((objective, _), relaxed): (&Pursuit, Option<super::Relaxed>)| {
        let relaxed = relaxed?;
        // Every objective counts whole numbers of whole columns.
        let bound = Certificate::new(&part, objective, &relaxed.duals).bound(1);
        Some(Promise { values: relaxed.values, bound, basis: relaxed.basis })
    };
    objectives.iter().zip(relaxed).map(promise).collect()
}
