//! The committed scenarios: they are what the generator makes from their seed,
//! they are as large as their README says, and they can be read.
//!
//! `RIGHTPLACE_REGENERATE=1 cargo test --release --test scenarios` writes the
//! files anew.

#![allow(clippy::unwrap_used, reason = "a test may fail where something is not there")]

mod bars;
mod decided;
mod keys;
mod programmes;
#[path = "../proof/mod.rs"]
mod proof;
mod reasons;
mod record;
mod services;

use rightplace::calendar::Span;
use rightplace::generate::{COVENTRY_SEED, Files, Recipe, Term, continue_round, tiny};
use rightplace::paper::Format;
use rightplace::round::{Barred, Intake, Key, Round, Status, Verdict};
use rightplace::rules::{Casebook, Options};
use rightplace::solve::{Engine, Highs, Quiet};
use rightplace::source::Source;
use rightplace::whatif::demand::Archive;
use rightplace::whatif::{Scenario, edited};
use rightplace::year::{self, How, Plan};
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

/// The published result of a round, from which those after it follow.
fn published(term: Term) -> PathBuf {
    coventry().join(format!("{}-allocations.csv", term.word()))
}

fn result_of(term: Term) -> String {
    fs::read_to_string(published(term)).unwrap()
}

/// Where the files are written anew, the round of a term is run to the proof, and
/// its result written as it is published.
fn publish(term: Term) {
    let (round, _) = read(&coventry().join(term.word()));
    let result = proof::run(&round);
    assert_eq!(result.status, rightplace::result::Status::Optimal, "{}", term.word());
    let mut text = "referral_id,intake_id,start,end\n".to_owned();
    for placed in &result.placed {
        let (placement, span) = (&placed.placement, placed.placement.span);
        let (referral, intake) = (&round.referrals[placement.referral].id, &round.intakes[placement.intake].id);
        text.push_str(&format!("{referral},{intake},{},{}\n", span.first, span.last));
    }
    fs::write(published(term), text).unwrap();
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
    let mut results: Vec<String> = Vec::new();
    for term in Term::ALL {
        let earlier: Vec<&str> = results.iter().map(String::as_str).collect();
        let files = continue_round(&recipe(term), COVENTRY_SEED, &earlier).unwrap();
        assert_committed(&coventry().join(term.word()), &files);
        if term < Term::June {
            if regenerate() {
                publish(term);
            }
            results.push(result_of(term));
        }
    }
}

/// The rounds of the terms.
const TERMS: [&str; 3] = ["autumn", "spring", "summer"];

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
fn the_coventry_rounds_are_read_with_the_warnings_of_their_readme() {
    // Held placements that end after 26 June 2026, together. In the autumn the intakes that outlast an approval,
    // after it those that are over, and until December both.
    for term in Term::ALL {
        let dead = if matches!(term, Term::November | Term::December) { 2 } else { 1 };
        let (_, warnings) = read(&coventry().join(term.word()));
        // The source's three slips: 22 October and 14 January 2025 have a likely reading, 14 June has none.
        let expected = [
            ("after-leaving-date", 1),
            ("date-unresolved", 1),
            ("dead-capacity", dead),
            ("held-outlasts-approval", 1),
            ("stated-disagrees", 2),
        ];
        assert_eq!(warnings, BTreeMap::from(expected.map(|(code, count)| (code.to_owned(), count))), "{}", term.word());
    }
}

/// The files of a round of Coventry's with its policy and calendar.
fn files_of(term: &str) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let listed = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    for path in listed(coventry()).chain(listed(coventry().join(term))).filter(|path| path.is_file()) {
        texts.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap());
    }
    let run = texts["round.toml"].replace("../", "");
    texts.insert("round.toml".to_owned(), run);
    texts
}

/// What is told of a calendar in the place of Coventry's own.
fn told_of_calendar(calendar: &str) -> Vec<String> {
    let mut texts = files_of("spring");
    texts.insert("calendar.csv".to_owned(), calendar.to_owned());
    let reading = Round::from_source(&Source::from_texts(texts));
    let of_calendar = reading.problems.iter().filter(|problem| problem.place.file == "calendar.csv");
    of_calendar.map(ToString::to_string).collect()
}

#[test]
fn the_slips_of_the_source_are_explained_from_its_own_words() {
    // Every deadline and meeting of S1:984-1046 as printed, date and words alike. A1 to A5 as in domain.md §1.1.
    let calendar = fs::read_to_string(coventry().join("../../tests/data/stated/calendar.csv")).unwrap();
    insta::assert_snapshot!(told_of_calendar(&calendar).join("\n"), @r#"
    warning[bank-holiday-missing] calendar.csv, column kind: found no row for 25 December 2025 (Christmas Day), 26 December 2025 (Boxing Day), 1 January 2026 (New Year’s Day), 3 April 2026 (Good Friday), 6 April 2026 (Easter Monday), 4 May 2026 (Early May bank holiday), 25 May 2026 (Spring bank holiday); expected the bank holidays from the first term to the last. Add a row of the kind bank_holiday for each, or bank_holidays = "gov.uk" to round.toml. Without, they count as working days and as days on which is taught.
    warning[deadline-after-start] calendar.csv, row 8, column date: found 2025-09-17; expected 2025-09-15 or earlier, the start that it serves. Check both dates.
    warning[deadline-after-start] calendar.csv, row 12, column date: found 2025-10-08; expected 2025-10-06 or earlier, the start that it serves. The deadline of 17 September 2025 may be the one for this start; check both dates.
    warning[stated-disagrees] calendar.csv, row 14, column stated: found "Tuesday 22 October 2025", but 22 October 2025 is a Wednesday; expected Tuesday 21 October 2025: 13 days after the deadline of 8 October 2025, as with 7 other rows; all 8 other rows of the kind are on a Tuesday; 22 October 2024 was a Tuesday: perhaps copied from the year before. Write 2025-10-21 into the column date, where 2025-10-22 counts now. Ask who published it.
    warning[stated-disagrees] calendar.csv, row 21, column stated: found "Wednesday 14 January 2025", but 14 January 2025 is a Tuesday; expected Wednesday 14 January 2026: 13 days before the meeting of 27 January 2026, as with 7 other rows; all 8 other rows of the kind are on a Wednesday; 14 January 2025 lies outside the calendar's terms. Write 2026-01-14 into the column date, where 2025-01-14 counts now. Ask who published it.
    warning[date-unresolved] calendar.csv, row 33, column stated: found "Wednesday 14 June 2026", but 14 June 2026 is a Sunday; expected one date; Wednesday 10 June 2026, Wednesday 17 June 2026 or Wednesday 24 June 2026 may be meant, and nothing in the calendar tells which. Unresolved: the column date, 2026-06-14, counts as it stands. Submit by Wednesday 10 June 2026 to be safe. Ask who published it, and write the date that they name into the column date.
    "#);
}

#[test]
fn the_slips_are_explained_beside_the_dates_that_stand_for_them() {
    let calendar = fs::read_to_string(coventry().join("calendar.csv")).unwrap();
    insta::assert_snapshot!(told_of_calendar(&calendar).join("\n"), @r#"
    warning[stated-disagrees] calendar.csv, row 12, column stated: found "Tuesday 22 October 2025", but 22 October 2025 is a Wednesday; expected Tuesday 21 October 2025: 13 days after the deadline of 8 October 2025, as with 7 other rows; all 8 other rows of the kind are on a Tuesday; 22 October 2024 was a Tuesday: perhaps copied from the year before. The column date says so too. Ask who published it, to be sure.
    warning[stated-disagrees] calendar.csv, row 26, column stated: found "Wednesday 14 January 2025", but 14 January 2025 is a Tuesday; expected Wednesday 14 January 2026: 13 days before the meeting of 27 January 2026, as with 7 other rows; all 8 other rows of the kind are on a Wednesday; 14 January 2025 lies outside the calendar's terms. The column date says so too. Ask who published it, to be sure.
    warning[date-unresolved] calendar.csv, row 47, column stated: found "Wednesday 14 June 2026", but 14 June 2026 is a Sunday; expected one date; Wednesday 10 June 2026, Wednesday 17 June 2026 or Wednesday 24 June 2026 may be meant, and nothing in the calendar tells which. Unresolved: the column date, 2026-06-14, counts as it stands. Submit by Wednesday 10 June 2026 to be safe. Ask who published it, and write the date that they name into the column date.
    "#);
    // A date that somebody was told of and wrote down stands, whatever the source says.
    let decided = calendar.replace("deadline,2026-06-14,", "deadline,2026-06-10,");
    let told = told_of_calendar(&decided);
    assert_eq!(told.len(), 3, "{told:#?}");
    insta::assert_snapshot!(told[2], @r#"
    warning[date-unresolved] calendar.csv, row 47, column stated: found "Wednesday 14 June 2026", but 14 June 2026 is a Sunday; expected one date; Wednesday 10 June 2026, Wednesday 17 June 2026 or Wednesday 24 June 2026 may be meant, and nothing in the calendar tells which. Unresolved: the column date has the earliest of them, which is safe. Ask who published it.
    "#);
}

#[test]
fn every_what_if_can_be_applied_to_the_spring_round() {
    let source = Source::open(&coventry().join("spring"));
    let files = |folder: &str| fs::read_dir(coventry().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let files: BTreeSet<PathBuf> = files("whatif").chain(files("demand")).collect();
    assert_eq!(files.len(), 6);
    let mut archive = Archive::default();
    for file in files {
        let mut scenario = Scenario::parse(file.file_name().unwrap().to_str().unwrap(), &fs::read(&file).unwrap());
        archive.fetch(&mut scenario, file.parent().unwrap());
        assert_eq!(scenario.problems(), [], "{}", file.display());
        for variant in scenario.variants(0) {
            assert_eq!(edited(&source, &scenario, &variant).err(), None, "{}", variant.name);
        }
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
    for term in TERMS {
        let (round, _) = read(&coventry().join(term));
        assert_eq!(round.schools.len(), 30);
        assert_eq!(round.schools.iter().filter(|(_, school)| school.sla).count(), 26);
        // S1:242: more than 60, the receiving schools and the academy not among them.
        assert!(round.providers.iter().filter(|(_, provider)| provider.school.is_none()).count() > 61);
        assert_eq!(round.referrals.len(), 600);
        let tier1 = round.policy.programmes.find("tier1").unwrap();
        let courses: Vec<_> = round.courses.iter().filter(|(_, course)| course.programme == tier1).collect();
        assert_eq!(courses.len(), 130);
        let categories: BTreeSet<&str> = courses.iter().map(|(_, course)| course.category.as_str()).collect();
        assert_eq!(
            categories,
            BTreeSet::from(["work-based learning", "curriculum support", "employability and personal development"])
        );
        let pathways = round.policy.programmes.find("y11_pathways").unwrap();
        let six: BTreeSet<_> = round
            .courses
            .iter()
            .filter(|(_, course)| course.programme == pathways)
            .map(|(_, course)| course.provider)
            .collect();
        assert_eq!(six.len(), 6);
        // S1:636, and the last Friday in June.
        assert!(with_programme(&round, "y11_pathways").all(|intake| intake.days.half_days().0 <= 4));
        let leaving = rightplace::calendar::school_leaving_day(2026).unwrap();
        assert!(with_programme(&round, "y11_pathways").all(|intake| intake.end <= leaving));
        assert!(round.providers.iter().any(|(_, provider)| provider.school.is_some()));
    }
}

#[test]
fn tier_1_lasts_from_six_weeks_to_a_year_and_may_be_joined_late_and_insight_is_a_day_a_week() {
    // S1:253, 272 and 334.
    let (round, _) = read(&coventry().join("autumn"));
    let days = |intake: &Intake| intake.span().days().count();
    let lengths: BTreeSet<usize> = with_programme(&round, "tier1").map(days).collect();
    // From Monday of the first to Friday of the sixth week, half-term between or not; and September to July.
    assert!(lengths.iter().any(|days| [40, 47].contains(days)), "{lengths:?}");
    assert!(lengths.iter().any(|days| *days > 280), "{lengths:?}");
    assert!(with_programme(&round, "tier1").any(|intake| intake.last_start.is_some()));
    assert!(with_programme(&round, "insight").all(|intake| intake.days.half_days().0 <= 2));
}

#[test]
fn refocus_cohorts_have_25_places_from_tuesday_to_friday_on_coventrys_dates() {
    // S1:223, 569, 1003, 1018, 1038.
    let cohorts = [
        ("autumn", "2025-10-06", "2025-12-19"),
        ("spring", "2026-01-12", "2026-03-27"),
        ("summer", "2026-04-27", "2026-07-10"),
    ];
    for (term, first, last) in cohorts {
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
    for term in TERMS {
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
    let result = result_of(Term::Autumn);
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
            Verdict::Bar(Barred::Intake(key)) => assert!(!result.contains(&row(key))),
            _ => {}
        }
    }

    // Whoever waits on was not placed, and keeps the day since which they wait. For Supported Transfer they
    // have asked in between.
    let transfer = spring.policy.programmes.find("supported_transfer").unwrap();
    let again = spring.referrals.iter().filter(|(_, referral)| referral.submitted < autumn.run.as_of);
    let again: Vec<_> = again.filter(|(_, referral)| referral.programme != transfer).collect();
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
fn the_year_takes_over_what_the_committed_rounds_say() {
    let plan = Plan::read(&coventry()).unwrap();
    assert_eq!(plan.rounds, Term::ALL.map(Term::word));
    let how = How { engine: &|| Engine::of(&Highs { seed: 0 }) };
    let year = year::run(&coventry(), &plan, &how, &mut Quiet).unwrap();
    assert_eq!(year.status(), rightplace::result::Status::Optimal);
    let files = year::files(&year, Format::Plain).unwrap();
    let text = |name: String| String::from_utf8(files[&name].clone()).unwrap();
    let tables = [
        "schools",
        "students",
        "referrals",
        "providers",
        "courses",
        "intakes",
        "placements",
        "separations",
        "decisions",
    ];
    for term in Term::ALL.into_iter().skip(1).map(Term::word) {
        for table in tables {
            let committed = fs::read_to_string(coventry().join(term).join(format!("{table}.csv"))).unwrap();
            assert!(text(format!("rounds/{term}/{table}.csv")) == committed, "{table} of {term}");
        }
    }
    // The committed results have four of the columns.
    for term in Term::ALL.into_iter().filter(|term| *term < Term::June) {
        let result = text(format!("results/{}/allocations.csv", term.word()));
        let columns = |line: &str| -> String {
            let cells: Vec<&str> = line.split(',').collect();
            [cells[0], cells[5], cells[7], cells[8]].join(",") + "\n"
        };
        assert!(result.lines().map(columns).collect::<String>() == result_of(term), "{}", term.word());
    }
    // 25 places of Refocus a term, 75 a year (S1:223).
    let used = year::uses(&year).into_iter().filter(|each| each.id == "refocus");
    let used: Vec<[u32; 4]> = used.map(|each| [each.of, each.before, each.now, each.left]).collect();
    let [first, second, third] = [[75, 0, 25, 50], [75, 25, 25, 25], [75, 50, 25, 0]];
    let [after_first, after_second, after_third] = [[75, 25, 0, 50], [75, 50, 0, 25], [75, 75, 0, 0]];
    let year = [first, after_first, after_first, second, after_second, after_second, third, after_third, after_third];
    assert_eq!(used, year);
}

#[test]
fn first_steps_is_read_without_a_warning() {
    let (round, warnings) = read(&scenarios().join("first-steps"));
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!(round.referrals.len(), 8);
}

#[test]
fn a_later_round_needs_the_results_of_those_before_it() {
    assert!(continue_round(&recipe(Term::Spring), COVENTRY_SEED, &[]).is_err());
    assert!(continue_round(&recipe(Term::Spring), COVENTRY_SEED, &[&result_of(Term::Autumn)]).is_err());
    let strange = "referral_id,intake_id\nNOBODY,NOTHING\n";
    let error = continue_round(&recipe(Term::November), COVENTRY_SEED, &[strange]).unwrap_err();
    assert!(error.to_string().starts_with("row 2 "));
    assert!(continue_round(&recipe(Term::November), COVENTRY_SEED, &["no table"]).is_err());
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
    assert!(5 * with_choice > 2 * referrals, "{with_choice} of {referrals} referrals have two options or more");
}
