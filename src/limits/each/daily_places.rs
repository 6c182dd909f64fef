//! The students with a provider at one time of day.

use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell};
use crate::limits::one_more::OneMore;
use crate::limits::words::{has_more, more_places};
use crate::paper::words::counted;
use crate::problem::Problem;
use crate::round::{Intake, Key, Round};
use crate::rows::{About, Draft, Member, peaks_by_slot};
use crate::schema::{TableId, providers};
use crate::units::Times;

/// On any date and time of day, a provider's placements come to no more than
/// its daily places.
pub(super) struct DailyPlaces;

impl Constraint for DailyPlaces {
    fn id(&self) -> ConstraintId {
        ConstraintId::DailyPlaces
    }

    fn write(&self, draft: &mut Draft) {
        for (provider, intakes) in draft.intakes_of_providers() {
            let Some(places) = draft.round.providers[provider].daily_places else { continue };
            let columns = intakes.iter().flat_map(|intake| draft.of_intake(*intake));
            let member = |column: &usize| {
                let option = draft.option(*column);
                let member = Member { column: *column, span: option.span, takes: 1 };
                (draft.round.intakes[option.intake].days, member)
            };
            let members: Vec<(Times, Member)> = columns.map(member).collect();
            let held = intakes.iter().flat_map(|intake| draft.held_in(*intake));
            let held = held.map(|held| (held.days, held.span, 1));
            let freed = draft.freed_in(&intakes).map(|(freed, span)| (draft.round.intakes[freed].days, span, -1));
            for peak in peaks_by_slot(&members, &held.chain(freed).collect::<Vec<_>>(), i64::from(places)) {
                draft.add_limit(self.limit(About::Provider(provider)), peak.terms, peak.used, peak.left);
            }
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let provider = &more.round.providers[about.provider()?];
        let of = format!(" of provider {} at that time of day", provider.id);
        Some(more.taken(provider.daily_places, &of))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let provider = &round.providers[about.provider()?];
        let places = counted(provider.daily_places.unwrap_or(0), "place");
        Some(format!("provider {} has {places} at one time of day", provider.id))
    }

    fn in_short(&self) -> &'static str {
        "The provider is full at that time"
    }

    fn advice(&self) -> &'static str {
        "Choose more courses; a place may also fall free."
    }

    fn is_of_places(&self) -> bool {
        true
    }

    fn counts_freed(&self, round: &Round, about: About, freed: Key<Intake>) -> bool {
        about == About::Provider(round.provider_of(freed))
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for DailyPlaces {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let places = stated.provider().and_then(|key| round.providers[key].daily_places.as_mut());
        places.into_iter().for_each(|places| *places = places.saturating_add(amount));
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let provider = &round.providers[stated.provider()?];
        let places = provider.daily_places.unwrap_or(0).saturating_add(amount);
        Some(vec![Edit::set(
            TableId::Providers,
            (providers::PROVIDER_ID, &provider.id),
            providers::DAILY_PLACES,
            places,
        )])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let provider = &round.providers[stated.provider()?];
        let places = more_places(provider.daily_places.unwrap_or(0), amount);
        Some(format!("{places} of provider {} at one time of day", provider.id))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let provider = &round.providers[about.provider()?];
        let places = has_more(provider.daily_places.unwrap_or(0), amount);
        Some(format!("provider {} has {places} at one time of day", provider.id))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for DailyPlaces {
    fn all(&self, round: &Round) -> Vec<About> {
        let limited = round.providers.iter().filter(|(_, provider)| provider.daily_places.is_some());
        limited.map(|(key, _)| About::Provider(key)).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        Some(round.providers[stated.provider()?].daily_places?.to_string())
    }

    fn kind(&self) -> &'static str {
        "places of a provider at one time"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "provider", has_own_unit: false, find })
    }
}

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    let key = asked.find(&round.providers, "provider", tell)?;
    let limit = round.providers[key].daily_places;
    limit.map(|_| About::Provider(key)).ok_or_else(|| asked.unlimited("provider", tell))
}
