use crate::support::Bench;
use std::collections::BTreeMap;

const SET: [&str; 8] = [
    "allocations.csv",
    "intakes.csv",
    "report.html",
    "reserves.csv",
    "schools.csv",
    "summary.json",
    "timings.json",
    "unplaced.csv",
];
/// The set of a run that ended before the proof.
const UNPROVEN: [&str; 7] =
    ["allocations.csv", "intakes.csv", "report.html", "schools.csv", "summary.json", "timings.json", "unplaced.csv"];

fn names(files: &BTreeMap<String, Vec<u8>>) -> Vec<&str> {
    files.keys().map(String::as_str).collect()
}

/// The files but for the one with times.
fn without_times(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.remove("timings.json");
    files
}

#[test]
fn the_best_allocation_is_written_and_proven() {
    let bench = Bench::new();
    let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    assert_eq!(run.stdout, "");
    assert_eq!(names(&bench.files("out")), SET);
    // By hand, see the round.
    assert_eq!(
        bench.text("out", "allocations.csv"),
        "referral_id,student_id,school_id,programme,course_id,intake_id,provider_id,start,end,days,choice_rank,fee,funding,class\n\
         R1,P1,S1,tier1,T,T-MON,V1,2026-01-12,2026-03-27,Mon,1,250.00,paid_place,0;1;1\n\
         R2,P2,S1,tier1,T,T-TUE,V1,2026-01-13,2026-03-27,Tue,2,250.00,paid_place,0;2;1\n\
         R3,P3,S1,tier1,T,T-MON,V1,2026-01-12,2026-03-27,Mon,1,250.00,paid_place,0;3;1\n\
         R5,P5,S1,flourish,F,FL,V1,2026-01-14,2026-03-27,Wed;Thu,1,0.00,fee_only,0;4;1\n"
    );
    let unplaced = bench.text("out", "unplaced.csv");
    let rows: Vec<&str> = unplaced.lines().collect();
    assert_eq!(rows[0], "referral_id,student_id,school_id,programme,class,reason,detail,obstacles,change");
    assert!(rows[1].starts_with("R4,P4,S1,flourish,0;1;1,status,"), "{}", rows[1]);
    assert!(rows[2].starts_with("R6,P6,S2,flourish,1;1;1,places,"), "{}", rows[2]);
    assert_eq!(rows.len(), 3);
    assert_eq!(
        bench.text("out", "intakes.csv"),
        "intake_id,course_id,start,end,places,taken_before,taken_now,left,opens,wanted\n\
         FL,F,2026-01-14,2026-03-27,1,0,1,0,yes,2\n\
         T-MON,T,2026-01-12,2026-03-27,2,0,2,0,yes,3\n\
         T-TUE,T,2026-01-13,2026-03-27,1,0,1,0,yes,1\n"
    );
    // R6 alone waits for a place that somebody has; R4 is no option.
    assert_eq!(
        bench.text("out", "reserves.csv"),
        "intake_id,position,referral_id,student_id,school_id,takes\nFL,1,R6,P6,S2,FL\n"
    );
    assert_eq!(
        bench.text("out", "schools.csv"),
        "school_id,sla,allowance,used_before,used_now,left,extra_bought,charged,fees,budget_left,referred,placed\n\
         S1,yes,15,0,3,12,0,0,750.00,,5,4\n\
         S2,no,0,0,0,0,0,0,0.00,,1,0\n"
    );
    let summary = bench.summary("out");
    assert_eq!(summary["status"], "optimal");
    assert_eq!(summary["seed"], 20_251_205);
    assert_eq!(summary["inputs"].as_object().unwrap().len(), 9);
    assert_eq!(summary["programmes"][1]["programme"], "flourish");
    assert_eq!(summary["programmes"][1]["placed"], 1);
    let stages = summary["stages"].as_array().unwrap();
    assert_eq!(stages[0]["stage"], "placed");
    assert_eq!(stages[0]["class"], "0;1;1");
    assert_eq!(stages.last().unwrap()["stage"], "settle");
    assert!(stages.iter().all(|stage| stage["value"] == stage["bound"] && stage["proof"] == "proven"));
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "60", "--seed", "3"]).ends(0);
    for threads in ["1", "2", "8"] {
        let out = format!("@out{threads}");
        bench.run(&["allocate", "@city", "--out", &out, "--threads", threads]).ends(0);
    }
    let one = without_times(bench.files("out1"));
    assert_eq!(one, without_times(bench.files("out2")));
    assert_eq!(one, without_times(bench.files("out8")));
}

#[test]
fn a_limit_ends_with_5_and_what_was_found_is_written_and_says_so() {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "60", "--seed", "3"]).ends(0);
    let run = bench.run(&["allocate", "@city", "--out", "@out", "--time-limit", "0.001"]).ends(5);
    assert!(run.stderr.contains("Not proven to be the best."), "{}", run.stderr);
    assert_eq!(names(&bench.files("out")), UNPROVEN);
    let summary = bench.summary("out");
    assert_eq!(summary["status"], "feasible");
    let proofs: Vec<&str> =
        summary["stages"].as_array().unwrap().iter().map(|stage| stage["proof"].as_str().unwrap()).collect();
    let unproven = proofs.iter().position(|proof| *proof == "unproven").unwrap();
    assert!(proofs[..unproven].iter().all(|proof| *proof == "proven"));
    assert!(proofs[unproven + 1..].iter().all(|proof| *proof == "conditional"));
    bench.run(&["audit", "@city", "@out/allocations.csv"]).ends(0);
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_with_5_and_what_was_found_is_written() {
    use std::process::{Command, Stdio};
    use std::time::Duration;
    let bench = Bench::new();
    // A round that takes much longer than the test waits.
    bench.run(&["generate", "--out", "@hard", "--hard", "mixed", "--seed", "1"]).ends(0);
    let mut run = Command::new(env!("CARGO_BIN_EXE_rightplace"));
    run.arg("allocate").arg(bench.path("hard")).arg("--out").arg(bench.path("out"));
    let mut run = run.stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(2));
    Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert_eq!(run.wait().unwrap().code(), Some(5));
    assert_eq!(names(&bench.files("out")), UNPROVEN);
    assert_eq!(bench.summary("out")["status"], "feasible");
    bench.run(&["audit", "@hard", "@out/allocations.csv"]).ends(0);
}

#[test]
fn bad_input_ends_with_3_and_writes_nothing() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "R1,P1,tier1,2025-11-03", "R1,P1,tier1,2025-13-03");
    let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(3);
    assert!(run.stderr.contains("error[bad-date] referrals.csv, row 2"), "{}", run.stderr);
    assert!(!bench.path("out").exists());
}

#[test]
fn decisions_that_cannot_all_be_kept_end_with_4_and_are_named() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    bench.write("decisions.csv", "referral_id,decision,intake_id,by\nR5,place,FL,panel\nR6,place,FL,panel\n");
    let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(4);
    // The earlier set's other files are gone with it.
    assert_eq!(names(&bench.files("out")), ["report.html", "summary.json", "timings.json"]);
    let summary = bench.summary("out");
    assert_eq!(summary["status"], "infeasible");
    let conflict: Vec<&str> =
        summary["conflict"].as_array().unwrap().iter().map(|member| member["id"].as_str().unwrap()).collect();
    assert_eq!(conflict, ["place", "place", "places"]);
    assert!(run.stderr.contains("referral R6 must hold intake FL"), "{}", run.stderr);
}

#[test]
fn a_place_decision_that_a_rule_shuts_out_names_the_rule() {
    let bench = Bench::new();
    bench.write("decisions.csv", "referral_id,decision,intake_id\nR4,place,FL\n");
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(4);
    let conflict = bench.summary("out")["conflict"].clone();
    assert_eq!(conflict[1]["id"], "status");
}

#[test]
fn excel_gets_a_byte_order_mark_and_crlf() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out", "--excel"]).ends(0);
    for (name, bytes) in bench.files("out").iter().filter(|(name, _)| name.ends_with(".csv")) {
        assert!(bytes.starts_with(b"\xef\xbb\xbf"), "{name}");
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{name}");
    }
}

#[test]
fn every_output_of_a_provisional_round_says_so() {
    let bench = Bench::new();
    bench.edit("round.toml", "seed = 20251205", "seed = 20251205\nprovisional = true");
    let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let text = "Provisional, for the panel";
    for (name, bytes) in bench.files("out") {
        assert!(String::from_utf8(bytes).unwrap().contains(text), "{name}");
    }
    assert_eq!(bench.summary("out")["provisional"], true);
    assert!(run.stderr.contains(text));
    // R4 counts as approved now and, of band 1 with the SLA, takes the place.
    assert!(bench.text("out", "allocations.csv").contains("\nR4,P4,S1,flourish,F,FL,"));
}

#[test]
fn hostile_text_does_no_harm() {
    let bench = Bench::new();
    bench.edit("schools.csv", "Brook Academy", "<script>alert(1)</script>\u{202e}");
    bench.edit("courses.csv", "Bicycles", "\"<img src=x onerror=alert(2)>\"");
    bench.edit("round.toml", "Testshire, spring", "</title><script>alert(3)</script>");
    bench.edit("referrals.csv", "\nR1,", "\n=1+1,");
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let page = bench.text("out", "report.html");
    // The page's own script, and no other.
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<script>alert") && !page.contains("<img") && !page.contains('\u{202e}'));
    assert!(page.contains("alert(1)") && page.contains("alert(2)") && page.contains("alert(3)"));
    // The row is there, and no spreadsheet runs it.
    assert!(bench.text("out", "allocations.csv").contains("\n'=1+1,P1,S1,"));
}

#[test]
fn the_folder_of_the_round_is_never_written_to() {
    let bench = Bench::new();
    let before = bench.files("round");
    bench.run(&["allocate", "ROUND", "--out", "ROUND"]).ends(2);
    assert_eq!(bench.files("round"), before);
}

#[test]
fn other_files_of_the_folder_survive() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("out")).unwrap();
    std::fs::write(bench.path("out").join("minutes.txt"), "theirs").unwrap();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    assert_eq!(bench.text("out", "minutes.txt"), "theirs");
    assert_eq!(bench.files("out").len(), SET.len() + 1);
}

#[test]
fn a_report_loads_nothing_and_has_what_screen_readers_need() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let page = bench.text("out", "report.html");
    for needed in
        ["<html lang=\"en-GB\">", "href=\"#main\"", "<main id=\"main\"", "<caption", "scope=\"col\"", "scope=\"row\""]
    {
        assert!(page.contains(needed), "{needed}");
    }
    for forbidden in ["http:", "https:", "url(", "@import", "src=", "fetch(", "XMLHttpRequest", "eval("] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(page.matches("<main").count(), 1);
}

/// Ids that begin with zeros stay what they are in a spreadsheet, and are read
/// again from what was written for one.
#[test]
fn excel_keeps_the_zeros_of_ids_and_they_are_read_again() {
    let bench = Bench::new();
    bench.edit("students.csv", "P1,S1", "004501,S1");
    bench.edit("referrals.csv", "R1,P1", "0017,004501");
    bench.run(&["allocate", "ROUND", "--out", "@out", "--excel"]).ends(0);
    let written = bench.text("out", "allocations.csv");
    assert!(written.contains("\r\n\"=\"\"0017\"\"\",\"=\"\"004501\"\"\",S1,tier1,"), "{written}");
    bench.run(&["audit", "ROUND", "@out/allocations.csv"]).ends(0);
    bench.run(&["allocate", "ROUND", "--out", "@again", "--hold", "@out/allocations.csv"]).ends(0);
    assert_eq!(bench.text("again", "moves.csv").matches(",stays").count(), 4);
}
