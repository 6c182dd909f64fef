//! A year of three small rounds, worked out by hand.

use crate::support::{Bench, files_in};
use std::fs;

/// Round `one` is that of the bench, its Flourish place taken to the summer and
/// three Flourish places a year. By hand: R1 and R3 have T-MON, R2 T-TUE, R5 FL;
/// R4 is pending and R6 has no place.
///
/// In round `two`, R4 is approved, P6 asks again as N1, R2 has withdrawn, R3 is
/// listed although it has a place, and P5 asks for Tier 1 too. FL-B has one
/// place, for R4; N1's school has no SLA.
///
/// Round `three` has one intake and no referral of its own: N1 gets it.
fn year() -> Bench {
    let bench = Bench::new();
    bench.edit("policy.toml", "decision = \"panel\"", "decision = \"panel\"\nyearly_places = 3");
    bench.edit("intakes.csv", "FL,F,2026-01-14,2026-03-27", "FL,F,2026-01-14,2026-07-17");
    fs::create_dir(bench.path("year")).unwrap();
    fs::rename(bench.round(), bench.path("year/one")).unwrap();
    for (folder, files) in [
        (
            "two",
            [
                ("round.toml", "name = \"Two\"\nas_of = 2026-02-02\nacademic_year = \"2025-26\"\nseed = 2\n"),
                (
                    "referrals.csv",
                    "referral_id,student_id,programme,submitted,status,band\n\
                     R4,P4,flourish,2025-11-03,approved,1\n\
                     N1,P6,flourish,2026-01-20,approved,1\n\
                     R2,P2,tier1,2025-11-03,withdrawn,2\n\
                     R3,P3,tier1,2025-11-03,approved,3\n\
                     N2,P5,tier1,2026-01-21,approved,2\n",
                ),
                (
                    "intakes.csv",
                    "intake_id,course_id,start,end,days,places\n\
                     T-MON2,T,2026-02-09,2026-07-17,Mon,1\n\
                     FL-B,F,2026-02-11,2026-07-17,Wed;Thu,1\n",
                ),
                ("decisions.csv", "referral_id,decision,intake_id,by\nN1,bar,FL-B,provider\n"),
            ]
            .as_slice(),
        ),
        (
            "three",
            &[
                ("round.toml", "name = \"Three\"\nas_of = 2026-04-13\nacademic_year = \"2025-26\"\nseed = 3\n"),
                ("intakes.csv", "intake_id,course_id,start,end,days,places\nFL-C,F,2026-04-20,2026-07-17,Mon;Tue,1\n"),
            ],
        ),
    ] {
        fs::create_dir(bench.path("year").join(folder)).unwrap();
        for (name, text) in files {
            fs::write(bench.path("year").join(folder).join(name), text).unwrap();
        }
    }
    bench
}

/// V1 refuses N1 in round `two`, and runs everything.
#[test]
fn a_refusal_by_a_provider_goes_with_who_waits() {
    let bench = year();
    let decisions = "referral_id,decision,intake_id,by\nN1,bar,V1,provider\n";
    fs::write(bench.path("year/two/decisions.csv"), decisions).unwrap();
    bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    let text = |name: &str| bench.text("out", name);
    assert_eq!(
        text("rounds/three/decisions.csv"),
        "referral_id,decision,intake_id,by,reason,date\nN1,bar,V1,provider,,\n"
    );
    assert!(!text("results/three/allocations.csv").contains("N1"));
    assert!(text("results/three/unplaced.csv").contains("N1,P6,S2,flourish,1;1;1,barred,"));
}

/// N1 is refused at FL-B and gets FL-C of the same provider, which is told.
#[test]
fn who_is_refused_and_placed_with_the_same_provider_is_told() {
    let bench = year();
    bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    let summary = bench.text("out", "results/three/summary.json");
    assert!(summary.contains("N1 is barred from FL-B and placed in FL-C, of the same provider"), "{summary}");
}

#[test]
fn each_round_takes_over_what_the_one_before_left() {
    let bench = year();
    let run = bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    let text = |name: &str| bench.text("out", name);
    // R2 withdrew, the other places run on; T-TUE is gone with it.
    assert_eq!(
        text("rounds/two/placements.csv"),
        "student_id,intake_id,programme,start,end,days\n\
         P1,T-MON,tier1,2026-01-12,2026-03-27,Mon\n\
         P3,T-MON,tier1,2026-01-12,2026-03-27,Mon\n\
         P5,FL,flourish,2026-01-14,2026-07-17,Wed;Thu\n"
    );
    // Intakes that go on are there, without a free place.
    assert_eq!(
        text("rounds/two/intakes.csv"),
        "intake_id,course_id,start,end,days,places\n\
         T-MON2,T,2026-02-09,2026-07-17,Mon,1\n\
         FL-B,F,2026-02-11,2026-07-17,Wed;Thu,1\n\
         FL,F,2026-01-14,2026-07-17,Wed;Thu,1\n\
         T-MON,T,2026-01-12,2026-03-27,Mon,2\n"
    );
    // N1 has waited since R6 was submitted; R6 itself is not there beside it.
    assert_eq!(
        text("rounds/two/referrals.csv"),
        "referral_id,student_id,programme,submitted,status,band,waiting_since\n\
         R4,P4,flourish,2025-11-03,approved,1,\n\
         N1,P6,flourish,2026-01-20,approved,1,2025-11-03\n\
         R2,P2,tier1,2025-11-03,withdrawn,2,\n\
         N2,P5,tier1,2026-01-21,approved,2,\n"
    );
    assert!(run.stderr.contains("referral R3 has a place from an earlier round and is left out"), "{}", run.stderr);
    // R1, R2 and R3 have each used a paid place, N2 a fourth.
    assert_eq!(
        text("rounds/two/schools.csv"),
        "school_id,name,sla,paid_places_used\nS1,Brook Academy,yes,3\nS2,Hill School,no,\n"
    );
    assert!(text("rounds/three/schools.csv").contains("\nS1,Brook Academy,yes,4\n"));
    assert_eq!(
        text("rounds/three/referrals.csv"),
        "referral_id,student_id,programme,submitted,status,band,waiting_since\n\
         N1,P6,flourish,2026-01-20,approved,1,2025-11-03\n"
    );
    // The refusal goes with N1; T-MON has ended and no year counts it.
    assert_eq!(
        text("rounds/three/decisions.csv"),
        "referral_id,decision,intake_id,by,reason,date\nN1,bar,FL-B,provider,,\n"
    );
    assert_eq!(
        text("rounds/three/placements.csv"),
        "student_id,intake_id,programme,start,end,days\n\
         P5,FL,flourish,2026-01-14,2026-07-17,Wed;Thu\n\
         P5,T-MON2,tier1,2026-02-09,2026-07-17,Mon\n\
         P4,FL-B,flourish,2026-02-11,2026-07-17,Wed;Thu\n"
    );
    assert_eq!(
        text("rounds.csv"),
        "round,as_of,status,referrals,open,carried,held,placed,not_placed,fees\n\
         one,2025-12-05,optimal,6,6,0,0,4,2,750.00\n\
         two,2026-02-02,optimal,4,3,0,3,2,2,250.00\n\
         three,2026-04-13,optimal,1,1,1,3,1,0,0.00\n"
    );
    assert_eq!(
        text("year.csv"),
        "kind,id,round,of,used_before,used_now,left\n\
         programme,flourish,one,3,0,1,2\n\
         programme,flourish,two,3,1,1,1\n\
         programme,flourish,three,3,2,1,0\n\
         school,S1,one,15,0,3,12\n\
         school,S1,two,15,3,1,11\n\
         school,S1,three,15,4,0,11\n"
    );
    assert_eq!(
        text("waiting.csv"),
        "student_id,programme,referral_ids,waiting_since,without_a_place,outcome,placed_in,intake_id\n\
         P4,flourish,R4,2025-11-03,one,placed,two,FL-B\n\
         P6,flourish,R6;N1,2025-11-03,one;two,placed,three,FL-C\n"
    );
}

#[test]
fn a_year_is_its_rounds_by_hand() {
    let bench = year();
    for threads in ["1", "8"] {
        let out = format!("@out{threads}");
        bench.run(&["year", "@year", "--out", &out, "--threads", threads]).ends(0);
    }
    for (name, round) in [("one", "@year/one"), ("two", "@out1/rounds/two"), ("three", "@out1/rounds/three")] {
        bench.run(&["allocate", round, "--out", "@hand"]).ends(0);
        let mut by_hand = bench.files("hand");
        by_hand.remove("timings.json");
        for out in ["out1", "out8"] {
            let mut of_year = files_in(&bench.path(out).join("results").join(name));
            of_year.remove("timings.json");
            assert_eq!(of_year, by_hand, "{name} of {out}");
        }
    }
    for name in ["year.html", "year.csv", "rounds.csv", "waiting.csv", "year.json"] {
        assert_eq!(bench.text("out1", name), bench.text("out8", name), "{name}");
    }
}

#[test]
fn one_page_shows_the_year() {
    let bench = year();
    fs::write(bench.path("year").join("year.toml"), "name = \"<b>Testshire</b>\"\n").unwrap();
    bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    let page = bench.text("out", "year.html");
    for needed in
        ["<html lang=\"en-GB\">", "href=\"#main\"", "<main id=\"main\"", "<caption", "scope=\"row\"", "R6, N1"]
    {
        assert!(page.contains(needed), "{needed}");
    }
    for forbidden in ["http:", "https:", "url(", "@import", "src=", "<b>"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_year_with_errors_ends_with_3_and_writes_nothing() {
    let bench = year();
    fs::write(
        bench.path("year/three/intakes.csv"),
        "intake_id,course_id,start,end,days,places\nX,Y,2026-04-20,,Mon,1\n",
    )
    .unwrap();
    let run = bench.run(&["year", "@year", "--out", "@out"]).ends(3);
    assert!(run.stderr.contains("In three:") && run.stderr.contains("error[unknown-id] intakes.csv, row 2"));
    assert!(!bench.path("out").exists());
    fs::write(bench.path("year").join("year.toml"), "rounds = [\"two\", \"one\"]\n").unwrap();
    let run = bench.run(&["year", "@year", "--out", "@out"]).ends(3);
    assert!(run.stderr.contains("one has the day 2025-12-05, not after two with 2026-02-02"), "{}", run.stderr);
    fs::write(bench.path("year").join("year.toml"), "rounds = [\"../one\"]\n").unwrap();
    bench.run(&["year", "@year", "--out", "@out"]).ends(3);
    bench.run(&["year", "@hand", "--out", "@out"]).ends(3);
}

#[test]
fn an_infeasible_round_ends_the_year_with_4() {
    let bench = year();
    fs::write(bench.path("year/two/decisions.csv"), "referral_id,decision,intake_id\nN1,place,FL-B\nR4,place,FL-B\n")
        .unwrap();
    let run = bench.run(&["year", "@year", "--out", "@out"]).ends(4);
    assert!(run.stderr.contains("three: not run"), "{}", run.stderr);
    assert!(bench.path("out/results/one/allocations.csv").exists());
    assert!(bench.path("out/results/two/report.html").exists());
    assert!(!bench.path("out/results/three").exists());
    assert!(bench.text("out", "rounds.csv").contains("\nthree,,not run,"));
}

#[test]
fn a_year_replaces_its_earlier_files_and_no_others() {
    let bench = year();
    bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    fs::write(bench.path("out/minutes.docx"), "theirs").unwrap();
    fs::write(bench.path("year").join("year.toml"), "rounds = [\"one\", \"two\"]\n").unwrap();
    bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    assert!(!bench.path("out/results/three").exists());
    assert_eq!(bench.text("out", "minutes.docx"), "theirs");
    // A file that somebody put among the results is not thrown away.
    fs::write(bench.path("out/results/one/letter.docx"), "theirs").unwrap();
    let run = bench.run(&["year", "@year", "--out", "@out"]).ends(2);
    assert!(run.stderr.contains("results/one/letter.docx"), "{}", run.stderr);
    bench.run(&["year", "@year", "--out", "@year"]).ends(2);
}

#[test]
fn a_year_copies_no_name_no_pupil_number_and_no_note() {
    let bench = year();
    let students = fs::read_to_string(bench.path("year/one/students.csv")).unwrap();
    let mut lines = students.lines().map(|line| match line.starts_with("student_id") {
        true => format!("{line},name,upn,notes\n"),
        false => format!("{line},Zebedee Quux,A801200001001,has asthma\n"),
    });
    fs::write(bench.path("year/one/students.csv"), lines.by_ref().collect::<String>()).unwrap();
    bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    let copied = fs::read_to_string(bench.path("out/rounds/two/students.csv")).unwrap();
    assert!(copied.starts_with("student_id,school_id,year_group\n"), "{copied}");
    assert!(!["Zebedee", "A8012", "asthma"].iter().any(|secret| copied.contains(secret)), "{copied}");
}

#[test]
fn a_year_copies_the_column_by_which_students_weigh() {
    let bench = year();
    let students = fs::read_to_string(bench.path("year/one/students.csv")).unwrap();
    let lines = students.lines().map(|line| match line.starts_with("student_id") {
        true => format!("{line},Risk,notes\n"),
        false => format!("{line},2,has asthma\n"),
    });
    fs::write(bench.path("year/one/students.csv"), lines.collect::<String>()).unwrap();
    let policy = fs::read_to_string(bench.path("year/one/policy.toml")).unwrap();
    let mix = "mix = [{ id = \"risk\", per = \"provider\", weight = \"risk\", most = 99 }]";
    fs::write(bench.path("year/one/policy.toml"), format!("{mix}\n{policy}")).unwrap();
    bench.run(&["year", "@year", "--out", "@out"]).ends(0);
    let copied = fs::read_to_string(bench.path("out/rounds/two/students.csv")).unwrap();
    assert!(copied.starts_with("student_id,school_id,year_group,Risk\n"), "{copied}");
}
