//! The reasons of the shipped rounds, held to exchanges made by hand, which the
//! audit judges, and to the smallest change.

use super::decided::{DECIDED, Decided};
use rightplace::audit::{self, Entry, Settings, ViolationId};
use rightplace::explain::Obstacle;
use rightplace::explain::change::Kind;
use rightplace::ids::ConstraintId;
use rightplace::limits::Ease;
use rightplace::posed::Posed;
use rightplace::result::{Unplaced, seek_changes};
use rightplace::round::{Intake, Key, Referral, Round};
use rightplace::rules::class_of;
use rightplace::solve::{Engine, Highs};
use std::collections::{BTreeMap, BTreeSet};

/// The spring and the summer, each with its result.
fn decided() -> impl Iterator<Item = &'static Decided> {
    DECIDED.iter().filter(|decided| decided.term != "autumn")
}

/// The intake that a detail names.
fn nearest(round: &Round, unplaced: &Unplaced) -> Key<Intake> {
    let rest = unplaced.explanation.detail.strip_prefix("its nearest option is ").unwrap();
    round.intakes.find(rest.split(':').next().unwrap()).unwrap()
}

/// The constraints that an allocation breaks, as the audit says; rules, if any,
/// are not what is asked.
fn broken(round: &Round, placed: &BTreeMap<Key<Referral>, Key<Intake>>) -> BTreeSet<ConstraintId> {
    let entry = |(referral, intake): (&_, &_)| Entry { referral: *referral, intake: *intake, start: None, end: None };
    let entries: Vec<Entry> = placed.iter().map(entry).collect();
    let violations = audit::audit(round, &entries, &Settings::default()).violations;
    let constraint = |id| if let ViolationId::Constraint(constraint) = id { Some(constraint) } else { None };
    violations.iter().filter_map(|violation| constraint(violation.rule)).collect()
}

/// Whoever is less urgent and has a place with the same intake or the same
/// school makes way, one by one: no exchange is sound that a detail calls
/// impossible, and one of them breaks nothing but what is told.
#[test]
fn an_exchange_that_a_detail_calls_impossible_is_refused_by_the_audit() {
    let mut tried = 0;
    for Decided { term, round, result } in decided() {
        let placed: BTreeMap<_, _> =
            result.placed.iter().map(|placed| (placed.placement.referral, placed.placement.intake)).collect();
        assert_eq!(broken(round, &placed), [].into(), "{term}");
        let school = |key: Key<Referral>| round.referrals[key].school;
        for unplaced in &result.unplaced {
            let (key, told) = (unplaced.referral, &unplaced.explanation);
            if !told.detail.contains("but an exchange would break") {
                continue;
            }
            let intake = nearest(round, unplaced);
            let others = placed.iter().filter(|(other, _)| class_of(round, **other) > class_of(round, key));
            let others = others.filter(|(other, at)| **at == intake || school(**other) == school(key));
            let mut is_least_told = false;
            for (other, _) in others {
                let mut exchanged = placed.clone();
                exchanged.remove(other);
                exchanged.insert(key, intake);
                let breaks = broken(round, &exchanged);
                let what = format!("{term}, {} for {}", round.referrals[key].id, round.referrals[*other].id);
                assert!(!breaks.is_empty(), "{what}: {}", told.detail);
                is_least_told |= breaks.iter().all(|id| told.obstacles.contains(&Obstacle::Constraint(*id)));
                tried += 1;
            }
            assert!(is_least_told, "{term}, {}: {}", round.referrals[key].id, told.detail);
        }
    }
    assert!(tried > 100, "{tried} exchanges");
}

/// An intake that is full is a reason only where nobody less urgent has a place
/// in it, or the detail says what forbids the exchange; and either somebody else
/// is said to wait for a place there, or more of what is full places the referral.
#[test]
fn a_full_intake_is_the_reason_only_where_more_of_it_would_help() {
    let mut full = 0;
    for Decided { term, round, result } in decided() {
        let posed = Posed::new(round.clone(), BTreeSet::new());
        let is_full = |unplaced: &&Unplaced| unplaced.explanation.reason == Obstacle::Constraint(ConstraintId::Places);
        for unplaced in result.unplaced.iter().filter(is_full) {
            let (key, told) = (unplaced.referral, &unplaced.explanation);
            let what = format!("{term}, {}: {}", round.referrals[key].id, told.detail);
            let intake = nearest(round, unplaced);
            let sit = result.placed.iter().filter(|placed| placed.placement.intake == intake);
            let mut sit = sit.map(|placed| class_of(round, placed.placement.referral));
            let is_explained = told.detail.contains("somebody less urgent has a place that counts there");
            assert!(is_explained || sit.all(|class| class <= class_of(round, key)), "{what}");
            full += 1;
            if told.detail.contains("waiting for one there too") {
                continue;
            }
            let solver = Highs::default();
            let sought = seek_changes(&posed, result, &[key], Engine::of(&solver), &|| {});
            let [change] = sought[0].found.as_ref().unwrap_or_else(|| panic!("{what}")).changes.as_slice() else {
                panic!("{what}")
            };
            assert!(change.kind() == Kind::Limit(Ease::Place), "{what}; {change:?}");
        }
    }
    // 13 of spring and 34 of summer, counted in their unplaced.csv.
    assert_eq!(full, 47);
}

/// Every form that came too late, with the days by which it missed the deadline
/// of the next start that it could have had: the dates are the calendar's.
#[test]
fn a_late_form_is_told_the_days_that_it_missed() {
    let mut told = Vec::new();
    for Decided { term, round, result } in decided() {
        let late = result.unplaced.iter().filter(|unplaced| unplaced.explanation.detail.contains("deadline"));
        told.extend(late.map(|unplaced| {
            format!("{term} {}: {}", round.referrals[unplaced.referral].id, unplaced.explanation.detail)
        }));
    }
    insta::assert_snapshot!(told.join("\n"), @"
    spring RB0146: the nearest of 5 intakes among its choices that can still begin, ST05-B1: submitted on 5 December 2025, 2 days after the deadline of 3 December 2025; 4 others break exactly the same
    spring RB0281: the nearest of 4 intakes among its choices that can still begin, ST05-B1: submitted on 5 December 2025, 2 days after the deadline of 3 December 2025; 3 others break exactly the same
    spring RB0392: the nearest of 8 intakes of Flourish, FL1-B1: submitted on 5 December 2025, 2 days after the deadline of 3 December 2025; 7 others break exactly the same
    spring RB0539: the nearest of 8 intakes of Flourish, FL1-B1: submitted on 5 December 2025, 2 days after the deadline of 3 December 2025; 7 others break exactly the same
    summer RC0498: the nearest of 3 intakes among its choices that can still begin, ST06-C1: submitted on 12 March 2026, 1 day after the deadline of 11 March 2026; 2 others break exactly the same
    ");
}
