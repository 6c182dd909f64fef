//! The constraints on the whole allocation, one file each.

mod budget;
mod clash;
mod course_places;
mod daily_places;
mod min_group;
mod one_place;
mod paid_places;
mod pinned;
mod places;
mod pool;
mod repeat;
mod returning;
mod separation;
mod stay;
mod transport_budget;
mod yearly_places;

use crate::ids::ConstraintId;
use crate::rows::Draft;

/// A constraint: its id and what writes its rows.
pub(crate) struct Constraint {
    pub id: ConstraintId,
    write: fn(&mut Draft, ConstraintId),
}

impl Constraint {
    pub fn write(&self, draft: &mut Draft) {
        (self.write)(draft, self.id);
    }
}

/// Every constraint in the published order.
pub(crate) const CONSTRAINTS: [Constraint; 16] = [
    Constraint { id: ConstraintId::OnePlace, write: one_place::write },
    Constraint { id: ConstraintId::Places, write: places::write },
    Constraint { id: ConstraintId::CoursePlaces, write: course_places::write },
    Constraint { id: ConstraintId::MinGroup, write: min_group::write },
    Constraint { id: ConstraintId::YearlyPlaces, write: yearly_places::write },
    Constraint { id: ConstraintId::DailyPlaces, write: daily_places::write },
    Constraint { id: ConstraintId::PaidPlaces, write: paid_places::write },
    Constraint { id: ConstraintId::Budget, write: budget::write },
    Constraint { id: ConstraintId::Clash, write: clash::write },
    Constraint { id: ConstraintId::Repeat, write: repeat::write },
    Constraint { id: ConstraintId::Stay, write: stay::write },
    Constraint { id: ConstraintId::Return, write: returning::write },
    Constraint { id: ConstraintId::Separation, write: separation::write },
    Constraint { id: ConstraintId::Pool, write: pool::write },
    Constraint { id: ConstraintId::TransportBudget, write: transport_budget::write },
    Constraint { id: ConstraintId::Pinned, write: pinned::write },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Word;

    #[test]
    fn the_registry_has_every_constraint_in_the_published_order() {
        let registered: Vec<ConstraintId> = CONSTRAINTS.iter().map(|constraint| constraint.id).collect();
        assert_eq!(registered, ConstraintId::ALL);
    }
}
