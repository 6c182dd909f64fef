//! Rules about the place: where it is, whether it is wanted, whether it is barred.

use crate::audit::distance;
use crate::audit::pair::Pair;
use std::collections::BTreeSet;

pub(super) fn own_school(pair: &Pair<'_>) -> Option<String> {
    let roll = pair.student.school?;
    (pair.provider.school == Some(roll))
        .then(|| format!("provider {} is the school on whose roll the student is", pair.provider.id))
}

pub(super) fn framework(pair: &Pair<'_>) -> Option<String> {
    let is_on_it = pair.provider.framework.unwrap_or(false);
    (pair.programme.framework && !is_on_it).then(|| {
        format!("provider {} is not known to be on the framework that {} needs", pair.provider.id, pair.programme.id)
    })
}

pub(super) fn delivery(pair: &Pair<'_>) -> Option<String> {
    let has_one = |asked: &BTreeSet<String>| asked.iter().any(|way| pair.course.delivery.contains(way));
    for (asked, who) in [(&pair.programme.delivery, &pair.programme.id), (&pair.referral.delivery, &pair.referral.id)] {
        if !asked.is_empty() && !has_one(asked) {
            return Some(format!("course {} is not delivered in a way that {who} asks for", pair.course.id));
        }
    }
    None
}

pub(super) fn distance(pair: &Pair<'_>) -> Option<String> {
    let limit = pair.programme.max_distance?;
    let distance = distance::distance(pair)?;
    (distance > limit)
        .then(|| format!("provider {} is {distance} away, and {} allows {limit}", pair.provider.id, pair.programme.id))
}

pub(super) fn choice(pair: &Pair<'_>) -> Option<String> {
    listed_rank(pair)
        .is_none()
        .then(|| format!("neither the intake nor course {} is among the choices", pair.course.id))
}

pub(super) fn barred(pair: &Pair<'_>) -> Option<String> {
    pair.facts
        .is_barred(pair.referral_key, pair.intake_key)
        .then(|| "a decision bars the referral from this intake".to_owned())
}

/// The rank of the intake among the referral's choices, 1 the most wanted. One
/// that is not among them ranks after the listed groups.
pub(in crate::audit) fn choice_rank(pair: &Pair<'_>) -> u32 {
    listed_rank(pair).unwrap_or_else(|| rank_after_all(pair))
}

fn listed_rank(pair: &Pair<'_>) -> Option<u32> {
    let choices = &pair.referral.choices;
    if choices.is_blank() {
        return Some(1);
    }
    let (course, intake) = (&pair.intake.course, &pair.intake_key);
    let group =
        choices.groups.iter().position(|group| group.intakes.contains(intake) || group.courses.contains(course));
    match group {
        Some(position) => Some(u32::try_from(position).unwrap_or(u32::MAX).saturating_add(1)),
        None => choices.any.then(|| rank_after_all(pair)),
    }
}

fn rank_after_all(pair: &Pair<'_>) -> u32 {
    u32::try_from(pair.referral.choices.groups.len()).unwrap_or(u32::MAX).saturating_add(1)
}
