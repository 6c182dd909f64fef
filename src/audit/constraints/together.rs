use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Key, Referral, Student, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Of the open referrals of a student with the same value of `together` all are
/// placed or none, unless a decision places one of them.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut groups: BTreeMap<(Key<Student>, &str), Vec<Key<Referral>>> = BTreeMap::new();
    for (key, referral) in round.referrals.iter() {
        if let (Some(value), true) = (&referral.together, given.facts.is_open(key)) {
            groups.entry((referral.student, value)).or_default().push(key);
        }
    }
    let placed: BTreeSet<Key<Referral>> = given.placements.iter().map(|placement| placement.referral_key).collect();
    let is_decided = |key: &Key<Referral>| {
        let mut own = round.decisions.iter().filter(|decision| decision.referral == *key);
        own.any(|decision| matches!(decision.verdict, Verdict::Place(_)))
    };
    let mut breaches = Vec::new();
    for members in groups.into_values().filter(|members| !members.iter().any(is_decided)) {
        let (with, without): (Vec<_>, Vec<_>) = members.into_iter().partition(|key| placed.contains(key));
        if !with.is_empty() && !without.is_empty() {
            let subjects = with.iter().chain(&without).map(|key| &round.referrals[*key]);
            let detail = format!(
                "of {} referrals that are placed together or not at all {} are placed",
                with.len() + without.len(),
                with.len()
            );
            breaches.push((subjects.map(|referral| Subject::new(SubjectKind::Referral, referral)).collect(), detail));
        }
    }
    breaches
}
