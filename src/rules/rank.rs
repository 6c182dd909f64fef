use super::Case;
use crate::ids::RuleId;

/// The rank of the intake, 1 the most wanted. An intake let in by a waived
/// `choice` ranks after the listed groups.
pub(super) fn rank(case: &Case) -> Option<u32> {
    let after = case.is_waived(RuleId::Choice).then(|| after_the_groups(case));
    listed_rank(case).or(after)
}

/// The rank of the intake as the referral lists it; nothing where it does not.
pub(super) fn listed_rank(case: &Case) -> Option<u32> {
    let choices = &case.referral.choices;
    if choices.is_blank() {
        return Some(1);
    }
    let mut groups = choices.groups.iter();
    let named = groups
        .position(|group| group.intakes.contains(&case.intake_key) || group.courses.contains(&case.intake.course));
    match named {
        Some(position) => u32::try_from(position + 1).ok(),
        None => choices.any.then(|| after_the_groups(case)),
    }
}

fn after_the_groups(case: &Case) -> u32 {
    u32::try_from(case.referral.choices.groups.len() + 1).unwrap_or(u32::MAX)
}
