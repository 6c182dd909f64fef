use crate::support::Bench;

#[test]
fn a_made_up_round_can_be_checked_and_is_the_same_each_time() {
    let bench = Bench::new();
    let size = ["--referrals", "40", "--seed", "7"];
    for out in ["@one", "@two"] {
        bench.run(&[&["generate", "--out", out], &size[..]].concat()).ends(0);
    }
    assert_eq!(bench.files("one"), bench.files("two"));
    let run = bench.run(&["check", "@one"]).ends(0);
    assert!(run.stderr.contains("40 referrals"), "{}", run.stderr);
    bench.run(&["generate", "--out", "@three", "--referrals", "40", "--seed", "8"]).ends(0);
    assert_ne!(bench.files("one"), bench.files("three"));
}

#[test]
fn a_later_term_follows_from_a_published_result() {
    let bench = Bench::new();
    let autumn = ["--referrals", "20", "--term", "autumn"];
    bench.run(&[&["generate", "--out", "@autumn"], &autumn[..]].concat()).ends(0);
    // Nobody was placed, so nobody holds a place in the spring.
    std::fs::write(bench.path("nobody.csv"), "referral_id,intake_id\n").unwrap();
    // Two rounds of Supported Transfers are between the autumn's and the spring's.
    let after = ["--after", "@nobody.csv"].repeat(3);
    let spring = ["generate", "--out", "@spring", "--referrals", "20"];
    bench.run(&[&spring[..], &after].concat()).ends(0);
    bench.run(&["check", "@spring"]).ends(0);
    let none = bench.text("spring", "placements.csv");
    bench.run(&["generate", "--out", "@ordinary", "--referrals", "20"]).ends(0);
    assert!(none.lines().count() < bench.text("ordinary", "placements.csv").lines().count());
    let short = ["generate", "--out", "@short", "--referrals", "20"];
    let run = bench.run(&[&short[..], &after[2..]].concat()).ends(3);
    assert!(
        run.stderr.contains("3 earlier results are needed, one for each round before; 2 were given"),
        "{}",
        run.stderr
    );
    // The autumn has no term before it.
    bench.run(&[&["generate", "--out", "@other", "--after", "@nobody.csv"], &autumn[..]].concat()).ends(3);
}

#[test]
fn cities_are_put_together_and_hard_rounds_made() {
    let bench = Bench::new();
    let size = ["--referrals", "20", "--seed", "7"];
    bench.run(&[&["generate", "--out", "@region", "--scale", "4"], &size[..]].concat()).ends(0);
    let run = bench.run(&["check", "@region"]).ends(0);
    assert!(run.stderr.contains("80 referrals"), "{}", run.stderr);
    bench.run(&[&["generate", "--out", "@hard", "--hard", "budgets"], &size[..]].concat()).ends(0);
    let run = bench.run(&["check", "@hard"]).ends(0);
    assert!(run.stderr.contains("20 referrals"), "{}", run.stderr);
    bench.run(&["generate", "--out", "@none", "--scale", "0"]).ends(2);
    bench.run(&["generate", "--out", "@none", "--hard", "harder"]).ends(2);
}

#[test]
fn a_folder_with_something_in_it_is_never_written_to() {
    let bench = Bench::new();
    let before = bench.files("round");
    bench.run(&["generate", "--out", "ROUND", "--tiny"]).ends(2);
    assert_eq!(bench.files("round"), before);
    bench.run(&["generate", "--out", "@tiny", "--tiny"]).ends(0);
    bench.run(&["check", "@tiny"]).ends(0);
}
