//! Places of a programme in a period, a year or a term, by the start: the
//! policy states them once for every such period.

use super::constraint::{Capacity, Constraint, Ease, Easing};
use super::edit::Edit;
use super::offer::{Asked, Offer, Tell};
use super::one_more::OneMore;
use super::words::{has_more, more_places};
use crate::ids::ConstraintId;
use crate::paper::words::counted;
use crate::problem::Problem;
use crate::round::{Intake, Key, Programme, Round};
use crate::rows::{About, ColumnIndex, Draft, Limit};
use crate::schema::{ColumnOf, policy};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Placements of a programme that start in one period come to no more than its
/// places of it.
pub(super) struct ProgrammePlaces {
    pub id: ConstraintId,
    /// The places of a programme.
    pub stated: fn(&Programme) -> Option<u32>,
    /// The same, to be raised.
    pub to_raise: fn(&mut Programme) -> Option<&mut u32>,
    /// Where the policy states them.
    pub key: &'static ColumnOf<Programme>,
    /// The period of a start; nothing where it is of none.
    pub period: fn(&Round, Key<Programme>, NaiveDate) -> Option<About>,
    /// The period in words, `2025-26`.
    pub called: fn(&Round, About) -> Option<String>,
    /// Any period in words, `the academic year`.
    pub any: &'static str,
    /// What it is in a list of capacities.
    pub kind: &'static str,
    /// How a menu sells it.
    pub offer: Offer,
}

impl ProgrammePlaces {
    /// Writes the rows of the limit.
    pub fn write(&self, draft: &mut Draft) {
        let round = draft.round;
        let mut members: BTreeMap<About, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
        for (column, option) in draft.options.all().iter().enumerate() {
            let about = (self.period)(round, round.programme_of(option.intake), option.span.first);
            about.into_iter().for_each(|about| members.entry(about).or_default().push((column, 1)));
        }
        for (about, terms) in members {
            let Some(programme) = about.programme() else { continue };
            let Some(places) = (self.stated)(&round.policy.programmes[programme]) else { continue };
            let held = round.held.iter().filter(|held| held.programme == programme);
            let held = held.filter(|held| (self.period)(round, programme, held.span.first) == Some(about));
            let freed = draft.residual.is_some_and(|residual| self.counts_freed(round, about, residual.freed));
            let used = held.count() as i64 - i64::from(freed);
            let left = (i64::from(places) - used).max(0);
            draft.add_limit(Limit { constraint: self.id, about }, terms, used, left);
        }
    }

    /// As [`Constraint::full`].
    pub fn full(&self, about: About, more: &OneMore) -> Option<String> {
        let programme = &more.round.policy.programmes[about.programme()?];
        let of = format!(" of {} in {}", programme.name, (self.called)(more.round, about)?);
        Some(more.taken((self.stated)(programme), &of))
    }

    /// As [`Constraint::says`].
    pub fn says(&self, round: &Round, about: About) -> Option<String> {
        let programme = &round.policy.programmes[about.programme()?];
        let places = counted((self.stated)(programme).unwrap_or(0), "place");
        Some(format!("{} has {places} in {}", programme.name, (self.called)(round, about)?))
    }

    /// As [`Constraint::counts_freed`].
    pub fn counts_freed(&self, round: &Round, about: About, freed: Key<Intake>) -> bool {
        (self.period)(round, round.programme_of(freed), round.intakes[freed].start) == Some(about)
    }
}

/// A limit of such places.
pub(super) trait PerPeriod: Constraint {
    /// What it is a limit of.
    fn places(&self) -> &'static ProgrammePlaces;
}

impl<L: PerPeriod> Easing for L {
    fn ease(&self) -> Ease {
        Ease::Place
    }

    fn stated(&self, _round: &Round, about: About) -> Vec<About> {
        about.programme().map(About::Programme).into_iter().collect()
    }

    fn apply(&self, round: &mut Round, stated: About, amount: u32) {
        let places = stated.programme().and_then(|key| (self.places().to_raise)(&mut round.policy.programmes[key]));
        places.into_iter().for_each(|places| *places = places.saturating_add(amount));
    }

    fn edits(&self, round: &Round, stated: About, amount: u32) -> Option<Vec<Edit>> {
        let row = &round.policy.programmes[stated.programme()?];
        let places = (self.places().stated)(row).unwrap_or(0).saturating_add(amount);
        Some(vec![Edit::member(policy::PROGRAMME, &row.id, *self.places().key, places)])
    }

    fn change(&self, round: &Round, stated: About, amount: u32) -> Option<String> {
        let programme = &round.policy.programmes[stated.programme()?];
        let places = more_places((self.places().stated)(programme).unwrap_or(0), amount);
        Some(format!("{places} of {} in {}", programme.name, self.places().any))
    }

    fn remedy(&self, round: &Round, about: About, amount: u32) -> Option<String> {
        let programme = &round.policy.programmes[about.programme()?];
        let places = has_more((self.places().stated)(programme).unwrap_or(0), amount);
        Some(format!("{} has {places} in {}", programme.name, (self.places().called)(round, about)?))
    }

    fn capacity(&self) -> Option<&dyn Capacity> {
        Some(self)
    }
}

impl<L: PerPeriod> Capacity for L {
    fn all(&self, round: &Round) -> Vec<About> {
        let limited =
            round.policy.programmes.iter().filter(|(_, programme)| (self.places().stated)(programme).is_some());
        limited.map(|(key, _)| About::Programme(key)).collect()
    }

    fn amount(&self, round: &Round, stated: About) -> Option<String> {
        Some((self.places().stated)(&round.policy.programmes[stated.programme()?])?.to_string())
    }

    fn called(&self, round: &Round, stated: About) -> Option<(String, String)> {
        Some((String::new(), round.policy.programmes[stated.programme()?].name.clone()))
    }

    fn kind(&self) -> &'static str {
        self.places().kind
    }

    fn offer(&self) -> Option<Offer> {
        Some(self.places().offer)
    }
}

/// What an item of a menu asks more of: a programme that has such places.
pub(super) fn find(
    (round, asked, tell): (&Round, &Asked, &Tell),
    key: &str,
    stated: fn(&Programme) -> Option<u32>,
) -> Result<About, Box<Problem>> {
    let programme = asked.find(&round.policy.programmes, key, tell)?;
    let limit = stated(&round.policy.programmes[programme]);
    limit.map(|_| About::Programme(programme)).ok_or_else(|| asked.unlimited(key, tell))
}
