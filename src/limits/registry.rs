use super::budget::Budget;
use super::clash::Clash;
use super::constraint::Constraint;
use super::course_places::CoursePlaces;
use super::daily_places::DailyPlaces;
use super::min_group::MinGroup;
use super::one_place::OnePlace;
use super::paid_places::PaidPlaces;
use super::pinned::Pinned;
use super::places::Places;
use super::pool::Pools;
use super::repeat::Repeat;
use super::returning::Return;
use super::separation::Separation;
use super::stay::Stay;
use super::transport_budget::TransportBudget;
use super::yearly_places::YearlyPlaces;
use crate::ids::ConstraintId;

/// The constraint of an id.
pub(super) fn of(id: ConstraintId) -> &'static dyn Constraint {
    match id {
        ConstraintId::OnePlace => &OnePlace,
        ConstraintId::Places => &Places,
        ConstraintId::CoursePlaces => &CoursePlaces,
        ConstraintId::MinGroup => &MinGroup,
        ConstraintId::YearlyPlaces => &YearlyPlaces,
        ConstraintId::DailyPlaces => &DailyPlaces,
        ConstraintId::PaidPlaces => &PaidPlaces,
        ConstraintId::Budget => &Budget,
        ConstraintId::Clash => &Clash,
        ConstraintId::Repeat => &Repeat,
        ConstraintId::Stay => &Stay,
        ConstraintId::Return => &Return,
        ConstraintId::Separation => &Separation,
        ConstraintId::Pool => &Pools,
        ConstraintId::TransportBudget => &TransportBudget,
        ConstraintId::Pinned => &Pinned,
    }
}

/// The constraints that somebody may ease, in the order in which changes of
/// equal size are weighed and told.
pub(super) const EASED: [ConstraintId; 10] = [
    ConstraintId::Budget,
    ConstraintId::TransportBudget,
    ConstraintId::PaidPlaces,
    ConstraintId::Places,
    ConstraintId::CoursePlaces,
    ConstraintId::DailyPlaces,
    ConstraintId::YearlyPlaces,
    ConstraintId::Pool,
    ConstraintId::MinGroup,
    ConstraintId::Separation,
];

/// The constraints that more could be had of, in the order in which they are
/// listed: that of the tables that state them, the policy's last.
pub(super) const CAPACITIES: [ConstraintId; 8] = [
    ConstraintId::Places,
    ConstraintId::CoursePlaces,
    ConstraintId::DailyPlaces,
    ConstraintId::YearlyPlaces,
    ConstraintId::PaidPlaces,
    ConstraintId::Budget,
    ConstraintId::TransportBudget,
    ConstraintId::Pool,
];

#[cfg(test)]
mod tests {
    use super::{CAPACITIES, EASED, of};
    use crate::ids::{ConstraintId, Word};
    use std::collections::BTreeSet;

    #[test]
    fn each_constraint_stands_under_its_own_id() {
        assert!(ConstraintId::ALL.iter().all(|id| of(*id).id() == *id));
    }

    #[test]
    fn the_lists_have_every_constraint_that_may_be_eased_or_had_more_of() {
        let all = || ConstraintId::ALL.iter().copied();
        let eased = all().filter(|id| of(*id).easing().is_some());
        assert_eq!(BTreeSet::from(EASED), eased.collect());
        let had = all().filter(|id| of(*id).easing().is_some_and(|easing| easing.capacity().is_some()));
        assert_eq!(BTreeSet::from(CAPACITIES), had.collect());
    }
}
