use crate::support::Bench;

#[test]
fn a_sound_round_ends_with_0_and_says_what_there_is() {
    let run = Bench::new().run(&["check", "ROUND"]).ends(0);
    // Five of six may take something: R4 is pending where a panel decides.
    assert!(run.stderr.contains("6 referrals (6 open, 5 with an option), 3 intakes"), "{}", run.stderr);
}

#[test]
fn errors_end_with_3_and_all_are_told() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "R1,P1,tier1,2025-11-03", "R1,P1,tier1,2025-13-03");
    bench.edit("intakes.csv", "T-TUE,T,", "T-TUE,NOWHERE,");
    let run = bench.run(&["check", "ROUND"]).ends(3);
    assert!(run.stdout.contains("error[bad-date] referrals.csv, row 2, column submitted"), "{}", run.stdout);
    assert!(run.stdout.contains("error[unknown-id] intakes.csv, row 3, column course_id"), "{}", run.stdout);
    assert!(run.stderr.contains("2 errors"), "{}", run.stderr);
}

#[test]
fn json_has_every_problem() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "R1,P1,tier1,2025-11-03", "R1,P1,tier1,2025-13-03");
    let run = bench.run(&["check", "ROUND", "--json"]).ends(3);
    let listing: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(listing["errors"], 1);
    assert_eq!(listing["problems"][0]["code"], "bad-date");
    assert_eq!(listing["problems"][0]["row"], 2);
    assert!(listing.get("round").is_none());
}

#[test]
fn a_round_that_is_not_there_ends_with_3() {
    Bench::new().run(&["check", "@nowhere"]).ends(3);
}
