//! What the whole allocation must satisfy: each constraint by its definition.

mod breach;
mod budget;
mod clash;
mod daily_places;
mod fullest;
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

use super::given::Given;
use crate::ids::ConstraintId;

pub(super) use crate::audit::violation::{Subject, SubjectKind};
pub(super) use breach::Breach;
pub(super) use pool::takes_from;

/// Everything that breaks a constraint.
pub(super) fn breaches(constraint: ConstraintId, given: &Given<'_>) -> Vec<Breach> {
    match constraint {
        ConstraintId::OnePlace => one_place::breaches(given),
        ConstraintId::Together => together::breaches(given),
        ConstraintId::Places => places::breaches_of_intakes(given),
        ConstraintId::CoursePlaces => places::breaches_of_courses(given),
        ConstraintId::MinGroup => min_group::breaches(given),
        ConstraintId::YearlyPlaces => yearly_places::breaches(given),
        ConstraintId::TermPlaces => term_places::breaches(given),
        ConstraintId::DailyPlaces => daily_places::breaches(given),
        ConstraintId::Mix => mix::breaches(given),
        ConstraintId::PaidPlaces => paid_places::breaches(given),
        ConstraintId::Budget => budget::breaches(given),
        ConstraintId::Clash => clash::breaches(given),
        ConstraintId::Repeat => repeat::breaches(given),
        ConstraintId::Stay => stay::breaches(given),
        ConstraintId::Return => returning::breaches(given),
        ConstraintId::Separation => separation::breaches(given),
        ConstraintId::Pool => pool::breaches(given),
        ConstraintId::TransportBudget => transport_budget::breaches(given),
        ConstraintId::Pinned => pinned::breaches(given),
    }
}
