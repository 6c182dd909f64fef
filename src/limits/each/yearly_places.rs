use crate::ids::ConstraintId;
use crate::limits::constraint::{Constraint, Easing};
use crate::limits::offer::Offer;
use crate::limits::one_more::OneMore;
use crate::limits::programme_places::{PerPeriod, ProgrammePlaces, find};
use crate::round::{Intake, Key, Programme, Round};
use crate::rows::{About, Draft};
use crate::schema::programme;
use crate::units::AcademicYear;

/// Placements of a programme that start in one academic year come to no more
/// than its yearly places (S1:223, "75 placements over the year"). The policy
/// states them once for every year.
pub(super) struct YearlyPlaces;

impl Constraint for YearlyPlaces {
    fn id(&self) -> ConstraintId {
        PLACES.id
    }

    fn write(&self, draft: &mut Draft) {
        PLACES.write(draft);
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        PLACES.full(about, more)
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        PLACES.says(round, about)
    }

    fn in_short(&self) -> &'static str {
        "The programme's places of the year are taken"
    }

    fn advice(&self) -> &'static str {
        "Refer again for the next academic year."
    }

    fn is_of_places(&self) -> bool {
        true
    }

    fn counts_freed(&self, round: &Round, about: About, freed: Key<Intake>) -> bool {
        PLACES.counts_freed(round, about, freed)
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl PerPeriod for YearlyPlaces {
    fn places(&self) -> &'static ProgrammePlaces {
        &PLACES
    }
}

static PLACES: ProgrammePlaces = ProgrammePlaces {
    id: ConstraintId::YearlyPlaces,
    stated,
    to_raise: |programme| programme.yearly_places.as_mut(),
    key: &programme::YEARLY_PLACES,
    period: |_, programme, start| Some(About::ProgrammeYear(programme, AcademicYear::of(start))),
    called: |_, about| match about {
        About::ProgrammeYear(_, year) => Some(year.to_string()),
        _ => None,
    },
    any: "the academic year",
    kind: "places of a programme in the year",
    offer: Offer {
        key: "programme",
        has_own_unit: false,
        find: |round, asked, tell| find((round, asked, tell), "programme", stated),
    },
};

fn stated(programme: &Programme) -> Option<u32> {
    programme.yearly_places
}
