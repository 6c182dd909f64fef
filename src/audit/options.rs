//! Which referrals have an option, and how far down the wishes options lie.

use super::facts::Facts;
use super::pair::Pair;
use super::rules::{broken, choice_rank};
use crate::ids::{RuleId, Word};
use crate::round::{Course, Intake, Key, Programme, Referral};
use std::collections::{BTreeMap, BTreeSet};

/// The search for options over all intakes of a round.
pub(super) struct Options<'a> {
    facts: &'a Facts<'a>,
    of_programme: BTreeMap<Key<Programme>, Vec<Key<Intake>>>,
    of_course: BTreeMap<Key<Course>, Vec<Key<Intake>>>,
}

impl<'a> Options<'a> {
    pub(super) fn new(facts: &'a Facts<'a>) -> Options<'a> {
        let round = facts.round;
        let (mut of_programme, mut of_course) = (BTreeMap::new(), BTreeMap::new());
        for (key, intake) in round.intakes.iter() {
            of_programme.entry(round.programme_of(key)).or_insert_with(Vec::new).push(key);
            of_course.entry(intake.course).or_insert_with(Vec::new).push(key);
        }
        Options { facts, of_programme, of_course }
    }

    /// Whether the referral may take some intake.
    pub(super) fn has_any(&self, referral: Key<Referral>) -> bool {
        self.may_have_options(referral) && self.candidates(referral).any(|intake| self.is_option(referral, intake))
    }

    /// The intakes that the referral may take, the most wanted first: by rank,
    /// start and id.
    pub(super) fn of(&self, referral: Key<Referral>) -> Vec<Key<Intake>> {
        if !self.may_have_options(referral) {
            return Vec::new();
        }
        let intakes: BTreeSet<Key<Intake>> = self.candidates(referral).collect();
        let options = intakes.into_iter().filter(|intake| self.is_option(referral, *intake));
        let mut pairs: Vec<Pair<'_>> = options.map(|intake| Pair::new(self.facts, referral, intake)).collect();
        pairs.sort_by_key(|pair| (choice_rank(pair), pair.span.first, &pair.intake.id));
        pairs.into_iter().map(|pair| pair.intake_key).collect()
    }

    /// The worst choice rank of any option of the round; 1 when there is none.
    pub(super) fn worst_rank(&self) -> u32 {
        let mut worst = 1;
        for (key, referral) in self.facts.round.referrals.iter() {
            let groups = u32::try_from(referral.choices.groups.len()).unwrap_or(u32::MAX);
            if groups.saturating_add(1) <= worst || !self.may_have_options(key) {
                continue;
            }
            let ranks = self.candidates(key).map(|intake| {
                let pair = Pair::new(self.facts, key, intake);
                (choice_rank(&pair), intake)
            });
            let mut ranks: Vec<_> = ranks.filter(|(rank, _)| *rank > worst).collect();
            ranks.sort_by(|one, other| other.cmp(one));
            if let Some((rank, _)) = ranks.into_iter().find(|(_, intake)| self.is_option(key, *intake)) {
                worst = rank;
            }
        }
        worst
    }

    /// No where the referral is deferred, declined or withdrawn and nothing is
    /// waived: then it has no option, however many intakes there are.
    fn may_have_options(&self, referral: Key<Referral>) -> bool {
        self.facts.is_open(referral) || !self.facts.waivers(referral).is_empty()
    }

    fn is_option(&self, referral: Key<Referral>, intake: Key<Intake>) -> bool {
        let pair = Pair::new(self.facts, referral, intake);
        RuleId::ALL.iter().all(|rule| broken(*rule, &pair).is_none())
    }

    /// All intakes that could be options, some of them perhaps twice: those of
    /// the programme, or the listed ones where only they are accepted, and those
    /// that a rule waived for one intake lets in.
    fn candidates(&self, key: Key<Referral>) -> Box<dyn Iterator<Item = Key<Intake>> + '_> {
        let referral = &self.facts.round.referrals[key];
        let waives = |rule| self.facts.is_waived_for_all(rule, key);
        let choices = &referral.choices;
        let waived = self.facts.waivers(key).iter().filter_map(|(_, intake)| *intake);
        if !(choices.is_blank() || choices.any || waives(RuleId::Choice)) {
            let listed = choices.groups.iter().flat_map(|group| {
                let courses = group.courses.iter().filter_map(|course| self.of_course.get(course)).flatten();
                courses.chain(&group.intakes).copied()
            });
            Box::new(listed.chain(waived))
        } else if waives(RuleId::Programme) {
            Box::new(self.facts.round.intakes.keys())
        } else {
            Box::new(self.of_programme.get(&referral.programme).into_iter().flatten().copied().chain(waived))
        }
    }
}
