//! Rules about the referral itself.

use crate::audit::pair::Pair;
use crate::round::{Access, Decider, Status};
use chrono::{Days, NaiveDate};

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
    let round = pair.facts.round;
    let mut missing: Vec<&str> = Vec::new();
    for document in &pair.programme.documents {
        let stated = pair.referral.documents.get(document).copied();
        let oldest = round
            .policy
            .documents_max_age_days
            .get(document)
            .map(|days| round.run.as_of.checked_sub_days(Days::new(u64::from(*days))).unwrap_or(NaiveDate::MIN));
        let counts = match oldest {
            None => stated.is_some(),
            Some(oldest) => stated.flatten().is_some_and(|day| day >= oldest),
        };
        if !counts {
            missing.push(document);
        }
    }
    (!missing.is_empty()).then(|| format!("documents are missing or too old: {}", missing.join(", ")))
}
