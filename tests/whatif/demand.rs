//! Draws of demand: what is drawn is as the scenario says, and what it comes to
//! is what a fresh run of the drawn round does.

use crate::proof::{Files, read, run};
use crate::{moved, parsed, placed, studied};
use rayon::prelude::*;
use rightplace::generate::tiny;
use rightplace::ids::Word;
use rightplace::result::Status;
use rightplace::round::{Referral, Round};
use rightplace::source::Source;
use rightplace::whatif::demand::{Archive, Method};
use rightplace::whatif::{Range, Scenario, edited};
use std::collections::{BTreeMap, BTreeSet};

/// A scenario that may name earlier rounds by name.
fn scenario(text: &str, earlier: &[(&str, &Files)]) -> Scenario {
    let mut scenario = parsed(0, text);
    let rounds = earlier.iter().map(|(name, files)| ((*name).to_owned(), Source::from_texts((*files).clone())));
    Archive::default().fetch_known(&mut scenario, &rounds.collect());
    assert_eq!(scenario.problems(), [], "{text}");
    scenario
}

fn draws(files: &Files, scenario: &Scenario) -> Vec<Round> {
    let source = Source::from_texts(files.clone());
    let variants = scenario.variants(0);
    variants.iter().map(|variant| edited(&source, scenario, variant).expect("a round")).collect()
}

fn open(round: &Round) -> usize {
    round.referrals.len()
}

/// The referral that another is a copy of, if it is one.
fn original(id: &str) -> Option<&str> {
    let (id, number) = id.rsplit_once('~')?;
    number.parse::<u32>().ok().map(|_| id)
}

/// What a copy has in common with its original: all but ids, days and, from
/// another policy, the band that a blank one stands for.
fn facts(round: &Round, referral: &Referral, with_band: bool) -> String {
    let student = &round.students[referral.student];
    let school = |key| round.schools[key].id.clone();
    let asked = (
        (round.policy.programmes[referral.programme].id.clone(), referral.school.map(school), &referral.either),
        (referral.status, &referral.referrer, &referral.documents, referral.units, with_band.then_some(referral.band)),
    );
    let child = (
        (student.school.map(school), student.year_group, student.ehcp, student.looked_after),
        (student.days_available, student.max_days, &student.tags),
    );
    format!("{asked:?} {child:?}")
}

const METHODS: [&str; 3] = [
    "[demand]\nmethod = \"scale\"\ndraws = 3\n[[demand.growth]]\nby = \"*1.4\"\n",
    "[demand]\nmethod = \"bootstrap\"\ndraws = 3\nfrom = [\"before\"]\n",
    "[demand]\nmethod = \"poisson\"\ndraws = 3\nseed = 9\n[[demand.growth]]\nby = \"*1.5\"\n",
];

/// How many of the draws were solved to an optimum.
fn agree(seed: u64) -> usize {
    let (files, before) = (tiny(seed), tiny(seed + 1000));
    let known = read(&files);
    let base = placed(&known, &run(&known));
    let mut optimal = 0;
    for text in METHODS {
        let scenario = scenario(text, &[("before", &before)]);
        let rounds = draws(&files, &scenario);
        assert_eq!(
            draws(&files, &scenario).iter().map(open).collect::<Vec<_>>(),
            rounds.iter().map(open).collect::<Vec<_>>()
        );
        studied(&files, std::slice::from_ref(&scenario), |study| {
            assert_eq!(study.rows.len(), 3);
            for (row, round) in study.rows.iter().zip(&rounds) {
                let fresh = run(round);
                let Ok(finding) = &row.result else { panic!("seed {seed} {text}: {:?}", row.result) };
                assert_eq!(finding.outcome.status, fresh.status, "seed {seed} {text}");
                if fresh.status == Status::Infeasible {
                    continue;
                }
                optimal += 1;
                assert_eq!(finding.outcome.steps, fresh.steps, "seed {seed} {text}");
                // Movements tell of referrals that are in both rounds.
                let stays = |id: &String| round.referrals.find(id).is_some() && known.referrals.find(id).is_some();
                let only = |mut places: BTreeMap<String, String>| {
                    places.retain(|id, _| stays(id));
                    places
                };
                assert_eq!(only(moved(&base, finding)), only(placed(round, &fresh)), "seed {seed} {text}");
            }
        });
    }
    optimal
}

#[test]
fn every_draw_comes_to_what_a_fresh_run_of_the_drawn_round_does() {
    let optimal: usize = (0..40).into_par_iter().map(agree).sum();
    assert!(optimal > 200, "{optimal}");
}

#[test]
fn a_copy_is_another_child_with_the_same_facts() {
    let mut copies = 0;
    for seed in 0..40 {
        let (files, before) = (tiny(seed), tiny(seed + 1000));
        let (here, there) = (read(&files), read(&before));
        for text in METHODS {
            let scenario = scenario(text, &[("before", &before)]);
            let is_new = |id: &str| here.referrals.find(id).is_none();
            for round in draws(&files, &scenario) {
                let held: BTreeSet<_> = round.held.iter().map(|held| held.student).collect();
                for (key, referral) in round.referrals.iter().filter(|(_, referral)| is_new(&referral.id)) {
                    copies += 1;
                    let id = original(&referral.id).expect("the id of a copy");
                    let student = &round.students[referral.student];
                    assert!(here.students.find(&student.id).is_none(), "seed {seed}: {}", student.id);
                    assert!(!held.contains(&referral.student), "seed {seed}: held by a copy");
                    assert!(round.decisions.iter().all(|decision| decision.referral != key), "seed {seed}");
                    let apart = |one: &rightplace::round::Separation| [one.a, one.b].contains(&referral.student);
                    assert!(!round.separations.iter().any(apart), "seed {seed}");
                    let alike = |other: &Round, with_band| {
                        let found = other.referrals.find(id);
                        found.map(|found| facts(other, &other.referrals[found], with_band))
                            == Some(facts(&round, referral, with_band))
                    };
                    assert!(alike(&here, true) || alike(&there, false), "seed {seed}: {id}");
                }
            }
        }
    }
    assert!(copies > 1000, "{copies}");
}

/// A round with one referral for each child, so that numbers are known by hand.
fn plain(referrals: usize) -> Files {
    let mut files = rightplace::generate::tiny(3);
    let line = |at: usize| format!("R{at},T{at},tier1,2025-11-01,pending,{}\n", at % 4 + 1);
    let rows: String = (0..referrals).map(line).collect();
    files.insert("referrals.csv".to_owned(), format!("referral_id,student_id,programme,submitted,status,band\n{rows}"));
    let rows: String = (0..referrals).map(|at| format!("T{at},8\n")).collect();
    files.insert("students.csv".to_owned(), format!("student_id,year_group\n{rows}"));
    for name in ["placements.csv", "separations.csv", "decisions.csv"] {
        files.remove(name);
    }
    let programme =
        read(&rightplace::generate::tiny(3)).policy.programmes.iter().next().expect("a programme").1.id.clone();
    let text = files["referrals.csv"].replace("tier1", &programme);
    files.insert("referrals.csv".to_owned(), text);
    let policy = files["policy.toml"].lines().map(|line| if line.starts_with("bands") { "bands = 4" } else { line });
    let policy = policy.collect::<Vec<_>>().join("\n");
    files.insert("policy.toml".to_owned(), policy);
    files
}

#[test]
fn growth_is_what_it_says() {
    let files = plain(40);
    let policy = "[policy]\nbands = 4\n";
    let sizes = |demand: &str| -> BTreeSet<usize> {
        let text = format!("{policy}[demand]\ndraws = 20\n{demand}");
        draws(&files, &scenario(&text, &[])).iter().map(open).collect()
    };
    let scaled = |by: &str| sizes(&format!("[[demand.growth]]\nby = \"{by}\"\n"));
    // By hand: of 40 referrals.
    assert_eq!(scaled("*1.15"), BTreeSet::from([46]));
    assert_eq!(scaled("*2.5"), BTreeSet::from([100]));
    assert_eq!(scaled("*0.8"), BTreeSet::from([32]));
    assert_eq!(scaled("+7"), BTreeSet::from([47]));
    assert_eq!(scaled("-7"), BTreeSet::from([33]));
    assert_eq!(scaled("25"), BTreeSet::from([25]));
    assert_eq!(scaled("0"), BTreeSet::from([0]));
    // Ten of each band: 15 of the first, 5 of the second.
    let text = "[[demand.growth]]\nwhere = { band = 1 }\nby = \"*1.5\"\n[[demand.growth]]\nwhere = { band = 2 }\nby = \"-5\"\n";
    let text = format!("{policy}[demand]\ndraws = 20\n{text}");
    for round in draws(&files, &scenario(&text, &[])) {
        let of = |band: u32| round.referrals.iter().filter(|(_, referral)| referral.band == band).count();
        assert_eq!([of(1), of(2), of(3), of(4)], [15, 5, 10, 10]);
    }
    assert_eq!(sizes("method = \"bootstrap\"\n[[demand.growth]]\nby = \"*1.1\"\n"), BTreeSet::from([44]));
    let poisson: Vec<usize> = {
        let text = format!("{policy}[demand]\nmethod = \"poisson\"\ndraws = 400\n");
        draws(&files, &scenario(&text, &[])).iter().map(open).collect()
    };
    // Mean and variance of Poisson's distribution are 40: five standard errors.
    let mean = poisson.iter().sum::<usize>() as f64 / 400.0;
    assert!((38.4..=41.6).contains(&mean), "{mean}");
    let variance = poisson.iter().map(|size| (*size as f64 - mean).powi(2)).sum::<f64>() / 400.0;
    assert!((26.0..=54.0).contains(&variance), "{variance}");
}

#[test]
fn draws_differ_and_come_again_from_the_same_seed() {
    let files = plain(40);
    let of = |seed: &str| -> Vec<Vec<String>> {
        let text = format!("[policy]\nbands = 4\n[demand]\nmethod = \"bootstrap\"\ndraws = 5\n{seed}");
        let ids = |round: &Round| round.referrals.iter().map(|(_, referral)| referral.id.clone()).collect();
        draws(&files, &scenario(&text, &[])).iter().map(ids).collect()
    };
    let first = of("seed = 7\n");
    assert_eq!(first, of("seed = 7\n"));
    assert_ne!(first, of("seed = 8\n"));
    assert!((1..5).all(|at| first[0] != first[at]));
}

#[test]
fn ranges_are_over_the_draws() {
    let files = plain(12);
    let text = "name = \"n\"\n[policy]\nbands = 4\n[demand]\nmethod = \"poisson\"\ndraws = 21\n";
    studied(&files, &[scenario(text, &[])], |study| {
        let figures: Vec<i64> =
            study.rows.iter().map(|row| row.result.as_ref().expect("solved").outcome.placed).collect();
        let sizes: Vec<i64> =
            study.rows.iter().map(|row| row.result.as_ref().expect("solved").outcome.referrals).collect();
        let ranges = study.ranges();
        assert_eq!((ranges.len(), ranges[0].name.as_str(), ranges[0].draws, ranges[0].known), (1, "n", 21, 21));
        let of = |name: &str| ranges[0].figures.iter().find(|(figure, _)| figure == name).map(|(_, range)| *range);
        assert_eq!(of("placed"), Range::of(figures));
        assert_eq!(of("referrals"), Range::of(sizes.clone()));
        assert!(sizes.iter().collect::<BTreeSet<_>>().len() > 3, "{sizes:?}");
        assert_eq!(study.rows[0].name, "n: draw=1");
    });
}

#[test]
fn earlier_rounds_are_drawn_from_too_with_their_dates_moved() {
    let (files, mut before) = (plain(10), plain(10));
    for (name, from, to) in [
        ("referrals.csv", "R", "Q"),
        ("events.csv", "R", "Q"),
        ("referrals.csv", "2025-11-01", "2025-10-01"),
        ("students.csv", "T", "U"),
        ("referrals.csv", ",T", ",U"),
    ] {
        if let Some(text) = before.get(name) {
            let text = text.replace(from, to);
            before.insert(name.to_owned(), text);
        }
    }
    let here = read(&files);
    let scenario = scenario(
        "[policy]\nbands = 4\n[demand]\nmethod = \"bootstrap\"\ndraws = 10\nfrom = [\"before\"]\n",
        &[("before", &before)],
    );
    let there = read(&before);
    let shift = here.run.as_of - there.run.as_of;
    let mut seen = BTreeMap::from([('R', 0), ('Q', 0)]);
    for round in draws(&files, &scenario) {
        assert_eq!(open(&round), 10);
        for (_, referral) in round.referrals.iter() {
            let id = original(&referral.id).expect("a copy");
            let from = referral.id.chars().next().expect("an id");
            *seen.entry(from).or_default() += 1;
            let submitted = if from == 'R' {
                here.referrals[here.referrals.find(id).expect("ours")].submitted
            } else {
                there.referrals[there.referrals.find(id).expect("theirs")].submitted + shift
            };
            assert_eq!(referral.submitted, submitted);
        }
    }
    // A hundred draws, each from either round with the same chance.
    assert!(seen.values().all(|count| (30..=70).contains(count)), "{seen:?}");
    assert_eq!(Method::parse("Poisson"), Some(Method::Poisson));
}

#[test]
fn mistakes_in_demand_are_told_with_their_lines() {
    for (text, line, says) in [
        ("[demand]\nmethod = \"bootstarp\"\n", 2, "bootstrap"),
        ("[demand]\ndrawn = 3\n", 2, "draws"),
        ("[demand]\nmethod = \"poisson\"\ndraws = 0\n", 3, "1 to"),
        ("[demand]\nfrom = [\"x\"]\n[[demand.growth]]\nby = \"+1\"\n", 2, "earlier rounds"),
        ("[demand]\n\n[[demand.growth]]\nwhere = { bnd = 1 }\nby = \"+1\"\n", 4, "band"),
        ("[demand]\n\n[[demand.growth]]\nby = \"many\"\n", 4, "a change"),
        ("[demand]\n", 1, "growth"),
    ] {
        let scenario = Scenario::parse("s.toml", text.as_bytes());
        let found = scenario.problems().iter().find(|problem| problem.to_string().contains(says));
        let found = found.unwrap_or_else(|| panic!("{text}: {:?}", scenario.problems()));
        assert_eq!(found.place.number(), Some(line), "{text}: {found}");
    }
    // What only the round can show: no row is meant, or far too many.
    let files = plain(4);
    let source = Source::from_texts(files);
    for (by, says) in [("where = { band = 9 }\nby = \"+1\"", "no referral"), ("by = \"*100000\"", "100000")] {
        let scenario = parsed(0, &format!("[policy]\nbands = 4\n[demand]\n[[demand.growth]]\n{by}\n"));
        let problems = edited(&source, &scenario, &scenario.variants(0)[0]).expect_err("a mistake");
        assert!(problems[0].to_string().contains(says), "{problems:?}");
        assert_eq!(problems[0].place.number(), Some(4));
    }
}
