use super::certificate::Certificate;
use super::part::Part;
use super::{Basis, Limit, Outcome, Pursuit, Solver};
use crate::program::Program;

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
