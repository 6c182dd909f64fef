//! When a proven optimum needs no solving to be known for an edited round.
//!
//! An allocation is a set of options. A program allows a set when no row is
//! broken by the values that the columns take with it (columns other than
//! options follow from the options), and a step is a function of the set. Let
//! P be a program with a proven optimum x, and P′ the edited one. If
//!
//! 1. every option of P′ is an option of P,
//! 2. every step of P, where the options that P′ lacks are not placed, is the
//!    same function as the step of P′ (steps that count nothing left out), and
//! 3. every set that P′ allows is allowed by P: each row of P, restricted to
//!    what is left, can be broken by nothing, or P′ has a row with the same
//!    terms that is at least as tight,
//!
//! then whatever P′ allows, P allows with the same values, so nothing in P′ is
//! better than x in P, step by step in strict order. If also
//!
//! 4. P′ allows x,
//!
//! then x is an optimum of P′. It is the only one where `settle` tells all
//! allocations apart, as it does in any run.

use super::counterparts::counterparts;
use super::round::Posed;
use crate::program::{ColumnIndex, Objective, Program};
use std::collections::{BTreeMap, BTreeSet};

/// Why an edited round was not solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untouched {
    /// Its program is that of the unchanged round, figure by figure.
    Same,
    /// It allows nothing that was not allowed, and still allows the optimum.
    Tighter,
}

/// The optimum of an edited round, where it follows from the proven optimum of
/// another; nothing where it does not.
pub fn untouched(
    base: &Posed,
    optimum: &BTreeSet<ColumnIndex>,
    edited: &Posed,
) -> Option<(Untouched, BTreeSet<ColumnIndex>)> {
    let map = Map::new(base, edited)?;
    if !map.has_same_steps() || !map.allows_no_more() {
        return None;
    }
    let placed: Option<BTreeSet<ColumnIndex>> = optimum.iter().map(|column| map.to_edited[*column]).collect();
    let placed = placed?;
    if edited.program().broken_row(&edited.program().values(&placed)).is_some() {
        return None;
    }
    let why = if map.is_same() { Untouched::Same } else { Untouched::Tighter };
    Some((why, placed))
}

/// Which columns of two programs stand for the same.
struct Map<'w> {
    base: &'w Program,
    edited: &'w Program,
    to_base: Vec<Option<ColumnIndex>>,
    to_edited: Vec<Option<ColumnIndex>>,
}

impl<'w> Map<'w> {
    /// Nothing where the edited program has an option that the base lacks.
    fn new(base: &'w Posed, edited: &'w Posed) -> Option<Map<'w>> {
        let to_base = counterparts(edited, base);
        if to_base[..edited.program().option_count()].iter().any(Option::is_none) {
            return None;
        }
        let mut to_edited = vec![None; base.program().columns().len()];
        for (at, column) in to_base.iter().enumerate() {
            if let Some(column) = column {
                to_edited[*column] = Some(at);
            }
        }
        let map = Map { base: base.program(), edited: edited.program(), to_base, to_edited };
        map.follows_alike().then_some(map)
    }

    /// Whether each column of the base that follows from the options follows in
    /// the same way in the edited program, or is 0 with the options left.
    fn follows_alike(&self) -> bool {
        (self.base.option_count()..self.base.columns().len()).all(|at| {
            let column = &self.base.columns()[at];
            match self.to_edited[at] {
                Some(here) => self.edited.columns()[here].follows_as(column, |column| self.to_edited[column]),
                None => column.is_idle(|column| self.to_edited[column].is_some()),
            }
        })
    }

    /// Terms of the base in columns of the edited program; what is always 0
    /// falls out.
    fn translated(&self, terms: &[(ColumnIndex, i64)]) -> Vec<(ColumnIndex, i64)> {
        let pairs = terms.iter().filter_map(|(column, count)| Some((self.to_edited[*column]?, *count)));
        let mut found: Vec<_> = pairs.collect();
        found.sort_unstable();
        found
    }

    fn has_same_steps(&self) -> bool {
        let of_base = self.base.objectives().iter().map(|step| (step, self.translated(&step.terms)));
        let of_edited = self.edited.objectives().iter().map(|step| {
            let mut terms = step.terms.clone();
            terms.sort_unstable();
            (step, terms)
        });
        type Pair<'o> = (&'o Objective, Vec<(ColumnIndex, i64)>);
        let counts = |pair: &Pair| !pair.1.is_empty();
        let of_base: Vec<Pair> = of_base.filter(counts).collect();
        let of_edited: Vec<Pair> = of_edited.filter(counts).collect();
        let key = |step: &Objective| (step.stage, step.segment.clone(), step.sense);
        of_base.len() == of_edited.len()
            && of_base.iter().zip(&of_edited).all(|(ours, theirs)| key(ours.0) == key(theirs.0) && ours.1 == theirs.1)
    }

    fn allows_no_more(&self) -> bool {
        let mut tightest: BTreeMap<&[(ColumnIndex, i64)], (i64, i64)> = BTreeMap::new();
        for row in self.edited.rows() {
            let (lower, upper) = (row.lower.unwrap_or(i64::MIN), row.upper.unwrap_or(i64::MAX));
            let bounds = tightest.entry(&row.terms).or_insert((i64::MIN, i64::MAX));
            *bounds = (bounds.0.max(lower), bounds.1.min(upper));
        }
        self.base.rows().iter().all(|row| {
            let terms = self.translated(&row.terms);
            let (lower, upper) = (row.lower.unwrap_or(i64::MIN), row.upper.unwrap_or(i64::MAX));
            let (least, most) = self.ends(&terms);
            let (sure_lower, sure_upper) = tightest.get(terms.as_slice()).copied().unwrap_or((i64::MIN, i64::MAX));
            lower <= least.max(sure_lower) && most.min(sure_upper) <= upper
        })
    }

    /// The least and greatest sum of terms by the bounds of the columns.
    fn ends(&self, terms: &[(ColumnIndex, i64)]) -> (i64, i64) {
        let mut ends = (0_i64, 0_i64);
        for (column, count) in terms {
            let column = &self.edited.columns()[*column];
            let (one, other) = (count.saturating_mul(column.lower), count.saturating_mul(column.upper));
            ends = (ends.0.saturating_add(one.min(other)), ends.1.saturating_add(one.max(other)));
        }
        ends
    }

    /// Whether the two programs are one, but for what is kept before the run.
    fn is_same(&self) -> bool {
        let counts = |program: &Program| (program.columns().len(), program.option_count(), program.rows().len());
        let in_place = |(at, column): (usize, &Option<ColumnIndex>)| *column == Some(at);
        counts(self.base) == counts(self.edited)
            && self.to_base.iter().enumerate().all(in_place)
            && self.base.objectives() == self.edited.objectives()
            && self.base.rows().iter().zip(self.edited.rows()).all(|(ours, theirs)| {
                (&ours.terms, ours.lower, ours.upper) == (&theirs.terms, theirs.lower, theirs.upper)
            })
    }
}
