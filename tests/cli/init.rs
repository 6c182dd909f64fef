use crate::support::Bench;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn an_empty_round_is_written_once_and_never_over_another() {
    let bench = Bench::new();
    for (place, next) in [("@new", "new"), ("@new.xlsx", "new.xlsx")] {
        let run = bench.run(&["init", place]).ends(0);
        assert!(run.stderr.contains("rightplace check") && run.stderr.contains(next), "{}", run.stderr);
        let run = bench.run(&["check", place]).ends(3);
        assert!(run.stdout.contains("error[missing-value]") && run.stdout.contains("key as_of"), "{}", run.stdout);
        assert!(run.stderr.contains("4 errors"), "{}", run.stderr);
    }
    let (folder, workbook) = (bench.files("new"), fs::read(bench.path("new.xlsx")).unwrap());
    bench.run(&["init", "@new"]).ends(2);
    bench.run(&["init", "@new.xlsx"]).ends(2);
    bench.run(&["init", "@none/new.xlsx"]).ends(2);
    assert_eq!(bench.files("new"), folder);
    assert!(fs::read(bench.path("new.xlsx")).unwrap() == workbook);
}

#[test]
fn a_workbook_goes_wherever_a_folder_goes() {
    let bench = Bench::new();
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus/workbook_of_typed_cells/round.xlsx");
    fs::copy(made, bench.path("spring.xlsx")).unwrap();
    bench.run(&["check", "@spring.xlsx"]).ends(0);
    bench.run(&["allocate", "@spring.xlsx", "--out", "@out"]).ends(0);
    let summary: serde_json::Value = serde_json::from_str(&bench.text("out", "summary.json")).unwrap();
    assert_eq!(summary["inputs"]["spring.xlsx"].as_str().map(str::len), Some(64), "{summary}");
    let allocations = "@out/allocations.csv";
    bench.run(&["audit", "@spring.xlsx", allocations]).ends(0);
    bench.run(&["allocate", "@spring.xlsx", "--out", "@held", "--hold", allocations]).ends(0);
    assert_eq!(bench.text("held", "allocations.csv"), bench.text("out", "allocations.csv"));
    bench.run(&["export", "@spring.xlsx", "--out", "@export"]).ends(0);
}

#[test]
fn schemas_are_printed_or_written() {
    let bench = Bench::new();
    let run = bench.run(&["schema"]).ends(0);
    let all: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    bench.run(&["schema", "--out", "@schemas"]).ends(0);
    let written = bench.text("schemas", "intakes.schema.json");
    assert_eq!(all["intakes.schema.json"], serde_json::from_str::<serde_json::Value>(&written).unwrap());
    bench.run(&["schema", "--out", "@schemas"]).ends(2);
}

#[test]
fn a_round_begins_with_a_policy_of_ours_and_its_calendar() {
    let bench = Bench::new();
    for name in ["county", "coventry", "early-years", "ehc", "keys", "three-tier"] {
        let folder = format!("@{name}");
        bench.run(&["init", &folder, "--policy", name]).ends(0);
        let policy = fs::read_to_string(bench.path(&format!("{name}/policy.toml"))).unwrap();
        let programmes = policy.matches("[[programme]]").count();
        assert!(programmes > 0, "{name}");
        // What is left to fill in is not the policy: no problem is told of it
        // but names that the empty tables do not have yet.
        let check = bench.run(&["check", &folder, "--json"]).ends(3).stdout;
        let check: serde_json::Value = serde_json::from_str(&check).unwrap();
        for problem in check["problems"].as_array().unwrap() {
            let of_policy = ["policy.toml", "calendar.csv"].contains(&problem["file"].as_str().unwrap());
            assert!(!of_policy || problem["severity"] == "warning" || problem["code"] == "unknown-id", "{problem}");
        }
    }
    bench.run(&["init", "@x", "--policy", "atlantis"]).ends(2);
    bench.run(&["init", "@x.xlsx", "--policy", "county"]).ends(2);
    assert!(!bench.path("x").exists() && !bench.path("x.xlsx").exists());
}

#[test]
fn a_round_begins_with_another_round_without_its_children() {
    let bench = Bench::new();
    bench.run(&["init", "@next", "--from", "ROUND"]).ends(0);
    let of = |folder: PathBuf, name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (before, next) = (bench.round(), bench.path("next"));
    for name in ["policy.toml", "calendar.csv", "providers.csv", "courses.csv"] {
        assert_eq!(of(before.clone(), name), of(next.clone(), name), "{name}");
    }
    for name in ["students.csv", "referrals.csv", "intakes.csv", "decisions.csv", "placements.csv"] {
        let rows = of(next.clone(), name).lines().skip(1).filter(|line| !line.starts_with("e.g.")).count();
        assert_eq!(rows, 0, "{name}");
    }
    // With its tables filled in as they were, it is the same round.
    let mut schools = of(before.clone(), "schools.csv");
    schools = schools
        .replace("sla\n", "sla,budget,paid_places_used\n")
        .replace("yes\n", "yes,900,3\n")
        .replace("no\n", "no,,\n");
    fs::write(before.join("schools.csv"), schools).unwrap();
    bench.run(&["init", "@again", "--from", "ROUND"]).ends(0);
    assert_eq!(of(bench.path("again"), "schools.csv"), of(next, "schools.csv"));
    bench.run(&["init", "@x", "--from", "@nowhere"]).ends(3);
    bench.run(&["init", "@x", "--from", "ROUND", "--policy", "county"]).ends(2);
}

#[test]
fn a_policy_is_told_in_sentences() {
    let bench = Bench::new();
    let text = bench.run(&["policy", "ROUND"]).ends(0).stdout;
    for sentence in [
        "Most urgent of all: in programmes with priority, schools with the agreement come before those without.",
        "Where that is the same: band 1 comes before band 2, and so on to band 4.",
        "A school with the agreement has 15 paid places in an academic year",
        "Every school may refer; those with the agreement come first.",
        "A panel decides: only referrals that it has approved are considered.",
        "1. as many of the most urgent class as possible have a place, then of the next, and so on (placed).",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
    assert!(!text.contains("R1") && !text.contains("P1"), "{text}");
    bench.run(&["policy", "ROUND", "--out", "@told"]).ends(0);
    let page = fs::read_to_string(bench.path("told/policy.html")).unwrap();
    let plain = fs::read_to_string(bench.path("told/policy.txt")).unwrap();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        assert!(plain.contains(line), "{line}");
    }
    assert!(page.contains("How places are given") && page.contains("lang=\"en-GB\""));
    // A policy that says otherwise is told otherwise.
    let path = bench.round().join("policy.toml");
    let policy = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        policy.replace("decision = \"panel\"", "decision = \"officer\"\nterm_places = 7\nyear_groups = \"8-9\""),
    )
    .unwrap();
    let told = bench.run(&["policy", "ROUND"]).ends(0).stdout;
    assert!(
        !told.contains("A panel decides") && told.contains("year groups 8-9") && told.contains("7 starts in a term"),
        "{told}"
    );
}
