use super::Casebook;
use crate::allocation::Class;
use crate::ids::RuleId;
use crate::round::{Access, Exempt, Key, PriorityKey, Referral, Round, Student};

/// The priority class of a referral: the values of the policy's keys.
pub fn class_of(round: &Round, referral: Key<Referral>) -> Class {
    let student = &round.students[round.referrals[referral].student];
    let value = |key: &PriorityKey| match key {
        PriorityKey::Access => access(round, referral),
        PriorityKey::Band => round.referrals[referral].band,
        PriorityKey::LookedAfter => u32::from(student.looked_after != Some(true)),
        PriorityKey::Ehcp => u32::from(student.ehcp != Some(true)),
        PriorityKey::Tag(tag) => u32::from(!student.tags.contains(tag)),
    };
    Class(round.policy.objective.priority.iter().map(value).collect())
}

/// Whether the referral asks for a place: not deferred, declined or withdrawn,
/// or excused the rule `status` for all intakes.
pub fn is_open(book: &Casebook, referral: Key<Referral>) -> bool {
    book.round.referrals[referral].status.is_open() || book.is_always_waived(referral, RuleId::Status)
}

fn access(round: &Round, referral: Key<Referral>) -> u32 {
    let row = &round.referrals[referral];
    let student = &round.students[row.student];
    let is_priority = round.policy.programmes[row.programme].access == Access::Priority;
    let has_sla = row.school.is_some_and(|school| round.schools[school].sla);
    let is_exempt = round.policy.access_exempt.iter().any(|exempt| applies(exempt, student));
    u32::from(is_priority && !has_sla && !is_exempt)
}

fn applies(exempt: &Exempt, student: &Student) -> bool {
    match exempt {
        Exempt::LookedAfter => student.looked_after == Some(true),
        Exempt::Ehcp => student.ehcp == Some(true),
        Exempt::Tag(tag) => student.tags.contains(tag),
    }
}
