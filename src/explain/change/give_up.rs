use super::kind::Change;
use super::search::Search;
use crate::posed::untouched;
use crate::round::{Key, Referral};

impl Search<'_> {
    /// Every single referral of the same student that, given up, may bring a
    /// place to one that has options.
    pub(super) fn to_give_up(&self, referral: Key<Referral>) -> Vec<Change> {
        let round = self.round();
        if self.base().posed.options().range(referral).is_empty() {
            return Vec::new();
        }
        let student = round.referrals[referral].student;
        let others = round.referrals.iter().filter(|(key, row)| *key != referral && row.student == student);
        let given_up = others.filter_map(|(key, _)| Change::give_up(round, key));
        given_up.filter(|change| self.matters(change)).collect()
    }

    /// Whether anything may come of giving up a referral. Where it has no place,
    /// the allocation mostly stays the best.
    fn matters(&self, change: &Change) -> bool {
        let base = self.base();
        if change.given_up().is_some_and(|key| base.placed.contains_key(&key)) {
            return true;
        }
        let placed = base.posed.columns(base.placed.iter().map(|(referral, intake)| (*referral, *intake)));
        let changed = Change::posed(std::slice::from_ref(change), base.posed);
        untouched(base.posed, &placed, &changed).is_none()
    }
}
