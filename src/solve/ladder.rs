use super::asked::Asked;
use super::begin::first_incumbent;
use super::branch::{Question, branch};
use super::certificate::Certificate;
use super::fill::fill;
use super::knapsack::{cuts as cuts_of, knapsacks as knapsacks_of};
use super::merge::merge;
use super::part::{Part, RowKind};
use super::reduce::reduce;
use super::tally::Tally;
use super::who::{self, Others};
use super::{Aim, Climb, Engine, Event, Fault, Mip, Outcome, Proof, Quiet, Relaxed, Watch, Who, race, seek, tolerance};
use crate::allocation::Draw;
use crate::program::{ColumnIndex, Objective, Program};
use crate::round::{Key, Referral};
use rayon::prelude::*;
use std::collections::BTreeSet;

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
pub fn climb(program: &Program, engine: Engine, watch: &mut (dyn Watch + Send)) -> Result<Climb, Fault> {
    climb_to(Summit::Top, program, None, None, engine, watch)
}

/// Climbs the ladder as [`climb`] does, from an allocation of this program or
/// one much like it; it is taken where it is one. The values and, as far as
/// `settle` leaves one answer, the allocation are the same from any start.
///
/// # Errors
///
/// As [`climb`].
pub fn climb_from(start: &BTreeSet<ColumnIndex>, program: &Program, engine: Engine) -> Result<Climb, Fault> {
    climb_to(Summit::Top, program, Some(start), None, engine, &mut Quiet)
}

/// Finds who is placed by the best allocation, and proves it, without finding
/// the best of the ways to place just these. `start` is an allocation to begin
/// from, of this program or one much like it; it is taken where it is one.
///
/// # Errors
///
/// As [`climb`].
pub fn who(program: &Program, start: Option<&BTreeSet<ColumnIndex>>, engine: Engine) -> Result<Who, Fault> {
    climb_to(Summit::Who, program, start, None, engine, &mut Quiet).map(|climb| who_of(program, climb))
}

/// Finds who is placed as [`who`] does, if one of some referrals is; nothing
/// where the best allocation places none of them, which may show early.
///
/// # Errors
///
/// As [`climb`].
pub fn who_if_any(
    program: &Program,
    asked: &BTreeSet<Key<Referral>>,
    start: Option<&BTreeSet<ColumnIndex>>,
    engine: Engine,
) -> Result<Option<Who>, Fault> {
    let asked = Asked::about(program, asked);
    let climb = climb_to(Summit::Who, program, start, Some(&asked), engine, &mut Quiet)?;
    Ok((!asked.is_over()).then(|| who_of(program, climb)))
}

fn who_of(program: &Program, climb: Climb) -> Who {
    let is_proven = climb.proof() == Proof::Optimal;
    let referrals = climb.placed.iter().map(|column| program.placement(*column).referral).collect();
    let values = settling(program).map(|objective| objective.value(&program.values(&climb.placed))).collect();
    Who { referrals, placed: climb.placed, values, is_proven }
}

/// The objectives that settle who is placed: to the last draw, or all where
/// there is none.
pub fn settling(program: &Program) -> impl Iterator<Item = &Objective> {
    let objectives = program.objectives();
    objectives[..last_draw(program).map_or(objectives.len(), |draw| draw + 1)].iter()
}

/// The last step that is a draw.
fn last_draw(program: &Program) -> Option<usize> {
    program.objectives().iter().rposition(|objective| objective.stage.is_draw())
}

/// How far a climb goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Summit {
    /// Until it is settled who is placed; later steps count as they come.
    Who,
    /// To the last step.
    Top,
}

fn climb_to(
    summit: Summit,
    program: &Program,
    start: Option<&BTreeSet<ColumnIndex>>,
    asked: Option<&Asked>,
    engine: Engine,
    watch: &mut (dyn Watch + Send),
) -> Result<Climb, Fault> {
    let (steps, columns, rows) = (program.objectives().len(), program.columns().len(), program.rows().len());
    watch.notice(Event::Begins { steps, columns, rows });
    let begun = start.map(|start| program.values(start)).filter(|values| program.broken_row(values).is_none());
    let incumbent = match begun {
        Some(values) => values,
        None => first_incumbent(program, engine)?,
    };
    let last_draw = last_draw(program);
    let climber = Climber { summit, asked, program, engine, last_draw, tally: Tally::new(program, watch) };
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
    Ok(Climb { placed, steps, draw: last_draw.map(|_| climber.tally.draw()) })
}

struct Climber<'a> {
    summit: Summit,
    asked: Option<&'a Asked>,
    program: &'a Program,
    engine: Engine<'a>,
    /// The last step that draws lots.
    last_draw: Option<usize>,
    tally: Tally<'a>,
}

/// Columns with their settled values.
type Settled = Vec<(ColumnIndex, i64)>;

/// What proving a step came to.
struct Proven {
    bound: i64,
    /// Whether no other set of referrals has this and all earlier values.
    is_who_settled: bool,
}

/// What the relaxation of a step came to.
struct Relaxation {
    certificate: Certificate,
    /// The values of its optimum.
    values: Vec<f64>,
}

impl Climber<'_> {
    /// Takes a part to pieces and climbs each from a step on.
    fn pieces(&self, part: Part, from: usize) -> Settled {
        let pieces = reduce(part);
        let mut settled = pieces.settled;
        if let Some(asked) = self.asked {
            asked.settle(&settled);
        }
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
        if self.asked.is_some_and(Asked::is_over) {
            return part.columns.iter().copied().zip(part.incumbent).collect();
        }
        let steps = part.goals.len();
        let next = (from..steps).find(|step| !part.goals[*step].terms.is_empty());
        let constants: Vec<i64> = part.goals[from..next.unwrap_or(steps)].iter().map(|goal| goal.settled).collect();
        self.tally.note(from, 0, &constants);
        let Some(step) = next else {
            self.tally.pass(from..steps, part.columns.len());
            return part.columns.iter().copied().zip(part.incumbent).collect();
        };
        if self.engine.is_due() && step >= part.proven {
            self.tally.pass(from..step, part.columns.len());
            return self.leave(part, step);
        }
        let Proven { bound, is_who_settled } = self.prove(&mut part, step);
        let value = part.goals[step].value(&part.incumbent);
        if let Some(asked) = self.asked.filter(|_| bound > value) {
            asked.doubt();
        }
        self.tally.note(step, 0, &[bound.max(value)]);
        self.tally.pass(from..step + 1, part.columns.len());
        if is_who_settled && self.summit == Summit::Who {
            let values: Vec<i64> = part.goals[step + 1..].iter().map(|goal| goal.value(&part.incumbent)).collect();
            self.tally.note(step + 1, part.columns.len(), &values);
            return part.columns.iter().copied().zip(part.incumbent).collect();
        }
        self.pieces(part, step + 1)
    }

    /// Leaves a part as it is from a step on, as the time is over: no step has
    /// another bound than what its columns come to at the most.
    fn leave(&self, part: Part, step: usize) -> Settled {
        (step..part.goals.len()).for_each(|step| self.note_draw(step, Draw::Unknown));
        let most = part.goals[step..].iter().map(|goal| {
            let bound = goal.settled.saturating_add(part.ends(goal).1);
            bound.max(goal.value(&part.incumbent))
        });
        self.tally.note(step, part.columns.len(), &most.collect::<Vec<i64>>());
        if let Some(asked) = self.asked {
            asked.doubt();
        }
        part.columns.iter().copied().zip(part.incumbent).collect()
    }

    /// Finds and proves the best value of a step: the incumbent attains it, the
    /// part keeps it.
    fn prove(&self, part: &mut Part, step: usize) -> Proven {
        let goal = part.goals[step].clone();
        let is_draw = self.program.objectives()[step].stage.is_draw();
        let granularity = part.mip(goal.terms.clone()).granularity();
        let mut relaxation = self.relax(part, step, granularity, tolerance::PATIENCE);
        let mut bound = match &relaxation {
            _ if step < part.proven => goal.value(&part.incumbent),
            Some(relaxation) => relaxation.certificate.bound(granularity) + goal.settled,
            None => goal.settled.saturating_add(part.ends(&goal).1),
        };
        if bound > goal.value(&part.incumbent) {
            if let Some(found) = &mut relaxation {
                self.seek(part, step, found, granularity);
                if bound > goal.value(&part.incumbent)
                    && let Some(tighter) = self.relax(part, step, granularity, tolerance::LONG_PATIENCE)
                {
                    *found = tighter;
                    bound = bound.min(found.certificate.bound(granularity) + goal.settled);
                    if bound > goal.value(&part.incumbent) {
                        self.seek(part, step, found, granularity);
                    }
                }
                // Only what is at least as good as the incumbent matters.
                part.apply(&found.certificate.implied(part, goal.value(&part.incumbent) - goal.settled));
            }
            if !is_draw && bound > goal.value(&part.incumbent) {
                bound = bound.min(self.search(part, step).unwrap_or(bound));
            }
        }
        if is_draw && let Some(relaxation) = &relaxation {
            let value = goal.value(&part.incumbent) - goal.settled;
            part.apply(&relaxation.certificate.implied(part, value));
        }
        let is_only = is_draw && self.is_only(part, step, &mut bound);
        let value = goal.value(&part.incumbent);
        let is_implied = relaxation.is_some_and(|relaxation| {
            part.apply(&relaxation.certificate.implied(part, value - goal.settled));
            relaxation.certificate.implies(part, value - goal.settled)
        });
        if !is_implied {
            part.keep_value(step, value);
        }
        if is_only {
            who::settle(part, step);
        }
        Proven { bound, is_who_settled: is_only }
    }

    /// The relaxation of a step, tightened by cuts as long as they bring the
    /// bound nearer to the incumbent: not more than so many rounds in succession
    /// may hardly help.
    fn relax(&self, part: &mut Part, step: usize, granularity: i64, patience: usize) -> Option<Relaxation> {
        let goal = part.goals[step].clone();
        let mut knapsacks = None;
        let mut found: Option<Relaxation> = None;
        let (mut first, mut last, mut slow) = (None, None, 0);
        let basis = part.basis.take();
        let relaxation = part.relaxation(goal.terms.clone());
        let mut tighten = |relaxed: &Relaxed| {
            self.try_values(part, step, relaxed.values.iter().map(|value| value.round() as i64).collect());
            let certificate = Certificate::new(part, &goal.terms, &relaxed.duals);
            let bound = certificate.bound(granularity);
            let is_closed = step < part.proven || bound <= goal.value(&part.incumbent) - goal.settled;
            let slack = certificate.slack(0);
            let progress = *first.get_or_insert(slack) - slack;
            let is_slow =
                last.replace(slack).is_some_and(|last: i128| (last - slack) * tolerance::LEAST_PROGRESS <= progress);
            slow = if is_slow { slow + 1 } else { 0 };
            let mut cuts = Vec::new();
            if !is_closed && slow < patience {
                let knapsacks = knapsacks.get_or_insert_with(|| knapsacks_of(part));
                cuts = cuts_of(knapsacks, part, &goal, relaxed, self.engine);
            }
            found = Some(Relaxation { certificate, values: relaxed.values.clone() });
            cuts.iter().for_each(|row| part.add(RowKind::Cut, row.clone()));
            cuts
        };
        part.basis = self.engine.tighten(&relaxation, basis.as_ref(), &mut tighten);
        found
    }

    /// Looks for a better incumbent around the optimum of a relaxation.
    fn seek(&self, part: &mut Part, step: usize, relaxation: &Relaxation, granularity: i64) {
        let certificate = &relaxation.certificate;
        let goal = part.goals[step].clone();
        let is_open = |part: &Part| certificate.bound(granularity) > goal.value(&part.incumbent) - goal.settled;
        let (objective, _) = merge(part, step);
        let around = seek::around(part, &relaxation.values);
        if let Some(values) = seek::piecewise(&around, &objective, self.engine) {
            self.try_values(part, step, values);
        }
        let ask = |part: &mut Part, mip: &Mip| {
            if let Outcome::Solved { values, .. } = self.engine.solve(mip).outcome {
                self.try_values(part, step, values);
            }
        };
        if is_open(part) && !self.is_after_draw(step) {
            ask(part, &Mip { start: None, aim: Aim::Seek, ..around.mip(objective.clone()) });
        }
        if is_open(part) {
            let slack = certificate.slack(goal.value(&part.incumbent) - goal.settled);
            ask(part, &seek::kernel(part, objective, &relaxation.values, certificate, slack));
        }
    }

    /// Branches over a step, or solves it by integer programs where that does not end soon; the bound that is proven.
    fn search(&self, part: &mut Part, step: usize) -> Option<i64> {
        let goal = part.goals[step].clone();
        // Where the sum of several steps is too large a number for a bound to
        // be trusted, the step is tried alone.
        let (objective, next) = merge(part, step);
        let mut tries = vec![(objective, next)];
        if next > step + 1 {
            tries.push((goal.terms.clone(), step + 1));
        }
        let mut bound = None;
        for (objective, next) in tries {
            if self.branch(part, step, &objective) {
                part.proven = next;
                return Some(goal.value(&part.incumbent));
            }
            let mip = part.mip(objective);
            let first = if self.is_after_draw(step) { Aim::Confirm } else { Aim::Try };
            match race::solve(part, &mip, first, self.engine) {
                Outcome::Solved { values, bound: said } => {
                    let best = mip.value(&values);
                    self.try_values(part, step, values);
                    if said == Some(best) && mip.value(&part.incumbent) == best {
                        part.proven = next;
                        return Some(goal.value(&part.incumbent));
                    }
                    if next == step + 1 {
                        bound = said.map(|said| said + goal.settled).or(bound);
                    }
                }
                Outcome::Unsolved => break,
                // The incumbent shows that the solver is wrong: without a proof
                // the step is reported as unproven.
                Outcome::Infeasible | Outcome::Failed(_) => {}
            }
        }
        bound
    }

    /// Branches over an objective; whether the incumbent is proven to be its best.
    fn branch(&self, part: &mut Part, step: usize, objective: &[(usize, i64)]) -> bool {
        let worth = |values: &[i64]| objective.iter().map(|(column, count)| count * values[*column]).sum::<i64>();
        let asked = Question { objective, best: worth(&part.incumbent), most_nodes: tolerance::MOST_NODES_TO_BRANCH };
        let open = part.clone();
        let mut offer = |values: Vec<i64>| {
            self.try_values(part, step, values);
            worth(&part.incumbent)
        };
        let bound = branch(open, asked, self.engine, &mut offer);
        bound.is_some_and(|bound| bound <= worth(&part.incumbent))
    }

    /// Whether who is placed is settled as a rule, and only where remains.
    fn is_after_draw(&self, step: usize) -> bool {
        self.program.objectives()[..step].iter().any(|objective| objective.stage.is_draw())
    }

    /// Notes what a part shows of the draw, at its last step.
    fn note_draw(&self, step: usize, draw: Draw) {
        if self.last_draw == Some(step) {
            self.tally.note_draw(draw);
        }
    }

    /// Whether no other set of referrals is as good as the incumbent's; better
    /// ones are taken for the incumbent, and what is proven for the bound.
    fn is_only(&self, part: &mut Part, step: usize, bound: &mut i64) -> bool {
        let goal = part.goals[step].clone();
        loop {
            let before = goal.value(&part.incumbent);
            if *bound == before && who::is_plain(part, step) {
                return true;
            }
            match who::others(part, step, self.engine) {
                Others::None => {
                    *bound = before;
                    return true;
                }
                Others::Found { values, bound: said } => {
                    *bound = said.min(*bound);
                    let is_as_good = part.holds(&values) && goal.value(&values) == before && *bound == before;
                    let is_level = is_as_good && who::is_another(part, &values);
                    self.try_values(part, step, values);
                    if goal.value(&part.incumbent) == before {
                        self.note_draw(step, if is_level { Draw::Level } else { Draw::Unknown });
                        return false;
                    }
                }
                Others::Unknown => {
                    self.note_draw(step, Draw::Unknown);
                    return false;
                }
            }
        }
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
