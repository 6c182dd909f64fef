use super::yardstick::{Attained, Yardstick};
use crate::ids::StageId;
use crate::plan::{Later, later};
use crate::round::{Key, Referral, Round};
use crate::rules::class_of;
use std::collections::BTreeMap;

/// How many referrals gain a place and how many lose theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// They had no place and have one.
    pub gain: i64,
    /// They had a place and have none.
    pub lose: i64,
}

/// The same by what the referrals are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// All together.
    pub all: Tally,
    /// By priority class, as the files write it.
    pub classes: BTreeMap<String, Tally>,
    /// By programme.
    pub programmes: BTreeMap<String, Tally>,
    /// By the school that refers; blank: none.
    pub schools: BTreeMap<String, Tally>,
}

/// What a changed round comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// How many more, or fewer.
    pub count: u32,
    /// The values of the steps that count.
    pub values: Vec<i64>,
    /// Who gains and who loses.
    pub counts: Counts,
    /// What later rounds of the year would lack by it.
    pub later: Vec<Later>,
    /// Whether that is proven; if not, the best allocation may be better.
    pub is_proven: bool,
}

impl Point {
    /// What a round with one limit changed comes to.
    pub(super) fn new(yardstick: &Yardstick, count: u32, round: &Round, found: &Attained) -> Point {
        let mut counts = Counts::default();
        found
            .referrals
            .difference(&yardstick.referrals)
            .for_each(|key| counts.add(yardstick, *key, |tally| tally.gain += 1));
        yardstick
            .referrals
            .difference(&found.referrals)
            .for_each(|key| counts.add(yardstick, *key, |tally| tally.lose += 1));
        let later = later(round, &yardstick.year_uses, &yardstick.uses(round, &found.placed));
        Point { count, values: found.values.clone(), counts, later, is_proven: found.is_proven }
    }
}

impl Point {
    /// How many places later rounds of the year would lack.
    pub fn taken_from_later(&self) -> i64 {
        self.later.iter().map(|later| later.fewer).sum()
    }
}

impl Counts {
    /// What the referrals are grouped by, each with its groups.
    pub fn groups(&self) -> [(&'static str, &BTreeMap<String, Tally>); 3] {
        [("class", &self.classes), ("programme", &self.programmes), ("school", &self.schools)]
    }

    fn add(&mut self, yardstick: &Yardstick, key: Key<Referral>, count: fn(&mut Tally)) {
        let round = yardstick.ask.round();
        let referral = &round.referrals[key];
        let programme = round.policy.programmes[referral.programme].id.clone();
        let school = referral.school.map_or_else(String::new, |school| round.schools[school].id.clone());
        count(&mut self.all);
        count(self.classes.entry(class_of(round, key).to_string()).or_default());
        count(self.programmes.entry(programme).or_default());
        count(self.schools.entry(school).or_default());
    }
}

/// The values of the steps that count the placed.
pub(super) fn placed<'v>(yardstick: &'v Yardstick, values: &'v [i64]) -> impl Iterator<Item = i64> + 'v {
    let steps = yardstick.counted().iter().zip(values);
    steps.filter(|(step, _)| step.stage == StageId::Placed).map(|(_, value)| *value)
}
