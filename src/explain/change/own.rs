use super::found::{Found, Sought};
use super::kind::{Change, Kind};
use super::near::{Near, Neighbourhood, Scales};
use super::search::Search;
use super::solved::{Solved, Spared};
use crate::ids::RuleId;
use crate::round::{Intake, Key, Referral};
use std::collections::BTreeMap;

/// How many changes of one kind and amount are tried one by one for a referral
/// where each costs others their places.
const MOST_TRIES: usize = 8;

/// Changes of one kind and amount, and of the same rules that other placements
/// share in, so that each intake is named once; those whose intakes are wanted
/// most first.
type Groups = BTreeMap<(Kind, i64, Vec<RuleId>), Vec<Change>>;

/// Approval, the student's other referrals, waived rules and accepted courses of
/// one referral.
struct Own<'s> {
    search: &'s Search<'s>,
    referral: Key<Referral>,
    intakes: &'s [Near],
    sought: Sought,
    /// Whether the referral could leave any allocation without breaking a limit.
    may_leave: bool,
}

impl Search<'_> {
    /// Changes that concern the student alone: approval, another referral given
    /// up, waived rules and accepted courses.
    pub(super) fn of_its_own(&self, referral: Key<Referral>, near: &Neighbourhood) -> Sought {
        let Some(intakes) = near.of.get(&referral) else { return Sought::begin() };
        let mut scales = near.scales();
        let may_leave = intakes.iter().all(|near| scales.may_leave(near));
        let mut own = Own { search: self, referral, intakes, sought: Sought::begin(), may_leave };
        own.seek(&mut scales);
        own.sought
    }
}

impl Own<'_> {
    fn seek(&mut self, scales: &mut Scales) {
        let mut groups = self.groups();
        let free = groups.values().flatten().find(|change| self.is_free(change, scales)).cloned();
        let is_free = free.is_some();
        self.sought.found = free.map(|free| Found { changes: vec![free], displaced: Vec::new() });
        self.give_up();
        let smallest = groups.keys().next().map(|(kind, amount, _)| (*kind, *amount));
        if smallest.is_none_or(|smallest| self.may_displace(smallest).is_none()) {
            return;
        }
        // Where all together do not place the referral, none of them does.
        if !is_free && !self.take_one_of_all(&mut groups) {
            return;
        }
        for ((kind, amount, _), group) in &mut groups {
            for tried in 0.. {
                // This group and all that follow would have to displace fewer.
                let Some(most) = self.may_displace((*kind, *amount)) else { return };
                if group.is_empty() || !self.may_place(group, most) {
                    break;
                }
                if tried == MOST_TRIES {
                    self.sought.is_complete = false;
                    break;
                }
                match self.search.base().solve(group, &[self.referral].into()) {
                    Some(solved) if self.take(&solved, group).is_some() => {}
                    Some(_) => break,
                    None => {
                        self.sought.is_complete = false;
                        break;
                    }
                }
            }
        }
    }

    /// How many a change of a size may displace to be smaller than what was
    /// found; nothing where it cannot be.
    fn may_displace(&self, size: (Kind, i64)) -> Option<usize> {
        let Some(found) = &self.sought.found else { return Some(usize::MAX) };
        let is_smaller = found.changes.first().is_some_and(|best| size < self.search.size_of(best));
        if is_smaller { Some(found.displaced.len()) } else { found.displaced.len().checked_sub(1) }
    }

    /// Tries to give up each of the student's other referrals.
    fn give_up(&mut self) {
        for change in self.search.to_give_up(self.referral) {
            let Some(most) = self.may_displace(self.search.size_of(&change)) else { return };
            let changes = vec![change];
            if !self.may_place(&changes, most) {
                continue;
            }
            match self.search.base().solve(&changes, &[self.referral].into()) {
                Some(solved) if solved.placed.contains_key(&self.referral) => {
                    self.sought.offer(self.search.round(), Found { changes, displaced: solved.displaced });
                }
                Some(_) => {}
                None => self.sought.is_complete = false,
            }
        }
    }

    /// The changes of the referral itself by kind and amount, the smaller first.
    fn groups(&self) -> Groups {
        let mut groups = Groups::new();
        let mut ordered: Vec<&Near> = self.intakes.iter().collect();
        ordered.sort_by_key(|near| &near.order);
        for near in ordered {
            for (shared, change) in self.changes(near) {
                let (kind, amount) = self.search.size_of(&change);
                let group = groups.entry((kind, amount, shared)).or_default();
                if !group.contains(&change) {
                    group.push(change);
                }
            }
        }
        groups
    }

    /// The changes that open an intake, with the rules among them that other
    /// placements share in.
    fn changes(&self, near: &Near) -> Vec<(Vec<RuleId>, Change)> {
        let (referral, intake) = (self.referral, near.intake);
        match near.failed.as_slice() {
            [RuleId::Choice] => {
                let course = self.search.round().intakes[intake].course;
                vec![(Vec::new(), Change::Accept { referral, course })]
            }
            [RuleId::Status] => vec![(Vec::new(), Change::Approve { referral })],
            failed if failed.contains(&RuleId::Choice) || failed.contains(&RuleId::Status) => Vec::new(),
            _ => {
                let waivers = near.waivers().into_iter().filter(|(_, rules)| !rules.is_empty());
                waivers.map(|(shared, rules)| (shared, Change::Waive { referral, intake, rules })).collect()
            }
        }
    }

    /// Tries all changes at once, and takes the one that is used out of its
    /// group; false where the referral is not placed.
    fn take_one_of_all(&mut self, groups: &mut Groups) -> bool {
        // Of those that name an intake, the one that waives most.
        let is_most = |change: &&Change| match change {
            Change::Waive { intake, rules, .. } => {
                self.near(*intake).is_some_and(|near| rules.len() == near.failed.len() + near.shared.len())
            }
            _ => true,
        };
        let mut all: Vec<Change> = groups.values().flatten().filter(is_most).cloned().collect();
        if all.is_empty() {
            return false;
        }
        match self.search.base().solve(&all, &[self.referral].into()) {
            Some(solved) => match self.take(&solved, &mut all) {
                Some(taken) => {
                    groups.values_mut().for_each(|group| group.retain(|change| *change != taken));
                    true
                }
                None => false,
            },
            None => {
                self.sought.is_complete = false;
                false
            }
        }
    }

    /// Takes out of some changes, of which no two name the same intake, the one
    /// that a solution uses. With several changes the referral still holds just
    /// one of the intakes, and the change that opens this one comes to the same
    /// allocation by itself.
    fn take(&mut self, solved: &Solved, changes: &mut Vec<Change>) -> Option<Change> {
        let taken = *solved.placed.get(&self.referral)?;
        let named = changes.iter().position(|change| names(change, taken));
        let used = named.or_else(|| changes.iter().position(|change| self.opens(change, taken)))?;
        let used = changes.remove(used);
        let found = Found { changes: vec![used.clone()], displaced: solved.displaced.clone() };
        self.sought.offer(self.search.round(), found);
        Some(used)
    }

    /// Whether changes may place the referral with no more than so many
    /// displaced.
    fn may_place(&self, changes: &[Change], most: usize) -> bool {
        if most == usize::MAX {
            return true;
        }
        // Without what is given up, the best allocation may be worse than before.
        let is_easier = changes.iter().all(|change| change.given_up().is_none());
        let spared = Spared { most, by_need_of: (self.may_leave && is_easier).then_some(self.referral) };
        self.search.base().may_place(changes, &[self.referral].into(), spared) != Some(false)
    }

    /// Whether a change opens an intake to the referral.
    fn opens(&self, change: &Change, intake: Key<Intake>) -> bool {
        let failed = self.near(intake).map(|near| near.failed.as_slice());
        match (change, failed) {
            (Change::Approve { .. }, Some([RuleId::Status])) => true,
            (Change::Accept { course, .. }, Some([RuleId::Choice])) => {
                self.search.round().intakes[intake].course == *course
            }
            _ => names(change, intake),
        }
    }

    fn near(&self, intake: Key<Intake>) -> Option<&Near> {
        self.intakes.iter().find(|near| near.intake == intake)
    }

    /// Whether a change places the referral and nobody else is touched, shown
    /// without solving: the best of the intakes that it opens has room beside
    /// the allocation as it is. A better allocation would, without the referral,
    /// be better than the best there was.
    fn is_free(&self, change: &Change, scales: &mut Scales) -> bool {
        let opened: Vec<&Near> = self.intakes.iter().filter(|near| self.opens(change, near.intake)).collect();
        let worth: Option<Vec<Vec<i64>>> = opened.iter().map(|near| scales.worth(near)).collect();
        let Some(worth) = worth else { return false };
        let Some(best) = worth.iter().max() else { return false };
        let gains = best.iter().find(|gain| **gain != 0).is_some_and(|gain| *gain > 0);
        gains
            && opened
                .iter()
                .zip(&worth)
                .any(|(near, worth)| worth == best && scales.has_room(near, waived(change, near.intake)))
    }
}

/// Whether a change waives rules for this very intake.
fn names(change: &Change, intake: Key<Intake>) -> bool {
    matches!(change, Change::Waive { intake: named, .. } if *named == intake)
}

/// The rules that a change waives for this very intake.
fn waived(change: &Change, intake: Key<Intake>) -> &[RuleId] {
    match change {
        Change::Waive { intake: named, rules, .. } if *named == intake => rules,
        _ => &[],
    }
}
