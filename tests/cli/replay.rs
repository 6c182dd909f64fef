use crate::support::Bench;
use std::fs;

/// A result of the small round.
fn allocated() -> Bench {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    bench
}

#[test]
fn the_same_inputs_come_to_the_same_bytes() {
    let bench = allocated();
    let run = bench.run(&["replay", "@out", "--round", "ROUND", "--threads", "1"]).ends(0);
    // Nine files of the round; six of the result and its summary again.
    assert_eq!(run.stdout.matches("input  same").count(), 9);
    assert_eq!(run.stdout.matches("file   same").count(), 6);
    assert_eq!(run.stdout.matches("again  same").count(), 7);
    assert!(run.stderr.contains("The same. 7 files of 9 inputs came out again byte for byte."), "{}", run.stderr);
}

#[test]
fn files_as_excel_likes_them_are_made_again_as_such() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out", "--excel"]).ends(0);
    assert_eq!(bench.summary("out")["format"], "excel");
    bench.run(&["replay", "@out", "--round", "ROUND"]).ends(0);
}

#[test]
fn an_input_that_is_changed_missing_or_extra_is_named() {
    let bench = allocated();
    bench.edit("referrals.csv", "R1,P1,tier1,2025-11-03,approved,1", "R1,P1,tier1,2025-11-03,approved,2");
    bench.write("decisions.csv", "referral_id,decision,intake_id\n");
    fs::remove_file(bench.round().join("calendar.csv")).unwrap();
    let run = bench.run(&["replay", "@out", "--round", "ROUND"]).ends(3);
    for line in ["input  changed  referrals.csv", "input  extra    decisions.csv", "input  missing  calendar.csv"] {
        assert!(run.stdout.lines().any(|other| other == line), "{line} in {}", run.stdout);
    }
    assert!(
        run.stderr.contains("Not the recorded inputs: calendar.csv, decisions.csv, referrals.csv"),
        "{}",
        run.stderr
    );
    assert!(!run.stdout.contains("again"), "nothing is run from other inputs");
}

#[test]
fn a_file_that_was_altered_since_is_named_and_the_run_still_repeated() {
    let bench = allocated();
    let path = bench.path("out").join("allocations.csv");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("R1,P1", "R4,P4")).unwrap();
    fs::remove_file(bench.path("out").join("schools.csv")).unwrap();
    let run = bench.run(&["replay", "@out", "--round", "ROUND"]).ends(6);
    assert!(run.stdout.contains("file   changed  allocations.csv\n"), "{}", run.stdout);
    assert!(run.stdout.contains("file   missing  schools.csv\n"), "{}", run.stdout);
    // What was recorded comes out again.
    assert!(run.stdout.contains("again  same     allocations.csv\n"), "{}", run.stdout);
    assert!(run.stderr.contains("Altered since the run: allocations.csv, schools.csv"), "{}", run.stderr);
}

/// Somebody changes a file and the hash that is recorded of it.
#[test]
fn a_forged_result_is_found_out_and_told_where() {
    let bench = allocated();
    let path = bench.path("out").join("allocations.csv");
    let forged = fs::read_to_string(&path).unwrap().replace("R2,P2,S1,tier1,T,T-TUE", "R2,P2,S1,tier1,T,T-MON");
    fs::write(&path, &forged).unwrap();
    let summary = bench.path("out").join("summary.json");
    let recorded = bench.summary("out")["files"]["allocations.csv"].as_str().unwrap().to_owned();
    let text = fs::read_to_string(&summary).unwrap().replace(&recorded, &sha256(forged.as_bytes()));
    fs::write(&summary, text).unwrap();
    let run = bench.run(&["replay", "@out", "--round", "ROUND", "--json"]).ends(6);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["verdict"], "another result");
    assert_eq!(found["again"][0]["file"], "allocations.csv");
    assert_eq!(found["again"][0]["fate"], "changed");
    assert_eq!(found["again"][0]["detail"], "from line 3 on");
    let last = found["again"].as_array().unwrap().last().unwrap();
    assert_eq!((last["file"].as_str(), last["detail"].as_str()), (Some("summary.json"), Some("in files")));
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_result_bound_to_an_earlier_one_needs_it() {
    let bench = allocated();
    bench.run(&["allocate", "ROUND", "--out", "@held", "--hold", "@out/allocations.csv"]).ends(0);
    bench.run(&["replay", "@held", "--round", "ROUND", "--hold", "@out/allocations.csv"]).ends(0);
    let run = bench.run(&["replay", "@held", "--round", "ROUND"]).ends(3);
    assert!(run.stdout.contains("input  missing  --hold\n"), "{}", run.stdout);
    assert!(run.stderr.contains("name it with --hold or --keep"), "{}", run.stderr);
    let run = bench.run(&["replay", "@out", "--round", "ROUND", "--keep", "@out/allocations.csv"]).ends(3);
    assert!(run.stdout.contains("input  extra    --keep\n"), "{}", run.stdout);
}

#[test]
fn an_infeasible_round_is_repeated_too() {
    let bench = Bench::new();
    bench.write("decisions.csv", "referral_id,decision,intake_id\nR5,place,FL\nR6,place,FL\n");
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(4);
    let run = bench.run(&["replay", "@out", "--round", "ROUND"]).ends(0);
    assert!(run.stderr.contains("The same. 2 files of 10 inputs"), "{}", run.stderr);
}

#[test]
fn a_run_that_a_limit_ended_cannot_be_repeated() {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "60", "--seed", "3"]).ends(0);
    bench.run(&["allocate", "@city", "--out", "@out", "--time-limit", "0.001"]).ends(5);
    let run = bench.run(&["replay", "@out", "--round", "@city"]).ends(5);
    assert!(run.stderr.contains("Cannot be repeated."), "{}", run.stderr);
}

#[test]
fn a_folder_without_a_result_is_wrong_usage() {
    let bench = allocated();
    bench.run(&["replay", "ROUND", "--round", "ROUND"]).ends(2);
    fs::write(bench.path("out").join("summary.json"), "{}").unwrap();
    bench.run(&["replay", "@out", "--round", "ROUND"]).ends(2);
}
