//! The climb of one part after the other: its steps proven, what they settle
//! taken out, and the pieces that it falls into.

use super::asked::Asked;
use super::branch::{Question, branch};
use super::certificate::Certificate;
use super::fill::fill;
use super::knapsack::{cuts as cuts_of, knapsacks as knapsacks_of};
use super::merge::merge;
use super::part::{Part, RowKind};
use super::reduce::reduce;
use super::tally::Tally;
use super::way::{Summit, Way};
use super::who::{self, Others};
use super::{Aim, Outcome, Relaxed, race, tolerance};
use crate::allocation::Draw;
use crate::program::{ColumnIndex, Program};
use rayon::prelude::*;

/// Climbs parts of a program.
pub(super) struct Climber<'a> {
    pub way: Way<'a>,
    pub program: &'a Program,
    /// The last step that draws lots.
    pub last_draw: Option<usize>,
    pub tally: Tally<'a>,
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
pub(super) struct Relaxation {
    pub certificate: Certificate,
    /// The values of its optimum.
    pub values: Vec<f64>,
}

impl Climber<'_> {
    /// Takes a part to pieces and climbs each from a step on.
    pub fn pieces(&self, part: Part, from: usize) -> Settled {
        let pieces = reduce(part);
        let mut settled = pieces.settled;
        if let Some(asked) = self.way.asked {
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
        if self.way.asked.is_some_and(Asked::is_over) {
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
        if self.way.engine.is_due() && step >= part.proven {
            self.tally.pass(from..step, part.columns.len());
            return self.leave(part, step);
        }
        let Proven { bound, is_who_settled } = self.prove(&mut part, step);
        let value = part.goals[step].value(&part.incumbent);
        if let Some(asked) = self.way.asked.filter(|_| bound > value) {
            asked.doubt();
        }
        self.tally.note(step, 0, &[bound.max(value)]);
        self.tally.pass(from..step + 1, part.columns.len());
        if is_who_settled && self.way.summit == Summit::Who {
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
        if let Some(asked) = self.way.asked {
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
            if !is_draw && bound > goal.value(&part.incumbent) && self.way.summit != Summit::Near {
                bound = bound.min(self.search(part, step).unwrap_or(bound));
            }
        }
        if is_draw && let Some(relaxation) = &relaxation {
            let value = goal.value(&part.incumbent) - goal.settled;
            part.apply(&relaxation.certificate.implied(part, value));
        }
        let is_only = is_draw && self.way.summit != Summit::Near && self.is_only(part, step, &mut bound);
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
        let mut duals = Vec::new();
        let (mut first, mut last, mut slow) = (None, None, 0);
        let signs = self.way.begin.guide.and_then(|guide| guide.signs(part, step));
        if let Some(signs) = &signs {
            let certificate = Certificate::new(part, &goal.terms, &signs.duals);
            if certificate.bound(granularity) <= goal.value(&part.incumbent) - goal.settled {
                part.basis = Some(signs.basis.clone());
                return Some(Relaxation {
                    certificate,
                    values: part.incumbent.iter().map(|value| *value as f64).collect(),
                });
            }
        }
        let basis = signs.map(|signs| signs.basis).or(part.basis.take());
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
                cuts = cuts_of(knapsacks, part, &goal, relaxed, self.way.engine);
            }
            found = Some(Relaxation { certificate, values: relaxed.values.clone() });
            duals.clone_from(&relaxed.duals);
            cuts.iter().for_each(|row| part.add(RowKind::Cut, row.clone()));
            cuts
        };
        part.basis = self.way.engine.tighten(&relaxation, basis.as_ref(), &mut tighten);
        if let Some(blazer) = self.way.blazer {
            blazer.note(part, step, &duals);
        }
        found
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
            match race::solve(part, &mip, first, self.way.engine) {
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
        let bound = branch(open, asked, self.way.engine, &mut offer);
        bound.is_some_and(|bound| bound <= worth(&part.incumbent))
    }

    /// Whether who is placed is settled as a rule, and only where remains.
    pub fn is_after_draw(&self, step: usize) -> bool {
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
            match who::others(part, step, self.way.engine) {
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
    pub fn try_values(&self, part: &mut Part, step: usize, mut values: Vec<i64>) {
        part.complete(&mut values);
        let score = |values: &[i64]| -> Vec<i64> { part.goals[step..].iter().map(|goal| goal.value(values)).collect() };
        if part.holds(&values) && score(&values) > score(&part.incumbent) {
            part.incumbent = values;
            fill(part, step);
        }
    }
}
