//! What to buy is what trying every purchase comes to: on tiny rounds, each
//! purchase written into the files and run afresh.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

use crate::proof::{Files, audited, read, run, show};
use crate::short;
use rayon::prelude::*;
use rightplace::allocation::{Segment, Sense, Step};
use rightplace::generate::tiny;
use rightplace::ids::StageId;
use rightplace::paper::Format;
use rightplace::plan::buy::{Ask, Decided, Market, Menu, Purchase, buy, demands, files};
use rightplace::result::{RoundResult, Status};
use rightplace::round::Round;
use rightplace::solve::{Engine, Fault, Highs};
use rightplace::source::Source;
use rightplace::units::Pence;
use rightplace::whatif::Scenario;

const ROUNDS: u64 = 150;

/// A menu for a round: more places of its smallest intakes, of a course, of a
/// provider and of a programme in a term where they are limited, and a new intake like its first.
fn menu(round: &Round, seed: u64, head: &str) -> String {
    let mut text = format!("{head}\n");
    let price = |number: u64| 100 + 70 * ((seed / 3 + number) % 4);
    let mut scarce: Vec<_> = round.intakes.iter().map(|(_, intake)| intake).collect();
    scarce.sort_by_key(|intake| intake.places);
    let term = round.policy.programmes.iter().find(|(_, each)| each.term_places.is_some());
    let term = term.map(|(_, programme)| format!("term = \"{}\"\n", programme.id));
    // With each place one of the term, or these by themselves.
    let is_together = seed.is_multiple_of(3);
    for (intake, number) in scarce.into_iter().take(2).zip(0..) {
        let with = term.as_deref().filter(|_| is_together && number == 0).unwrap_or_default();
        text += &format!("[[buy]]\n{with}intake = \"{}\"\nprice = {}\nmost = 2\n", intake.id, price(number));
        if seed.is_multiple_of(4) {
            text += "least = 2\nfixed = 50\n";
        }
    }
    if let Some((_, provider)) = round.providers.iter().find(|(_, provider)| provider.daily_places.is_some()) {
        text += &format!("[[buy]]\nprovider = \"{}\"\nprice = 30\nmost = 2\nstep = 2\n", provider.id);
    }
    if let Some((_, course)) = round.courses.iter().find(|(_, course)| course.places.is_some()) {
        text += &format!("[[buy]]\ncourse = \"{}\"\nprice = 20\nmost = 1\n", course.id);
    }
    if let Some(term) = term.filter(|_| !is_together) {
        text += &format!("[[buy]]\n{term}price = 25\nmost = 1\n");
    }
    let first = round.intakes.iter().next();
    if let Some((_, intake)) = first.filter(|_| seed.is_multiple_of(2)) {
        text += &format!(
            "[[buy]]\nprice = {}\nfixed = 40\nmost = 1\nnew = {{ intake_id = \"NEW\", course_id = \"{}\", start = {}, end = {}, days = \"{}\" }}\n",
            price(7),
            round.courses[intake.course].id,
            intake.start,
            intake.end,
            intake.days,
        );
    }
    text
}

fn opened<'a>(menu: &'a Menu, source: &'a Source, of: &str) -> Market<'a> {
    Market::open(menu, source).unwrap_or_else(|problems| panic!("{of}: {problems:?}"))
}

/// Every purchase of a menu.
fn all_numbers(market: &Market) -> Vec<Vec<u32>> {
    market.sizes.iter().fold(vec![Vec::new()], |found, sizes| {
        let with = |numbers: &Vec<u32>, size: &u32| numbers.iter().copied().chain([*size]).collect::<Vec<u32>>();
        found.iter().flat_map(|numbers| sizes.iter().map(move |size| with(numbers, size))).collect()
    })
}

/// The values of the steps of some stages, to be maximised. A new intake may be
/// of a rank that the round has not: the ranks of a stage count one by one up to
/// the last, and those that a round lacks count nothing.
fn score(result: &RoundResult, stages: &[StageId]) -> Vec<i64> {
    let better = |step: &Step| if step.sense == Sense::Max { step.value } else { -step.value };
    let of_stage = |stage: &StageId| {
        let steps = || result.steps.iter().filter(move |step| step.stage == *stage);
        let rank = |rank: u32| steps().find(|step| step.segment == Segment::Rank(rank)).map_or(0, better);
        match stage {
            StageId::ChoiceGreedy => (1..=MOST_RANKS).map(rank).collect(),
            StageId::ChoiceGenerous => (1..=MOST_RANKS).rev().map(rank).collect(),
            _ => steps().map(better).collect::<Vec<i64>>(),
        }
    };
    stages.iter().flat_map(of_stage).collect()
}

/// More ranks than any tiny round has.
const MOST_RANKS: u32 = 12;

/// Each purchase with its cost and what a fresh run of the round comes to.
fn tried(market: &Market) -> Vec<(Vec<u32>, Pence, Round, RoundResult)> {
    let one = |numbers: Vec<u32>| {
        let round = market.bought(&numbers).unwrap_or_else(|problems| panic!("{problems:?}"));
        let result = run(&round);
        assert_ne!(result.status, Status::Infeasible);
        assert_eq!(audited(&round, &result).violations, []);
        (numbers.clone(), market.cost(&numbers), round, result)
    };
    all_numbers(market).into_iter().map(one).collect()
}

fn asked<'a>(ask: &'a Ask<'a>, of: &str) -> Option<Purchase<'a>> {
    match buy(ask, &|| {}) {
        Ok(purchase) => Some(purchase),
        Err(Fault::Infeasible) => None,
        Err(fault) => panic!("{of}: {fault}"),
    }
}

fn source_of(files: &Files) -> Source {
    Source::from_texts(files.clone())
}

#[test]
fn a_budget_buys_what_trying_every_purchase_finds_best() {
    let bought: Vec<bool> = (0..ROUNDS)
        .into_par_iter()
        .map(|seed| {
            let texts = short(seed);
            let (source, of) = (source_of(&texts), format!("seed {seed}"));
            let budget = Pence(10_000 * (1 + i64::try_from(seed % 5).expect("small")));
            let text = menu(&read(&texts), seed, &format!("budget = \"{budget}\""));
            let menu = Menu::parse("menu.toml", text.as_bytes());
            let market = opened(&menu, &source, &of);
            let ask = Ask { market: &market, demands: &[], engine: Engine::of(&Highs { seed: 0 }) };
            let Some(purchase) = asked(&ask, &of) else { return false };
            assert!(purchase.is_proven(), "{of}");
            let Decided::Plan(plan) = &purchase.decided else { panic!("{of}: no plan") };
            let (all, stages) = (tried(&market), market.stages());
            let within = all.iter().filter(|(_, cost, ..)| *cost <= budget);
            let best =
                within.map(|(_, cost, _, result)| (score(result, &stages), -cost.0)).max().expect("nothing bought");
            let own = all.iter().find(|(numbers, ..)| *numbers == plan.numbers).expect("a purchase of the menu");
            assert_eq!((score(&own.3, &stages), -own.1.0), best, "{of}\n{text}\n{}", show(&texts));
            assert_eq!((plan.cost, plan.confirmed.violations), (own.1, 0), "{of}");
            assert_eq!(plan.confirmed.steps, own.3.steps, "{of}");
            // Of every sum of money the curve has the most that it places.
            let placed = |result: &RoundResult| score(result, &[StageId::Placed]);
            let mut front: Vec<(Pence, Vec<i64>)> = Vec::new();
            let mut points: Vec<(Pence, Vec<i64>)> =
                all.iter().map(|(_, cost, _, result)| (*cost, placed(result))).collect();
            points.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
            for (cost, placed) in points {
                if front.last().is_none_or(|last| last.1 < placed) {
                    front.push((cost, placed));
                }
            }
            let curve: Vec<(Pence, Vec<i64>)> =
                purchase.curve.iter().map(|point| (point.cost, point.by_class.clone())).collect();
            assert_eq!(curve, front, "{of}\n{text}");
            plan.cost > Pence(0)
        })
        .collect();
    let bought = bought.into_iter().filter(|bought| *bought).count();
    assert!(bought > 10, "something is bought often enough: {bought}");
}

#[test]
fn targets_cost_what_trying_every_purchase_finds_least() {
    let kinds: Vec<usize> = (0..ROUNDS)
        .into_par_iter()
        .map(|seed| {
            let texts = short(seed);
            let (source, of, round) = (source_of(&texts), format!("seed {seed}"), read(&texts));
            let share = ["60%", "80%", "100%"][usize::try_from(seed % 3).expect("small")];
            let programme = round.policy.programmes.iter().next().map(|(_, row)| row.id.clone()).expect("a programme");
            let text = menu(&round, seed, &format!("[[target]]\nprogramme = \"{programme}\"\nshare = \"{share}\""));
            let menu = Menu::parse("menu.toml", text.as_bytes());
            let market = opened(&menu, &source, &of);
            let ask = Ask { market: &market, demands: &[], engine: Engine::of(&Highs { seed: 0 }) };
            let Some(purchase) = asked(&ask, &of) else { return 0 };
            assert!(purchase.is_proven(), "{of}");
            let stages = market.stages();
            let all = tried(&market);
            let target = &menu.targets[0];
            let is_met = |round: &Round, result: &RoundResult| {
                let meant = market.meant(target, round);
                let placed = result.placed.iter().filter(|placed| meant.contains(&placed.placement.referral)).count();
                placed as u64 >= target.wanted.of(meant.len())
            };
            let meeting = all.iter().filter(|(_, _, round, result)| is_met(round, result));
            let best = meeting.map(|(_, cost, _, result)| (-cost.0, score(result, &stages))).max();
            match &purchase.decided {
                Decided::Plan(plan) => {
                    let own = all.iter().find(|(numbers, ..)| *numbers == plan.numbers).expect("of the menu");
                    assert!(is_met(&own.2, &own.3), "{of}");
                    assert_eq!(Some((-own.1.0, score(&own.3, &stages))), best, "{of}\n{text}\n{}", show(&texts));
                    if plan.cost > Pence(0) { 1 } else { 2 }
                }
                Decided::Unmet(_) => {
                    assert_eq!(best, None, "{of}\n{text}");
                    3
                }
                Decided::Unknown => panic!("{of}: not known"),
            }
        })
        .collect();
    for kind in 1..=3 {
        assert!(kinds.iter().filter(|each| **each == kind).count() > 2, "kind {kind}: {kinds:?}");
    }
}

#[test]
fn a_purchase_for_many_demands_is_the_best_of_all_purchases_over_them() {
    let scenario = "[demand]\nmethod = \"bootstrap\"\ndraws = 4\nseed = 5\n";
    let scenario = Scenario::parse("demand.toml", scenario.as_bytes());
    let tested: Vec<usize> = (0..30_u64)
        .into_par_iter()
        .map(|seed| {
            let texts = short(seed);
            let (source, of) = (source_of(&texts), format!("seed {seed}"));
            let budget = Pence(30_000);
            let text = menu(&read(&texts), seed, &format!("budget = \"{budget}\""));
            let menu = Menu::parse("menu.toml", text.as_bytes());
            let market = opened(&menu, &source, &of);
            let Ok(rounds) = demands(&market, &scenario) else { return 0 };
            let ask = Ask { market: &market, demands: &rounds, engine: Engine::of(&Highs { seed: 0 }) };
            let Some(purchase) = asked(&ask, &of) else { return 0 };
            let Some(robust) = &purchase.robust else { return 0 };
            assert!(robust.is_proven && robust.planned == 2 && robust.cost <= budget, "{of}");
            // The placed of every class, summed over the demands that are bought for.
            let value = |numbers: &[u32], rounds: &[Round]| {
                let mut sum: std::collections::BTreeMap<String, i64> = std::collections::BTreeMap::new();
                for round in rounds {
                    let mut changed = round.clone();
                    for (item, number) in menu.items.iter().zip(numbers) {
                        add(&mut changed, &item.words(), *number);
                    }
                    for step in run(&changed).steps.iter().filter(|step| step.stage == StageId::Placed) {
                        *sum.entry(step.to_string()).or_default() += step.value;
                    }
                }
                sum.into_values().collect::<Vec<i64>>()
            };
            let within = all_numbers(&market).into_iter().filter(|numbers| market.cost(numbers) <= budget);
            let best = within.map(|numbers| (value(&numbers, &rounds[..2]), -market.cost(&numbers).0)).max();
            assert_eq!(Some((value(&robust.numbers, &rounds[..2]), -robust.cost.0)), best, "{of}\n{text}");
            for (test, round) in robust.tested.iter().zip(&rounds[2..]) {
                let placed: i64 = value(&robust.numbers, std::slice::from_ref(round)).iter().sum();
                assert_eq!(test.totals()[2], placed, "{of}");
            }
            robust.tested.len()
        })
        .collect();
    assert!(tested.iter().sum::<usize>() > 20, "{tested:?}");
}

/// More of something, by hand.
fn add(round: &mut Round, (kinds, ids): &(String, String), number: u32) {
    kinds.split(';').zip(ids.split(';')).for_each(|(kind, id)| add_one(round, kind, id, number));
}

fn add_one(round: &mut Round, kind: &str, id: &str, number: u32) {
    match kind {
        "intake" | "new intake" => {
            let key = round.intakes.find(id).expect("an intake");
            round.intakes[key].places += number;
        }
        "course" => {
            let key = round.courses.find(id).expect("a course");
            *round.courses[key].places.as_mut().expect("a limit") += number;
        }
        "provider" => {
            let key = round.providers.find(id).expect("a provider");
            *round.providers[key].daily_places.as_mut().expect("a limit") += number;
        }
        "term" => {
            let key = round.policy.programmes.iter().find(|(_, programme)| programme.id == *id).map(|(key, _)| key);
            let key = key.expect("a programme");
            *round.policy.programmes[key].term_places.as_mut().expect("a limit") += number;
        }
        other => panic!("{other}"),
    }
}

#[test]
fn files_of_a_purchase_are_the_same_on_any_number_of_threads() {
    let texts = tiny(4);
    let source = source_of(&texts);
    let text = menu(&read(&texts), 4, "budget = 400");
    let menu = Menu::parse("menu.toml", text.as_bytes());
    let market = opened(&menu, &source, "seed 4");
    let ask = Ask { market: &market, demands: &[], engine: Engine::of(&Highs { seed: 0 }) };
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| files(&asked(&ask, "seed 4").expect("an allocation"), Format::Plain).expect("files"))
    };
    assert_eq!(on(1), on(4));
}

#[test]
fn a_mistake_in_a_menu_is_told_with_its_line_and_the_nearest_name() {
    let texts = tiny(4);
    let source = source_of(&texts);
    let told = |text: &str| -> Vec<String> {
        let menu = Menu::parse("menu.toml", text.as_bytes());
        let problems = Market::open(&menu, &source).err().expect("mistakes");
        problems.iter().map(ToString::to_string).collect()
    };
    let of_text = told("budget = 100\n[[buy]]\nintake = \"X\"\nprise = 5\nmost = 1\n");
    assert!(of_text.iter().any(|line| line.contains("line 4") && line.contains("\"price\"")), "{of_text:?}");
    let of_round = told("budget = 100\n\n[[buy]]\nintake = \"NOWHERE\"\nprice = 5\nmost = 1\n");
    assert!(of_round.iter().any(|line| line.contains("line 3") && line.contains("buy.intake")), "{of_round:?}");
    let new = "budget = 1\n[[buy]]\nprice = 5\nmost = 1\nnew = { intake_id = \"N\", course_id = \"NONE\", start = 2026-01-12, days = \"Mon\" }\n";
    let of_new = told(new);
    assert!(of_new.iter().any(|line| line.contains("menu.toml, line 2")), "{of_new:?}");
    let neither = told("[[buy]]\nintake = \"X\"\nprice = 5\nmost = 1\n");
    assert!(neither.iter().any(|line| line.contains("neither budget nor target")), "{neither:?}");
}

#[test]
fn the_example_menus_can_be_bought_from() {
    let scenarios = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for (round, menu) in [
        ("coventry-2025-26/spring", "coventry-2025-26/plan/spring-menu.toml"),
        ("first-steps", "first-steps/menu.toml"),
    ] {
        let source = Source::open(&scenarios.join(round));
        let menu = Menu::parse(menu, &std::fs::read(scenarios.join(menu)).expect("a menu"));
        let market = opened(&menu, &source, round);
        let all = market.sizes.iter().map(|sizes| sizes.len()).product::<usize>();
        assert!(all > 1 && menu.items.iter().all(|item| market.is_in_time(item)), "{round}");
    }
}
