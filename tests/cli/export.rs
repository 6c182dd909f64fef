use crate::support::{Bench, Run};
use std::collections::BTreeMap;

fn names(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

fn export(bench: &Bench, round: &str) -> Run {
    bench.run(&["export", round, "--out", "@out"])
}

#[test]
fn a_file_for_each_step_is_written_with_the_ladder_and_the_program() {
    let bench = Bench::new();
    let run = export(&bench, "ROUND").ends(0);
    assert_eq!(run.stdout, "");
    let steps = bench.text("out", "ladder.csv").lines().count() - 1;
    // By hand: classes 0;1;1 to 0;4;1, and 1;1;1; then the ten other stages.
    assert_eq!(steps, 15);
    assert!(run.stderr.contains("All 15 steps of the ladder are proven."), "{}", run.stderr);
    assert!(run.stderr.contains("step-01.mps to step-15.mps"), "{}", run.stderr);
    let mut expected = vec!["ladder.csv".to_owned(), "program.json".to_owned()];
    expected.extend((1..=steps).map(|step| format!("step-{step:02}.mps")));
    assert_eq!(names(&bench.files("out")), expected);
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "60", "--seed", "3"]).ends(0);
    for threads in ["1", "8"] {
        bench.run(&["export", "@city", "--out", &format!("@out{threads}"), "--threads", threads]).ends(0);
    }
    assert_eq!(bench.files("out1"), bench.files("out8"));
}

#[test]
fn an_infeasible_round_ends_with_4_and_leaves_no_step_of_an_earlier_export() {
    let bench = Bench::new();
    export(&bench, "ROUND").ends(0);
    // T-TUE has one place.
    bench.write("decisions.csv", "referral_id,decision,intake_id\nR2,place,T-TUE\nR1,place,T-TUE\n");
    bench.edit("referrals.csv", "1,T-MON\n", "1,T-MON;T-TUE\n");
    let run = export(&bench, "ROUND").ends(4);
    assert!(run.stderr.contains("step-01.mps has no solution"), "{}", run.stderr);
    assert_eq!(names(&bench.files("out")), ["program.json", "step-01.mps"]);
}

#[test]
fn a_limit_ends_with_5_and_says_what_is_unproven() {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "60", "--seed", "3"]).ends(0);
    let run = bench.run(&["export", "@city", "--out", "@out", "--time-limit", "0.000001"]).ends(5);
    assert!(run.stderr.contains("Not proven to be the best."), "{}", run.stderr);
    assert!(bench.text("out", "ladder.csv").contains(",unproven,"));
}

#[test]
fn wrong_folders_and_rounds_are_refused() {
    let bench = Bench::new();
    bench.run(&["export", "ROUND", "--out", "@round"]).ends(2);
    bench.write("referrals.csv", "referral_id\nR1\n");
    export(&bench, "ROUND").ends(3);
    assert!(!bench.path("out").exists());
}

#[test]
fn an_export_and_a_result_share_a_folder() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let result = bench.files("out");
    export(&bench, "ROUND").ends(0);
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    export(&bench, "ROUND").ends(0);
    let both = bench.files("out");
    assert!(result.keys().all(|name| both.contains_key(name)));
    assert!(both.contains_key("program.json") && both.contains_key("step-15.mps"));
}

#[test]
fn a_held_result_is_a_part_of_the_program() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@result"]).ends(0);
    bench.run(&["export", "ROUND", "--out", "@out", "--hold", "@result/allocations.csv"]).ends(0);
    let pinned = bench.text("out", "program.json").matches("\"kind\":\"pinned\"").count();
    // By hand, see the round: four referrals are placed.
    assert_eq!(pinned, 4);
}
