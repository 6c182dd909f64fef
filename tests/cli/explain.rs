//! Why a referral has no place, and what would give it one.

use crate::support::{Bench, rows};
use std::collections::BTreeMap;

/// By hand: one more place of FL goes to R6, for R5 is before it and has one.
/// R4, once approved, is of band 1 and takes the place of R5, of band 4: no
/// place helps it while it is pending.
const R6: &str = "one more place (1 to 2) at FL; nobody loses a place by it";
const R4: &str = "the referral approved; 1 other referral loses its place by it: 1 of Flourish, class 0;4;1";

#[test]
fn a_no_is_explained_with_the_smallest_change() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let run = bench.run(&["explain", "ROUND", "--out", "@out", "R6", "R4"]).ends(0);
    insta::assert_snapshot!(run.stdout, @r"
    R6, Flourish, class 1;1;1: not placed
    Why: places. its nearest option is FL: the only place is taken
    It would be placed with: one more place (1 to 2) at FL; nobody loses a place by it.
      In the files: intakes.csv, row with intake_id FL: set places to 2
    Intakes of Flourish:
      FL  14 January 2026  option, choice 1: the only place is taken; 1 placement of this run: 1 of a more urgent class

    R4, Flourish, class 0;1;1: not placed
    Why: status. the only intake of Flourish, FL: Flourish takes approved referrals only; this one is pending
    It would be placed with: the referral approved; 1 other referral loses its place by it: 1 of Flourish, class 0;4;1.
      In the files: referrals.csv, row with referral_id R4: set status to approved
    Intakes of Flourish:
      FL  14 January 2026  shut out: status: Flourish takes approved referrals only; this one is pending
    ");
}

/// The audit needs the earlier result for its dates and groups.
#[test]
fn the_command_that_checks_the_result_names_the_earlier_one() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@first"]).ends(0);
    let run = bench.run(&["explain", "ROUND", "--out", "@out", "--hold", "@first/allocations.csv"]).ends(0);
    let check = run.stderr.lines().find(|line| line.starts_with("Check it: ")).unwrap();
    assert!(check.contains("--hold") && check.ends_with("first/allocations.csv"), "{check}");
}

#[test]
fn all_changes_go_into_the_result_which_can_be_replayed() {
    let bench = Bench::new();
    bench.run(&["explain", "ROUND", "--out", "@out"]).ends(0);
    let unplaced = bench.text("out", "unplaced.csv");
    assert!(unplaced.lines().any(|line| line.starts_with("R6,") && line.ends_with(R6)), "{unplaced}");
    assert!(unplaced.lines().any(|line| line.starts_with("R4,") && line.contains(R4)), "{unplaced}");
    bench.run(&["replay", "@out", "--round", "ROUND"]).ends(0);
    // With the change in the files, the child has a place.
    bench.edit("intakes.csv", "Wed;Thu,1\n", "Wed;Thu,2\n");
    bench.run(&["allocate", "ROUND", "--out", "@changed"]).ends(0);
    assert!(bench.text("changed", "allocations.csv").contains("\nR6,P6,S2,flourish,F,FL,"));
}

/// The cells of the column `change` by referral.
fn changes(bench: &Bench, folder: &str, file: &str) -> BTreeMap<String, String> {
    let rows = rows(&bench.text(folder, file)).into_iter();
    rows.map(|row| (row["referral_id"].clone(), row["change"].clone())).collect()
}

/// What `summary.json` says of changes.
fn extent(bench: &Bench) -> serde_json::Value {
    let summary: serde_json::Value = serde_json::from_str(&bench.text("out", "summary.json")).unwrap();
    summary["changes"].clone()
}

#[test]
fn the_allocation_is_explained_in_the_same_run() {
    let bench = Bench::new();
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs", "--explain"]).ends(0);
    assert!(run.stderr.contains("Changes:  for 2 of 2 referrals without a place"), "{}", run.stderr);
    assert_eq!(changes(&bench, "out", "unplaced.csv")["R6"], R6);
    assert_eq!(changes(&bench, "packs", "panel-flourish.csv")["R6"], R6);
    assert_eq!(extent(&bench), "whole");
    bench.run(&["explain", "ROUND", "--out", "@other"]).ends(0);
    for file in ["unplaced.csv", "summary.json", "report.html"] {
        assert_eq!(bench.text("out", file), bench.text("other", file), "{file}");
    }
    bench.run(&["replay", "@out", "--round", "ROUND"]).ends(0);
    bench.run(&["allocate", "ROUND", "--out", "@plain", "--explain", "--no-explain"]).ends(0);
    assert_eq!(changes(&bench, "plain", "unplaced.csv")["R6"], "");
}

#[test]
fn what_explain_found_stays_while_the_allocation_is_the_same() {
    let bench = Bench::new();
    bench.run(&["explain", "ROUND", "--out", "@out"]).ends(0);
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    assert_eq!(changes(&bench, "out", "unplaced.csv")["R6"], R6);
    assert_eq!(changes(&bench, "packs", "panel-flourish.csv")["R6"], R6);
    assert_eq!(extent(&bench), "whole");
    bench.run(&["replay", "@out", "--round", "ROUND"]).ends(0);
    // Another round: what was true of the one before is not told of it.
    bench.edit("intakes.csv", "Wed;Thu,1\n", "Wed;Thu,2\n");
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    assert_eq!(changes(&bench, "out", "unplaced.csv"), BTreeMap::from([("R4".to_owned(), String::new())]));
    assert_eq!(extent(&bench), serde_json::Value::Null);
}

#[test]
fn changes_that_somebody_altered_are_not_taken_over() {
    let bench = Bench::new();
    bench.run(&["explain", "ROUND", "--out", "@out"]).ends(0);
    let path = bench.path("out").join("unplaced.csv");
    let text = bench.text("out", "unplaced.csv").replace("1 to 2", "1 to 9");
    std::fs::write(path, text).unwrap();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    assert_eq!(changes(&bench, "out", "unplaced.csv")["R6"], "");
}

#[test]
fn changes_come_into_the_packs_and_the_form_of_the_files_stays() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs", "--excel"]).ends(0);
    assert_eq!(changes(&bench, "packs", "panel-flourish.csv")["R6"], "");
    bench.run(&["explain", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    assert_eq!(changes(&bench, "packs", "panel-flourish.csv")["R6"], R6);
    assert!(bench.text("out", "unplaced.csv").starts_with('\u{feff}'));
}

#[test]
fn a_result_of_another_round_is_not_taken_over() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    bench.edit("intakes.csv", "Wed;Thu,1\n", "Wed;Thu,2\n");
    let run = bench.run(&["explain", "ROUND", "--out", "@out", "R6"]).ends(0);
    assert!(run.stdout.starts_with("R6, Flourish, class 1;1;1: placed in FL\n"), "{}", run.stdout);
}

#[test]
fn an_unknown_referral_is_wrong_usage() {
    let bench = Bench::new();
    let run = bench.run(&["explain", "ROUND", "--out", "@out", "R9"]).ends(2);
    assert!(run.stderr.contains("there is no referral \"R9\" in the round"), "{}", run.stderr);
    assert!(!bench.path("out").exists());
}

#[test]
fn programs_read_it_as_json() {
    let bench = Bench::new();
    let run = bench.run(&["explain", "ROUND", "--out", "@out", "--json", "R6", "R1"]).ends(0);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(told[0]["change"]["says"], R6);
    assert_eq!(told[0]["change"]["edits"][0], "intakes.csv, row with intake_id FL: set places to 2");
    assert_eq!(told[0]["change"]["displaced"], 0);
    assert_eq!(told[1]["intake_id"], "T-MON");
}
