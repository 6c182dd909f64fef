//! Which referrals without a place could have one if a placed one left it.
//!
//! Stable matching calls a claim on a place of a lower class justified envy
//! (Abdulkadiroglu and Sönmez, School choice: a mechanism design approach,
//! 2003); a best allocation has none.

use super::charges::charges;
use super::check::violations;
use super::class::class_of;
use super::constraints::{self, Subject, SubjectKind};
use super::facts::Facts;
use super::given::{Entry, Given, Settings};
use super::near::Near;
use super::options::Options;
use super::pair::Pair;
use crate::allocation::Class;
use crate::ids::{ConstraintId, Word, vocabulary};
use crate::round::{Decision, Intake, Key, PriorityKey, Referral, Round, Verdict};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// Against what a claim stands.
    ClaimKind {
        /// Nobody need leave: there is room.
        Room = "room",
        /// Against a placed referral of a lower class.
        LowerClass = "lower-class",
        /// Against a placed referral of a higher class that has it by the SLA
        /// alone: all other keys of the priority put it lower.
        SlaBeforeNeed = "sla-before-need",
    }
}

/// An open referral without a place that could have one, and nothing would be
/// broken, if one placed referral left its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Against what it stands.
    pub kind: ClaimKind,
    /// The referral without a place.
    pub referral: Key<Referral>,
    /// Its class.
    pub class: Class,
    /// The intake it could have: of those that it could, the one it wants most.
    pub intake: Key<Intake>,
    /// The placed referral that would have to leave, and its class; nothing
    /// where there is room.
    pub against: Option<(Key<Referral>, Class)>,
}

/// Every claim on an allocation, by the ids of the claiming and the placed
/// referrals; nothing where the allocation breaks something, so that taking
/// its places has no meaning. A referral for which there is room has that
/// claim alone. Placed by decision is placed: no claim stands against it.
pub fn claims(round: &Round, entries: &[Entry], settings: &Settings) -> Option<Vec<Claim>> {
    claims_until(round, entries, settings, &|| false)
}

/// The same; nothing as well where it is time to stop before all are found.
pub fn claims_until(
    round: &Round,
    entries: &[Entry],
    settings: &Settings,
    is_due: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Claim>> {
    if is_due() {
        return None;
    }
    let facts = Facts::new(round);
    let given = Given::new(&facts, settings, entries);
    if !violations(&given).is_empty() || is_due() {
        return None;
    }
    Claims::new(&given).all(is_due)
}

struct Claims<'g> {
    given: &'g Given<'g>,
    options: Options<'g>,
    classes: BTreeMap<Key<Referral>, Class>,
    pinned: BTreeSet<Key<Referral>>,
    near: Near<'g>,
    /// How many new placements an intake has, and how many held ones.
    groups: BTreeMap<Key<Intake>, (u32, u32)>,
}

impl<'g> Claims<'g> {
    fn new(given: &'g Given<'g>) -> Claims<'g> {
        let round = given.facts.round;
        let mut groups: BTreeMap<Key<Intake>, (u32, u32)> = BTreeMap::new();
        for placement in &given.placements {
            groups.entry(placement.intake_key).or_default().0 += 1;
        }
        for intake in round.held.iter().filter_map(|held| held.intake) {
            groups.entry(intake).or_default().1 += 1;
        }
        let placed = |decision: &Decision| matches!(decision.verdict, Verdict::Place(_));
        Claims {
            given,
            options: Options::new(given.facts),
            classes: round.referrals.keys().map(|key| (key, class_of(round, key))).collect(),
            pinned: round.decisions.iter().filter(|decision| placed(decision)).map(|one| one.referral).collect(),
            near: Near::new(round, &given.placements),
            groups,
        }
    }

    fn all(&self, is_due: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Claim>> {
        let referrals = &self.given.facts.round.referrals;
        let placed: BTreeSet<Key<Referral>> = self.given.placements.iter().map(|pair| pair.referral_key).collect();
        let without: Vec<Key<Referral>> =
            referrals.keys().filter(|key| self.given.facts.is_open(*key) && !placed.contains(key)).collect();
        let found = without.par_iter().map(|referral| (!is_due()).then(|| self.of(*referral)));
        let mut claims: Vec<Claim> = found.collect::<Option<Vec<Vec<Claim>>>>()?.into_iter().flatten().collect();
        let id = |key: Key<Referral>| &referrals[key].id;
        claims.sort_by_key(|claim| (id(claim.referral), claim.against.as_ref().map(|(key, _)| id(*key))));
        Some(claims)
    }

    fn of(&self, referral: Key<Referral>) -> Vec<Claim> {
        let class = &self.classes[&referral];
        let claim = |kind, intake, against| Claim { kind, referral, class: class.clone(), intake, against };
        let mut against: BTreeMap<Key<Referral>, Claim> = BTreeMap::new();
        for intake in self.options.of(referral) {
            let taken = Pair::new(self.given.facts, referral, intake);
            let near = self.near.of(&taken);
            let broken = self.broken_by(&taken, &near, None);
            if broken.is_empty() && self.keeps_groups(intake, None) {
                return vec![claim(ClaimKind::Room, intake, None)];
            }
            for other in &near {
                let key = other.referral_key;
                let Some(kind) = self.kind(class, other).filter(|_| !against.contains_key(&key)) else { continue };
                let would_do = broken.iter().all(|subjects| has_part(other, subjects))
                    && self.keeps_groups(intake, Some(other))
                    && self.broken_by(&taken, &near, Some(other)).is_empty();
                if would_do {
                    against.insert(key, claim(kind, intake, Some((key, self.classes[&key].clone()))));
                }
            }
        }
        against.into_values().collect()
    }

    /// What a claim of the class against a placed referral is; nothing where
    /// that one goes first by need, or a decision places it.
    fn kind(&self, class: &Class, other: &Pair<'_>) -> Option<ClaimKind> {
        let theirs = &self.classes[&other.referral_key];
        if self.pinned.contains(&other.referral_key) {
            None
        } else if class < theirs {
            Some(ClaimKind::LowerClass)
        } else {
            (self.need(class) < self.need(theirs)).then_some(ClaimKind::SlaBeforeNeed)
        }
    }

    /// The class without what the SLA has to say.
    fn need(&self, class: &Class) -> Vec<u32> {
        let keys = &self.given.facts.round.policy.objective.priority;
        let of_need = keys.iter().zip(&class.0).filter(|(key, _)| **key != PriorityKey::Access);
        of_need.map(|(_, value)| *value).collect()
    }

    /// What each constraint that breaks is about, where the placement comes to
    /// those near it and one of them leaves. The rest of the allocation has no
    /// part in it: what breaks nothing breaks nothing without some of it,
    /// smallest groups and decisions apart.
    fn broken_by(&self, taken: &Pair<'g>, near: &[&Pair<'g>], leaves: Option<&Pair<'g>>) -> Vec<Vec<Subject>> {
        let stays = near.iter().filter(|pair| leaves.is_none_or(|gone| gone.referral_key != pair.referral_key));
        let placements: Vec<Pair<'g>> = stays.map(|pair| (*pair).clone()).chain([taken.clone()]).collect();
        let entries: Vec<Entry> = placements.iter().map(entry).collect();
        let charges = charges(&placements);
        let settings = self.given.settings;
        let given = Given { facts: self.given.facts, settings, entries: &entries, placements, charges };
        let all = ConstraintId::ALL.iter();
        let checked = all.filter(|constraint| !matches!(constraint, ConstraintId::MinGroup | ConstraintId::Pinned));
        let breaches = checked.flat_map(|constraint| constraints::breaches(*constraint, &given));
        breaches.map(|(subjects, _)| subjects).collect()
    }

    /// Whether the groups are large enough once the intake has one more and one
    /// leaves.
    fn keeps_groups(&self, intake: Key<Intake>, leaves: Option<&Pair<'_>>) -> bool {
        let round = self.given.facts.round;
        let left = leaves.map(|gone| gone.intake_key);
        let is_kept = |key: Key<Intake>| {
            let (new, held) = self.groups.get(&key).copied().unwrap_or_default();
            let new = new + u32::from(key == intake) - u32::from(left == Some(key));
            new == 0
                || self.given.settings.relaxed_groups.contains(&key)
                || new.saturating_add(held) >= round.intakes[key].min_group
        };
        is_kept(intake) && left.is_none_or(is_kept)
    }
}

fn entry(pair: &Pair<'_>) -> Entry {
    Entry { referral: pair.referral_key, intake: pair.intake_key, start: None, end: None }
}

/// Whether the placement could mend a breach by leaving: it is one of the
/// referrals or students that the breach names, or else of all that it names.
fn has_part(pair: &Pair<'_>, subjects: &[Subject]) -> bool {
    let of = |kind| subjects.iter().filter(move |subject| subject.kind == kind);
    for (kind, id) in [(SubjectKind::Referral, &pair.referral.id), (SubjectKind::Student, &pair.student.id)] {
        if of(kind).next().is_some() {
            return of(kind).any(|subject| subject.id == *id);
        }
    }
    subjects.iter().all(|Subject { kind, id }| match kind {
        SubjectKind::Intake => pair.intake.id == *id,
        SubjectKind::Course => pair.course.id == *id,
        SubjectKind::Provider => pair.provider.id == *id,
        SubjectKind::Programme => pair.programme.id == *id,
        SubjectKind::School => pair.school().is_some_and(|school| school.id == *id),
        SubjectKind::Referral | SubjectKind::Student | SubjectKind::Pool | SubjectKind::Mix => true,
    })
}
