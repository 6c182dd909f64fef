use super::Change;
use crate::program::Program;
use crate::round::{Intake, Key, Referral, Round};
use crate::rules::{Casebook, Options, class_of};
use crate::solve::{Bounds, Limit, MipRow, Outcome, Solver, feasibility, who_if_any};
use std::collections::{BTreeMap, BTreeSet};

/// Who is placed by the best allocation of a round, proven.
#[derive(Clone, Default)]
pub(super) struct Solved {
    /// The placed, each with an intake of an allocation that places just these;
    /// empty where none of those asked about is among them.
    pub placed: BTreeMap<Key<Referral>, Key<Intake>>,
}

/// A round and its best allocation, to be solved again with changes.
pub(super) struct Base<'a> {
    pub round: &'a Round,
    pub relaxed_groups: &'a BTreeSet<Key<Intake>>,
    /// The best allocation.
    pub placed: BTreeMap<Key<Referral>, Key<Intake>>,
    pub solver: &'a dyn Solver,
    pub limit: Limit<'a>,
}

/// Whom a change has to spare.
#[derive(Clone, Copy)]
pub(super) struct Spared {
    /// How many may lose their places at the most.
    pub most: usize,
    /// Of each class down to that of this referral, as many are placed as
    /// before: so it is in a best allocation that places the referral, if it
    /// could leave any allocation without breaking a limit. The best allocation
    /// without it is no better than the one before, nor the one with it worse.
    pub by_need_of: Option<Key<Referral>>,
}

impl Base<'_> {
    /// The options of the round with changes, and its program.
    fn written(&self, changes: &[Change]) -> (Options, Program) {
        let changed = Change::applied(changes, self.round);
        let book = Casebook::new(&changed);
        let options = Options::list(&book);
        let program = Program::write(&book, &options, self.relaxed_groups);
        (options, program)
    }

    /// Solves the round with changes and tells who is placed, if one of those
    /// asked about is; nothing where the proof fails or time runs out.
    pub fn solve(&self, changes: &[Change], asked: &BTreeSet<Key<Referral>>) -> Option<Solved> {
        if self.limit.is_reached() {
            return None;
        }
        let (options, program) = self.written(changes);
        let start = self.placed.iter();
        let start = start.filter_map(|(referral, intake)| options.position(*referral, *intake)).collect();
        let Some(found) = who_if_any(&program, asked, Some(&start), self.solver, self.limit).ok()? else {
            return Some(Solved::default());
        };
        let placed = found.placed.iter().map(|column| program.placement(*column));
        found
            .is_proven
            .then(|| Solved { placed: placed.map(|placement| (placement.referral, placement.intake)).collect() })
    }

    /// Whether some allocation of the round with changes places one of those
    /// asked about while no more than so many that are placed lose their places;
    /// nothing where that is not found out.
    pub fn may_place(&self, changes: &[Change], asked: &BTreeSet<Key<Referral>>, spared: Spared) -> Option<bool> {
        if self.limit.is_reached() {
            return None;
        }
        let (options, program) = self.written(changes);
        let mut mip = feasibility(&program, |_| true);
        let terms_of = |key: &Key<Referral>| options.range(*key).map(|column| (column, 1));
        let at_least = |terms: Vec<(usize, i64)>, count: usize| MipRow {
            terms,
            bounds: Bounds { lower: Some(i64::try_from(count).unwrap_or(i64::MAX)), upper: None },
        };
        mip.rows.push(at_least(asked.iter().flat_map(terms_of).collect(), 1));
        match spared.most {
            0 => mip.rows.extend(self.placed.keys().map(|key| at_least(terms_of(key).collect(), 1))),
            _ => {
                let terms = self.placed.keys().flat_map(terms_of).collect();
                mip.rows.push(at_least(terms, self.placed.len().saturating_sub(spared.most)));
            }
        }
        if let Some(one) = spared.by_need_of {
            let before = self.classes_to(one).into_iter();
            mip.rows.extend(before.map(|(all, placed)| at_least(all.iter().flat_map(terms_of).collect(), placed)));
        }
        match self.solver.solve(&mip, self.limit).outcome {
            Outcome::Solved { .. } => Some(true),
            Outcome::Infeasible => Some(false),
            Outcome::Unsolved | Outcome::Failed(_) => None,
        }
    }

    /// The referrals of each class down to that of one, and how many of them
    /// are placed.
    fn classes_to(&self, one: Key<Referral>) -> Vec<(Vec<Key<Referral>>, usize)> {
        let last = class_of(self.round, one);
        let mut classes: BTreeMap<_, (Vec<Key<Referral>>, usize)> = BTreeMap::new();
        for key in self.round.referrals.keys() {
            let class = class_of(self.round, key);
            if class <= last {
                let (all, placed) = classes.entry(class).or_default();
                all.push(key);
                *placed += usize::from(self.placed.contains_key(&key));
            }
        }
        classes.into_values().collect()
    }
}
