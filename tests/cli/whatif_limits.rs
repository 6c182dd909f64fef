//! Batches that end before they are done, that are as large as they may be, and
//! files that are none.

use crate::support::{Bench, Run};
use crate::whatif::whatif;

/// A sweep over so many values of the places of all intakes.
fn sweep(bench: &Bench, values: usize) {
    let values: Vec<String> = (0..values).map(|value| format!("\"{value}\"")).collect();
    let sweep = format!("table = \"intakes\", set = \"places\", values = [{}]", values.join(", "));
    bench.write_beside("sweep.toml", &format!("[sweep]\n\"p\" = {{ {sweep} }}\n"));
}

#[test]
fn a_sweep_of_99_000_values_ends_with_its_limit_and_says_so_in_few_words() {
    let bench = Bench::new();
    sweep(&bench, 99_000);
    let run = bench.run(&["whatif", "ROUND", "@sweep.toml", "--out", "@out", "--time-limit", "0.2"]).ends(5);
    assert!(run.stdout.len() + run.stderr.len() < 100_000, "{}", run.stderr);
    assert!(run.stderr.contains("Next: allow more time"), "{}", run.stderr);
    sweep(&bench, 100_001);
    let run = whatif(&bench, &["@sweep.toml"]).ends(3);
    assert!(run.stderr.contains("100,001") || run.stderr.contains("100001"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn an_interrupted_comparison_ends_with_5_and_goes_on_when_it_is_run_again() {
    let bench = Bench::new();
    sweep(&bench, 600);
    let mut run = bench.begin(&["whatif", "ROUND", "@sweep.toml", "--out", "@out"]);
    // Once there is a journal with results, the batch is under way.
    let written = || std::fs::read_to_string(bench.path("out.journal")).map_or(0, |text| text.lines().count());
    while written() < 3 {
        assert_eq!(run.try_wait().unwrap(), None, "it ended before it could be interrupted");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let interrupted = std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    assert_eq!(run.wait().unwrap().code(), Some(5));
    assert!(written() >= 3);
    sweep(&bench, 600);
    let run = bench.run(&["whatif", "ROUND", "@sweep.toml", "--out", "@out", "--time-limit", "0.01"]);
    assert!(run.stderr.contains("Going on from"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_scenario_and_a_menu_are_ordinary_files() {
    let bench = Bench::new();
    let pipe = std::process::Command::new("mkfifo").arg(bench.path("pipe.toml")).status().unwrap();
    assert!(pipe.success());
    std::os::unix::fs::symlink("/dev/zero", bench.path("zero.toml")).unwrap();
    std::fs::create_dir(bench.path("folder.toml")).unwrap();
    let told = |run: Run, name: &str| {
        let run = run.ends(2);
        assert!(run.stderr.contains(name) && run.stderr.contains("ordinary file"), "{}", run.stderr);
    };
    for (path, name) in [("@pipe.toml", "pipe.toml"), ("@zero.toml", "zero.toml"), ("/dev/zero", "/dev/zero")] {
        told(whatif(&bench, &[path]), name);
        told(bench.run(&["plan", "buy", "ROUND", path, "--out", "@buy"]), name);
        bench.write_beside(
            "menu.toml",
            "budget = \"£600\"\n[[buy]]\nid = \"a\"\nintake = \"FL\"\nprice = \"£300\"\nmost = 1\n",
        );
        told(bench.run(&["plan", "buy", "ROUND", "@menu.toml", "--demand", path, "--out", "@buy"]), name);
    }
    bench.run(&["plan", "buy", "ROUND", "@folder.toml", "--out", "@buy"]).ends(2);
    bench.run(&["check", "/dev/zero"]).ends(3);
    bench.run(&["check", "@pipe.toml"]).ends(3);
}
