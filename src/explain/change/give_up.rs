use super::kind::Change;
use super::search::Search;
use crate::ids::RuleId;
use crate::posed::untouched;
use crate::round::{Key, Referral, Verdict};

impl Search<'_> {
    /// Whether a referral may be given up: it asks for a place by its status, and
    /// no decision places it.
    pub(super) fn may_be_given_up(&self, referral: Key<Referral>) -> bool {
        let round = self.round();
        let is_bound = |verdict: Verdict| matches!(verdict, Verdict::Place(_) | Verdict::Waive(RuleId::Status, _));
        let decisions = round.decisions.iter().filter(|decision| decision.referral == referral);
        round.referrals[referral].status.is_open() && decisions.into_iter().all(|decision| !is_bound(decision.verdict))
    }

    /// Every single referral of the same student that, given up, may bring a
    /// place to one that has options.
    pub(super) fn to_give_up(&self, referral: Key<Referral>) -> Vec<Change> {
        let round = self.round();
        if self.base().posed.options().range(referral).is_empty() {
            return Vec::new();
        }
        let student = round.referrals[referral].student;
        let others = round.referrals.iter().filter(|(key, row)| *key != referral && row.student == student);
        let others = others.map(|(key, _)| key).filter(|key| self.may_be_given_up(*key));
        others.map(|key| Change::GiveUp { referral: key }).filter(|change| self.matters(change)).collect()
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
