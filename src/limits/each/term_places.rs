use crate::calendar::Span;
use crate::ids::ConstraintId;
use crate::limits::constraint::{Constraint, Easing};
use crate::limits::offer::Offer;
use crate::limits::one_more::OneMore;
use crate::limits::programme_places::{PerPeriod, ProgrammePlaces, find};
use crate::paper::words::day;
use crate::round::{Intake, Key, Programme, Round};
use crate::rows::{About, Draft};
use crate::schema::programme;

/// Placements of a programme that start in one term of the calendar come to no
/// more than its term places (S1:223, "25 places available per term"). The
/// policy states them once for every term.
pub(super) struct TermPlaces;

impl Constraint for TermPlaces {
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
        "The programme's places of the term are taken"
    }

    fn advice(&self) -> &'static str {
        "Ask for a start in another term."
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

impl PerPeriod for TermPlaces {
    fn places(&self) -> &'static ProgrammePlaces {
        &PLACES
    }
}

static PLACES: ProgrammePlaces = ProgrammePlaces {
    id: ConstraintId::TermPlaces,
    stated,
    to_raise: |programme| programme.term_places.as_mut(),
    key: &programme::TERM_PLACES,
    period: |round, programme, start| Some(About::ProgrammeTerm(programme, round.calendar.term_of(start)?)),
    called: term,
    any: "a term",
    kind: "places of a programme in a term",
    offer: Offer {
        key: "term",
        has_own_unit: false,
        find: |round, asked, tell| find((round, asked, tell), "term", stated),
    },
};

fn stated(programme: &Programme) -> Option<u32> {
    programme.term_places
}

/// The term that a limit is about, by its dates.
fn term(round: &Round, about: About) -> Option<String> {
    let About::ProgrammeTerm(_, term) = about else { return None };
    let Span { first, last } = *round.calendar.terms().get(term)?;
    Some(format!("the term from {} to {}", day(first), day(last)))
}
