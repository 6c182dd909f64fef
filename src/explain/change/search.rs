use super::found::Sought;
use super::kind::{Change, Kind};
use super::near::Neighbourhood;
use super::solved::Base;
use crate::posed::Posed;
use crate::program::{ColumnIndex, Program};
use crate::round::{Key, Referral, Round};
use crate::solve::{Begin, Engine, blaze, blaze_for};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Finds the smallest change that places a referral.
///
/// A change counts when the best allocation of the changed round, found and
/// proven again, places the referral, and nothing it opens starts before the
/// day of the run. Smaller means: one change before several,
/// then fewer referrals displaced, then the kind, then the amount.
pub struct Search<'a> {
    base: Base<'a>,
}

impl<'a> Search<'a> {
    /// A search from the best allocation of a round, which must be proven.
    pub fn new(posed: &'a Posed, placed: &BTreeSet<ColumnIndex>, engine: Engine<'a>) -> Search<'a> {
        let begin = Begin { start: Some(placed), guide: None };
        let trail = blaze(posed.program(), begin, engine).ok();
        let all = placed.iter().map(|column| posed.referral(*column));
        let kept = all.flat_map(|key| posed.options().range(key)).map(|column| (column, 1)).collect();
        let keeping = blaze_for(posed.program(), &kept, placed, engine);
        Search { base: Base { posed, placed: posed.placed(placed), trail, keeping, engine } }
    }

    /// The smallest change for each of some referrals that are not placed.
    /// `done` is told of each that is through.
    pub fn changes(&self, referrals: &[Key<Referral>], done: &(dyn Fn() + Sync)) -> Vec<Sought> {
        let near = Neighbourhood::new(self.base.posed, &self.base.placed, referrals);
        let own = |referral: &Key<Referral>| {
            let sought = self.of_its_own(*referral, &near);
            if sought.is_settled() {
                done();
            }
            (*referral, sought)
        };
        let mut sought: BTreeMap<Key<Referral>, Sought> = referrals.par_iter().map(own).collect();
        let open = sought.iter().filter(|(_, sought)| !sought.is_settled());
        let open: BTreeMap<Key<Referral>, Sought> = open.map(|(key, sought)| (*key, sought.clone())).collect();
        for (referral, eased) in self.by_limits(&open) {
            let Some(sought) = sought.get_mut(&referral) else { continue };
            sought.is_complete &= eased.is_complete;
            eased.found.into_iter().for_each(|found| sought.offer(self.round(), found));
        }
        let none: Vec<Key<Referral>> = open.into_keys().filter(|key| sought[key].found.is_none()).collect();
        let several = |referral: &Key<Referral>| {
            let several = self.by_several(*referral, &near);
            done();
            (*referral, several)
        };
        let through = sought.values().filter(|sought| !sought.is_settled() && sought.found.is_some()).count();
        (0..through).for_each(|_| done());
        let several: Vec<(Key<Referral>, Sought)> = none.par_iter().map(several).collect();
        for (referral, several) in several {
            let Some(sought) = sought.get_mut(&referral) else { continue };
            sought.is_complete &= several.is_complete;
            sought.found = several.found;
        }
        referrals.iter().map(|referral| sought[referral].clone()).collect()
    }

    pub(super) fn round(&self) -> &'a Round {
        self.base.posed.round()
    }

    pub(super) fn program(&self) -> &'a Program {
        self.base.posed.program()
    }

    pub(super) fn base(&self) -> &Base<'a> {
        &self.base
    }

    /// What a change is and how much, to be compared.
    pub(super) fn size_of(&self, change: &Change) -> (Kind, i64) {
        (change.kind(), change.amount(self.round()))
    }
}
