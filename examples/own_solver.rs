//! A solver of one's own behind the trait: it tries the values of one column
//! after the other and gives up a branch as soon as a row cannot be kept or the
//! objective cannot be bettered. It keeps no linear relaxations, is no match for a real
//! one, and comes to the same allocation:
//! `cargo run --release --example own_solver`

#![allow(clippy::print_stdout, reason = "an example prints what it found")]

use rightplace::allocation::Sense;
use rightplace::posed::Posed;
use rightplace::round::Round;
use rightplace::solve::{Answer, Engine, Highs, Mip, Outcome, Quiet, Solver, Stop, climb};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

struct Trying;

impl Solver for Trying {
    fn name(&self) -> &'static str {
        "trying"
    }

    fn version(&self) -> String {
        "1".to_owned()
    }

    fn solve(&self, mip: &Mip, stop: Stop) -> Answer {
        let mut search = Search { mip, stop, values: Vec::new(), best: None, is_cut: false };
        search.branch();
        match (search.best, search.is_cut) {
            (Some(values), is_cut) => {
                let bound = (!is_cut).then(|| mip.value(&values));
                Outcome::Solved { values, bound }.into()
            }
            (None, false) => Outcome::Infeasible.into(),
            (None, true) => Outcome::Unsolved.into(),
        }
    }
}

struct Search<'a> {
    mip: &'a Mip,
    stop: Stop<'a>,
    /// The values of the first columns.
    values: Vec<i64>,
    best: Option<Vec<i64>>,
    is_cut: bool,
}

impl Search<'_> {
    fn branch(&mut self) {
        if self.stop.is_due() {
            self.is_cut = true;
            return;
        }
        if self.is_hopeless() {
            return;
        }
        let Some((lower, upper)) = self.mip.columns.get(self.values.len()).copied() else {
            self.best = Some(self.values.clone());
            return;
        };
        for value in (lower..=upper).rev() {
            self.values.push(value);
            self.branch();
            self.values.pop();
        }
    }

    /// Whether no values of the columns that are left keep every row and better
    /// what is known.
    fn is_hopeless(&self) -> bool {
        let is_broken = self.mip.rows.iter().any(|row| {
            let (least, most) = self.ends(&row.terms);
            row.bounds.lower.is_some_and(|lower| most < lower) || row.bounds.upper.is_some_and(|upper| upper < least)
        });
        let (least, most) = self.ends(&self.mip.objective);
        is_broken
            || self.best.as_ref().is_some_and(|best| match self.mip.sense {
                Sense::Max => most <= self.mip.value(best),
                Sense::Min => self.mip.value(best) <= least,
            })
    }

    /// The least and the greatest sum of some terms.
    fn ends(&self, terms: &[(usize, i64)]) -> (i64, i64) {
        terms.iter().fold((0, 0), |(least, most), (column, takes)| {
            let (lower, upper) = match self.values.get(*column) {
                Some(value) => (*value, *value),
                None => self.mip.columns[*column],
            };
            (least + (takes * lower).min(takes * upper), most + (takes * lower).max(takes * upper))
        })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let round = Round::read(Path::new("scenarios/first-steps")).round.ok_or("the round has errors")?;
    let posed = Posed::new(round, BTreeSet::new());
    let ours = climb(posed.program(), Engine::of(&Trying), &mut Quiet)?;
    let highs = climb(posed.program(), Engine::of(&Highs::default()), &mut Quiet)?;
    for (step, other) in ours.steps.iter().zip(&highs.steps) {
        println!("{}: {} and {}", step.stage, step.value, other.value);
    }
    if ours.placed != highs.placed {
        return Err("the two do not agree".into());
    }
    println!("Both place the same {}.", ours.placed.len());
    Ok(())
}
