//! Looking for a smallest set of limits and decisions that have no solution.
//!
//! Whatever set of groups has a solution, the groups that the solution breaks
//! must meet every conflict that the set is not a part of: a conflict has a
//! member in each such remainder. So a smallest set that meets all remainders
//! seen so far is no larger than the smallest conflict; where it has no
//! solution itself, it is one (Ignatiev, Previti, Liffiton and Marques-Silva,
//! "Smallest MUS extraction with minimal hitting set dualization", 2015).

use crate::allocation::Sense;
use crate::limits::Limit;
use crate::program::{ColumnIndex, Program, Row};
use crate::round::Round;
use crate::solve::{Aim, Bounds, Engine, Mip, MipRow, Outcome, feasibility};
use std::collections::BTreeSet;

/// How many sets are tried before the search settles for a set from which
/// nothing can be left out.
const MOST_TRIALS: usize = 60;

/// A set of groups without a solution.
pub(super) struct Core {
    /// Decisions first, then limits by constraint.
    pub limits: Vec<Limit>,
    /// Whether it is shown that no smaller one exists.
    pub is_smallest: bool,
}

/// The rows of a program by group, and the solver that judges sets of groups.
struct Judge<'a> {
    program: &'a Program,
    engine: Engine<'a>,
    groups: Vec<Limit>,
    /// The rows of each group.
    rows: Vec<Vec<MipRow>>,
}

/// What is known of a set of groups.
enum Verdict {
    /// It has a solution: values of all columns.
    Stands(Vec<i64>),
    /// It has none.
    Falls,
    /// The solver does not tell.
    Unknown,
}

/// A smallest set of groups of a program without a solution. Nothing where the
/// solver finds the program to have one.
pub(super) fn smallest(round: &Round, program: &Program, engine: Engine) -> Option<Core> {
    let judge = Judge::new(round, program, engine);
    let all: BTreeSet<usize> = (0..judge.groups.len()).collect();
    if !matches!(judge.judge(&all), Verdict::Falls) {
        return None;
    }
    let within = judge.without_spare(&all);
    let (set, is_smallest) = match judge.is_limit_alone(&within) {
        true => (within, true),
        false => judge.smallest(within),
    };
    Some(Core { limits: set.into_iter().map(|group| judge.groups[group]).collect(), is_smallest })
}

impl<'a> Judge<'a> {
    fn new(round: &Round, program: &'a Program, engine: Engine<'a>) -> Judge<'a> {
        // Rows that define columns always stay; those of a limit go together.
        let mut groups: Vec<Limit> = program.rows().iter().filter_map(|row| row.limit).collect();
        groups.sort_by_key(|limit| (limit.about.decision().is_none(), *limit));
        groups.dedup();
        let mut rows = vec![Vec::new(); groups.len()];
        for row in program.rows() {
            if let Some(position) = row.limit.and_then(|limit| groups.iter().position(|each| *each == limit)) {
                rows[position].extend(split(round, program, row));
            }
        }
        Judge { program, engine, groups, rows }
    }

    /// The program of some groups that asks for as few placements as can be.
    fn mip(&self, kept: &BTreeSet<usize>) -> Mip {
        let mut mip = feasibility(self.program, |row| row.limit.is_none());
        mip.rows.extend(kept.iter().flat_map(|group| self.rows[*group].iter().cloned()));
        mip.objective = (0..self.program.option_count()).map(|column| (column, 1)).collect();
        mip.sense = Sense::Min;
        mip
    }

    fn judge(&self, kept: &BTreeSet<usize>) -> Verdict {
        let mut mip = self.mip(kept);
        mip.objective.clear();
        match self.engine.solve(&mip).outcome {
            Outcome::Solved { values, .. } if mip.holds(&values) => Verdict::Stands(values),
            Outcome::Infeasible => Verdict::Falls,
            _ => Verdict::Unknown,
        }
    }

    /// A part of a set without a solution from which nothing can be left out.
    /// Leaving out halves, then quarters, then single members keeps the number
    /// of trials small where few of many matter.
    fn without_spare(&self, set: &BTreeSet<usize>) -> Vec<usize> {
        let mut kept: Vec<usize> = set.iter().copied().collect();
        let mut size = kept.len().div_ceil(2);
        loop {
            let mut from = 0;
            while from < kept.len() {
                let to = (from + size).min(kept.len());
                let without: Vec<usize> = kept[..from].iter().chain(&kept[to..]).copied().collect();
                match self.judge(&without.iter().copied().collect()) {
                    Verdict::Falls => kept = without,
                    Verdict::Stands(_) | Verdict::Unknown => from = to,
                }
            }
            if size <= 1 {
                return kept;
            }
            size = size.div_ceil(2);
        }
    }

    /// Whether a set of decisions and one limit is shown to be smallest at once,
    /// as many decisions for few places are.
    ///
    /// Take a solution of all groups but the limit: every conflict has the limit
    /// in it. Taking away placements that decisions made breaks nothing but
    /// these decisions, where no row with the placements asks for more of them.
    /// So a conflict has, of the decisions with a part in the limit, enough to
    /// exceed it beside what else the solution places there; if not, taking away
    /// the others would leave a solution.
    fn is_limit_alone(&self, set: &[usize]) -> bool {
        let is_decision = |group: &usize| self.groups[*group].about.decision().is_some();
        let mut limits = set.iter().copied().filter(|group| !is_decision(group));
        let (Some(limit), None) = (limits.next(), limits.next()) else { return false };
        let mut mip = self.mip(&(0..self.groups.len()).filter(|group| *group != limit).collect());
        mip.aim = Aim::Try;
        let values = match self.engine.solve(&mip).outcome {
            Outcome::Solved { values, .. } if mip.holds(&values) => values,
            _ => return false,
        };
        let decided: BTreeSet<ColumnIndex> = (0..self.groups.len())
            .filter(is_decision)
            .flat_map(|group| self.rows[group].iter().flat_map(|row| row.terms.iter().map(|(column, _)| *column)))
            .collect();
        let in_limit: BTreeSet<ColumnIndex> = self.rows[limit]
            .iter()
            .flat_map(|row| row.terms.iter().map(|(column, _)| *column))
            .filter(|column| decided.contains(column))
            .collect();
        let only_takes = |row: &&Row| {
            let is_touched = row.terms.iter().any(|(column, _)| in_limit.contains(column));
            let is_free = row.lower.is_none() && row.terms.iter().all(|(_, takes)| *takes >= 0);
            !is_touched || is_free
        };
        let rows = self.program.rows().iter();
        let mut rows = rows.filter(|row| row.limit.is_some_and(|limit| limit.about.decision().is_none()));
        rows.all(|row| only_takes(&row))
            && self.rows[limit]
                .iter()
                .filter_map(|row| fewest(row, &values, &in_limit))
                .min()
                .is_none_or(|fewest| fewest + 1 >= set.len())
    }

    /// A smallest set, where the number of trials allows; else the set given.
    fn smallest(&self, given: Vec<usize>) -> (Vec<usize>, bool) {
        let mut remainders: Vec<BTreeSet<usize>> = Vec::new();
        for _ in 0..MOST_TRIALS {
            let Some(set) = self.meeting(&remainders) else { return (given, false) };
            // No conflict is smaller than a smallest set that meets all remainders.
            if set.len() >= given.len() {
                return (given, true);
            }
            match self.judge(&set) {
                Verdict::Falls => return (set.into_iter().collect(), true),
                Verdict::Stands(values) => remainders.push(self.remainder(&set, values)),
                Verdict::Unknown => return (given, false),
            }
        }
        (given, false)
    }

    /// A smallest set of groups that has a member in every remainder.
    fn meeting(&self, remainders: &[BTreeSet<usize>]) -> Option<BTreeSet<usize>> {
        let members: Vec<usize> = remainders.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
        if members.is_empty() {
            return Some(BTreeSet::new());
        }
        let at = |group: &usize| members.binary_search(group).ok();
        let row = |remainder: &BTreeSet<usize>| MipRow {
            terms: remainder.iter().filter_map(at).map(|column| (column, 1)).collect(),
            bounds: Bounds { lower: Some(1), upper: None },
        };
        let mip = Mip {
            columns: vec![(0, 1); members.len()],
            integer: vec![true; members.len()],
            rows: remainders.iter().map(row).collect(),
            objective: (0..members.len()).map(|column| (column, 1)).collect(),
            sense: Sense::Min,
            start: None,
            aim: Aim::Solve,
        };
        match self.engine.solve(&mip).outcome {
            Outcome::Solved { values, bound } if bound == Some(mip.value(&values)) && mip.holds(&values) => {
                Some(members.into_iter().zip(values).filter(|(_, value)| *value == 1).map(|(group, _)| group).collect())
            }
            _ => None,
        }
    }

    /// The groups that a solution of a set breaks; one that breaks few, where it
    /// can be had soon. `values` are a solution.
    fn remainder(&self, set: &BTreeSet<usize>, values: Vec<i64>) -> BTreeSet<usize> {
        let mut mip = self.mip(set);
        mip.objective.clear();
        for group in (0..self.groups.len()).filter(|group| !set.contains(group)) {
            let broken = mip.columns.len();
            mip.columns.push((0, 1));
            mip.integer.push(true);
            mip.objective.push((broken, 1));
            for row in &self.rows[group] {
                mip.rows.extend(loosened(row, &mip.columns, broken));
            }
        }
        mip.aim = Aim::Try;
        let values = match self.engine.solve(&mip).outcome {
            Outcome::Solved { values, .. } if mip.holds(&values) => values,
            _ => values,
        };
        (0..self.groups.len()).filter(|group| !self.rows[*group].iter().all(|row| row.holds(&values))).collect()
    }
}

/// How few of some placements exceed a row beside the others of a solution;
/// nothing where all of them do not.
fn fewest(row: &MipRow, values: &[i64], some: &BTreeSet<ColumnIndex>) -> Option<usize> {
    let upper = row.bounds.upper?;
    let (ours, others): (Vec<_>, Vec<_>) = row.terms.iter().partition(|(column, _)| some.contains(column));
    let mut sum: i64 = others.iter().map(|(column, takes)| takes * values[*column]).sum();
    let mut takes: Vec<i64> = ours.iter().map(|(column, takes)| takes * values[*column]).collect();
    takes.sort_unstable();
    let mut count = 0;
    while sum <= upper {
        sum += takes.pop()?;
        count += 1;
    }
    Some(count)
}

/// A row that a column lifts when it is 1.
fn loosened(row: &MipRow, columns: &[(i64, i64)], lifting: ColumnIndex) -> Vec<MipRow> {
    let ends = row.terms.iter().map(|(column, takes)| {
        let (lower, upper) = columns[*column];
        let ends = (takes * lower, takes * upper);
        (ends.0.min(ends.1), ends.0.max(ends.1))
    });
    let (least, most) = ends.fold((0, 0), |sum, ends| (sum.0 + ends.0, sum.1 + ends.1));
    let with = |takes: i64, bounds: Bounds| {
        let terms = row.terms.iter().copied().chain((takes != 0).then_some((lifting, takes))).collect();
        MipRow { terms, bounds }
    };
    let upper = row.bounds.upper.map(|upper| with((upper - most).min(0), Bounds { lower: None, upper: Some(upper) }));
    let lower = row.bounds.lower.map(|lower| with((lower - least).max(0), Bounds { lower: Some(lower), upper: None }));
    upper.into_iter().chain(lower).collect()
}

/// A row as it is.
pub(super) fn whole(row: &Row) -> Vec<MipRow> {
    vec![MipRow { terms: row.terms.clone(), bounds: Bounds { lower: row.lower, upper: row.upper } }]
}

/// A row as rows that say no more than is a matter of its constraint alone.
pub(super) fn split(round: &Round, program: &Program, row: &Row) -> Vec<MipRow> {
    let bounds = Bounds { lower: row.lower, upper: row.upper };
    let student = |column: ColumnIndex| round.referrals[program.placement(column).referral].student;
    row.parts(&student).into_iter().map(|terms| MipRow { terms, bounds }).collect()
}
