//! Scenarios that go wrong, and what is said of them.

use crate::support::{Bench, Run, rows};
use std::fs;

/// Runs one scenario of a text.
fn one(bench: &Bench, text: &str) -> Run {
    bench.write_beside("one.toml", text);
    bench.run(&["whatif", "ROUND", "@one.toml", "--out", "@out"])
}

/// By hand: R2 is of P6, whose school is S2. Without S1 there are R2 and R6,
/// who both get what they want.
#[test]
fn a_school_takes_its_own_referrals_with_it_and_no_others() {
    let bench = Bench::new();
    let text = fs::read_to_string(bench.round().join("referrals.csv")).unwrap();
    let with_school = text.lines().map(|line| match line {
        line if line.starts_with("referral_id") => format!("{line},school_id\n"),
        line if line.starts_with("R2") => format!("{},S2\n", line.replace("P2", "P6")),
        line if line.starts_with("R6") => format!("{line},S2\n"),
        line => format!("{line},S1\n"),
    });
    bench.write("referrals.csv", &with_school.collect::<String>());
    one(&bench, "[[remove]]\ntable = \"schools\"\nwhere = { school_id = \"S1\" }\n").ends(0);
    let table = rows(&bench.text("out", "comparison.csv"));
    assert_eq!((table[1]["placed_tier1"].as_str(), table[1]["placed_flourish"].as_str()), ("1", "1"));
    let movements = rows(&bench.text("out", "movements.csv"));
    let after: Vec<(&str, &str)> =
        movements.iter().map(|row| (row["referral_id"].as_str(), row["after"].as_str())).collect();
    assert_eq!(after, [("R1", ""), ("R2", "T-MON"), ("R3", ""), ("R5", ""), ("R6", "FL")]);
}

#[test]
fn a_comma_is_no_decimal_point() {
    let bench = Bench::new();
    let text = "require = { \"placed\" = \">= 1,5\" }\n[[edit]]\ntable = \"intakes\"\nset = { places = \"*1,15\" }\n";
    let run = one(&bench, text).ends(3);
    let told = "error[bad-number] one.toml, line 1, key require.placed: found \">= 1,5\"";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    let run = one(&bench, &text.replace("1,5", "1,500")).ends(3);
    let told = "error[bad-number] one.toml, line 4, key set.places: found the change \"*1,15\"";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    let run = one(&bench, "[[demand.growth]]\nby = \"*1,1\"\n").ends(3);
    assert!(run.stderr.contains("error[bad-number] one.toml, line 2, key demand.growth.by"), "{}", run.stderr);
}

#[test]
fn the_values_of_a_sweep_are_texts_that_differ_and_are_about_nobody() {
    let bench = Bench::new();
    let sweep = |column: &str, values: &str| {
        format!("[sweep]\n\"n\" = {{ table = \"intakes\", set = \"{column}\", values = [{values}] }}\n")
    };
    for (text, told) in [
        (sweep("end", "2026-03-27T00:00:00"), "error[wrong-type] one.toml, line 2, key sweep.n.values"),
        (sweep("places", "{ a = 1 }"), "error[wrong-type] one.toml, line 2, key sweep.n.values"),
        (sweep("places", "5, \"5\""), "error[duplicate-id] one.toml, line 2, key sweep.n.values: found \"5\" twice"),
        (
            sweep("tags", "\"a\"").replace("intakes", "students"),
            "error[contradictory-settings] one.toml, line 2, key sweep.n.set: found tags",
        ),
        (
            "[[remove]]\ntable = \"intakes\"\nwhere = { end = [2026-03-27T00:00:00] }\n".to_owned(),
            "error[wrong-type] one.toml, line 3, key remove.where.end",
        ),
    ] {
        let run = one(&bench, &text).ends(3);
        assert!(run.stderr.contains(told), "{told}\n{}", run.stderr);
    }
}

#[test]
fn what_may_be_about_a_child_is_not_said_again() {
    let bench = Bench::new();
    let text = "[[edit]]\ntable = \"referrals\"\nwhere = { tags = \"in hospital\" }\nset = { band = 1 }\n";
    let run = one(&bench, text).ends(3);
    assert!(run.stderr.contains("no row of referrals.csv with tags a text of 11 characters"), "{}", run.stderr);
    assert!(!run.stderr.contains("hospital"), "{}", run.stderr);
    let text = "[[demand.growth]]\nwhere = { year_group = 8 }\nby = \"*2\"\n";
    let run = one(&bench, text).ends(0);
    assert!(run.stderr.contains("Growth: referrals with year_group \"8\": *2."), "{}", run.stderr);
    let text = "[[demand.growth]]\nwhere = { student_id = \"P4\", year_group = 8 }\nby = \"*2\"\n";
    let run = one(&bench, text).ends(0);
    let told = "Growth: referrals with student_id \"P4\", year_group a text of 1 character: *2.";
    assert!(run.stderr.contains(told), "{}", run.stderr);
}

#[test]
fn an_id_may_hold_full_stops() {
    let bench = Bench::new();
    let band = "\n[[transport]]\nid = \"over-2.5km\"\ncost = 3\n\n[objective]";
    bench.edit("policy.toml", "\n[objective]", band);
    bench.edit("policy.toml", "\"fees\", ", "\"fees\", \"transport\", ");
    let schools = "school_id,name,sla,lat,lon\nS1,Brook Academy,yes,52.4,-1.5\nS2,Hill School,no,52.4,-1.5\n";
    bench.write("schools.csv", schools);
    bench.write("providers.csv", "provider_id,name,lat,lon\nV1,Workshop,52.4,-1.4\n");
    // By hand: four are placed, each of whom rides for £3, or £4.
    one(&bench, "[policy]\n\"transport.over-2.5km.cost\" = \"+1\"\n").ends(0);
    let table = rows(&bench.text("out", "comparison.csv"));
    assert_eq!((table[0]["transport"].as_str(), table[1]["transport"].as_str()), ("12.00", "16.00"));
}

#[test]
fn mistakes_in_a_workbook_are_those_of_the_scenario_that_made_them() {
    let bench = Bench::new();
    let text = "[[edit]]\ntable = \"intakes\"\nset = { start = \"soon\" }\n\n[[insert]]\ntable = \"intakes\"\nrow = { intake_id = \"N\", course_id = \"?\" }\n\n[policy]\n\"bands\" = \"few\"\n";
    bench.write_beside("one.toml", text);
    bench.copy_workbook();
    let run = bench.run(&["whatif", "@round.xlsx", "@one.toml", "--out", "@out"]).ends(3);
    for told in [
        "error[bad-date] one.toml, line 3, key start",
        "error[unknown-id] one.toml, line 7, key course_id",
        "one.toml, line 10, key bands",
    ] {
        assert!(run.stderr.contains(told), "{told}\n{}", run.stderr);
    }
}

#[test]
fn parts_of_a_round_without_an_allocation_can_be_put_together() {
    let bench = Bench::new();
    // Pending referrals are not for Flourish.
    bench.write("decisions.csv", "referral_id,decision,intake_id\nR4,place,FL\n");
    let text = "[[edit]]\ntable = \"referrals\"\nwhere = { referral_id = \"R4\" }\nset = { status = \"approved\" }\n";
    one(&bench, text).ends(0);
    let whole = bench.files("out");
    let table = rows(&bench.text("out", "comparison.csv"));
    assert_eq!((table[0]["status"].as_str(), table[1]["status"].as_str()), ("infeasible", "optimal"));
    bench.run(&["whatif", "ROUND", "@one.toml", "--shard", "1/2", "--out", "@part1"]).ends(0);
    bench.run(&["whatif", "ROUND", "@one.toml", "--shard", "2/2", "--out", "@part2"]).ends(0);
    bench.run(&["whatif", "ROUND", "@one.toml", "--merge", "@part1", "@part2", "--out", "@merged"]).ends(0);
    assert_eq!(bench.files("merged"), whole);
}

#[test]
fn estimates_tell_mistakes_and_what_a_limit_cut_off() {
    let bench = Bench::new();
    let wrong = "[[remove]]\ntable = \"intakes\"\nwhere = { intake_id = \"X\" }\n";
    bench.write_beside("wrong.toml", wrong);
    bench.write_beside("right.toml", &wrong.replace('X', "FL"));
    let run = bench.run(&["whatif", "ROUND", "@wrong.toml", "--estimate", "--out", "@out"]).ends(3);
    assert!(run.stderr.contains("error[no-match] wrong.toml, line 3"), "{}", run.stderr);
    let run = bench.run(&["whatif", "ROUND", "@wrong.toml", "@right.toml", "--estimate", "--out", "@out"]).ends(0);
    assert!(run.stderr.contains("error[no-match] wrong.toml, line 3"), "{}", run.stderr);
    let cut = ["whatif", "ROUND", "@right.toml", "--estimate", "--time-limit", "0.000001", "--out", "@cut"];
    bench.run(&cut).ends(5);
    // A run tells each mistake once, though it begins with estimates.
    let run = bench.run(&["whatif", "ROUND", "@wrong.toml", "@right.toml", "--out", "@out"]).ends(0);
    assert_eq!(run.stderr.matches("error[no-match]").count(), 1, "{}", run.stderr);
}

#[test]
fn failed_scenarios_are_told_beside_other_ways_of_deciding() {
    let bench = Bench::new();
    bench.write_beside("wrong.toml", "[[remove]]\ntable = \"intakes\"\nwhere = { intake_id = \"X\" }\n");
    bench.run(&["whatif", "ROUND", "@wrong.toml", "--compare", "--out", "@out"]).ends(3);
    let table = rows(&bench.text("out", "comparison.csv"));
    assert_eq!((table.len(), table[5]["status"].as_str()), (6, "failed"));
}

#[test]
fn every_output_of_a_provisional_round_says_so() {
    let bench = Bench::new();
    bench.edit("round.toml", "seed =", "provisional = true\nseed =");
    let note = "Provisional, for the panel";
    bench.write_beside("more.toml", "[[edit]]\ntable = \"intakes\"\nset = { places = \"+1\" }\n");
    let run = bench.run(&["whatif", "ROUND", "@more.toml", "--estimate", "--out", "@estimate"]).ends(0);
    assert!(run.stderr.contains(note), "{}", run.stderr);
    let menu = "budget = 100\n[[buy]]\nintake = \"FL\"\nprice = 50\nmost = 1\n";
    bench.write_beside("menu.toml", menu);
    for arguments in [
        &["whatif", "ROUND", "@more.toml", "--out", "@whatif"][..],
        &["plan", "buy", "ROUND", "@menu.toml", "--out", "@buy"],
        &["plan", "value", "ROUND", "--most", "1", "--out", "@value"],
    ] {
        let run = bench.run(arguments).ends(0);
        assert!(run.stdout.starts_with(note), "{}", run.stdout);
    }
    for folder in ["estimate", "whatif", "buy", "value"] {
        for (name, bytes) in bench.files(folder) {
            assert!(String::from_utf8(bytes).unwrap().contains(note), "{folder}/{name}");
        }
    }
}
