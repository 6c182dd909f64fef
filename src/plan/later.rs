//! What later rounds of the same academic year would lack by what this one
//! takes: of places that are stated for the year, one taken now is one fewer
//! then.

use crate::allocation::Placement;
use crate::ids::ConstraintId;
use crate::limits::{About, Limit};
use crate::paper::words::{count, plural};
use crate::problem::{Code, Place, Problem};
use crate::round::{Beyond, Key, Programme, Round, School};
use crate::schema::{TableId, programme, schools};
use crate::units::AcademicYear;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What a round takes of a limit of its academic year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearUse {
    /// The limit.
    pub limit: Limit,
    /// How many there are for this round and those after it.
    places: i64,
    /// How many this round takes.
    taken: i64,
    /// The most that a later term could take.
    most_a_term: i64,
    /// The terms in which what it places starts.
    terms: BTreeSet<usize>,
}

/// A limit of the academic year of which a change of the round leaves later
/// rounds fewer than they would want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Later {
    /// The limit.
    pub limit: Limit,
    /// How many more this round takes.
    pub more: i64,
    /// How many it leaves.
    pub left: i64,
    /// How many the later terms would take, each as many as this round takes a
    /// term without the change.
    pub wanted: i64,
    /// How many fewer they have than without the change.
    pub fewer: i64,
    /// How many terms of the year are still to come.
    pub terms: usize,
}

/// What some placements take of every limit of the round's academic year: the
/// yearly places of programmes, and the paid places of schools where no more
/// are charged.
pub fn year_uses(round: &Round, placed: impl Iterator<Item = Placement>) -> Vec<YearUse> {
    let year = round.run.academic_year;
    let starts: Vec<(Key<Programme>, Option<Key<School>>, NaiveDate)> = placed
        .filter(|placement| AcademicYear::of(placement.span.first) == year)
        .map(|each| (round.programme_of(each.intake), round.referrals[each.referral].school, each.span.first))
        .collect();
    let uses =
        |about, constraint, places, most_a_term, counts: &dyn Fn(Key<Programme>, Option<Key<School>>) -> bool| {
            let own = starts.iter().filter(|(programme, school, _)| counts(*programme, *school));
            let terms: BTreeSet<usize> = own.clone().filter_map(|(.., day)| round.calendar.term_of(*day)).collect();
            YearUse { limit: Limit { constraint, about }, places, taken: own.count() as i64, most_a_term, terms }
        };
    let mut found = Vec::new();
    for (key, programme) in round.policy.programmes.iter() {
        let Some(places) = programme.yearly_places else { continue };
        let held = round.held.iter().filter(|held| held.programme == key && AcademicYear::of(held.span.first) == year);
        let left = (i64::from(places) - held.count() as i64).max(0);
        let most = programme.term_places.map_or(i64::MAX, i64::from);
        let about = About::ProgrammeYear(key, year);
        found.push(uses(about, ConstraintId::YearlyPlaces, left, most, &|programme, _| programme == key));
    }
    if round.policy.sla.beyond == Beyond::Refuse {
        for (key, school) in round.schools.iter().filter(|(_, school)| school.sla) {
            let left = i64::from(school.paid_places) + i64::from(school.extra_places);
            let left = (left - i64::from(school.paid_places_used)).max(0);
            let is_paid = |programme, of| of == Some(key) && round.policy.sla.paid_programmes.contains(&programme);
            found.push(uses(About::SchoolYear(key, year), ConstraintId::PaidPlaces, left, i64::MAX, &is_paid));
        }
    }
    found
}

/// The limits of the year of which a change leaves later rounds fewer than they
/// would want: what a round takes as it is, and with the change. Later terms are
/// those of the year after the last in which the round places anybody by the
/// limit.
pub fn later(round: &Round, before: &[YearUse], after: &[YearUse]) -> Vec<Later> {
    let year = round.run.academic_year;
    let one = |before: &YearUse| {
        let after = after.iter().find(|other| other.limit == before.limit)?;
        let last = *before.terms.union(&after.terms).max()?;
        let terms = round.calendar.terms().iter().skip(last + 1);
        let terms = terms.filter(|term| AcademicYear::of(term.first) == year).count();
        let a_term = (before.taken as usize).div_ceil(before.terms.len().max(1)) as i64;
        let a_term = a_term.min(before.most_a_term);
        let wanted = a_term.saturating_mul(terms as i64);
        let left = |of: &YearUse| (of.places - of.taken).max(0);
        let fewer = wanted.min(left(before)) - wanted.min(left(after));
        let (limit, more) = (before.limit, after.taken - before.taken);
        (fewer > 0).then_some(Later { limit, more, left: left(after), wanted, fewer, terms })
    };
    before.iter().filter_map(one).collect()
}

impl Later {
    /// The limit in words: `places of Refocus in 2025-26`.
    pub(super) fn named(&self, round: &Round) -> String {
        match self.limit.about {
            About::ProgrammeYear(key, year) => {
                format!("places of {} in {year}", round.policy.programmes[key].name)
            }
            About::SchoolYear(key, year) => format!("paid places of school {} in {year}", round.schools[key].id),
            _ => String::new(),
        }
    }

    /// In a sentence what it comes to.
    pub(super) fn says(&self, round: &Round) -> String {
        format!(
            "This round takes {} more of the {}, and leaves {} for {} of the year; as many a term as it takes without them would be {}: later rounds place {} fewer.",
            self.more,
            self.named(round),
            self.left,
            count(self.terms, "later term"),
            self.wanted,
            self.fewer,
        )
    }

    /// The programme or school whose limit it is, by id.
    pub(super) fn id<'r>(&self, round: &'r Round) -> &'r str {
        match self.limit.about {
            About::ProgrammeYear(key, _) => &round.policy.programmes[key].id,
            About::SchoolYear(key, _) => &round.schools[key].id,
            _ => "",
        }
    }

    /// The warning, where the limit is stated.
    pub fn problem(&self, round: &Round) -> Problem {
        let place = match self.limit.about {
            About::ProgrammeYear(..) => {
                Place::of_file("policy.toml").key(format!("programme.{}", programme::YEARLY_PLACES.column.name))
            }
            _ => Place::of_file(TableId::Schools.file()).column(schools::PAID_PLACES.column.name),
        };
        let problem = Problem::new(Code::TakenFromLater, place);
        let problem = Problem { id: Some(self.id(round).to_owned()), ..problem };
        let found = format!(
            "{} more of the {} taken by this round, {} left for {} of the year",
            self.more,
            self.named(round),
            self.left,
            count(self.terms, "later term"),
        );
        let expected = format!("{} left, as many a term as this round takes without them", self.wanted);
        let advice = format!(
            "Later rounds would place {} {} fewer: have more for the year too, or gain nothing over it.",
            self.fewer,
            plural(self.fewer, "referral"),
        );
        problem.says(found, expected, advice)
    }
}
