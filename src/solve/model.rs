use super::Mip;
use crate::allocation::Sense;
use good_lp::variable::UnsolvedProblem;
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};

/// The model of a program for a solver of `good_lp`, and its variables.
pub(super) fn write<M: SolverModel>(
    mip: &Mip,
    is_whole: bool,
    solver: impl FnMut(UnsolvedProblem) -> M,
) -> (M, Vec<Variable>) {
    let mut variables = ProblemVariables::new();
    let define = |(bounds, integer): (&(i64, i64), &bool)| {
        let definition = variable().min(bounds.0 as f64).max(bounds.1 as f64);
        if *integer && is_whole { definition.integer() } else { definition }
    };
    let columns: Vec<Variable> =
        mip.columns.iter().zip(&mip.integer).map(|column| variables.add(define(column))).collect();
    let sum = |terms: &[(usize, i64)]| -> Expression {
        terms.iter().map(|(column, coefficient)| *coefficient as f64 * columns[*column]).sum()
    };
    let objective = sum(&mip.objective);
    let unsolved = match mip.sense {
        Sense::Max => variables.maximise(objective),
        Sense::Min => variables.minimise(objective),
    };
    let mut problem = unsolved.using(solver);
    for row in &mip.rows {
        match (row.bounds.lower, row.bounds.upper) {
            (Some(lower), Some(upper)) if lower == upper => {
                problem.add_constraint(constraint!(sum(&row.terms) == lower as f64));
            }
            // good_lp has no row with two different bounds: they become two lines.
            (lower, upper) => {
                if let Some(lower) = lower {
                    problem.add_constraint(constraint!(sum(&row.terms) >= lower as f64));
                }
                if let Some(upper) = upper {
                    problem.add_constraint(constraint!(sum(&row.terms) <= upper as f64));
                }
            }
        }
    }
    (problem, columns)
}
