//! Every limit by its id, and which of them may be eased or had more of, in the
//! orders in which they are told. The order of all is that of [`ConstraintId`].

mod budget;
mod clash;
mod course_places;
mod daily_places;
mod min_group;
mod mix;
mod one_place;
mod paid_places;
mod pinned;
mod places;
mod pool;
mod repeat;
mod returning;
mod separation;
mod stay;
mod term_places;
mod together;
mod transport_budget;
mod yearly_places;

use super::constraint::Constraint;
use crate::ids::ConstraintId;

/// The constraint of an id.
pub(super) fn of(id: ConstraintId) -> &'static dyn Constraint {
    match id {
        ConstraintId::OnePlace => &one_place::OnePlace,
        ConstraintId::Together => &together::Together,
        ConstraintId::Places => &places::Places,
        ConstraintId::CoursePlaces => &course_places::CoursePlaces,
        ConstraintId::MinGroup => &min_group::MinGroup,
        ConstraintId::YearlyPlaces => &yearly_places::YearlyPlaces,
        ConstraintId::TermPlaces => &term_places::TermPlaces,
        ConstraintId::DailyPlaces => &daily_places::DailyPlaces,
        ConstraintId::Mix => &mix::Mix,
        ConstraintId::PaidPlaces => &paid_places::PaidPlaces,
        ConstraintId::Budget => &budget::Budget,
        ConstraintId::Clash => &clash::Clash,
        ConstraintId::Repeat => &repeat::Repeat,
        ConstraintId::Stay => &stay::Stay,
        ConstraintId::Return => &returning::Return,
        ConstraintId::Separation => &separation::Separation,
        ConstraintId::Pool => &pool::Pools,
        ConstraintId::TransportBudget => &transport_budget::TransportBudget,
        ConstraintId::Pinned => &pinned::Pinned,
    }
}

/// The constraints that somebody may ease, in the order in which changes of
/// equal size are weighed and told.
pub(super) const EASED: [ConstraintId; 13] = [
    ConstraintId::Budget,
    ConstraintId::TransportBudget,
    ConstraintId::PaidPlaces,
    ConstraintId::Places,
    ConstraintId::CoursePlaces,
    ConstraintId::DailyPlaces,
    ConstraintId::YearlyPlaces,
    ConstraintId::TermPlaces,
    ConstraintId::Mix,
    ConstraintId::Pool,
    ConstraintId::MinGroup,
    ConstraintId::Separation,
    ConstraintId::Together,
];

/// The constraints that more could be had of, in the order in which they are
/// listed: that of the tables that state them, the policy's last.
pub(super) const CAPACITIES: [ConstraintId; 10] = [
    ConstraintId::Places,
    ConstraintId::CoursePlaces,
    ConstraintId::DailyPlaces,
    ConstraintId::YearlyPlaces,
    ConstraintId::TermPlaces,
    ConstraintId::PaidPlaces,
    ConstraintId::Budget,
    ConstraintId::TransportBudget,
    ConstraintId::Mix,
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
