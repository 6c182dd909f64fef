use crate::support::{Bench, Run};
use std::collections::BTreeMap;

/// The rows of a table by the names of its columns.
fn rows(bench: &Bench, name: &str) -> Vec<BTreeMap<String, String>> {
    let text = bench.text("bench", name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn of<'r>(rows: &'r [BTreeMap<String, String>], round: &str, setting: &str) -> Vec<&'r BTreeMap<String, String>> {
    rows.iter().filter(|row| row["round"] == round && row["setting"] == setting).collect()
}

fn first_steps(bench: &Bench, options: &[&str]) -> Run {
    bench.run(&[&["bench", "scenarios/first-steps", "--out", "@bench"], options].concat())
}

#[test]
fn runs_and_steps_are_written_down() {
    let bench = Bench::new();
    first_steps(&bench, &["--generated", "tiny:2"]).ends(0);
    let runs = rows(&bench, "bench.csv");
    assert_eq!(runs.len(), 3 * 2);
    for row in &runs {
        assert_eq!((row["status"].as_str(), row["audit_faults"].as_str()), ("optimal", ""), "{row:?}");
        assert_eq!(row["steps"], row["proven_steps"]);
        assert_eq!(row["gap"], "0.000000");
        for part in ["reading", "building", "solving", "auditing", "writing"] {
            assert!(row[part].parse::<f64>().unwrap() >= 0.0, "{part}");
        }
        assert!(!cfg!(target_os = "linux") || row["peak_memory_kb"].parse::<u64>().unwrap() > 1000);
    }
    // Eight referrals, four intakes, eleven options: scenarios/first-steps/README.md.
    let round = "scenarios/first-steps";
    let default = of(&runs, round, "default")[0];
    assert_eq!(["referrals", "intakes", "options"].map(|column| default[column].as_str()), ["8", "4", "11"]);
    // One integer program a step is what the plain way is.
    assert_eq!(of(&runs, round, "plain")[0]["programs"], "17");

    // The values that the audit in README.md recomputes.
    let steps = rows(&bench, "steps.csv");
    let by_hand = [
        "2", "2", "2", "0", "6", "1", "23", "1", "2920565", "2414774", "20", "18", "20", "0", "0", "224000", "3005991",
    ];
    for setting in ["default", "plain"] {
        let values: Vec<&str> = of(&steps, round, setting).iter().map(|step| step["value"].as_str()).collect();
        assert_eq!(values, by_hand, "{setting}");
    }
    // Six have a place in the end. Only the plain way knows of each step.
    let gained =
        |setting| -> Vec<&str> { of(&steps, round, setting).iter().map(|step| step["placed_anew"].as_str()).collect() };
    assert_eq!(gained("default"), [""; 17]);
    assert_eq!(gained("plain")[0], "");
    assert!(gained("plain")[1..].iter().all(|number| number.parse::<usize>().unwrap() <= 6));
    // Once the lottery is drawn, the same referrals stay placed.
    assert_eq!(gained("plain")[9..], ["0"; 8]);
}

#[test]
fn every_seed_of_the_solver_is_a_run_with_the_same_values() {
    let bench = Bench::new();
    let run = bench.run(&["bench", "--generated", "tiny:2", "--solver-seeds", "3", "--out", "@bench"]);
    // Seeds that proved different values would be a failure.
    run.ends(0);
    let runs = rows(&bench, "bench.csv");
    let seeds: Vec<&str> = of(&runs, "tiny 2", "plain").iter().map(|row| row["solver_seed"].as_str()).collect();
    assert_eq!(seeds, ["0", "1", "2"]);
    assert_eq!(runs.len(), 2 * 2 * 3);
}

#[test]
fn both_pages_hold_the_same_tables() {
    let bench = Bench::new();
    first_steps(&bench, &["--settings", "default"]).ends(0);
    let (html, markdown) = (bench.text("bench", "bench.html"), bench.text("bench", "bench.md"));
    for page in [&html, &markdown] {
        for part in ["scenarios/first-steps", "No run failed", "Everything but solving", "Method and machine"] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("plain |") && !page.contains("Failures"));
    }
    assert_eq!(
        html.matches("<table").count(),
        markdown.matches("---|\n").count() + markdown.matches("---:|\n").count()
    );
    // Again into the same folder, and never over other people's files.
    first_steps(&bench, &["--settings", "default"]).ends(0);
    bench.run(&["bench", "scenarios/first-steps", "--out", "ROUND"]).ends(2);
}

#[test]
fn a_time_limit_and_wrong_rounds_are_told() {
    let bench = Bench::new();
    bench.run(&["bench", "--out", "@bench"]).ends(2);
    bench.run(&["bench", "--out", "@bench", "--generated", "harder"]).ends(2);
    bench.run(&["bench", "--out", "@bench", "--generated", "tiny", "--settings", "guess"]).ends(2);
    bench.run(&["bench", "--out", "@bench", "--generated", "tiny,tiny"]).ends(2);
    bench.run(&["bench", "@nowhere", "--out", "@bench"]).ends(3);
    assert!(!bench.path("bench").exists());
}

/// A peer that holds these values for proven, one after the other.
#[cfg(unix)]
fn with_peer(values: &[i64], failure: &str) -> Bench {
    let bench = Bench::new();
    let step = |(position, value): (usize, &i64)| serde_json::json!({ "position": position, "value": value, "bound": value, "proven": true, "seconds": 0.5 });
    let steps: Vec<_> = values.iter().enumerate().map(step).collect();
    let failure = (!failure.is_empty()).then_some(failure);
    let told = serde_json::json!({
        "peer": "any", "version": "1.0", "seconds": 2.5, "peak_memory_kb": 70000, "steps": steps, "failure": failure
    });
    // The program must be there; the quotes of the message are not the shell's.
    let told = told.to_string().replace('\'', "'\\''");
    bench.script("peer", &format!("test -s \"$2\" || exit 1\necho '{told}'"));
    bench
}

#[cfg(unix)]
fn run_with_peer(bench: &Bench) -> Run {
    let peers = format!("--peers={}", bench.path("peer").display());
    first_steps(bench, &["--settings", "default", &peers])
}

#[test]
#[cfg(unix)]
fn a_peer_that_agrees_is_compared() {
    let bench = with_peer(&[2, 2, 2, 0, 6, 1, 23, 1, 2_920_565, 2_414_774, 20, 18, 20, 0, 0, 224_000, 3_005_991], "");
    run_with_peer(&bench).ends(0);
    let runs = rows(&bench, "bench.csv");
    let peer = of(&runs, "scenarios/first-steps", "scip")[0];
    assert_eq!(
        (peer["status"].as_str(), peer["proven_steps"].as_str(), peer["peer"].as_str()),
        ("climbed", "17", "yes")
    );
    assert!(bench.text("bench", "bench.md").contains("scip 1.0 | 1 of 1 proven | 2.50 |"));
}

#[test]
#[cfg(unix)]
fn a_peer_that_proves_another_value_is_a_failure_shown_first() {
    let bench = with_peer(&[2, 3], "");
    run_with_peer(&bench).ends(1);
    let page = bench.text("bench", "bench.md");
    let told = "scenarios/first-steps: step 2 is proven to be 2 (default, seed 0) and to be 3";
    assert!(page.contains(told), "{page}");
    assert!(page.find("## Failures").unwrap() < page.find("## Settings").unwrap());
}

#[test]
#[cfg(unix)]
fn a_peer_that_is_not_installed_or_fails_is_no_failure_of_ours() {
    let bench = with_peer(&[], "not installed: No module named 'ortools'");
    run_with_peer(&bench).ends(0);
    assert!(bench.text("bench", "bench.md").contains("| cbc 1.0 | not installed |"));
    let bench = with_peer(&[], "ended with UNKNOWN");
    run_with_peer(&bench).ends(0);
    assert!(bench.text("bench", "bench.md").contains("Peers that failed"));
    // An answer that contradicts a proof is one.
    let bench = with_peer(&[], "infeasible");
    run_with_peer(&bench).ends(1);
}
