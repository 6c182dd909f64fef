use super::{Engine, Fault, Outcome, feasibility};
use crate::program::{ColumnIndex, Program};
use std::collections::BTreeSet;

/// Some feasible allocation: the place decisions alone where that is one.
pub(super) fn first_incumbent(program: &Program, engine: Engine) -> Result<Vec<i64>, Fault> {
    let pinned = program.rows().iter().filter(|row| row.lower == Some(1) && row.terms.len() == 1);
    let placed: BTreeSet<ColumnIndex> =
        pinned.map(|row| row.terms[0].0).filter(|column| *column < program.option_count()).collect();
    let values = program.values(&placed);
    if program.broken_row(&values).is_none() {
        return Ok(values);
    }
    match engine.solve(&feasibility(program, |_| true)).outcome {
        Outcome::Solved { values, .. } => {
            let placed = (0..program.option_count()).filter(|column| values[*column] == 1).collect();
            let values = program.values(&placed);
            match program.broken_row(&values) {
                None => Ok(values),
                Some(_) => Err(Fault::Solver("a solution breaks a limit".to_owned())),
            }
        }
        Outcome::Infeasible => Err(Fault::Infeasible),
        Outcome::Unsolved => Err(Fault::NothingFound),
        Outcome::Failed(what) => Err(Fault::Solver(what)),
    }
}
