use crate::support::{Bench, Run, rows};
use std::collections::BTreeMap;

fn whatif(bench: &Bench, scenarios: &[&str]) -> Run {
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
fn mixed(bench: &Bench) -> [&'static str; 4] {
    bench.write_beside("more.toml", MORE);
    bench.write_beside("places.toml", PLACES);
    bench.write_beside("drawn.toml", DRAWN);
    bench.write_beside("wrong.toml", "[[remove]]\ntable = \"intakes\"\nwhere = { intake_id = \"X\" }\n");
    ["@more.toml", "@places.toml", "@drawn.toml", "@wrong.toml"]
}

fn part(bench: &Bench, scenarios: &[&str], shard: &str, folder: &str) -> Run {
    bench.run(&[&["whatif", "ROUND"], scenarios, &["--shard", shard, "--out", folder]].concat())
}

#[test]
fn the_files_are_the_same_on_any_number_of_threads_and_in_any_number_of_parts() {
    let bench = Bench::new();
    let scenarios = mixed(&bench);
    let on = |threads: &str, folder: &str| {
        bench.run(&[&["whatif", "ROUND"], &scenarios[..], &["--threads", threads, "--out", folder]].concat()).ends(0);
    };
    on("1", "@one");
    on("2", "@two");
    on("8", "@eight");
    let whole = bench.files("one");
    let names: Vec<&str> = whole.keys().map(String::as_str).collect();
    assert_eq!(names, ["comparison.csv", "movements.csv", "ranges.csv", "report.html", "whatif.json"]);
    assert_eq!(bench.files("two"), whole);
    assert_eq!(bench.files("eight"), whole);
    assert_eq!(rows(&bench.text("one", "comparison.csv")).len(), 1 + 1 + 20 + 14 + 1);

    for (shard, folder) in [("1/3", "@part1"), ("2/3", "@part2"), ("3/3", "@part3")] {
        part(&bench, &scenarios, shard, folder).ends(0);
    }
    assert_eq!(bench.files("part1").keys().collect::<Vec<_>>(), ["results.journal", "shard.json"]);
    let merge = |parts: &[&str]| {
        bench.run(&[&["whatif", "ROUND"], &scenarios[..], &["--merge"], parts, &["--out", "@merged"]].concat())
    };
    let lacking = merge(&["@part1", "@part3"]).ends(2);
    assert!(lacking.stderr.contains("in none of the folders"), "{}", lacking.stderr);
    merge(&["@part3", "@part1", "@part2"]).ends(0);
    assert_eq!(bench.files("merged"), whole);
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

#[test]
fn a_run_goes_on_from_what_was_written_down() {
    let bench = Bench::new();
    let scenarios = mixed(&bench);
    whatif(&bench, &scenarios).ends(0);
    let whole = bench.files("out");
    assert!(!bench.path("out.journal").exists());

    // As a run that was killed leaves it: some results, and a line cut off.
    part(&bench, &scenarios, "1/2", "@part").ends(0);
    let written = bench.text("part", "results.journal");
    assert!(written.lines().count() > 5, "{written}");
    bench.write_beside("out.journal", &written[..written.len() - 9]);
    let again = whatif(&bench, &scenarios).ends(0);
    assert!(again.stderr.contains("Going on from"), "{}", again.stderr);
    assert_eq!(bench.files("out"), whole);
    assert!(!bench.path("out.journal").exists());

    // Nothing is taken at its word: a line with another figure is decided again.
    let more = written.lines().find(|line| line.contains("\"R6\"") && line.contains("\"placed\":5")).unwrap();
    let first = written.lines().next().unwrap();
    let forged = resummed(&more.replace("\"placed\":5", "\"placed\":77"));
    for line in [more.replace("\"placed\":5", "\"placed\":77"), forged] {
        bench.write_beside("out.journal", &format!("{first}\n{line}\n"));
        whatif(&bench, &["@more.toml"]).ends(0);
        assert_eq!(rows(&bench.text("out", "comparison.csv"))[1]["placed"], "5");
    }

    // With other files it is of no use.
    bench.write_beside("out.journal", &format!("{first}\n{more}\n"));
    bench.edit("intakes.csv", "Wed;Thu,1", "Wed;Thu,2");
    whatif(&bench, &["@more.toml"]).ends(0);
    assert_eq!(rows(&bench.text("out", "comparison.csv"))[1]["placed"], "5");
}

/// The line of a journal with the check sum of what it says.
fn resummed(line: &str) -> String {
    let mut words = line.splitn(3, ' ');
    let (key, said) = (words.next().unwrap(), words.nth(1).unwrap());
    format!("{key} {} {said}", &rightplace::digest::sha256(format!("{key} {said}").as_bytes())[..16])
}

/// A sweep over the places of all intakes, decided as one part.
fn one_part(bench: &Bench) -> String {
    let sweep = "table = \"intakes\", set = \"places\", values = [\"+0\", \"+1\"]";
    bench.write_beside("sweep.toml", &format!("[sweep]\n\"p\" = {{ {sweep} }}\n"));
    part(bench, &["@sweep.toml"], "1/1", "@part").ends(0);
    bench.text("part", "results.journal")
}

/// The part with these results, listed as its own.
fn relisted(bench: &Bench, results: &str) {
    let mut index: serde_json::Value = serde_json::from_str(&bench.text("part", "shard.json")).unwrap();
    index["files"]["results.journal"] = rightplace::digest::sha256(results.as_bytes()).into();
    bench.write_beside("part/shard.json", &index.to_string());
    bench.write_beside("part/results.journal", results);
}

#[test]
fn a_part_that_was_altered_is_refused_by_its_name() {
    let bench = Bench::new();
    let written = one_part(&bench);
    let merge = || bench.run(&["whatif", "ROUND", "@sweep.toml", "--merge", "@part", "--out", "@all"]);
    let refused = || {
        let run = merge().ends(3);
        assert!(run.stderr.contains("error[altered-part]"), "{}", run.stderr);
        assert!(run.stderr.contains("part/results.journal"), "{}", run.stderr);
        assert!(!bench.path("all").exists());
    };
    // Without its list knowing, with it, and with check sums too.
    let altered = written.replacen("\"placed\":5", "\"placed\":500", 1);
    assert_ne!(altered, written);
    bench.write_beside("part/results.journal", &altered);
    refused();
    relisted(&bench, &altered);
    refused();
    let mut lines: Vec<String> = altered.lines().map(str::to_owned).collect();
    lines.iter_mut().skip(1).for_each(|line| *line = resummed(line));
    relisted(&bench, &format!("{}\n", lines.join("\n")));
    refused();
    // An allocation that the round does not allow; one that is another's.
    let moved = written
        .lines()
        .map(|line| if line.contains(" {") { resummed(&line.replace("T-TUE", "FL")) } else { line.to_owned() });
    relisted(&bench, &format!("{}\n", moved.collect::<Vec<_>>().join("\n")));
    refused();
    // As it was written it is taken.
    relisted(&bench, &written);
    merge().ends(0);
}

#[test]
fn a_journal_that_is_not_ours_is_refused_and_stays() {
    let bench = Bench::new();
    one_part(&bench);
    for text in ["My journal of the spring, line 1\nline 2 without an end", "", "rightplace-journal 2\n"] {
        bench.write_beside("out.journal", text);
        let run = whatif(&bench, &["@sweep.toml"]).ends(2);
        assert!(run.stderr.contains("no journal of a comparison"), "{}", run.stderr);
        assert_eq!(std::fs::read_to_string(bench.path("out.journal")).unwrap(), text);
        assert!(!bench.path("out").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_journal_follows_no_link_and_waits_for_no_pipe() {
    let bench = Bench::new();
    let written = one_part(&bench);
    bench.write_beside("precious.txt", &written[..written.len() - 9]);
    std::os::unix::fs::symlink("precious.txt", bench.path("out.journal")).unwrap();
    whatif(&bench, &["@sweep.toml"]).ends(2);
    assert_eq!(std::fs::read_to_string(bench.path("precious.txt")).unwrap(), written[..written.len() - 9]);
    std::fs::remove_file(bench.path("out.journal")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(bench.path("out.journal")).status().unwrap();
    assert!(pipe.success());
    whatif(&bench, &["@sweep.toml"]).ends(2);
}

#[test]
fn a_journal_is_of_one_run_at_a_time() {
    let bench = Bench::new();
    let written = one_part(&bench);
    bench.write_beside("out.journal", &written);
    let other = std::fs::File::open(bench.path("out.journal")).unwrap();
    other.lock().unwrap();
    let run = whatif(&bench, &["@sweep.toml"]).ends(7);
    assert!(run.stderr.contains("another run"), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(bench.path("out.journal")).unwrap(), written);
    drop(other);
    whatif(&bench, &["@sweep.toml"]).ends(0);
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

#[test]
fn a_part_that_was_killed_is_simply_run_again() {
    let bench = Bench::new();
    let values: Vec<String> = (0..2000).map(|value| value.to_string()).collect();
    let sweep = "table = \"intakes\", where = { programme = \"flourish\" }, set = \"places\"";
    bench.write_beside("many.toml", &format!("[sweep]\n\"n\" = {{ {sweep}, values = [{}] }}\n", values.join(", ")));
    whatif(&bench, &["@many.toml"]).ends(0);
    let whole = bench.files("out");

    let mut killed = bench.begin(&["whatif", "ROUND", "@many.toml", "--shard", "1/2", "--out", "@part1"]);
    let journal = bench.path("part1.journal");
    let written = || std::fs::read_to_string(&journal).unwrap_or_default().lines().count();
    while written() < 20 && killed.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    killed.kill().unwrap();
    assert!(!killed.wait().unwrap().success(), "it was killed before its end");
    assert!(!bench.path("part1").exists());
    let again = part(&bench, &["@many.toml"], "1/2", "@part1").ends(0);
    assert!(again.stderr.contains("Going on from"), "{}", again.stderr);
    part(&bench, &["@many.toml"], "2/2", "@part2").ends(0);
    let merged = ["whatif", "ROUND", "@many.toml", "--merge", "@part1", "@part2", "--out", "@merged"];
    bench.run(&merged).ends(0);
    assert_eq!(bench.files("merged"), whole);
}
