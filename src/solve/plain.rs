use super::mip::feasibility;
use super::{Bounds, Climb, Engine, Event, Fault, MipRow, Outcome, Watch};
use crate::allocation::{Draw, Sense};
use crate::program::{ColumnIndex, Objective, Program};
use std::collections::BTreeSet;

/// Climbs the ladder in the plainest way: one integer program a step, each
/// solved from nothing, with a row for each finished step.
///
/// # Errors
///
/// Where there is no allocation at all, or the solver fails.
pub fn climb(program: &Program, engine: Engine, watch: &mut dyn Watch) -> Result<Climb, Fault> {
    let (steps, columns, rows) = (program.objectives().len(), program.columns().len(), program.rows().len());
    watch.notice(Event::Begins { steps, columns, rows });
    let mut mip = feasibility(program, |_| true);
    let mut last: Option<Vec<i64>> = None;
    let mut bounds = Vec::new();
    for (position, objective) in program.objectives().iter().enumerate() {
        mip.objective = objective.terms.clone();
        mip.sense = objective.sense;
        let (placed, bound) = match engine.solve(&mip).outcome {
            Outcome::Solved { values, bound } => (placed(program, &values), bound),
            Outcome::Unsolved => match &last {
                Some(values) => (placed(program, values), None),
                None => return Err(Fault::NothingFound),
            },
            Outcome::Infeasible if position == 0 => return Err(Fault::Infeasible),
            Outcome::Infeasible => return Err(Fault::Solver("a feasible program was called infeasible".to_owned())),
            Outcome::Failed(what) => return Err(Fault::Solver(what)),
        };
        let values = program.values(&placed);
        if program.broken_row(&values).is_some() {
            return Err(Fault::Solver("a solution breaks a limit".to_owned()));
        }
        let value = objective.value(&values);
        bounds.push(bound.unwrap_or_else(|| trivial_bound(program, objective)));
        watch.notice(Event::Done { position, step: &objective.step(&values, bounds[position]) });
        mip.rows.push(at_least_as_good(objective, value));
        last = Some(values);
    }
    let values = last.unwrap_or_default();
    let placed = placed(program, &values);
    let draw = program.objectives().iter().any(|objective| objective.stage.is_draw()).then_some(Draw::Unknown);
    Ok(Climb { steps: program.steps(&values, &bounds), placed, draw })
}

/// The row that keeps a finished step.
fn at_least_as_good(objective: &Objective, value: i64) -> MipRow {
    let bounds = match objective.sense {
        Sense::Max => Bounds { lower: Some(value), upper: None },
        Sense::Min => Bounds { lower: None, upper: Some(value) },
    };
    MipRow { terms: objective.terms.clone(), bounds }
}

fn placed(program: &Program, values: &[i64]) -> BTreeSet<ColumnIndex> {
    (0..program.option_count()).filter(|column| values[*column] == 1).collect()
}

/// What the bounds of the columns alone allow.
fn trivial_bound(program: &Program, objective: &Objective) -> i64 {
    let best = |(column, coefficient): &(ColumnIndex, i64)| {
        let column = &program.columns()[*column];
        let ends = [coefficient * column.lower, coefficient * column.upper];
        match objective.sense {
            Sense::Max => ends.into_iter().max(),
            Sense::Min => ends.into_iter().min(),
        }
    };
    objective.terms.iter().filter_map(best).sum()
}
