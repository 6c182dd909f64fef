//! The value of every step of the policy's ladder.

use super::class::{class_of, open_classes};
use super::distance::distance;
use super::due;
use super::given::Given;
use super::lottery::{lottery_number, second_number, settling_number};
use super::options::Options;
use super::pair::Pair;
use super::rules::choice_rank;
use super::transport;
use crate::allocation::{Class, Segment, Sense};
use crate::ids::StageId;
use crate::round::{Intake, Key, Referral, School, Student, Verdict, WaitingUnit};
use std::collections::{BTreeMap, BTreeSet};

/// What an allocation attains at a step of the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepValue {
    /// The stage that the step belongs to.
    pub stage: StageId,
    /// Which step of the stage.
    pub segment: Segment,
    /// Whether more or less is better.
    pub sense: Sense,
    /// The value: referrals, students, weeks or days, ranks, lottery numbers,
    /// tenths of a kilometre, pence or thousandths, as the stage counts.
    pub value: i64,
}

/// The steps of the policy's ladder, in order.
pub(super) fn steps(given: &Given<'_>) -> Vec<StepValue> {
    given.facts.round.policy.objective.ladder.iter().flat_map(|stage| steps_of(*stage, given)).collect()
}

fn steps_of(stage: StageId, given: &Given<'_>) -> Vec<StepValue> {
    let whole = |sense, value| vec![StepValue { stage, segment: Segment::Whole, sense, value }];
    let (most, least) = (|value| whole(Sense::Max, value), |value| whole(Sense::Min, value));
    let sum = |of: fn(&Pair<'_>) -> i64| given.placements.iter().map(of).fold(0, i64::saturating_add);
    let seed = given.facts.round.run.seed;
    match stage {
        StageId::Placed => placed(given),
        StageId::Children => most(children(given)),
        StageId::Keep => most(kept(given)),
        StageId::Precedence => precedence(given),
        StageId::Waiting => most(placed_referrals(given).into_iter().map(|referral| waited(given, referral)).sum()),
        StageId::Choice => least(sum(|placement| i64::from(choice_rank(placement)) - 1)),
        StageId::ChoiceGreedy => {
            let worst = Options::new(given.facts).worst_rank();
            ranks(given, stage, Sense::Max, (1..=worst).collect())
        }
        StageId::ChoiceGenerous => {
            let worst = Options::new(given.facts).worst_rank();
            ranks(given, stage, Sense::Min, (2..=worst).rev().collect())
        }
        StageId::Lottery | StageId::Redraw => {
            let number = if stage == StageId::Lottery { lottery_number } else { second_number };
            let referrals = &given.facts.round.referrals;
            let placed = placed_referrals(given).into_iter();
            least(placed.map(|referral| number(seed, &referrals[referral].id)).sum())
        }
        StageId::Start => least(sum(days_to_start)),
        StageId::StartByClass => starts(given),
        StageId::Due => most(in_time(given)),
        StageId::Distance => least(sum(|placement| distance(placement).unwrap_or_default().0)),
        StageId::Fees => least(given.charges.iter().map(|charge| charge.total().0).fold(0, i64::saturating_add)),
        StageId::Transport => least(sum(|placement| transport::cost(placement).0)),
        StageId::Quality => most(sum(|placement| i64::from(placement.intake.quality))),
        StageId::Balance => most(balance(given)),
        StageId::Settle => {
            let number = |placement: &Pair<'_>| settling_number(seed, &placement.referral.id, &placement.intake.id);
            least(given.placements.iter().map(number).sum())
        }
    }
}

fn placed_referrals(given: &Given<'_>) -> BTreeSet<Key<Referral>> {
    given.placements.iter().map(|placement| placement.referral_key).collect()
}

fn placed(given: &Given<'_>) -> Vec<StepValue> {
    let mut counts: BTreeMap<Class, i64> = BTreeMap::new();
    for referral in placed_referrals(given) {
        *counts.entry(class_of(given.facts.round, referral)).or_default() += 1;
    }
    let step = |class: Class| StepValue {
        stage: StageId::Placed,
        value: counts.get(&class).copied().unwrap_or(0),
        segment: Segment::Class(class),
        sense: Sense::Max,
    };
    open_classes(given.facts).into_iter().map(step).collect()
}

fn children(given: &Given<'_>) -> i64 {
    let students: BTreeSet<Key<Student>> =
        given.placements.iter().map(|placement| placement.referral.student).collect();
    count(students.len())
}

fn kept(given: &Given<'_>) -> i64 {
    let decisions = given.facts.round.decisions.iter();
    let keep: BTreeSet<(Key<Referral>, Key<Intake>)> = decisions
        .filter_map(|decision| match decision.verdict {
            Verdict::Keep(intake) => Some((decision.referral, intake)),
            _ => None,
        })
        .collect();
    let given_pairs: BTreeSet<(Key<Referral>, Key<Intake>)> =
        given.placements.iter().map(|placement| (placement.referral_key, placement.intake_key)).collect();
    count(keep.intersection(&given_pairs).count())
}

/// Whole weeks or days from the start of waiting to the day of the run.
fn waited(given: &Given<'_>, referral: Key<Referral>) -> i64 {
    let round = given.facts.round;
    let days = (round.run.as_of - round.referrals[referral].waiting_since).num_days().max(0);
    match round.policy.waiting_unit {
        WaitingUnit::Days => days,
        WaitingUnit::Weeks => days / 7,
    }
}

/// The placed referrals by their order among the open ones of their student,
/// the first being 1; no step where all open ones have the same order.
fn precedence(given: &Given<'_>) -> Vec<StepValue> {
    let round = given.facts.round;
    let number = |key: Key<Referral>| {
        let referral = &round.referrals[key];
        referral.precedence.unwrap_or_else(|| round.policy.programmes[referral.programme].precedence)
    };
    let mut numbers: BTreeMap<Key<Student>, BTreeSet<u32>> = BTreeMap::new();
    for (key, referral) in round.referrals.iter() {
        if given.facts.is_open(key) {
            numbers.entry(referral.student).or_default().insert(number(key));
        }
    }
    let order = |key: Key<Referral>| {
        let lower = numbers.get(&round.referrals[key].student).into_iter().flatten().filter(|one| **one < number(key));
        u32::try_from(lower.count()).unwrap_or(u32::MAX).saturating_add(1)
    };
    let open: BTreeSet<u32> = round.referrals.keys().filter(|key| given.facts.is_open(*key)).map(order).collect();
    let placed: Vec<u32> = placed_referrals(given).into_iter().map(order).collect();
    let step = |rank: u32| StepValue {
        stage: StageId::Precedence,
        value: count(placed.iter().filter(|one| **one == rank).count()),
        segment: Segment::Rank(rank),
        sense: Sense::Max,
    };
    if open.len() < 2 { Vec::new() } else { open.into_iter().map(step).collect() }
}

/// The placed referrals that start by the day on which a clock wants it.
fn in_time(given: &Given<'_>) -> i64 {
    let starts = |placement: &&Pair<'_>| {
        due::day(given.facts.round, placement.referral_key).is_some_and(|day| placement.span.first <= day)
    };
    let referrals: BTreeSet<_> = given.placements.iter().filter(starts).map(|one| one.referral_key).collect();
    count(referrals.len())
}

/// The days to the starts of the placed of each class.
fn starts(given: &Given<'_>) -> Vec<StepValue> {
    let mut days: BTreeMap<Class, i64> = open_classes(given.facts).into_iter().map(|class| (class, 0)).collect();
    for placement in &given.placements {
        if let Some(sum) = days.get_mut(&class_of(given.facts.round, placement.referral_key)) {
            *sum = sum.saturating_add(days_to_start(placement));
        }
    }
    let step = |(class, value)| StepValue {
        stage: StageId::StartByClass,
        segment: Segment::Class(class),
        sense: Sense::Min,
        value,
    };
    days.into_iter().map(step).collect()
}

fn ranks(given: &Given<'_>, stage: StageId, sense: Sense, ranks: Vec<u32>) -> Vec<StepValue> {
    let mut counts: BTreeMap<u32, i64> = BTreeMap::new();
    for placement in &given.placements {
        *counts.entry(choice_rank(placement)).or_default() += 1;
    }
    let value = |rank: &u32| counts.get(rank).copied().unwrap_or(0);
    ranks
        .into_iter()
        .map(|rank| StepValue { stage, value: value(&rank), segment: Segment::Rank(rank), sense })
        .collect()
}

fn days_to_start(placement: &Pair<'_>) -> i64 {
    let as_of = placement.facts.round.run.as_of;
    let hoped = placement.referral.earliest_start.map_or(as_of, |earliest| earliest.max(as_of));
    (placement.span.first - hoped).num_days()
}

/// The smallest share of a school's referrals with an option that are placed,
/// in thousandths rounded down.
fn balance(given: &Given<'_>) -> i64 {
    let options = Options::new(given.facts);
    let placed = placed_referrals(given);
    let mut schools: BTreeMap<Key<School>, (i64, i64)> = BTreeMap::new();
    for (key, referral) in given.facts.round.referrals.iter() {
        let Some(school) = referral.school else { continue };
        if options.has_any(key) {
            let (placed_here, with_option) = schools.entry(school).or_default();
            *with_option += 1;
            *placed_here += i64::from(placed.contains(&key));
        }
    }
    schools.into_values().map(|(placed, with_option)| 1000 * placed / with_option).min().unwrap_or(1000)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
