//! Better incumbents from a relaxation: small programs around its optimum,
//! solved soon, find what a proof then only has to confirm.

use super::branch::best_of;
use super::certificate::Certificate;
use super::climber::{Climber, Relaxation};
use super::merge::merge;
use super::part::{Goal, Part, RowKind};
use super::reduce::reduce;
use super::{Aim, Engine, Mip, Outcome, nearby, tolerance};
use crate::program::ColumnIndex;
use std::collections::BTreeMap;

impl Climber<'_> {
    /// Looks for a better incumbent: near what differs from an earlier program, where
    /// there is one, and around the optimum of a relaxation.
    pub fn seek(&self, part: &mut Part, step: usize, relaxation: &Relaxation, granularity: i64) {
        let certificate = &relaxation.certificate;
        let goal = part.goals[step].clone();
        let is_open = |part: &Part| certificate.bound(granularity) > goal.value(&part.incumbent) - goal.settled;
        let near = self.way.begin.guide.and_then(|guide| nearby::around(part, guide, tolerance::MOST_AROUND));
        if let Some(near) = near {
            self.take_near(part, step, near);
            if !is_open(part) {
                return;
            }
        }
        let before = part.incumbent.clone();
        self.seek_far(part, step, relaxation, granularity);
        if self.way.begin.guide.is_some()
            && before != part.incumbent
            && let Some(near) = nearby::between(part, &before, tolerance::MOST_AROUND)
        {
            self.take_near(part, step, near);
        }
    }

    /// Looks for a better incumbent around the optimum of a relaxation.
    fn seek_far(&self, part: &mut Part, step: usize, relaxation: &Relaxation, granularity: i64) {
        let certificate = &relaxation.certificate;
        let goal = part.goals[step].clone();
        let is_open = |part: &Part| certificate.bound(granularity) > goal.value(&part.incumbent) - goal.settled;
        let (objective, _) = merge(part, step);
        let around = around(part, &relaxation.values);
        if let Some(values) = piecewise(&around, &objective, self.way.engine) {
            self.try_values(part, step, values);
        }
        let ask = |part: &mut Part, mip: &Mip| {
            if let Outcome::Solved { values, .. } = self.way.engine.solve(mip).outcome {
                self.try_values(part, step, values);
            }
        };
        if is_open(part) && !self.is_after_draw(step) {
            ask(part, &Mip { start: None, aim: Aim::Seek, ..around.mip(objective.clone()) });
        }
        if is_open(part) {
            let slack = certificate.slack(goal.value(&part.incumbent) - goal.settled);
            ask(part, &kernel(part, objective, &relaxation.values, certificate, slack));
        }
    }
}

/// The part in which every option stays placed that a relaxation places whole (Berthold, "RENS: the optimal rounding",
/// Mathematical Programming Computation 6, 2014).
fn around(part: &Part, values: &[f64]) -> Part {
    let mut around = part.clone();
    for (column, value) in values.iter().enumerate() {
        if part.is_option(column) && *value >= tolerance::PLACED {
            around.bounds[column].0 = around.bounds[column].1;
        }
    }
    around
}

/// The best, or nearly so, of an objective over a part: it falls into small pieces, each branched by itself. Nothing
/// where one of them has no solution, or none was found soon.
fn piecewise(part: &Part, objective: &[(usize, i64)], engine: Engine) -> Option<Vec<i64>> {
    let mut rest = part.clone();
    rest.goals = vec![Goal { terms: objective.to_vec(), settled: 0 }];
    // The incumbent need not keep these bounds: no piece keeps what it has of a value.
    rest.kinds.iter_mut().filter(|kind| **kind == RowKind::Value).for_each(|kind| *kind = RowKind::Given);
    let pieces = reduce(rest);
    let mut found: BTreeMap<ColumnIndex, i64> = pieces.settled.into_iter().collect();
    for piece in &pieces.parts {
        let (_, values) = best_of(piece, NONE, tolerance::MOST_NODES_TO_SEEK, engine).found?;
        found.extend(piece.columns.iter().copied().zip(values));
    }
    part.columns.iter().map(|column| found.get(column).copied()).collect()
}

/// What a solution comes to where there is none: less than any.
const NONE: i64 = i64::MIN / 4;

/// The program of the options that cost a relaxation's bound least, and of
/// those that the incumbent places; where the two agree that an option is
/// placed, it stays so (Angelelli, Mansini and Speranza, "Kernel
/// search", Computers and Operations Research 37, 2010).
fn kernel(part: &Part, objective: Vec<(usize, i64)>, values: &[f64], certificate: &Certificate, slack: i128) -> Mip {
    let is_open = |column: &usize| part.is_option(*column) && part.bounds[*column] == (0, 1);
    let mut open: Vec<usize> = (0..part.columns.len()).filter(is_open).collect();
    open.sort_by_key(|column| {
        (part.incumbent[*column] == 0, values[*column] < tolerance::USED, certificate.loss(*column), *column)
    });
    let most = open.len() / tolerance::KERNEL_SHARE;
    let mut mip = Mip { aim: Aim::Seek, ..part.mip(objective) };
    for (place, column) in open.into_iter().enumerate() {
        let is_near = place < most && certificate.loss(column) <= slack / 10;
        if !is_near && part.incumbent[column] == 0 {
            mip.columns[column] = (0, 0);
        } else if values[column] >= tolerance::PLACED && part.incumbent[column] == 1 {
            mip.columns[column] = (1, 1);
        }
    }
    mip
}
