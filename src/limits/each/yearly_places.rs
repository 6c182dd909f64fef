use crate::ids::ConstraintId;
use crate::limits::offer::Offer;
use crate::limits::programme_places::{ProgrammePlaces, find};
use crate::round::Programme;
use crate::rows::About;
use crate::schema::programme;
use crate::units::AcademicYear;

/// Placements of a programme that start in one academic year come to no more
/// than its yearly places (S1:223, "75 placements over the year"). The policy
/// states them once for every year.
pub(super) const YEARLY_PLACES: ProgrammePlaces = ProgrammePlaces {
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
    in_short: "The programme's places of the year are taken",
    advice: "Refer again for the next academic year.",
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
