use super::kind::Change;
use crate::posed::Posed;
use crate::program::ColumnIndex;
use crate::round::{Intake, Key, Referral};
use crate::rules::class_of;
use crate::solve::{Begin, Bounds, Engine, Fault, Guide, MipRow, Target, Trail, reaches, who_if_any};
use std::collections::{BTreeMap, BTreeSet};

/// Who is placed by the best allocation of a round, proven.
#[derive(Clone, Default)]
pub(super) struct Solved {
    /// The placed, each with an intake of an allocation that places just these;
    /// empty where none of those asked about is among them.
    pub placed: BTreeMap<Key<Referral>, Key<Intake>>,
    /// The referrals that lose their places by it, by id, but for those that are
    /// given up.
    pub displaced: Vec<Key<Referral>>,
    /// What it comes to in the steps that settle who is placed.
    pub values: Vec<i64>,
}

impl Solved {
    /// How many others lose their places, where a referral is placed.
    pub fn displaces(&self, referral: Key<Referral>) -> Option<usize> {
        self.placed.contains_key(&referral).then_some(self.displaced.len())
    }
}

/// A round and its best allocation, to be solved again with changes.
pub(super) struct Base<'a> {
    pub posed: &'a Posed,
    /// The best allocation.
    pub placed: BTreeMap<Key<Referral>, Key<Intake>>,
    /// The way of the climb to it, where it was noted.
    pub trail: Option<Trail>,
    /// Likewise of the relaxation of how many are placed as they are.
    pub keeping: Option<Trail>,
    pub engine: Engine<'a>,
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
    /// Solves the round with changes and tells who is placed, if one of those
    /// asked about is; nothing where the proof fails or time runs out.
    pub fn solve(&self, changes: &[Change], asked: &BTreeSet<Key<Referral>>) -> Option<Solved> {
        if self.engine.is_due() {
            return None;
        }
        let changed = Change::posed(changes, self.posed);
        let start = self.start(&changed);
        let guide = self.trail.as_ref().map(|trail| Guide::new(trail, self.posed, &changed));
        let begin = Begin { start: Some(&start), guide: guide.as_ref() };
        let found = match who_if_any(changed.program(), asked, begin, self.engine) {
            // A group that does not run without whoever is given up.
            Ok(None) | Err(Fault::Infeasible) => return Some(Solved::default()),
            Ok(Some(found)) => found,
            Err(_) => return None,
        };
        if !found.is_proven {
            return None;
        }
        let placed = changed.placed(&found.placed);
        let before = self.placed.keys().filter(|key| is_kept(changes, **key));
        let mut displaced: Vec<_> = before.filter(|key| !placed.contains_key(key)).copied().collect();
        displaced.sort_by_key(|key| &self.posed.round().referrals[*key].id);
        Some(Solved { placed, displaced, values: found.values })
    }

    /// Whether some allocation of the round with changes places one of those
    /// asked about while no more than so many that are placed lose their places;
    /// nothing where that is not found out.
    pub fn may_place(&self, changes: &[Change], asked: &BTreeSet<Key<Referral>>, spared: Spared) -> Option<bool> {
        if self.engine.is_due() {
            return None;
        }
        let changed = Change::posed(changes, self.posed);
        let terms_of = |key: &Key<Referral>| changed.options().range(*key).map(|column| (column, 1));
        let at_least = |terms: Vec<(usize, i64)>, count: usize| MipRow {
            terms,
            bounds: Bounds { lower: Some(i64::try_from(count).unwrap_or(i64::MAX)), upper: None },
        };
        let mut rows = vec![at_least(asked.iter().flat_map(terms_of).collect(), 1)];
        if let Some(one) = spared.by_need_of {
            let before = self.classes_to(one).into_iter();
            rows.extend(before.map(|(all, placed)| at_least(all.iter().flat_map(terms_of).collect(), placed)));
        }
        let before = || self.placed.keys().filter(|key| is_kept(changes, **key));
        let least = i64::try_from(before().count().saturating_sub(spared.most)).unwrap_or(i64::MAX);
        let target = Target { objective: before().flat_map(terms_of).collect(), least, rows };
        let start = self.start(&changed);
        let guide = self.keeping.as_ref().map(|trail| Guide::new(trail, self.posed, &changed));
        reaches(changed.program(), &target, Begin { start: Some(&start), guide: guide.as_ref() }, self.engine)
    }

    /// The best allocation, as far as a changed round has its options.
    fn start(&self, changed: &Posed) -> BTreeSet<ColumnIndex> {
        changed.columns(self.placed.iter().map(|(referral, intake)| (*referral, *intake)))
    }

    /// The referrals of each class down to that of one, and how many of them
    /// are placed.
    fn classes_to(&self, one: Key<Referral>) -> Vec<(Vec<Key<Referral>>, usize)> {
        let last = class_of(self.posed.round(), one);
        let mut classes: BTreeMap<_, (Vec<Key<Referral>>, usize)> = BTreeMap::new();
        for key in self.posed.round().referrals.keys() {
            let class = class_of(self.posed.round(), key);
            if class <= last {
                let (all, placed) = classes.entry(class).or_default();
                all.push(key);
                *placed += usize::from(self.placed.contains_key(&key));
            }
        }
        classes.into_values().collect()
    }
}

/// Whether a referral is none of those that some changes give up.
fn is_kept(changes: &[Change], referral: Key<Referral>) -> bool {
    changes.iter().all(|change| change.given_up() != Some(referral))
}
