//! What each placement costs, and whether it uses up a paid place.

use super::pair::Pair;
use crate::ids::vocabulary;
use crate::round::{FeePer, Key, School};
use crate::units::{AcademicYear, Pence};
use std::collections::BTreeMap;

vocabulary! {
    /// How a placement is paid for.
    Funding {
        /// One of the school's paid places.
        PaidPlace = "paid_place",
        /// A place of a paid programme beyond the paid places.
        Charged = "charged",
        /// The fee alone.
        FeeOnly = "fee_only",
    }
}

/// What a placement costs its school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) fee: Pence,
    /// On top of the fee; 0 but for a charged place.
    pub(super) place_fee: Pence,
    pub(super) funding: Funding,
}

impl Charge {
    /// Fee and place fee.
    pub(super) fn total(&self) -> Pence {
        plus(self.fee, self.place_fee)
    }
}

/// The charge of each placement, in their order.
pub(super) fn charges(placements: &[Pair<'_>]) -> Vec<Charge> {
    let mut charges: Vec<Charge> = placements
        .iter()
        .map(|placement| Charge { fee: fee(placement), place_fee: Pence(0), funding: Funding::FeeOnly })
        .collect();
    let mut paid: BTreeMap<(Key<School>, AcademicYear), Vec<usize>> = BTreeMap::new();
    for (position, placement) in placements.iter().enumerate() {
        if let (Some(school), true) = (placement.referral.school, is_paid_programme(placement)) {
            paid.entry((school, placement.academic_year())).or_default().push(position);
        }
    }
    for ((school, year), mut positions) in paid {
        positions.sort_by_key(|position| {
            let placement = &placements[*position];
            (placement.span.first, &placement.referral.id, &placement.intake.id)
        });
        let Some(first) = positions.first() else { continue };
        let round = placements[*first].facts.round;
        let paid_places = paid_places(&round.schools[school], year == round.run.academic_year);
        for (rank, position) in positions.into_iter().enumerate() {
            charges[position].funding = match rank < paid_places {
                true => Funding::PaidPlace,
                false => Funding::Charged,
            };
            if charges[position].funding == Funding::Charged {
                charges[position].place_fee = round.policy.sla.place_fee;
            }
        }
    }
    charges
}

/// Whether placements of the intake's programme use up paid places.
pub(super) fn is_paid_programme(placement: &Pair<'_>) -> bool {
    placement.facts.round.policy.sla.paid_programmes.contains(&placement.course.programme)
}

/// The sum of two amounts; the largest amount when it would be larger.
pub(super) fn plus(one: Pence, other: Pence) -> Pence {
    Pence(one.0.saturating_add(other.0))
}

/// How many of a school's placements in a year are paid places.
fn paid_places(school: &School, is_this_year: bool) -> usize {
    let places = match (school.sla, is_this_year) {
        (false, _) => 0,
        (true, true) => i64::from(school.paid_places) - i64::from(school.paid_places_used),
        (true, false) => i64::from(school.paid_places),
    };
    usize::try_from(places).unwrap_or(0)
}

/// The fee for the whole placement.
fn fee(placement: &Pair<'_>) -> Pence {
    priced(placement, placement.intake.fee, placement.intake.fee_per)
}

/// What the whole placement costs at a price, rounded down to the penny.
pub(super) fn priced(placement: &Pair<'_>, price: Pence, per: FeePer) -> Pence {
    let (intake, calendar) = (placement.intake, &placement.facts.round.calendar);
    let times = |count: u32| price.0.saturating_mul(i64::from(count));
    Pence(match per {
        FeePer::Placement => price.0,
        FeePer::Week => times(calendar.teaching_weeks(placement.span)),
        FeePer::Day => times(calendar.teaching_half_days(placement.span, intake.days)) / 2,
    })
}
