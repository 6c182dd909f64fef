use super::Case;
use crate::round::FeePer;
use crate::units::Pence;

/// The fee of a placement, without a place fee.
pub(super) fn fee(case: &Case) -> Pence {
    price(case, case.intake.fee, case.intake.fee_per)
}

/// What a placement costs at a price. By the week: times the teaching weeks of
/// the placement; by the day: times the teaching days among its weekdays, a half
/// counting half, rounded down to the penny.
pub(super) fn price(case: &Case, price: Pence, per: FeePer) -> Pence {
    let (days, calendar) = (case.intake.days, &case.round.calendar);
    let times = |count: u32| price.0.saturating_mul(i64::from(count));
    match per {
        FeePer::Placement => price,
        FeePer::Week => Pence(times(calendar.teaching_weeks(case.span))),
        FeePer::Day => Pence(times(calendar.teaching_half_days(case.span, days)) / 2),
    }
}
