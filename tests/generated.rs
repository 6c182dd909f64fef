//! Rounds made up for benchmarks: each kind has the trait that it is named for,
//! and neighbouring cities share providers.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use chrono::Datelike;
use rightplace::generate::{Files, Hard, Recipe, Size, Term, region, round};
use rightplace::posed::Posed;
use rightplace::result::{Status, Trace, allocate};
use rightplace::round::{Key, Referral, Round, School, Table};
use rightplace::rules::{Casebook, Options};
use rightplace::solve::{Engine, Highs, Quiet};
use rightplace::source::Source;
use rightplace::units::Pence;
use std::collections::{BTreeMap, BTreeSet};

fn read(files: &Files) -> Round {
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let reading = Round::from_source(&Source::from_texts(texts));
    let errors: Vec<_> = reading.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    reading.round.unwrap()
}

fn hard(kind: Hard, seed: u64) -> Round {
    read(&round(&Recipe::hard(kind, Term::Spring), seed))
}

/// A round of the kind small enough to be solved in a test.
fn small(kind: Hard, seed: u64) -> Round {
    read(&round(&Recipe { size: Size::of(60), ..Recipe::hard(kind, Term::Spring) }, seed))
}

/// What the best allocation costs each school.
fn fees(round: &Round) -> BTreeMap<Key<School>, Pence> {
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let result = allocate(&posed, Engine::of(&Highs::default()), &mut Quiet, &mut Trace::default()).unwrap();
    assert_eq!(result.status, Status::Optimal);
    result.ledger.iter().map(|line| (line.school, line.fees)).collect()
}

#[test]
fn every_term_of_every_kind_can_be_read() {
    for kind in Hard::ALL {
        for term in [Term::Autumn, Term::Spring, Term::Summer] {
            let round = read(&round(&Recipe { size: Size::of(120), ..Recipe::hard(kind, term) }, 2));
            assert_eq!(round.referrals.len(), 120, "{}", kind.word());
        }
    }
}

/// All that is known of a referral and its student but their ids and what
/// follows from them.
fn facts(round: &Round, referral: &Referral) -> String {
    let mut referral = referral.clone();
    let mut student = round.students[referral.student].clone();
    referral.student = Key::new(0);
    referral.either = None;
    for (id, row) in [(&mut referral.id, &mut referral.row), (&mut student.id, &mut student.row)] {
        (*id, *row) = (String::new(), 0);
    }
    format!("{referral:?} {student:?}")
}

#[test]
fn identical_children_are_there_in_twelves() {
    let round = hard(Hard::Identical, 1);
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    for (_, referral) in round.referrals.iter() {
        *alike.entry(facts(&round, referral)).or_default() += 1;
    }
    let in_twelves: usize = alike.values().filter(|count| **count >= 10).sum();
    assert!(in_twelves * 10 > round.referrals.len() * 7, "{in_twelves} of {}", round.referrals.len());
}

#[test]
fn one_school_refers_most_children_and_may_place_them() {
    let round = hard(Hard::OneSchool, 1);
    let mut referred = vec![0; round.schools.len()];
    round.referrals.iter().for_each(|(_, referral)| referred[referral.school.unwrap().index()] += 1);
    let (huge, most) = referred.iter().enumerate().max_by_key(|(_, count)| **count).unwrap();
    assert!(most * 10 > round.referrals.len() * 7, "{most} of {}", round.referrals.len());
    let school = &round.schools[Key::new(huge)];
    assert!(school.sla && school.budget.is_some());
    assert!(school.paid_places + school.extra_places - school.paid_places_used > 200);
}

/// The schools whose budget binds: without any budget, the best allocation
/// costs them more than theirs.
fn bound_by_budget(round: &Round) -> BTreeSet<Key<School>> {
    let mut free = round.clone();
    let mut open: Vec<School> = free.schools.iter().map(|(_, school)| school.clone()).collect();
    open.iter_mut().for_each(|school| school.budget = None);
    free.schools = Table::new(open);
    let binds = |key: &Key<School>, fees: Pence| round.schools[*key].budget.is_some_and(|budget| fees > budget);
    fees(&free).into_iter().filter(|(key, fees)| binds(key, *fees)).map(|(key, _)| key).collect()
}

#[test]
fn every_budget_binds_where_it_should() {
    // A school with a budget of nothing is one that the queue gives nothing.
    for seed in 1..=3 {
        let round = small(Hard::Budgets, seed);
        assert!(round.schools.iter().all(|(_, school)| school.budget.is_some()));
        let binding = bound_by_budget(&round);
        assert_eq!(binding.len(), round.schools.len(), "seed {seed}");
    }
}

#[test]
fn a_third_of_the_budgets_binds_in_a_mixed_round() {
    for seed in 1..=3 {
        let round = small(Hard::Mixed, seed);
        let binding = bound_by_budget(&round);
        assert_eq!(binding.len(), round.schools.len() / 3, "seed {seed}");
    }
}

#[test]
fn separations_are_dense() {
    let round = hard(Hard::Separations, 1);
    assert_eq!(round.separations.len(), 2 * round.referrals.len());
    let pairs: BTreeSet<_> = round.separations.iter().map(|pair| (pair.a.min(pair.b), pair.a.max(pair.b))).collect();
    assert_eq!(pairs.len(), round.separations.len());
}

#[test]
fn courses_have_thirty_intakes_and_few_places() {
    let round = hard(Hard::Intakes, 1);
    let of_coming = |course| {
        let intakes = round.intakes.iter().filter(move |(_, intake)| intake.course == course);
        intakes.filter(|(_, intake)| intake.start >= round.run.as_of.with_day(1).unwrap()).count()
    };
    for (key, course) in round.courses.iter() {
        let programme = round.policy.programmes[course.programme].id.as_str();
        // Who is not approved in the new year begins nothing in it.
        if round.providers[course.provider].approved_to.is_some_and(|to| to.year() < 2026) {
            assert_eq!(of_coming(key), 0, "{}", course.id);
            continue;
        }
        if matches!(programme, "tier1" | "insight" | "y11_pathways") {
            assert_eq!(of_coming(key), 30, "{}", course.id);
            assert!(course.places.unwrap() < 15, "{}", course.id);
        }
    }
    let options = Options::list(&Casebook::new(&round));
    assert!(options.all().len() > 80 * round.referrals.len(), "{} options", options.all().len());
}

/// The rounds of the benchmark, as the documents describe them.
#[test]
fn the_mixed_rounds_have_their_traits() {
    for seed in 1..=10 {
        let round = hard(Hard::Mixed, seed);
        assert_eq!(round.referrals.len(), 600);
        // The intakes of the spring; those of the autumn that go on are fewer.
        let intakes = || round.intakes.iter().filter(|(_, intake)| intake.id.contains("-B"));
        let groups = intakes().filter(|(_, intake)| intake.min_group > 1).count();
        assert_eq!(groups, intakes().count() / 3, "seed {seed}");
        assert_eq!(round.separations.len(), 60);
        let students: BTreeSet<_> = round.referrals.iter().map(|(_, referral)| referral.student).collect();
        assert!(students.len() <= 340, "seed {seed}: {} students", students.len());
    }
}

#[test]
fn neighbouring_cities_share_providers_and_nothing_else() {
    let recipe = Recipe { size: Size::of(120), ..Recipe::coventry(Term::Spring) };
    let files = region(&recipe, 5, 3);
    assert!(files == region(&recipe, 5, 3));
    let round = read(&files);
    assert_eq!(round.referrals.len(), 5 * 120);
    // The cities lie in rows of three: 1 2 3 and 4 5.
    let neighbours = [(1, 2), (2, 3), (1, 4), (2, 5), (4, 5)];
    let city = |id: &str| id.split_once('-').unwrap().0.parse::<usize>().unwrap();
    let mut shared: BTreeMap<(usize, usize), BTreeSet<&str>> = BTreeMap::new();
    for option in Options::list(&Casebook::new(&round)).all() {
        let provider = &round.providers[round.provider_of(option.intake)];
        let (from, to) = (city(&round.referrals[option.referral].id), city(&provider.id));
        if from != to {
            shared.entry((from.min(to), from.max(to))).or_default().insert(&provider.id);
            assert!(option.distance.0 < 200, "{} is {} away", provider.id, option.distance);
        }
    }
    assert_eq!(shared.keys().copied().collect::<BTreeSet<_>>(), neighbours.into_iter().collect());
    // At most three of each of the two cities.
    assert!(shared.values().all(|providers| providers.len() <= 6), "{shared:?}");
}

#[test]
fn a_region_has_the_capacity_of_its_cities() {
    let recipe = Recipe { size: Size::of(20), ..Recipe::coventry(Term::Spring) };
    let round = read(&region(&recipe, 12, 1));
    let refocus = round.policy.programmes.find("refocus").unwrap();
    // 75 in each of twelve cities.
    assert_eq!(round.policy.programmes[refocus].yearly_places, Some(900));
    let places: u32 = round
        .intakes
        .iter()
        .filter(|(_, intake)| round.courses[intake.course].programme == refocus && intake.start >= round.run.as_of)
        .map(|(_, intake)| intake.places)
        .sum();
    assert_eq!(places, 12 * 25);
    assert!(region(&recipe, 1, 1) == rightplace::generate::round(&recipe, 1));
}
