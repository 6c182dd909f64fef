use crate::support::Bench;

#[test]
fn our_own_allocation_is_sound_and_attains_what_we_said() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let run = bench.run(&["audit", "ROUND", "@out/allocations.csv"]).ends(0);
    assert!(run.stderr.contains("No rule or constraint is broken."), "{}", run.stderr);
    let run = bench.run(&["audit", "ROUND", "@out/allocations.csv", "--json"]).ends(0);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["placed"], 4);
    let ours = bench.summary("out")["stages"].clone();
    let values = |stages: &serde_json::Value| -> Vec<serde_json::Value> {
        stages.as_array().unwrap().iter().map(|stage| stage["value"].clone()).collect()
    };
    assert_eq!(values(&found["stages"]), values(&ours));
}

#[test]
fn what_is_broken_ends_with_6_and_is_told_in_plain_english() {
    let bench = Bench::new();
    // By hand: FL has one place, and R4 is pending where a panel decides.
    std::fs::write(bench.path("hand.csv"), "referral_id,intake_id\nR4,FL\nR5,FL\n").unwrap();
    let run = bench.run(&["audit", "ROUND", "@hand.csv"]).ends(6);
    assert!(run.stdout.contains("violation[status] referral R4, intake FL"), "{}", run.stdout);
    assert!(run.stdout.contains("violation[places] intake FL"), "{}", run.stdout);
    assert!(run.stderr.contains("2 violations"), "{}", run.stderr);
}

#[test]
fn a_worse_allocation_is_no_violation() {
    let bench = Bench::new();
    std::fs::write(bench.path("hand.csv"), "referral_id,intake_id\nR2,T-TUE\n").unwrap();
    let run = bench.run(&["audit", "ROUND", "@hand.csv"]).ends(0);
    assert!(run.stdout.contains("1 placement. What it attains:"), "{}", run.stdout);
}

#[test]
fn an_allocation_that_cannot_be_read_ends_with_3() {
    let bench = Bench::new();
    std::fs::write(bench.path("hand.csv"), "referral_id,intake_id\nR2,NOWHERE\n").unwrap();
    bench.run(&["audit", "ROUND", "@hand.csv"]).ends(3);
    bench.run(&["audit", "ROUND", "@nowhere.csv"]).ends(3);
}
