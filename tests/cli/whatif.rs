//! `rightplace whatif`: what is compared, and what is written of it.

use crate::support::{Bench, Run, rows};
use std::collections::BTreeMap;

pub fn whatif(bench: &Bench, scenarios: &[&str]) -> Run {
    bench.run(&[&["whatif", "ROUND"], scenarios, &["--out", "@out"]].concat())
}

/// The place of each referral in a result.
fn places(bench: &Bench, folder: &str) -> BTreeMap<String, String> {
    let rows = rows(&bench.text(folder, "allocations.csv"));
    rows.iter().map(|row| (row["referral_id"].clone(), row["intake_id"].clone())).collect()
}

const MORE: &str = r#"name = "More Flourish"
require = { "placed_flourish" = ">= 2", "placed_change" = "= 1", "fees_change" = "<= 0" }

[[edit]]
table = "intakes"
where = { programme = "flourish" }
set = { places = "+1" }
"#;

#[test]
fn a_scenario_stands_beside_the_unchanged_round_and_equals_a_run_on_edited_files() {
    let bench = Bench::new();
    bench.write_beside("more.toml", MORE);
    let run = whatif(&bench, &["@more.toml"]).ends(0);
    assert!(run.stdout.contains("5 placed (+1), 1 gain, 0 lose, 0 move, accepted"), "{}", run.stdout);
    // By hand: FL has a second place, and R6 is next for it.
    assert_eq!(bench.text("out", "movements.csv"), "scenario,referral_id,before,after\nMore Flourish,R6,,FL\n");
    let table = rows(&bench.text("out", "comparison.csv"));
    let cells = |column: &str| table.iter().map(|row| row[column].as_str()).collect::<Vec<_>>();
    assert_eq!(cells("scenario"), ["unchanged", "More Flourish"]);
    assert_eq!(cells("status"), ["optimal", "optimal"]);
    assert_eq!(cells("placed"), ["4", "5"]);
    assert_eq!(cells("placed_flourish_change"), ["0", "1"]);
    assert_eq!(cells("fees"), ["750.00", "750.00"]);
    assert_eq!(cells("accepted"), ["", "yes"]);

    bench.run(&["allocate", "ROUND", "--out", "@before"]).ends(0);
    bench.edit("intakes.csv", "Wed;Thu,1", "Wed;Thu,2");
    bench.run(&["allocate", "ROUND", "--out", "@after"]).ends(0);
    let (mut before, after) = (places(&bench, "before"), places(&bench, "after"));
    before.insert("R6".to_owned(), "FL".to_owned());
    assert_eq!(before, after);
    let summary = bench.summary("after");
    let index: serde_json::Value = serde_json::from_str(&bench.text("out", "whatif.json")).unwrap();
    let values = |stages: &serde_json::Value| -> Vec<i64> {
        stages.as_array().unwrap().iter().map(|stage| stage["value"].as_i64().unwrap()).collect()
    };
    assert_eq!(values(&index["rows"][0]["stages"]), values(&summary["stages"]));
}

#[test]
fn policy_removal_insertion_and_sweep_come_one_after_the_other() {
    let bench = Bench::new();
    let text = r#"name = "All"

[policy]
"programme.flourish.decision" = "officer"

[[edit]]
table = "courses"
where = { course_id = "F" }
set = { fee = "100" }

[[remove]]
table = "intakes"
where = { intake_id = "T-MON" }

[[insert]]
table = "intakes"
row = { intake_id = "FL-2", course_id = "F", start = 2026-01-14, end = 2026-03-27, days = "Wed;Thu", places = 1 }

[sweep]
"places" = { table = "intakes", where = { programme = "flourish" }, set = "places", values = [0, "+1"] }
"beyond" = { policy = "sla.paid_places", values = [15, 0] }
"#;
    bench.write_beside("all.toml", text);
    whatif(&bench, &["@all.toml"]).ends(0);
    let table = rows(&bench.text("out", "comparison.csv"));
    let placed = |name: &str| {
        let row = table.iter().find(|row| row["scenario"] == name).unwrap();
        (row["placed_tier1"].clone(), row["placed_flourish"].clone(), row["fees"].clone())
    };
    let of = |tier1: &str, flourish: &str, fees: &str| (tier1.to_owned(), flourish.to_owned(), fees.to_owned());
    // By hand: without T-MON only R2 has an option for Tier 1, at £250; its
    // school's paid places may be none. R4, R5 and R6 want Flourish, of which
    // the officer takes pending ones too: two intakes of no or of two places.
    assert_eq!(placed("All: places=0, beyond=15"), of("1", "0", "250.00"));
    assert_eq!(placed("All: places=0, beyond=0"), of("0", "0", "0.00"));
    assert_eq!(placed("All: places=+1, beyond=15"), of("1", "3", "550.00"));
    assert_eq!(placed("All: places=+1, beyond=0"), of("0", "3", "300.00"));
}

#[test]
fn mistakes_are_told_with_file_and_line_and_harm_no_other_scenario() {
    let bench = Bench::new();
    bench.write_beside("more.toml", MORE);
    let wrong =
        "name = \"Wrong\"\n\n[[edit]]\ntable = \"intake\"\nwhere = { programe = \"flourish\" }\nset = { places = 3 }\n";
    bench.write_beside("a.toml", wrong);
    bench.write_beside("b.toml", &wrong.replace("\"intake\"", "\"intakes\"").replace("Wrong", "B"));
    let nobody = "[[edit]]\ntable = \"intakes\"\nwhere = { programme = \"flurish\" }\nset = { places = 3 }\n";
    bench.write_beside("c.toml", nobody);
    bench.write_beside("d.toml", "[policy]\n\"sla.paid_place\" = 3\n\"programme.florish.access\" = \"open\"\n");
    bench.write_beside("e.toml", "[[insert]]\ntable = \"intakes\"\nrow = { intake_id = \"FL\", course_id = \"X\" }\n");
    bench.write_beside("f.toml", "require = { \"placed_florish\" = \">= 2\" }\n");
    bench.write_beside("g.toml", "[[edit]]\ntable = \"intakes\"\nset = { places = \"+x\" }\n");
    let files = ["@a.toml", "@b.toml", "@c.toml", "@d.toml", "@e.toml", "@f.toml", "@g.toml"];
    let run = whatif(&bench, &[&files[..], &["@more.toml"]].concat()).ends(0);
    for line in [
        "error[unknown-word] a.toml, line 4, key edit.table: found \"intake\"; expected one of",
        "Did you mean \"intakes\"?",
        "error[unknown-key] b.toml, line 5, key edit.where.programe: found a column that is not known here",
        "Did you mean \"programme\"?",
        "error[no-match] c.toml, line 3, key where: found no row of intakes.csv with programme \"flurish\"",
        "error[unknown-key] d.toml, line 2, key policy.sla.paid_place: found a key that the policy does not have",
        "Did you mean \"sla.paid_places\"?",
        "Did you mean \"programme.flourish\"?",
        "error[duplicate-id] e.toml, line 3, key intake_id (FL): found \"FL\", as in row 4",
        "error[unknown-id] e.toml, line 3, key course_id",
        "error[unknown-key] f.toml, line 1, key require.placed_florish",
        "error[bad-number] g.toml, line 3, key set.places: found the change \"+x\"",
    ] {
        assert!(run.stderr.contains(line), "{line}\n{}", run.stderr);
    }
    let table = rows(&bench.text("out", "comparison.csv"));
    let status: Vec<&str> = table.iter().map(|row| row["status"].as_str()).collect();
    assert_eq!(status, [&["optimal"][..], &["failed"; 7], &["optimal"]].concat());
    assert_eq!(table.last().unwrap()["accepted"], "yes");

    let run = bench.run(&["whatif", "ROUND", "@a.toml", "@c.toml", "--out", "@none"]).ends(3);
    assert!(run.stderr.contains("Every scenario failed; nothing was written."), "{}", run.stderr);
    assert!(!bench.path("none").exists());
    bench.run(&["whatif", "ROUND", "@nowhere.toml", "--out", "@none"]).ends(2);
    bench.run(&["whatif", "ROUND", "--out", "@none"]).ends(2);
}

#[test]
fn a_scenario_without_an_allocation_is_infeasible_and_no_failure() {
    let bench = Bench::new();
    let text =
        "[[insert]]\ntable = \"decisions\"\nrow = { referral_id = \"R4\", decision = \"place\", intake_id = \"FL\" }\n";
    bench.write_beside("pinned.toml", text);
    whatif(&bench, &["@pinned.toml"]).ends(0);
    let table = rows(&bench.text("out", "comparison.csv"));
    assert_eq!((table[1]["status"].as_str(), table[1]["placed"].as_str()), ("infeasible", ""));
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "60", "--seed", "3"]).ends(0);
    let sweep =
        "[sweep]\n\"places\" = { table = \"intakes\", set = \"places\", values = [\"-1\", \"+0\", \"+1\", \"*2\"] }\n";
    bench.write_beside("sweep.toml", sweep);
    for threads in ["1", "8"] {
        let out = format!("@out{threads}");
        bench.run(&["whatif", "@city", "@sweep.toml", "--out", &out, "--threads", threads]).ends(0);
    }
    assert_eq!(bench.files("out1"), bench.files("out8"));
}

#[test]
fn other_ways_of_deciding_stand_beside_the_ladder() {
    let bench = Bench::new();
    // R5's school has the SLA, which Flourish puts first; R6 came in before.
    bench.edit("referrals.csv", "R6,P6,flourish,2025-11-03", "R6,P6,flourish,2025-11-01");
    // R2 came before R1 and takes the place in T-MON that R1 cannot do without.
    bench.edit("referrals.csv", "R2,P2,tier1,2025-11-03", "R2,P2,tier1,2025-11-02");
    bench.run(&["whatif", "ROUND", "--compare", "--out", "@out"]).ends(0);
    let table = rows(&bench.text("out", "comparison.csv"));
    let of = |name: &str| table.iter().find(|row| row["scenario"] == name).unwrap();
    assert_eq!(of("unchanged")["placed"], "4");
    // By hand: R2 and R1 take T-MON, and R3, the last, wants nothing else.
    let first = of("first come first served");
    assert_eq!((first["placed_tier1"].as_str(), first["placed_flourish"].as_str()), ("2", "1"));
    assert_eq!((first["status"].as_str(), first["placed_change"].as_str()), ("feasible", "-1"));
    let movements = bench.text("out", "movements.csv");
    for line in [
        "first come first served,R2,T-TUE,T-MON",
        "first come first served,R3,T-MON,",
        "first come first served,R6,,FL",
    ] {
        assert!(movements.lines().any(|found| found == line), "{line}\n{movements}");
    }
    // R1, then R2, then R3, by band; R5's class comes before R6's.
    for way in ["strict priority one by one", "deferred acceptance"] {
        assert!(movements.lines().any(|found| found == format!("{way},R3,T-MON,")), "{way}\n{movements}");
        assert!(!movements.contains(&format!("{way},R6")), "{movements}");
    }
    assert!(table.iter().any(|row| row["scenario"] == "random serial dictatorship"));
}

#[test]
fn the_page_has_the_rows_and_the_curves_and_is_harmless() {
    let bench = Bench::new();
    bench.write_beside("more.toml", MORE);
    let hostile = "name = \"<script>alert(1)</script>\"\n[sweep]\n\"places <b>\" = { table = \"intakes\", where = { intake_id = \"FL\" }, set = \"places\", values = [1, 2, 3] }\n";
    bench.write_beside("hostile.toml", hostile);
    whatif(&bench, &["@more.toml", "@hostile.toml"]).ends(0);
    let page = bench.text("out", "report.html");
    for text in ["More Flourish", "Who gains and who loses", "placed_flourish &gt;= 2", "<polyline", "same program"] {
        let escaped = page.contains(text) || page.contains(&text.replace("&gt;", "&#62;"));
        assert!(escaped, "{text}");
    }
    assert!(!page.contains("<script>alert"), "markup is shown, not run");
    assert!(!page.contains("places <b>"));
}

const PLACES: &str = r#"name = "Places"
require = { "placed" = ">= 4" }

[sweep]
"tier1" = { table = "intakes", where = { programme = "tier1" }, set = "places", values = ["-1", "+0", "+1", "+2", 9] }
"flourish" = { table = "intakes", where = { programme = "flourish" }, set = "places", values = [0, "+0", "+1", 4] }
"#;

const DRAWN: &str = r#"name = "Drawn"

[demand]
method = "poisson"
draws = 7

[sweep]
"flourish" = { table = "intakes", where = { programme = "flourish" }, set = "places", values = ["+0", "+2"] }
"#;

/// A batch of all kinds, one scenario of which fails.
pub fn mixed(bench: &Bench) -> [&'static str; 4] {
    bench.write_beside("more.toml", MORE);
    bench.write_beside("places.toml", PLACES);
    bench.write_beside("drawn.toml", DRAWN);
    bench.write_beside("wrong.toml", "[[remove]]\ntable = \"intakes\"\nwhere = { intake_id = \"X\" }\n");
    ["@more.toml", "@places.toml", "@drawn.toml", "@wrong.toml"]
}

#[test]
fn estimates_are_marked_and_make_way_for_results() {
    let bench = Bench::new();
    let scenarios = mixed(&bench);
    let on = |threads: &str, folder: &str| {
        let rest = ["--estimate", "--threads", threads, "--out", folder];
        bench.run(&[&["whatif", "ROUND"], &scenarios[..], &rest].concat()).ends(0)
    };
    let run = on("1", "@one");
    assert!(run.stderr.contains("nothing is proven"), "{}", run.stderr);
    on("8", "@eight");
    let files = bench.files("one");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["estimates.csv", "estimates.json"]);
    assert_eq!(bench.files("eight"), files);
    let table = rows(&bench.text("one", "estimates.csv"));
    let of = |name: &str| table.iter().find(|row| row["scenario"] == name).unwrap();
    // By hand: R1, R2 and R3, and one of R5 and R6; with another place both.
    assert_eq!((of("unchanged")["placed"].as_str(), of("unchanged")["placed_most"].as_str()), ("4", "4"));
    assert_eq!((of("More Flourish")["placed"].as_str(), of("More Flourish")["placed_change"].as_str()), ("5", "1"));
    assert_eq!((of("wrong")["status"].as_str(), of("wrong")["placed"].as_str()), ("failed", ""));
    assert_eq!(table.iter().filter(|row| row["status"] == "estimate").count(), table.len() - 1);

    let run = bench.run(&[&["whatif", "ROUND"], &scenarios[..], &["--out", "@one"]].concat()).ends(0);
    assert!(run.stderr.contains("First estimates"), "{}", run.stderr);
    let names: Vec<String> = bench.files("one").into_keys().collect();
    assert_eq!(names, ["comparison.csv", "movements.csv", "ranges.csv", "report.html", "whatif.json"]);
}

#[cfg(unix)]
#[test]
fn an_earlier_round_elsewhere_is_refused() {
    let bench = Bench::new();
    std::fs::create_dir(bench.path("whatif")).unwrap();
    for from in ["/etc", "../../autumn"] {
        let text = format!("[demand]\ndraws = 2\nseed = 1\nfrom = [\"{from}\"]\n");
        bench.write_beside("whatif/draw.toml", &text);
        let run = bench.run(&["whatif", "ROUND", "@whatif/draw.toml", "--out", "@out"]).ends(3);
        assert!(run.stderr.contains("error[outside-folder] draw.toml"), "{}", run.stderr);
    }
}
