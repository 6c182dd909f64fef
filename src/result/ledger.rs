use crate::allocation::Placement;
use crate::ids::vocabulary;
use crate::round::{Key, Referral, Round, School};
use crate::units::{AcademicYear, Pence};
use std::collections::BTreeMap;

vocabulary! {
    /// How a placement is paid.
    Funding {
        /// One of the school's paid places.
        PaidPlace = "paid_place",
        /// With the place fee on top of its fee.
        Charged = "charged",
        /// Its fee only.
        FeeOnly = "fee_only",
    }
}

/// What a school's placements use and cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerLine {
    /// The school.
    pub school: Key<School>,
    /// Whether it has the SLA.
    pub sla: bool,
    /// Paid places in the round's academic year; 0 without the SLA.
    pub allowance: u32,
    /// Paid places used before the run.
    pub used_before: u32,
    /// Paid places used by the run in the round's academic year.
    pub used_now: u32,
    /// Paid places left in the round's academic year, not below 0.
    pub left: u32,
    /// Places beyond the allowance that it agreed to pay for.
    pub extra_bought: u32,
    /// New placements that are charged.
    pub charged: u32,
    /// Fees of the new placements, place fees included.
    pub fees: Pence,
    /// What is left of the budget; nothing: no limit.
    pub budget_left: Option<Pence>,
    /// Its referrals.
    pub referred: u32,
    /// Its referrals placed.
    pub placed: u32,
}

/// How every placement is paid, in the order given, and every school's ledger,
/// by school id. Each placement comes with its fee.
pub fn ledger(round: &Round, placements: &[(Placement, Pence)]) -> (Vec<Funding>, Vec<LedgerLine>) {
    let funding = funding(round, placements);
    let mut lines: Vec<LedgerLine> = round.schools.keys().map(|school| opening(round, school)).collect();
    for (_, referral) in round.referrals.iter() {
        if let Some(school) = referral.school {
            lines[school.index()].referred += 1;
        }
    }
    for ((placement, fee), funding) in placements.iter().zip(&funding) {
        let Some(school) = round.referrals[placement.referral].school else { continue };
        let line = &mut lines[school.index()];
        line.placed += 1;
        line.fees += *fee;
        match funding {
            Funding::PaidPlace if AcademicYear::of(placement.span.first) == round.run.academic_year => {
                line.used_now += 1;
                line.left = line.left.saturating_sub(1);
            }
            Funding::Charged => {
                line.charged += 1;
                line.fees += round.policy.sla.place_fee;
            }
            Funding::PaidPlace | Funding::FeeOnly => {}
        }
    }
    for line in &mut lines {
        line.budget_left = round.schools[line.school].budget.map(|budget| budget - line.fees);
    }
    lines.sort_by(|a, b| round.schools[a.school].id.cmp(&round.schools[b.school].id));
    (funding, lines)
}

fn opening(round: &Round, key: Key<School>) -> LedgerLine {
    let school = &round.schools[key];
    let if_sla = |number: u32| if school.sla { number } else { 0 };
    LedgerLine {
        school: key,
        sla: school.sla,
        allowance: if_sla(school.paid_places),
        used_before: if_sla(school.paid_places_used),
        used_now: 0,
        left: if_sla(school.paid_places_left()),
        extra_bought: if_sla(school.extra_places),
        charged: 0,
        fees: Pence(0),
        budget_left: None,
        referred: 0,
        placed: 0,
    }
}

/// Of a school's placements in paid programmes that start in an academic year,
/// by start and referral id, the first are paid places and the rest charged.
fn funding(round: &Round, placements: &[(Placement, Pence)]) -> Vec<Funding> {
    let mut funding = vec![Funding::FeeOnly; placements.len()];
    let mut by_year: BTreeMap<(Key<School>, AcademicYear), Vec<usize>> = BTreeMap::new();
    for (position, (placement, _)) in placements.iter().enumerate() {
        let is_paid = round.policy.sla.paid_programmes.contains(&round.programme_of(placement.intake));
        if let (Some(school), true) = (school_of(round, placement.referral), is_paid) {
            by_year.entry((school, AcademicYear::of(placement.span.first))).or_default().push(position);
        }
    }
    for ((school, year), mut members) in by_year {
        let school = &round.schools[school];
        let free = match (school.sla, year == round.run.academic_year) {
            (false, _) => 0,
            (true, true) => school.paid_places_left(),
            (true, false) => school.paid_places,
        };
        members.sort_by_key(|position| {
            let placement = &placements[*position].0;
            (placement.span.first, round.referrals[placement.referral].id.as_str())
        });
        for (order, position) in members.into_iter().enumerate() {
            funding[position] = if order < free as usize { Funding::PaidPlace } else { Funding::Charged };
        }
    }
    funding
}

fn school_of(round: &Round, referral: Key<Referral>) -> Option<Key<School>> {
    round.referrals[referral].school
}
