//! Rules about the referral itself.

use crate::audit::pair::Pair;
use crate::round::{Access, Decider, Status};

pub(super) fn programme(pair: &Pair<'_>) -> Option<String> {
    let asked = &pair.facts.round.policy.programmes[pair.referral.programme];
    (pair.course.programme != pair.referral.programme)
        .then(|| format!("the referral asks for {} and the intake is of {}", asked.id, pair.programme.id))
}

pub(super) fn status(pair: &Pair<'_>) -> Option<String> {
    let counts_as_approved = match pair.referral.status {
        Status::Approved => true,
        Status::Pending => pair.programme.decision == Decider::Officer || pair.facts.round.run.provisional,
        Status::Deferred | Status::Declined | Status::Withdrawn => false,
    };
    let decider = match pair.programme.decision {
        Decider::Panel => ", and a panel decides on its programme",
        Decider::Officer => "",
    };
    (!counts_as_approved).then(|| format!("the referral is {}{decider}", pair.referral.status))
}

pub(super) fn access(pair: &Pair<'_>) -> Option<String> {
    (pair.programme.access == Access::Exclusive && !pair.has_sla())
        .then(|| format!("{} is only for schools with the SLA, and no such school refers", pair.programme.id))
}

pub(super) fn referrer(pair: &Pair<'_>) -> Option<String> {
    let accepted = &pair.programme.referrers;
    (!accepted.is_empty() && !accepted.contains(&pair.referral.referrer))
        .then(|| format!("{} does not take referrals from this kind of referrer", pair.programme.id))
}

pub(super) fn documents(pair: &Pair<'_>) -> Option<String> {
    let missing: Vec<&str> =
        pair.programme.documents.difference(&pair.referral.documents).map(String::as_str).collect();
    (!missing.is_empty()).then(|| format!("documents are missing: {}", missing.join(", ")))
}
