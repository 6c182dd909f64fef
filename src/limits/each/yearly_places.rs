//! The placements of a programme that start in an academic year.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell};
use crate::limits::one_more::OneMore;
use crate::limits::words::{has_more, more_places};
use crate::paper::words::counted;
use crate::problem::Problem;
use crate::round::{Intake, Key, Round};
use crate::rows::{About, ColumnIndex, Draft};
use crate::schema::{policy, programme};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// Placements of a programme that start in one academic year come to no more
/// than its yearly places (S1:223, "75 placements over the year"). The policy
/// states them once for every year.
pub(super) struct YearlyPlaces;

impl Constraint for YearlyPlaces {
    fn id(&self) -> ConstraintId {
        ConstraintId::YearlyPlaces
    }

    fn write(&self, draft: &mut Draft) {
        let mut members: BTreeMap<_, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
        for (column, option) in draft.options.all().iter().enumerate() {
            let year = AcademicYear::of(option.span.first);
            members.entry((draft.round.programme_of(option.intake), year)).or_default().push((column, 1));
        }
        for ((programme, year), terms) in members {
            let Some(places) = draft.round.policy.programmes[programme].yearly_places else { continue };
            let held = draft.round.held.iter();
            let held = held.filter(|held| held.programme == programme && AcademicYear::of(held.span.first) == year);
            let about = About::ProgrammeYear(programme, year);
            let freed = draft.residual.is_some_and(|residual| self.counts_freed(draft.round, about, residual.freed));
            let used = held.count() as i64 - i64::from(freed);
            let left = (i64::from(places) - used).max(0);
            draft.add_limit(self.limit(about), terms, used, left);
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let About::ProgrammeYear(programme, year) = about else { return None };
        let programme = &more.round.policy.programmes[programme];
        Some(more.taken(programme.yearly_places, &format!(" of {} in {year}", programme.name)))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let About::ProgrammeYear(programme, year) = about else { return None };
        let programme = &round.policy.programmes[programme];
        let places = counted(programme.yearly_places.unwrap_or(0), "place");
        Some(format!("{} has {places} in {year}", programme.name))
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
        about == About::ProgrammeYear(round.programme_of(freed), AcademicYear::of(round.intakes[freed].start))
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for YearlyPlaces {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn stated(&self, _round: &Round, about: About) -> Vec<About> {
        about.programme().map(About::Programme).into_iter().collect()
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let places = stated.programme().and_then(|key| round.policy.programmes[key].yearly_places.as_mut());
        places.into_iter().for_each(|places| *places = places.saturating_add(amount));
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let row = &round.policy.programmes[stated.programme()?];
        let places = row.yearly_places.unwrap_or(0).saturating_add(amount);
        Some(vec![Edit::member(policy::PROGRAMME, &row.id, programme::YEARLY_PLACES, places)])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let programme = &round.policy.programmes[stated.programme()?];
        let places = more_places(programme.yearly_places.unwrap_or(0), amount);
        Some(format!("{places} of {} in the academic year", programme.name))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let About::ProgrammeYear(programme, year) = about else { return None };
        let programme = &round.policy.programmes[programme];
        let places = has_more(programme.yearly_places.unwrap_or(0), amount);
        Some(format!("{} has {places} in {year}", programme.name))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for YearlyPlaces {
    fn all(&self, round: &Round) -> Vec<About> {
        let limited = round.policy.programmes.iter().filter(|(_, programme)| programme.yearly_places.is_some());
        limited.map(|(key, _)| About::Programme(key)).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        Some(round.policy.programmes[stated.programme()?].yearly_places?.to_string())
    }

    fn called(&self, round: &Round, stated: About) -> Option<(String, String)> {
        Some((String::new(), round.policy.programmes[stated.programme()?].name.clone()))
    }

    fn kind(&self) -> &'static str {
        "places of a programme in the year"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "programme", has_own_unit: false, find })
    }
}

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    let key = asked.find(&round.policy.programmes, "programme", tell)?;
    let limit = round.policy.programmes[key].yearly_places;
    limit.map(|_| About::Programme(key)).ok_or_else(|| asked.unlimited("programme", tell))
}
