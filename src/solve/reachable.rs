//! Whether allocations come to so much of a sum while they keep further rows:
//! a question about one number, far cheaper than a climb.

use super::branch::best_of;
use super::part::{Goal, Part, RowKind};
use super::trail::{Blazer, Trail};
use super::{Begin, Engine, MipRow, Terms, tolerance};
use crate::program::{ColumnIndex, Program};
use std::collections::BTreeSet;

/// A sum, how much of it is asked for, and rows that are to be kept besides.
pub struct Target {
    /// What is counted, in columns of the program.
    pub objective: Terms,
    /// How much of it.
    pub least: i64,
    /// Rows in columns of the program.
    pub rows: Vec<MipRow>,
}

/// Whether an allocation reaches what is asked for; nothing where that does not
/// show soon. The guide is along a trail of [`blaze_for`].
pub fn reaches(program: &Program, target: &Target, begin: Begin, engine: Engine) -> Option<bool> {
    let zeros = || vec![0; program.columns().len()];
    let mut part = Part::whole(program, begin.start.map_or_else(zeros, |start| program.values(start)));
    part.goals = vec![Goal { terms: target.objective.clone(), settled: 0 }];
    part.basis = begin.guide.and_then(|guide| guide.signs(&mut part, 0)).map(|signs| signs.basis);
    target.rows.iter().for_each(|row| part.add(RowKind::Given, row.clone()));
    let found = best_of(&part, target.least - 1, tolerance::MOST_NODES_TO_REACH, engine);
    match (found.found, found.bound) {
        (Some(_), _) => Some(true),
        (None, Some(bound)) if bound < target.least => Some(false),
        _ => None,
    }
}

/// Notes where the relaxation of a sum ended, for programs that differ little.
pub fn blaze_for(
    program: &Program,
    objective: &Terms,
    placed: &BTreeSet<ColumnIndex>,
    engine: Engine,
) -> Option<Trail> {
    let mut part = Part::whole(program, program.values(placed));
    let relaxed = engine.relax(&part.relaxation(objective.clone()))?;
    part.basis = relaxed.basis;
    let blazer = Blazer::new(program);
    blazer.note(&part, 0, &relaxed.duals);
    Some(blazer.finish(placed.clone()))
}
