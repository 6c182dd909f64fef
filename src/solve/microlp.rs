use super::{Aim, Answer, Basis, Limit, Mip, Outcome, Relaxed, Solver, model, tolerance};
use good_lp::solvers::{SolutionStatus, WithTimeLimit};
use good_lp::{ResolutionError, Solution, SolverModel, microlp};

/// The microlp solver, in Rust alone. It tells no bound and no prices: what it
/// calls the best is taken at its word, so it is for small rounds, and for
/// checking what another solver says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Microlp;

impl Solver for Microlp {
    fn name(&self) -> &'static str {
        "microlp"
    }

    fn version(&self) -> String {
        // The version that Cargo.lock pins; a test holds the two together.
        VERSION.to_owned()
    }

    fn solve(&self, mip: &Mip, limit: Limit) -> Answer {
        if let Some(outcome) = mip.without_columns() {
            return outcome.into();
        }
        // What is only sought would take as long as the proof.
        if mip.aim == Aim::Seek || limit.is_reached() {
            return Outcome::Unsolved.into();
        }
        let (problem, columns) = model::write(mip, true, microlp);
        let solved = match limit.seconds_left() {
            Some(left) => problem.with_time_limit(left).solve(),
            None => problem.solve(),
        };
        let solution = match solved {
            Ok(solution) => solution,
            Err(ResolutionError::Infeasible) => return Outcome::Infeasible.into(),
            Err(ResolutionError::Other(_)) => return Outcome::Unsolved.into(),
            Err(error) => return Outcome::Failed(error.to_string()).into(),
        };
        let mut values = Vec::with_capacity(columns.len());
        for (column, integer) in columns.iter().zip(&mip.integer) {
            let value = solution.value(*column);
            if *integer && (value - value.round()).abs() > tolerance::INTEGRALITY {
                return Outcome::Failed("microlp left a whole number broken".to_owned()).into();
            }
            values.push(value.round() as i64);
        }
        let is_best = matches!(solution.status(), SolutionStatus::Optimal) && mip.holds(&values);
        let bound = is_best.then(|| mip.value(&values));
        Outcome::Solved { values, bound }.into()
    }

    fn relax(&self, _: &Mip, _: Option<&Basis>, _: Limit) -> Option<Relaxed> {
        None
    }
}

const VERSION: &str = "0.6.0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_one_that_is_built_in() {
        let lock = include_str!("../../Cargo.lock");
        assert!(lock.contains(&format!("name = \"microlp\"\nversion = \"{VERSION}\"")));
    }
}
