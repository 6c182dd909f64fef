//! What each school has used, taken and spent, and what each placement is.

use super::charges::Funding;
use super::class::class_of;
use super::given::Given;
use super::rules::choice_rank;
use super::transport::cost;
use crate::allocation::Class;
use crate::calendar::Span;
use crate::round::{Intake, Key, Referral, School};
use crate::units::{Pence, Times};
use std::collections::BTreeMap;

/// A school's account of the round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// The school.
    pub school: Key<School>,
    /// Whether it has the service-level agreement.
    pub sla: bool,
    /// Paid places of the round's academic year; 0 without the SLA.
    pub allowance: u32,
    /// Paid places used before the round in its academic year; 0 without the SLA.
    pub used_before: u32,
    /// Paid places that this allocation uses of the round's academic year.
    pub used_now: u32,
    /// What is left of the allowance, not below 0.
    pub left: u32,
    /// Places beyond the allowance that it has agreed to pay for; 0 without the
    /// SLA, where the school pays for every place.
    pub extra_bought: u32,
    /// Charged placements of this allocation, of all academic years.
    pub charged: u32,
    /// Fees and place fees of its placements.
    pub fees: Pence,
    /// What is left of its budget, below 0 when overspent; nothing without one.
    pub budget_left: Option<Pence>,
    /// Its referrals, whatever their status.
    pub referred: u32,
    /// Its referrals that are placed.
    pub placed: u32,
}

/// A placement with what the round makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditedPlacement {
    /// The referral.
    pub referral: Key<Referral>,
    /// The intake.
    pub intake: Key<Intake>,
    /// From the start to the end that the placement has by the round, whatever
    /// the file states.
    pub span: Span,
    /// When in the week.
    pub days: Times,
    /// How much it is wanted, 1 the most; after the listed groups when it is
    /// not among the choices.
    pub choice_rank: u32,
    /// The fee of the whole placement, without the place fee.
    pub fee: Pence,
    /// What a charged place costs on top of the fee; 0 for any other.
    pub place_fee: Pence,
    /// What transport costs the authority.
    pub transport: Pence,
    /// How it is paid for.
    pub funding: Funding,
    /// The referral's priority class.
    pub class: Class,
}

/// One line for each school, by the bytes of its id.
pub(super) fn ledger(given: &Given<'_>) -> Vec<LedgerLine> {
    let round = given.facts.round;
    let fees = given.fees_by_school();
    let mut referred: BTreeMap<Key<School>, u32> = BTreeMap::new();
    for (_, referral) in round.referrals.iter() {
        if let Some(school) = referral.school {
            *referred.entry(school).or_default() += 1;
        }
    }
    let mut taken: BTreeMap<Key<School>, Taken> = BTreeMap::new();
    for (placement, charge) in given.placements.iter().zip(&given.charges) {
        let Some(school) = placement.referral.school else { continue };
        let taken = taken.entry(school).or_default();
        taken.placed += 1;
        let is_this_year = placement.academic_year() == round.run.academic_year;
        taken.paid_now += u32::from(charge.funding == Funding::PaidPlace && is_this_year);
        taken.charged += u32::from(charge.funding == Funding::Charged);
    }
    let line = |(key, school): (Key<School>, &School)| {
        let taken = taken.get(&key).copied().unwrap_or_default();
        let fees = fees.get(&key).copied().unwrap_or_default();
        let with_sla = |count: u32| if school.sla { count } else { 0 };
        let (allowance, used_before) = (with_sla(school.paid_places), with_sla(school.paid_places_used));
        LedgerLine {
            school: key,
            sla: school.sla,
            allowance,
            used_before,
            used_now: taken.paid_now,
            left: allowance.saturating_sub(used_before).saturating_sub(taken.paid_now),
            extra_bought: with_sla(school.extra_places),
            charged: taken.charged,
            fees,
            budget_left: school.budget.map(|budget| Pence(budget.0.saturating_sub(fees.0))),
            referred: referred.get(&key).copied().unwrap_or(0),
            placed: taken.placed,
        }
    };
    round.schools.by_id().map(line).collect()
}

/// One row for each placement, by the bytes of the referral's id, then the
/// intake's.
pub(super) fn audited(given: &Given<'_>) -> Vec<AuditedPlacement> {
    let round = given.facts.round;
    let rows = given.placements.iter().zip(&given.charges).map(|(placement, charge)| AuditedPlacement {
        referral: placement.referral_key,
        intake: placement.intake_key,
        span: placement.span,
        days: placement.intake.days,
        choice_rank: choice_rank(placement),
        fee: charge.fee,
        place_fee: charge.place_fee,
        transport: cost(placement),
        funding: charge.funding,
        class: class_of(round, placement.referral_key),
    });
    let mut rows: Vec<AuditedPlacement> = rows.collect();
    rows.sort_by_key(|row| (&round.referrals[row.referral].id, &round.intakes[row.intake].id));
    rows
}

/// What a school's placements come to.
#[derive(Clone, Copy, Default)]
struct Taken {
    placed: u32,
    paid_now: u32,
    charged: u32,
}
