//! Runs that are bound to an earlier result.

use crate::support::Bench;

/// The result of the round in `first`, and then one more referral: R7, of band
/// 1, wants T-MON too. By hand: left to the ladder, R7 takes the place of R3,
/// of band 3, and the others stay.
fn with_a_late_referral() -> Bench {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@first"]).ends(0);
    bench.edit("students.csv", "P6,S2,8\n", "P6,S2,8\nP7,S1,9\n");
    bench.edit("referrals.csv", "\nR4,", "\nR7,P7,tier1,2025-12-01,approved,1,T-MON\nR4,");
    bench
}

#[test]
fn what_is_held_stays_whoever_comes_later() {
    let bench = with_a_late_referral();
    bench.run(&["allocate", "ROUND", "--out", "@out", "--hold", "@first/allocations.csv"]).ends(0);
    assert_eq!(
        bench.text("out", "moves.csv"),
        "referral_id,before,after,kind\nR1,T-MON,T-MON,stays\nR2,T-TUE,T-TUE,stays\nR3,T-MON,T-MON,stays\nR5,FL,FL,stays\n"
    );
    // Somebody less urgent has a place there, and the decision to hold it stands.
    assert!(bench.text("out", "unplaced.csv").contains("\nR7,P7,S1,tier1,0;1;1,pinned,"));
    assert!(bench.text("out", "unplaced.csv").contains(",pinned;places,"));
    assert_eq!(bench.summary("out")["moves"]["stays"], 4);
    assert_eq!(bench.summary("out")["inputs"]["--hold"].as_str().unwrap().len(), 64);
}

#[test]
fn what_is_kept_gives_way_to_greater_need() {
    let bench = with_a_late_referral();
    bench.run(&["allocate", "ROUND", "--out", "@out", "--keep", "@first/allocations.csv"]).ends(0);
    assert_eq!(
        bench.text("out", "moves.csv"),
        "referral_id,before,after,kind\nR1,T-MON,T-MON,stays\nR2,T-TUE,T-TUE,stays\nR3,T-MON,,loses\nR5,FL,FL,stays\nR7,,T-MON,gains\n"
    );
    let page = bench.text("out", "report.html");
    assert!(page.contains("Changes against the earlier result") && page.contains("3 places are as before."));
}

#[test]
fn a_withdrawn_referral_is_not_held_and_that_is_told() {
    let bench = with_a_late_referral();
    bench.edit("referrals.csv", "R1,P1,tier1,2025-11-03,approved", "R1,P1,tier1,2025-11-03,withdrawn");
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--hold", "@first/allocations.csv"]).ends(0);
    assert!(run.stderr.contains("the earlier place of R1 in T-MON is dropped"), "{}", run.stderr);
    let moves = bench.text("out", "moves.csv");
    assert!(moves.contains("\nR1,T-MON,,loses\n") && moves.contains("\nR7,,T-MON,gains\n"), "{moves}");
}

#[test]
fn keeping_what_is_no_option_is_a_warning() {
    let bench = Bench::new();
    std::fs::write(bench.path("earlier.csv"), "referral_id,intake_id\nR1,T-TUE\n").unwrap();
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--keep", "@earlier.csv"]).ends(0);
    assert!(run.stderr.contains("warning[keep-is-no-option]"), "{}", run.stderr);
    assert_eq!(bench.summary("out")["warnings"][0]["code"], "keep-is-no-option");
}

#[test]
fn an_earlier_result_with_errors_ends_with_3_and_writes_nothing() {
    let bench = Bench::new();
    std::fs::write(bench.path("earlier.csv"), "referral_id,intake_id\nR1,NOWHERE\n").unwrap();
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--keep", "@earlier.csv"]).ends(3);
    assert!(run.stderr.contains("error[unknown-id] earlier.csv, row 2, column intake_id"), "{}", run.stderr);
    bench.run(&["allocate", "ROUND", "--out", "@out", "--hold", "@nowhere.csv"]).ends(3);
    assert!(!bench.path("out").exists());
}

#[test]
fn an_earlier_result_is_held_or_kept_not_both() {
    let bench = with_a_late_referral();
    let earlier = "@first/allocations.csv";
    bench.run(&["allocate", "ROUND", "--out", "@out", "--hold", earlier, "--keep", earlier]).ends(2);
}
