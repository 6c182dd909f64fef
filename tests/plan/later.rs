//! What a round gains at the cost of later rounds of the same year is told: by
//! what is worth more, and by what is bought.

#![allow(clippy::panic, clippy::expect_used, reason = "a test ends where its own fixture is broken")]

use crate::proof::{Files, read, run};
use rightplace::paper::Format;
use rightplace::plan::buy::{self, Decided, Market, Menu, Purchase};
use rightplace::plan::value::{self, Value};
use rightplace::posed::Posed;
use rightplace::round::Round;
use rightplace::solve::{Engine, Highs};
use rightplace::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The first steps, where one more place in Catering places R1 too; with a
/// summer term, so many places of workshops in the year, and so many paid places
/// of each school.
fn spring(yearly: u32, paid: u32) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-steps");
    let entries = fs::read_dir(folder).expect("a scenario").map(|entry| entry.expect("an entry").path());
    let named = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let is_read = |path: &Path| ["csv", "toml"].iter().any(|end| path.extension().is_some_and(|own| own == *end));
    let files = entries.filter(|path| is_read(path) && named(path) != "menu.toml");
    let mut files: Files = files.map(|path| (named(&path), fs::read_to_string(&path).expect("a text"))).collect();
    change(&mut files, "policy.toml", "weeks = 6", &format!("weeks = 6\nyearly_places = {yearly}"));
    change(&mut files, "policy.toml", "paid_places = 3", &format!("paid_places = {paid}"));
    *files.get_mut("calendar.csv").expect("a calendar") += "term,2026-04-13,2026-07-17,Summer term\n";
    files
}

fn change(files: &mut Files, file: &str, old: &str, new: &str) {
    let text = files.get_mut(file).expect("a file");
    assert!(text.contains(old), "{file} has no {old}");
    *text = text.replacen(old, new, 1);
}

/// The summer after it: four who want a workshop, after so many in the spring.
fn summer(yearly: u32, in_spring: usize) -> Files {
    let mut files = spring(yearly, 90);
    change(&mut files, "round.toml", "as_of = 2026-01-07", "as_of = 2026-04-01");
    files.remove("decisions.csv");
    let intakes = "intake_id,course_id,start,days,places\nCARPENTRY-JAN,CARPENTRY,2026-01-12,Mon,9\nCARPENTRY-APR,CARPENTRY,2026-04-20,Mon,3\n";
    files.insert("intakes.csv".to_owned(), intakes.to_owned());
    let student = |number: usize| format!("U{number},S1,9\n");
    let referral = |number: usize| format!("Q{number},U{number},workshop,2026-03-01,pending,2,CARPENTRY-APR\n");
    let held = |number: usize| format!("H{number},CARPENTRY,CARPENTRY-JAN,2026-01-12,2026-02-27,Mon,workshop\n");
    let rows = |head: &str, row: &dyn Fn(usize) -> String, of: usize| -> String {
        [head.to_owned()].into_iter().chain((1..=of).map(row)).collect()
    };
    let students = rows("student_id,school_id,year_group\n", &student, 4)
        + &(1..=in_spring).map(|number| format!("H{number},S1,9\n")).collect::<String>();
    files.insert("students.csv".to_owned(), students);
    let head = "referral_id,student_id,programme,submitted,status,band,choices\n";
    files.insert("referrals.csv".to_owned(), rows(head, &referral, 4));
    let head = "student_id,course_id,intake_id,start,end,days,programme\n";
    files.insert("placements.csv".to_owned(), rows(head, &held, in_spring));
    files
}

fn valued<T>(round: &Round, with: impl Fn(&Value) -> T) -> T {
    let posed = Posed::new(round.clone(), BTreeSet::new());
    let engine = Engine::of(&Highs { seed: 0 });
    let ask = value::Ask { posed: &posed, most: 3, pounds: 100, is_whole: false, engine };
    with(&value::value(&ask, &|_| {}).unwrap_or_else(|fault| panic!("{fault}")))
}

fn bought<T>(files: &Files, menu: &str, with: impl Fn(&Purchase) -> T) -> T {
    let menu = Menu::parse("menu.toml", menu.as_bytes());
    let source = Source::from_texts(files.clone());
    let market = Market::open(&menu, &source).unwrap_or_else(|problems| panic!("{problems:?}"));
    let ask = buy::Ask { market: &market, demands: &[], engine: Engine::of(&Highs { seed: 0 }) };
    with(&buy::buy(&ask, &|| {}).unwrap_or_else(|fault| panic!("{fault}")))
}

const CATERING: &str =
    "budget = \"£300\"\n[[buy]]\nid = \"more\"\nintake = \"CATERING-JAN\"\nprice = \"£260\"\nmost = 1\n";

/// What a value says is taken from later rounds by one more place in Catering.
fn of_catering(files: &Files) -> Vec<String> {
    let round = read(files);
    valued(&round, |value| {
        let is_catering = |id: &str| id == "CATERING-JAN";
        let worth = value.worths.iter().find(|worth| is_catering(worth.capacity.limit.id(&round)));
        let point = worth.and_then(|worth| worth.verdict.first()).expect("a place of use");
        assert_eq!(value.placed_change(point), 1);
        point.later.iter().map(|later| later.problem(&round).to_string()).collect()
    })
}

#[test]
fn what_the_summer_would_lack_is_told() {
    // Three of six are taken as it is, and the summer would want three.
    let told = of_catering(&spring(6, 90));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("warning[taken-from-later] policy.toml, key programme.yearly_places"), "{}", told[0]);
    assert!(told[0].contains("Later rounds would place 1 referral fewer"), "{}", told[0]);
    let (source, round) = (spring(6, 90), read(&spring(6, 90)));
    bought(&source, CATERING, |purchase| {
        let Decided::Plan(plan) = &purchase.decided else { panic!("no plan") };
        assert_eq!(plan.numbers, [1]);
        assert_eq!(
            purchase.later.iter().map(|later| (later.more, later.left, later.wanted, later.fewer)).collect::<Vec<_>>(),
            [(1, 2, 3, 1)]
        );
        let files = buy::files(purchase, Format::Plain).expect("files");
        let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
        assert!(text("buy.html").contains("What later rounds would lack"));
        assert!(text("plan-buy.json").contains("\"limit\": \"yearly-places\""));
    });
    let csv = valued(&round, |value| value::files(value, Format::Plain).expect("files")["values.csv"].clone());
    let mut reader = csv::Reader::from_reader(&csv[..]);
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    let row = rows.iter().find(|row| row["id"] == "CATERING-JAN").expect("a row");
    assert_eq!(row["taken_from_later"], "1");
}

#[test]
fn what_is_told_is_what_the_year_comes_to() {
    for yearly in 4..=8 {
        let before = run(&read(&spring(yearly, 90))).placed.len();
        let mut with_one_more = spring(yearly, 90);
        change(&mut with_one_more, "intakes.csv", "Tue,1,", "Tue,2,");
        assert_eq!(run(&read(&with_one_more)).placed.len(), before + 1);
        // In the spring three are placed in workshops, with one more place four.
        let of_summer = |in_spring| run(&read(&summer(yearly, in_spring))).placed.len();
        let lacks = of_summer(3) - of_summer(4);
        assert_eq!(of_catering(&spring(yearly, 90)).len(), lacks, "{yearly} places in the year");
    }
}

#[test]
fn nothing_is_told_where_nothing_is_lacking() {
    // Enough for the year, and no term to come.
    assert_eq!(of_catering(&spring(7, 90)), [""; 0]);
    let mut last = spring(6, 90);
    change(&mut last, "calendar.csv", "term,2026-04-13,2026-07-17,Summer term\n", "");
    assert_eq!(of_catering(&last), [""; 0]);
    // A later term takes no more than its places.
    let mut little = spring(6, 90);
    change(&mut little, "policy.toml", "yearly_places = 6", "yearly_places = 6\nterm_places = 2");
    change(&mut little, "intakes.csv", "Tue,1,", "Tue,2,");
    let more = "budget = 300\n[[buy]]\nterm = \"workshop\"\nprice = 260\nmost = 1\n";
    bought(&little, more, |purchase| assert_eq!(purchase.later, []));
}

#[test]
fn paid_places_of_a_school_are_places_of_the_year() {
    // Two of S1's four are taken as it is; R1 would be the third.
    let told = of_catering(&spring(90, 4));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("warning[taken-from-later] schools.csv, column paid_places (S1)"), "{}", told[0]);
    assert_eq!(of_catering(&spring(90, 5)), [""; 0]);
}

#[test]
fn an_item_may_be_more_of_several_limits_at_once() {
    // The year's three are taken: a place in Catering alone is of no use.
    let files = spring(3, 90);
    bought(&files, CATERING, |purchase| assert_eq!(purchase.plan().map(|plan| plan.numbers[0]), Some(0)));
    let both = CATERING.replace("intake = ", "programme = \"workshop\"\nintake = ");
    bought(&files, &both, |purchase| {
        let plan = purchase.plan().expect("a plan");
        assert_eq!((plan.numbers[0], plan.confirmed.placed, purchase.before.placed), (1, 7, 6));
        assert_eq!(purchase.later, []);
        let csv = buy::files(purchase, Format::Plain).expect("files")["purchase.csv"].clone();
        assert!(String::from_utf8_lossy(&csv).contains("more,intake;programme,CATERING-JAN;workshop"));
    });
    let twice = format!("{both}\n[[buy]]\nprogramme = \"workshop\"\nprice = 1\nmost = 1\n");
    let menu = Menu::parse("menu.toml", twice.as_bytes());
    let source = Source::from_texts(files.clone());
    let problems = Market::open(&menu, &source).err().expect("one item for each limit");
    assert!(problems[0].to_string().contains("duplicate-id"), "{problems:?}");
}
