use super::Case;
use crate::round::FeePer;
use crate::units::Pence;

/// The fee of a placement, without a place fee. By the week: times the
/// teaching weeks of the placement; by the day: times the teaching days among
/// its weekdays, a half counting half, rounded down to the penny.
pub(super) fn fee(case: &Case) -> Pence {
    let (intake, calendar) = (case.intake, &case.round.calendar);
    let times = |count: u32| intake.fee.0.saturating_mul(i64::from(count));
    match intake.fee_per {
        FeePer::Placement => intake.fee,
        FeePer::Week => Pence(times(calendar.teaching_weeks(case.span))),
        FeePer::Day => Pence(times(calendar.teaching_half_days(case.span, intake.days)) / 2),
    }
}
