//! Comparisons that are stopped and go on, and that are run in parts: journals
//! and what `--merge` takes of them.

use crate::support::{Bench, Run, rows};
use crate::whatif::{mixed, whatif};

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
