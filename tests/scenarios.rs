//! The committed scenarios: they are what the generator makes from their seed,
//! they are as large as their README says, and they can be read.
//!
//! `RIGHTPLACE_REGENERATE=1 cargo test --release --test scenarios` writes the
//! files anew.

#![allow(clippy::unwrap_used, reason = "a test may fail where something is not there")]

use rightplace::calendar::Span;
use rightplace::generate::{COVENTRY_SEED, Files, Recipe, Term, continue_round, first_come, round, tiny};
use rightplace::round::{Intake, Key, Round, Status, Verdict};
use rightplace::rules::{Casebook, Options};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn scenarios() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

fn coventry() -> PathBuf {
    scenarios().join("coventry-2025-26")
}

fn recipe(term: Term) -> Recipe {
    Recipe { shared: true, ..Recipe::coventry(term) }
}

fn regenerate() -> bool {
    std::env::var_os("RIGHTPLACE_REGENERATE").is_some()
}

/// The autumn's published result, from which the spring round follows.
fn autumn_result() -> String {
    let path = coventry().join("autumn-allocations.csv");
    if regenerate() && !path.exists() {
        fs::write(&path, first_come(&recipe(Term::Autumn), COVENTRY_SEED)).unwrap();
    }
    fs::read_to_string(path).unwrap()
}

fn assert_committed(folder: &Path, files: &Files) {
    if regenerate() {
        fs::create_dir_all(folder).unwrap();
        for (name, text) in files {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let names: BTreeSet<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, files.keys().cloned().collect(), "{}", folder.display());
    for (name, text) in files {
        let committed = fs::read_to_string(folder.join(name)).unwrap().replace("\r\n", "\n");
        assert!(committed == *text, "{name} in {} is not what the generator makes", folder.display());
    }
}

#[test]
fn the_coventry_rounds_are_what_the_generator_makes() {
    assert_committed(&coventry().join("autumn"), &round(&recipe(Term::Autumn), COVENTRY_SEED));
    let spring = continue_round(&recipe(Term::Spring), COVENTRY_SEED, &[&autumn_result()]).unwrap();
    assert_committed(&coventry().join("spring"), &spring);
}

/// The round of a folder, its warnings counted by code.
fn read(folder: &Path) -> (Round, BTreeMap<String, usize>) {
    let reading = Round::read(folder);
    let mut warnings = BTreeMap::new();
    for problem in &reading.problems {
        assert!(!problem.is_error(), "{problem:?}");
        *warnings.entry(problem.code.to_string()).or_insert(0) += 1;
    }
    (reading.round.unwrap(), warnings)
}

#[test]
fn the_coventry_rounds_are_read_with_the_warnings_of_the_calendar_alone() {
    for term in ["autumn", "spring"] {
        let (_, warnings) = read(&coventry().join(term));
        // The source's three slips: 22 October, 14 January 2025 and 14 June.
        assert_eq!(warnings, BTreeMap::from([("stated-disagrees".to_owned(), 3)]), "{term}");
    }
}

fn with_programme<'r>(round: &'r Round, id: &str) -> impl Iterator<Item = &'r rightplace::round::Intake> {
    let programme = round.policy.programmes.find(id).unwrap();
    round
        .intakes
        .iter()
        .map(|(_, intake)| intake)
        .filter(move |intake| round.courses[intake.course].programme == programme)
}

#[test]
fn the_coventry_rounds_have_the_size_of_the_city() {
    for term in ["autumn", "spring"] {
        let (round, _) = read(&coventry().join(term));
        assert_eq!(round.schools.len(), 30);
        assert_eq!(round.schools.iter().filter(|(_, school)| school.sla).count(), 26);
        assert_eq!(round.providers.len(), 60);
        assert_eq!(round.referrals.len(), 600);
        let tier1 = round.policy.programmes.find("tier1").unwrap();
        let courses: Vec<_> = round.courses.iter().filter(|(_, course)| course.programme == tier1).collect();
        assert_eq!(courses.len(), 130);
        let categories: BTreeSet<&str> = courses.iter().map(|(_, course)| course.category.as_str()).collect();
        assert_eq!(categories, BTreeSet::from(["work-based learning", "curriculum", "employability"]));
        let pathways = round.policy.programmes.find("y11_pathways").unwrap();
        let six: BTreeSet<_> = round
            .courses
            .iter()
            .filter(|(_, course)| course.programme == pathways)
            .map(|(_, course)| course.provider)
            .collect();
        assert_eq!(six.len(), 6);
        assert!(with_programme(&round, "y11_pathways").all(|intake| intake.days.half_days().0 <= 4));
        assert!(round.providers.iter().any(|(_, provider)| provider.school.is_some()));
    }
}

#[test]
fn refocus_cohorts_have_25_places_from_tuesday_to_friday_on_coventrys_dates() {
    // S1:223, 569, 1003, 1018.
    for (term, first, last) in [("autumn", "2025-10-06", "2025-12-19"), ("spring", "2026-01-12", "2026-03-27")] {
        let (round, _) = read(&coventry().join(term));
        let open: Vec<_> = with_programme(&round, "refocus").filter(|intake| intake.start >= round.run.as_of).collect();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].places, 25);
        assert_eq!(open[0].days.to_string(), "Tue;Wed;Thu;Fri");
        assert_eq!(open[0].span(), Span::new(first.parse().unwrap(), last.parse().unwrap()));
    }
}

#[test]
fn more_ask_for_refocus_flourish_and_supported_transfer_than_there_is_room_for() {
    for term in ["autumn", "spring"] {
        let (round, _) = read(&coventry().join(term));
        for id in ["refocus", "flourish", "supported_transfer"] {
            let programme = round.policy.programmes.find(id).unwrap();
            let asked = round
                .referrals
                .iter()
                .filter(|(_, referral)| referral.programme == programme && referral.status == Status::Approved);
            let taken = round.held.iter().filter(|held| {
                held.intake.is_some_and(|key| round.intakes[key].end >= round.run.as_of) && held.programme == programme
            });
            let places: u32 = with_programme(&round, id).map(|intake| intake.places).sum();
            assert!(asked.count() > places as usize - taken.count(), "{id} in {term}");
        }
    }
}

#[test]
fn the_spring_round_follows_from_the_autumn_result() {
    let (autumn, _) = read(&coventry().join("autumn"));
    let (spring, _) = read(&coventry().join("spring"));
    let refocus = spring.policy.programmes.find("refocus").unwrap();
    assert_eq!(spring.held.iter().filter(|held| held.programme == refocus).count(), 25);

    // Every Tier 1 placement of the autumn has used a paid place of its school.
    let result = autumn_result();
    let tier1 = autumn.policy.programmes.find("tier1").unwrap();
    let mut used: BTreeMap<String, u32> =
        autumn.schools.iter().map(|(_, school)| (school.id.clone(), school.paid_places_used)).collect();
    let mut placed = BTreeSet::new();
    for id in result.lines().skip(1).filter_map(|line| line.split(',').next()) {
        let referral = &autumn.referrals[autumn.referrals.find(id).unwrap()];
        placed.insert(id.to_owned());
        let school = &autumn.schools[referral.school.unwrap()];
        if referral.programme == tier1 && school.sla {
            *used.get_mut(&school.id).unwrap() += 1;
        }
    }
    for (_, school) in spring.schools.iter() {
        assert_eq!(school.paid_places_used, used[&school.id], "{}", school.id);
    }

    // It keeps the autumn's decisions.
    for decision in &autumn.decisions {
        let id = |key: Key<Intake>| autumn.intakes[key].id.as_str();
        let row = |key| format!("\n{},{},", autumn.referrals[decision.referral].id, id(key));
        match decision.verdict {
            Verdict::Place(key) => assert!(result.contains(&row(key))),
            Verdict::Bar(Some(key)) => assert!(!result.contains(&row(key))),
            _ => {}
        }
    }

    // Whoever waits on was not placed, and keeps the day since which they wait.
    let again: Vec<_> = spring.referrals.iter().filter(|(_, referral)| referral.submitted < autumn.run.as_of).collect();
    assert!(again.len() > 40);
    for (_, referral) in again {
        let student = &spring.students[referral.student].id;
        let known = autumn.referrals.iter().any(|(_, earlier)| {
            autumn.students[earlier.student].id == *student
                && earlier.programme == referral.programme
                && !placed.contains(&earlier.id)
                && earlier.waiting_since == referral.waiting_since
        });
        assert!(known, "{}", referral.id);
    }
}

#[test]
fn first_steps_is_read_without_a_warning() {
    let (round, warnings) = read(&scenarios().join("first-steps"));
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!(round.referrals.len(), 8);
}

#[test]
fn a_spring_round_needs_the_result_of_the_autumn() {
    assert!(continue_round(&recipe(Term::Spring), COVENTRY_SEED, &[]).is_err());
    let strange = "referral_id,intake_id\nNOBODY,NOTHING\n";
    let error = continue_round(&recipe(Term::Spring), COVENTRY_SEED, &[strange]).unwrap_err();
    assert!(error.to_string().starts_with("row 2 "));
    assert!(continue_round(&recipe(Term::Spring), COVENTRY_SEED, &["no table"]).is_err());
}

#[test]
fn tiny_rounds_are_read_without_an_error_and_leave_something_to_choose() {
    let folder = tempfile::tempdir().unwrap();
    let (mut referrals, mut with_choice) = (0, 0);
    for seed in 0..1000 {
        // Every round has the same file names, so each replaces the one before.
        for (name, text) in tiny(seed) {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let (round, _) = read(folder.path());
        let book = Casebook::new(&round);
        let options = Options::list(&book);
        referrals += round.referrals.len();
        with_choice += round.referrals.keys().filter(|key| options.of(*key).len() >= 2).count();
    }
    assert!(2 * with_choice > referrals, "{with_choice} of {referrals} referrals have two options or more");
}
