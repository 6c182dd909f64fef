use super::certificate::Certificate;
use super::fill::fill;
use super::knapsack::{Knapsack, knapsacks};
use super::merge::merge;
use super::mip::feasibility;
use super::part::{Goal, Kind, Part};
use super::reduce::reduce;
use super::tally::Tally;
use super::{Climb, Event, Fault, MipRow, Outcome, Relaxed, Solver, Watch, tolerance, who};
use crate::ids::StageId;
use crate::program::{ColumnIndex, Program};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// Climbs the ladder part by part.
///
/// A part is proven step by step: first by its linear relaxation, whose bound
/// is certified in whole numbers; where that does not close the step, by an
/// integer program. What every solution with the proven values has in common
/// is then settled, the part falls into pieces, and each piece is climbed by
/// itself: the best of a sum, in strict order, is the sum of the bests.
///
/// # Errors
///
/// Where there is no allocation at all, or the solver fails.
pub fn climb(
    program: &Program,
    solver: &dyn Solver,
    deadline: Option<Instant>,
    watch: &mut (dyn Watch + Send),
) -> Result<Climb, Fault> {
    let (steps, columns, rows) = (program.objectives().len(), program.columns().len(), program.rows().len());
    watch.notice(Event::Begins { steps, columns, rows });
    let incumbent = first_incumbent(program, solver, deadline)?;
    let climber = Climber { program, solver, deadline, tally: Tally::new(program, watch) };
    let mut whole = Part::whole(program, incumbent);
    fill(&mut whole, 0);
    let settled = climber.pieces(whole, 0);
    let placed: BTreeSet<ColumnIndex> = settled
        .iter()
        .filter(|(column, value)| *column < program.option_count() && *value == 1)
        .map(|(column, _)| *column)
        .collect();
    let values = program.values(&placed);
    if program.broken_row(&values).is_some() {
        return Err(Fault::Solver("the allocation breaks a limit".to_owned()));
    }
    let steps = program.steps(&values, &climber.tally.bounds());
    Ok(Climb { placed, steps })
}

/// Some feasible allocation: the place decisions alone where that is one.
fn first_incumbent(program: &Program, solver: &dyn Solver, deadline: Option<Instant>) -> Result<Vec<i64>, Fault> {
    let pinned = program.rows().iter().filter(|row| row.lower == Some(1) && row.terms.len() == 1);
    let placed: BTreeSet<ColumnIndex> =
        pinned.map(|row| row.terms[0].0).filter(|column| *column < program.option_count()).collect();
    let values = program.values(&placed);
    if program.broken_row(&values).is_none() {
        return Ok(values);
    }
    match solver.solve(&feasibility(program, |_| true), deadline) {
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

struct Climber<'a> {
    program: &'a Program,
    solver: &'a dyn Solver,
    deadline: Option<Instant>,
    tally: Tally<'a>,
}

/// Columns with their settled values.
type Settled = Vec<(ColumnIndex, i64)>;

impl Climber<'_> {
    /// Takes a part to pieces and climbs each from a step on.
    fn pieces(&self, part: Part, from: usize) -> Settled {
        let pieces = reduce(part);
        let mut settled = pieces.settled;
        let through = settled.len();
        if pieces.parts.is_empty() {
            self.tally.note(from, through, &pieces.constants[from..]);
            return settled;
        }
        self.tally.note(from, through, &vec![0; pieces.constants.len() - from]);
        let climbed: Vec<Settled> = pieces.parts.into_par_iter().map(|part| self.part(part, from)).collect();
        settled.extend(climbed.into_iter().flatten());
        settled
    }

    /// Proves the next step of a part that counts anything in it, then goes on
    /// with the pieces.
    fn part(&self, mut part: Part, from: usize) -> Settled {
        let steps = part.goals.len();
        let next = (from..steps).find(|step| !part.goals[*step].terms.is_empty());
        let constants: Vec<i64> = part.goals[from..next.unwrap_or(steps)].iter().map(|goal| goal.settled).collect();
        self.tally.note(from, 0, &constants);
        let Some(step) = next else {
            self.tally.pass(from..steps, part.columns.len());
            return part.columns.iter().copied().zip(part.incumbent).collect();
        };
        let bound = self.prove(&mut part, step);
        self.tally.note(step, 0, &[bound.max(part.goals[step].value(&part.incumbent))]);
        self.tally.pass(from..step + 1, part.columns.len());
        if self.program.objectives()[step].stage == StageId::Lottery {
            who::settle(&mut part, step, self.solver, self.deadline);
        }
        self.pieces(part, step + 1)
    }

    /// Finds and proves the best value of a step: the incumbent attains it, the
    /// part keeps it. The bound is returned.
    fn prove(&self, part: &mut Part, step: usize) -> i64 {
        let goal = part.goals[step].clone();
        if self.deadline.is_some_and(|deadline| deadline <= Instant::now()) && step >= part.proven {
            let bound = goal.settled.saturating_add(part.ends(&goal).1);
            part.keep_value(step, goal.value(&part.incumbent));
            return bound;
        }
        let granularity = part.mip(goal.terms.clone()).granularity();
        let certificate = self.relax(part, step, granularity);
        let mut bound = certificate.as_ref().map(|certificate| certificate.bound(granularity) + goal.settled);
        let value = goal.value(&part.incumbent);
        if step < part.proven {
            bound = Some(value);
        } else if bound.is_none_or(|bound| bound > value) {
            // Where the sum of several steps is too large a number for a bound
            // to be trusted, the step is tried alone.
            for (objective, next) in [merge(part, step), (goal.terms.clone(), step + 1)] {
                let mip = part.mip(objective);
                match self.solver.solve(&mip, self.deadline) {
                    Outcome::Solved { values, bound: said } => {
                        let best = mip.value(&values);
                        self.try_values(part, step, values);
                        if said == Some(best) && mip.value(&part.incumbent) == best {
                            part.proven = next;
                            bound = Some(goal.value(&part.incumbent));
                            break;
                        }
                        if next == step + 1 {
                            bound = said.map(|said| said + goal.settled).or(bound);
                            break;
                        }
                    }
                    Outcome::Unsolved => break,
                    // The incumbent shows that the solver is wrong: without a
                    // proof the step is reported as unproven.
                    Outcome::Infeasible | Outcome::Failed(_) => {}
                }
            }
        }
        let value = goal.value(&part.incumbent);
        let mut is_implied = false;
        if let Some(certificate) = certificate {
            let implied = certificate.implied(part, value - goal.settled);
            part.apply(&implied);
            is_implied = certificate.implies(part, value - goal.settled);
        }
        if !is_implied {
            part.keep_value(step, value);
        }
        bound.unwrap_or_else(|| goal.settled.saturating_add(part.ends(&goal).1))
    }

    /// The certificate of a step's linear relaxation, tightened by cuts as long
    /// as they bring the bound nearer to the incumbent.
    fn relax(&self, part: &mut Part, step: usize, granularity: i64) -> Option<Certificate> {
        let goal = part.goals[step].clone();
        let knapsacks = knapsacks(part);
        let mut best: Option<Certificate> = None;
        for _ in 0..MOST_CUT_ROUNDS {
            let relaxed = self.solver.relax(&part.mip(goal.terms.clone()), self.deadline)?;
            self.try_values(part, step, relaxed.values.iter().map(|value| value.round() as i64).collect());
            let certificate = Certificate::new(part, &goal.terms, &relaxed.duals);
            let is_closed = certificate.bound(granularity) <= goal.value(&part.incumbent) - goal.settled;
            best = Some(certificate);
            if is_closed || !cut(part, &goal, &knapsacks, &relaxed) {
                break;
            }
        }
        best
    }

    /// Takes values for the incumbent when they are feasible and better in the
    /// order of the ladder from a step on.
    fn try_values(&self, part: &mut Part, step: usize, mut values: Vec<i64>) {
        part.complete(&mut values);
        let score = |values: &[i64]| -> Vec<i64> { part.goals[step..].iter().map(|goal| goal.value(values)).collect() };
        if part.holds(&values) && score(&values) > score(&part.incumbent) {
            part.incumbent = values;
            fill(part, step);
        }
    }
}

/// Adds the cuts that a relaxation breaks; false when there are none.
fn cut(part: &mut Part, goal: &Goal, knapsacks: &[Knapsack], relaxed: &Relaxed) -> bool {
    let priced: Vec<(usize, f64)> =
        relaxed.duals.iter().copied().enumerate().filter(|(_, price)| price.abs() > tolerance::PRICE).collect();
    let wanted: BTreeMap<usize, f64> = goal.terms.iter().map(|(column, count)| (*column, *count as f64)).collect();
    let cuts: Vec<MipRow> = knapsacks
        .iter()
        .filter_map(|knapsack| knapsack.cut(part, &relaxed.values, &knapsack.worth(part, &wanted, &priced)))
        .collect();
    let found = !cuts.is_empty();
    cuts.into_iter().for_each(|row| part.add(Kind::Cut, row));
    found
}

/// How often a step's relaxation is tightened and solved again.
const MOST_CUT_ROUNDS: usize = 12;
