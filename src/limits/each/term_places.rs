//! The placements of a programme that start in a term.

use crate::calendar::Span;
use crate::ids::ConstraintId;
use crate::limits::constraint::{Capacity, Constraint, Ease, Easing};
use crate::limits::edit::Edit;
use crate::limits::offer::{Asked, Offer, Tell};
use crate::limits::one_more::OneMore;
use crate::limits::words::{has_more, more_places};
use crate::paper::words::{counted, day};
use crate::problem::Problem;
use crate::round::{Intake, Key, Round};
use crate::rows::{About, ColumnIndex, Draft};
use crate::schema::{policy, programme};
use std::collections::BTreeMap;

/// Placements of a programme that start in one term of the calendar come to no
/// more than its term places (S1:223, "25 places available per term"). The
/// policy states them once for every term.
pub(super) struct TermPlaces;

impl Constraint for TermPlaces {
    fn id(&self) -> ConstraintId {
        ConstraintId::TermPlaces
    }

    fn write(&self, draft: &mut Draft) {
        let round = draft.round;
        let mut members: BTreeMap<_, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
        for (column, option) in draft.options.all().iter().enumerate() {
            let programme = round.programme_of(option.intake);
            if round.policy.programmes[programme].term_places.is_none() {
                continue;
            }
            if let Some(term) = round.calendar.term_of(option.span.first) {
                members.entry((programme, term)).or_default().push((column, 1));
            }
        }
        for ((programme, term), terms) in members {
            let Some(places) = round.policy.programmes[programme].term_places else { continue };
            let held = round.held.iter().filter(|held| held.programme == programme);
            let held = held.filter(|held| round.calendar.term_of(held.span.first) == Some(term));
            let about = About::ProgrammeTerm(programme, term);
            let freed = draft.residual.is_some_and(|residual| self.counts_freed(round, about, residual.freed));
            let used = held.count() as i64 - i64::from(freed);
            let left = (i64::from(places) - used).max(0);
            draft.add_limit(self.limit(about), terms, used, left);
        }
    }

    fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let (programme, dates) = (&more.round.policy.programmes[about.programme()?], term(more.round, about)?);
        Some(more.taken(programme.term_places, &format!(" of {} in the term {dates}", programme.name)))
    }

    fn says(&self, round: &Round, about: About) -> Option<String> {
        let (programme, dates) = (&round.policy.programmes[about.programme()?], term(round, about)?);
        let places = counted(programme.term_places.unwrap_or(0), "place");
        Some(format!("{} has {places} in the term {dates}", programme.name))
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
        let term = round.calendar.term_of(round.intakes[freed].start);
        term.is_some_and(|term| about == About::ProgrammeTerm(round.programme_of(freed), term))
    }

    fn easing(&self) -> Option<&dyn Easing> {
        Some(self)
    }
}

impl Easing for TermPlaces {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn stated(&self, _round: &Round, about: About) -> Vec<About> {
        about.programme().map(About::Programme).into_iter().collect()
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let places = stated.programme().and_then(|key| round.policy.programmes[key].term_places.as_mut());
        places.into_iter().for_each(|places| *places = places.saturating_add(amount));
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let row = &round.policy.programmes[stated.programme()?];
        let places = row.term_places.unwrap_or(0).saturating_add(amount);
        Some(vec![Edit::member(policy::PROGRAMME, &row.id, programme::TERM_PLACES, places)])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let programme = &round.policy.programmes[stated.programme()?];
        let places = more_places(programme.term_places.unwrap_or(0), amount);
        Some(format!("{places} of {} in a term", programme.name))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let (programme, dates) = (&round.policy.programmes[about.programme()?], term(round, about)?);
        let places = has_more(programme.term_places.unwrap_or(0), amount);
        Some(format!("{} has {places} in the term {dates}", programme.name))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl Capacity for TermPlaces {
    fn all(&self, round: &Round) -> Vec<About> {
        let limited = round.policy.programmes.iter().filter(|(_, programme)| programme.term_places.is_some());
        limited.map(|(key, _)| About::Programme(key)).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        Some(round.policy.programmes[stated.programme()?].term_places?.to_string())
    }

    fn called(&self, round: &Round, stated: About) -> Option<(String, String)> {
        Some((String::new(), round.policy.programmes[stated.programme()?].name.clone()))
    }

    fn kind(&self) -> &'static str {
        "places of a programme in a term"
    }

    fn offer(&self) -> Option<Offer> {
        Some(Offer { key: "term", has_own_unit: false, find })
    }
}

fn find(round: &Round, asked: &Asked, tell: &Tell) -> Result<About, Box<Problem>> {
    let key = asked.find(&round.policy.programmes, "term", tell)?;
    let limit = round.policy.programmes[key].term_places;
    limit.map(|_| About::Programme(key)).ok_or_else(|| asked.unlimited("term", tell))
}

/// The dates of the term that a limit is about.
fn term(round: &Round, about: About) -> Option<String> {
    let About::ProgrammeTerm(_, term) = about else { return None };
    let Span { first, last } = *round.calendar.terms().get(term)?;
    Some(format!("from {} to {}", day(first), day(last)))
}
