//! The places of an intake, on any date.

use crate::calendar::Span;
use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell};
use crate::limits::one_more::OneMore;
use crate::limits::words::{has_more, more_places};
use crate::paper::words::counted;
use crate::problem::Problem;
use crate::round::{Intake, Key, Round};
use crate::rows::{About, Draft, Member, peaks};
use crate::schema::{TableId, intakes};

/// On any date, an intake's placements come to no more than its places.
pub(super) struct Places;

impl Constraint for Places {
    fn id(&self) -> ConstraintId {
        ConstraintId::Places
    }

    fn write(&self, draft: &mut Draft) {
        for (key, intake) in draft.round.intakes.iter() {
            let (members, held) = attendance(draft, &[key]);
            for peak in peaks(&members, &held, i64::from(intake.places)) {
                draft.add_limit(self.limit(About::Intake(key)), peak.terms, peak.used, peak.left);
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        Some(more.taken(Some(more.round.intakes[about.intake()?].places), ""))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let intake = &round.intakes[about.intake()?];
        Some(format!("intake {} has {}", intake.id, counted(intake.places, "place")))
    }

    fn in_short(&self) -> &'static str {
        "The intake is full"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses; a place may also fall free."
    }

    fn is_of_places(&self) -> bool {
        true
    }

    fn counts_freed(&self, _round: &Round, about: About, freed: Key<Intake>) -> bool {
        about == About::Intake(freed)
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for Places {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let Some(key) = stated.intake() else { return };
        let places = &mut round.intakes[key].places;
        *places = places.saturating_add(amount);
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let intake = &round.intakes[stated.intake()?];
        let places = intake.places.saturating_add(amount);
        Some(vec![Edit::set(TableId::Intakes, (intakes::INTAKE_ID, &intake.id), intakes::PLACES, places)])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let intake = &round.intakes[stated.intake()?];
        Some(format!("{} at {}", more_places(intake.places, amount), intake.id))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let intake = &round.intakes[about.intake()?];
        Some(format!("intake {} has {}", intake.id, has_more(intake.places, amount)))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for Places {
    fn all(&self, round: &Round) -> Vec<About> {
        round.intakes.keys().map(About::Intake).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        Some(round.intakes[stated.intake()?].places.to_string())
    }

    fn kind(&self) -> &'static str {
        "places of an intake"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "intake", has_own_unit: false, find })
    }
}

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    asked.find(&round.intakes, "intake", tell).map(About::Intake)
}

/// The columns and held placements of some intakes, each taking one place.
pub(super) fn attendance(draft: &Draft, intakes: &[Key<Intake>]) -> (Vec<Member>, Vec<(Span, i64)>) {
    let columns = intakes.iter().flat_map(|intake| draft.of_intake(*intake));
    let members = columns.map(|column| Member { column: *column, span: draft.option(*column).span, takes: 1 });
    let held = intakes.iter().flat_map(|intake| draft.held_in(*intake)).map(|held| (held.span, 1));
    let freed = draft.freed_in(intakes).map(|(_, span)| (span, -1));
    (members.collect(), held.chain(freed).collect())
}
