use super::{Aim, Answer, Mip, Outcome, Stop, tolerance};
use crate::allocation::Sense;
use good_lp::solvers::{SolutionStatus, WithTimeLimit};
use good_lp::variable::UnsolvedProblem;
use good_lp::{Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, constraint, variable};

/// What a solver of `good_lp` says that tells no bound: what it calls the best
/// is taken at its word once the values are whole and keep every row.
pub(super) fn solve<M>(mip: &Mip, stop: Stop, name: &str, solver: impl FnMut(UnsolvedProblem) -> M) -> Answer
where
    M: SolverModel<Error = ResolutionError> + WithTimeLimit,
{
    if let Some(outcome) = mip.without_columns() {
        return outcome.into();
    }
    // What is only sought would take as long as the proof.
    if mip.aim == Aim::Seek || stop.is_due() {
        return Outcome::Unsolved.into();
    }
    let (problem, columns) = write(mip, solver);
    let solved = match stop.seconds_left() {
        Some(left) => problem.with_time_limit(left).solve(),
        None => problem.solve(),
    };
    let solution = match solved {
        Ok(solution) => solution,
        Err(ResolutionError::Infeasible) => return Outcome::Infeasible.into(),
        Err(ResolutionError::Other(_)) => return Outcome::Unsolved.into(),
        Err(error) => return Outcome::Failed(error.to_string()).into(),
    };
    let is_best = matches!(solution.status(), SolutionStatus::Optimal);
    let mut values = Vec::with_capacity(columns.len());
    for (column, integer) in columns.iter().zip(&mip.integer) {
        let value = solution.value(*column);
        if *integer && (value - value.round()).abs() > tolerance::INTEGRALITY {
            return match is_best {
                true => Outcome::Failed(format!("{name} left a whole number broken")).into(),
                // A solver that is stopped before its first solution hands back what it has.
                false => Outcome::Unsolved.into(),
            };
        }
        values.push(value.round() as i64);
    }
    let bound = (is_best && mip.holds(&values)).then(|| mip.value(&values));
    Outcome::Solved { values, bound }.into()
}

/// The model of a program for a solver of `good_lp`, and its variables.
pub(super) fn write<M: SolverModel>(mip: &Mip, solver: impl FnMut(UnsolvedProblem) -> M) -> (M, Vec<Variable>) {
    let mut variables = ProblemVariables::new();
    let define = |(bounds, integer): (&(i64, i64), &bool)| {
        let definition = variable().min(bounds.0 as f64).max(bounds.1 as f64);
        if *integer { definition.integer() } else { definition }
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
