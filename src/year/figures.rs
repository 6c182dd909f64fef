//! What a year comes to over its rounds.

use super::Year;
use crate::ids::vocabulary;
use crate::result::Status;
use crate::round::{Key, Referral};
use crate::rules::{Casebook, is_open};
use crate::units::AcademicYear;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// What is used up over a year.
    UseKind {
        /// The yearly places of a programme.
        Programme = "programme",
        /// The paid places of a school with the SLA.
        School = "school",
    }
}

/// What a round uses of something that is for the whole year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// What it is.
    pub kind: UseKind,
    /// The id of the programme or school.
    pub id: String,
    /// The name of the round.
    pub round: String,
    /// How many there are in the academic year; of a school, without the
    /// places that it buys beyond.
    pub of: u32,
    /// Used before the round.
    pub before: u32,
    /// Used by the round.
    pub now: u32,
    /// Left, not below 0.
    pub left: u32,
}

/// What came of waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A place: the round and the intake.
    Placed(String, String),
    /// Still waiting after the last round that was run.
    Waits,
    /// No longer asked for.
    Gone,
}

/// A student who waited for a programme from one round to a later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waited {
    /// The student's id.
    pub student: String,
    /// The programme's id.
    pub programme: String,
    /// The ids of the referrals, in the order of the rounds.
    pub referrals: Vec<String>,
    /// Since when.
    pub since: NaiveDate,
    /// The rounds without a place.
    pub rounds: Vec<String>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What each round uses of yearly and paid places, by kind, id and round.
pub fn uses(year: &Year) -> Vec<Use> {
    let mut found = Vec::new();
    for term in year.terms.iter().filter(|term| term.result.status != Status::Infeasible) {
        let round = &term.round;
        let is_now = |day| AcademicYear::of(day) == round.run.academic_year;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        for (key, programme) in round.policy.programmes.iter() {
            let Some(of) = programme.yearly_places else { continue };
            let held = round.held.iter().filter(|held| held.programme == key && is_now(held.span.first));
            let placed = term.result.placed.iter().map(|placed| placed.placement);
            let placed = placed.filter(|place| round.programme_of(place.intake) == key && is_now(place.span.first));
            let (before, now) = (count(held.count()), count(placed.count()));
            let left = of.saturating_sub(before + now);
            let (id, round) = (programme.id.clone(), term.name.clone());
            found.push(Use { kind: UseKind::Programme, id, round, of, before, now, left });
        }
        let used = super::held::paid_places_used(term);
        for line in term.result.ledger.iter().filter(|line| line.sla) {
            let school = &round.schools[line.school];
            let (before, after) = (school.paid_places_used, used.get(&school.id).copied().unwrap_or(0));
            found.push(Use {
                kind: UseKind::School,
                id: school.id.clone(),
                round: term.name.clone(),
                of: school.paid_places,
                before,
                now: after.saturating_sub(before),
                left: school.paid_places.saturating_sub(after),
            });
        }
    }
    let order: BTreeMap<&str, usize> =
        year.terms.iter().enumerate().map(|(position, term)| (term.name.as_str(), position)).collect();
    found.sort_by(|a, b| {
        (a.kind, &a.id, order.get(a.round.as_str())).cmp(&(b.kind, &b.id, order.get(b.round.as_str())))
    });
    found
}

/// Who waited from one round to a later one: a student without a place in a
/// programme for which a later round has a referral too, by student and
/// programme.
pub fn waited(year: &Year) -> Vec<Waited> {
    struct Asked {
        term: usize,
        referral: Key<Referral>,
        intake: Option<String>,
    }
    let mut asked: BTreeMap<(String, String), Vec<Asked>> = BTreeMap::new();
    for (term, each) in year.terms.iter().enumerate() {
        let round = &each.round;
        let book = Casebook::new(round);
        let intakes: BTreeMap<_, _> =
            each.result.placed.iter().map(|placed| (placed.placement.referral, placed.placement.intake)).collect();
        for (key, referral) in round.referrals.iter().filter(|(key, _)| is_open(&book, *key)) {
            let student = round.students[referral.student].id.clone();
            let programme = round.policy.programmes[referral.programme].id.clone();
            let intake = intakes.get(&key).map(|intake| round.intakes[*intake].id.clone());
            asked.entry((student, programme)).or_default().push(Asked { term, referral: key, intake });
        }
    }
    let mut found = Vec::new();
    for ((student, programme), asked) in asked {
        let Some(first) = asked.iter().find(|each| each.intake.is_none()).map(|each| each.term) else { continue };
        let Some(last) = asked.iter().map(|each| each.term).max().filter(|last| *last > first) else { continue };
        let mut referrals: Vec<String> = Vec::new();
        let mut rounds: Vec<String> = Vec::new();
        let mut since = NaiveDate::MAX;
        let mut outcome = if last + 1 == year.terms.len() { Outcome::Waits } else { Outcome::Gone };
        for Asked { term, referral, intake } in asked.into_iter().filter(|each| each.term >= first) {
            let (name, round) = (&year.terms[term].name, &year.terms[term].round);
            let referral = &round.referrals[referral];
            since = since.min(referral.waiting_since);
            if !referrals.contains(&referral.id) {
                referrals.push(referral.id.clone());
            }
            match intake {
                Some(intake) => outcome = Outcome::Placed(name.clone(), intake),
                None if rounds.contains(name) => {}
                None => rounds.push(name.clone()),
            }
        }
        found.push(Waited { student, programme, referrals, since, rounds, outcome });
    }
    found
}

/// How many referrals of a round are open.
pub(super) fn open(term: &super::Term) -> usize {
    let book = Casebook::new(&term.round);
    term.round.referrals.keys().filter(|key| is_open(&book, *key)).collect::<BTreeSet<_>>().len()
}
