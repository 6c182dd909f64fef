use crate::html::row;
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

/// By hand: R5 (band 4, with the SLA) has the one Flourish place, which R6
/// (band 1, without) asks for too. Nobody else without a place is open.
#[test]
fn need_that_goes_after_the_sla_is_told() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let run = bench.run(&["audit", "ROUND", "@out/allocations.csv"]).ends(0);
    let told = "1 case in which the SLA puts a lower need before a higher one:\n  \
                R6 (class 1;1;1): FL, if R5 (class 0;4;1) left\n";
    assert!(run.stdout.ends_with(told), "{}", run.stdout);
    let page = bench.text("out", "report.html");
    let part = page.split_once("<h2 id=\"priority\">").unwrap().1;
    assert_eq!(row(part, "R6")[1..], ["1;1;1", "FL", "R5", "0;4;1"]);
    assert!(page.contains("No referral without a place could have one without somebody leaving"));
}

/// By hand: with R6 on the Flourish place, R5 of a higher class could have it;
/// with nobody on T-MON and T-TUE, R1, R2 and R3 could be placed.
#[test]
fn claims_on_an_allocation_made_by_hand_are_told() {
    let bench = Bench::new();
    std::fs::write(bench.path("hand.csv"), "referral_id,intake_id\nR6,FL\n").unwrap();
    let run = bench.run(&["audit", "ROUND", "@hand.csv"]).ends(0);
    let told = "3 referrals could be placed with nobody leaving:\n  R1 (class 0;1;1): T-MON\n  \
                R2 (class 0;2;1): T-MON\n  R3 (class 0;3;1): T-MON\n\n\
                1 claim on the place of a referral of a lower class:\n  \
                R5 (class 0;4;1): FL, if R6 (class 1;1;1) left\n";
    assert!(run.stdout.ends_with(told), "{}", run.stdout);
    let run = bench.run(&["audit", "ROUND", "@hand.csv", "--json"]).ends(0);
    let found: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let expected = serde_json::json!({
        "kind": "lower-class", "referral": "R5", "class": "0;4;1", "intake": "FL", "against": "R6", "class_against": "1;1;1"
    });
    assert_eq!(found["claims"][3], expected);
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
