//! Draws of lots that come out level, and what decides then.

use crate::support::Bench;

/// Two students of one class, who wait and want alike, for the only place. Of
/// the seed 20251205, the first student's home is the nearer one.
fn two_for_a_place(first: &str, second: &str) -> Bench {
    let bench = Bench::new();
    bench.write(
        "students.csv",
        "student_id,school_id,year_group,lat,lon\nP1,S1,9,52.4100,-1.5000\nP2,S1,9,52.4900,-1.5000\n",
    );
    bench.write(
        "referrals.csv",
        &format!(
            "referral_id,student_id,programme,submitted,status,band,choices\n\
             {first},P1,tier1,2025-11-03,approved,1,T-MON\n{second},P2,tier1,2025-11-03,approved,1,T-MON\n"
        ),
    );
    bench.write("providers.csv", "provider_id,name,lat,lon\nV1,Workshop,52.4100,-1.5000\n");
    bench.edit("intakes.csv", "Mon,2", "Mon,1");
    bench
}

fn placed(bench: &Bench) -> String {
    let allocations = bench.text("out", "allocations.csv");
    allocations.lines().nth(1).and_then(|row| row.split(',').next()).unwrap_or_default().to_owned()
}

/// `printf '20251205:R650' | sha256sum` begins with 215cfe721b, that of R876
/// with 215cf5bcc9: the first five digits are the same, and R876 has the lower
/// second number.
#[test]
fn a_level_draw_is_drawn_again_and_distance_decides_nothing() {
    for (first, second) in [("R650", "R876"), ("R876", "R650")] {
        let bench = two_for_a_place(first, second);
        let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
        assert_eq!(placed(&bench), "R876");
        assert_eq!(bench.summary("out")["draw"], "settled");
        assert!(!run.stderr.contains("The draw is level"), "{}", run.stderr);
        let page = bench.text("out", "report.html");
        assert!(page.contains("215cf5bcc9") && page.contains("215cfe721b"));
    }
}

/// The same by a ladder that does not draw again: the nearer student is placed,
/// and it is said that the draw was level.
#[test]
fn a_ladder_that_does_not_draw_again_says_that_the_draw_is_level() {
    for (first, second) in [("R650", "R876"), ("R876", "R650")] {
        let bench = two_for_a_place(first, second);
        bench.edit("policy.toml", "\"redraw\", ", "");
        let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
        assert_eq!(placed(&bench), first);
        assert_eq!(bench.summary("out")["draw"], "level");
        let said = "The draw is level: up to lottery, another set of referrals is as good.";
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert!(bench.text("out", "report.html").contains(said));
        // What is taken over from a proven result says the same of its draw.
        let before = bench.files("out");
        bench.run(&["explain", "ROUND", "--out", "@out"]).ends(0);
        assert_eq!(bench.summary("out")["draw"], "level");
        assert_eq!(before["allocations.csv"], bench.files("out")["allocations.csv"]);
    }
}

/// The SHA-256 of `20251205:R529251` and `20251205:R863155` share their first
/// ten digits, 20ec55bfc0.
#[test]
fn a_draw_that_is_level_again_is_said_to_be() {
    let bench = two_for_a_place("R529251", "R863155");
    let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    assert_eq!(bench.summary("out")["draw"], "level");
    assert!(run.stderr.contains("The draw is level: up to redraw,"), "{}", run.stderr);
}

/// A ladder without any draw says nothing of one.
#[test]
fn without_a_draw_nothing_is_said_of_one() {
    let bench = Bench::new();
    bench.edit("policy.toml", "\"lottery\", \"redraw\", ", "");
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    assert!(bench.summary("out").get("draw").is_none());
}
