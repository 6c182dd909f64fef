//! The priority class of a referral.

use super::facts::Facts;
use crate::allocation::Class;
use crate::round::{Access, Exempt, Key, PriorityKey, Referral, Round, Student};
use std::collections::BTreeSet;

/// The values of the policy's priority keys, in their order.
pub(super) fn class_of(round: &Round, key: Key<Referral>) -> Class {
    let referral = &round.referrals[key];
    let student = &round.students[referral.student];
    let absent = |fact: bool| u32::from(!fact);
    let values = round.policy.objective.priority.iter().map(|key| match key {
        PriorityKey::Access => access(round, referral, student),
        PriorityKey::Band => referral.band,
        PriorityKey::LookedAfter => absent(student.looked_after == Some(true)),
        PriorityKey::Ehcp => absent(student.ehcp == Some(true)),
        PriorityKey::Tag(tag) => absent(student.tags.contains(tag)),
    });
    Class(values.collect())
}

/// The classes of the open referrals, most urgent first.
pub(super) fn open_classes(facts: &Facts<'_>) -> BTreeSet<Class> {
    let open = facts.round.referrals.keys().filter(|key| facts.is_open(*key));
    open.map(|key| class_of(facts.round, key)).collect()
}

/// 1 where a priority programme is asked for without a referring school with
/// the SLA, unless the student is exempt.
fn access(round: &Round, referral: &Referral, student: &Student) -> u32 {
    let has_sla = referral.school.is_some_and(|school| round.schools[school].sla);
    let is_exempt = round.policy.access_exempt.iter().any(|exempt| match exempt {
        Exempt::LookedAfter => student.looked_after == Some(true),
        Exempt::Ehcp => student.ehcp == Some(true),
        Exempt::Tag(tag) => student.tags.contains(tag),
    });
    let asks_for_priority = round.policy.programmes[referral.programme].access == Access::Priority;
    u32::from(asks_for_priority && !has_sla && !is_exempt)
}
