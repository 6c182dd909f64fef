use crate::support::Bench;
use std::fs;

/// Everything below a path, by name.
fn below(bench: &Bench, name: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![bench.path(name)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type().unwrap().is_dir() {
                true => folders.push(entry.path()),
                false => names.push(entry.path().strip_prefix(bench.path(name)).unwrap().display().to_string()),
            }
        }
    }
    names.sort();
    names
}

#[test]
fn what_lies_about_is_listed_and_nothing_is_deleted_without_a_date() {
    let bench = Bench::new();
    fs::create_dir(bench.path("all")).unwrap();
    bench.run(&["allocate", "ROUND", "--out", "@all/spring", "--packs", "@all/packs"]).ends(0);
    bench.run(&["whatif", "ROUND", "--compare", "--out", "@all/ways"]).ends(0);
    bench.write_beside("all/cut.journal", "rightplace-journal 1\n");
    fs::create_dir(bench.path("all/.spring.rightplace-abcdefghijklmnop")).unwrap();
    let before = below(&bench, "all");
    let run = bench.run(&["tidy", "@all"]).ends(0);
    for word in ["result", "packs", "comparison", "journal", "killed run"] {
        assert_eq!(run.stdout.matches(&format!(" {word} ")).count(), 1, "{word}: {}", run.stdout);
    }
    assert_eq!(below(&bench, "all"), before);
    // What was written today is not older than a day in the past.
    bench.run(&["tidy", "@all", "--delete-before", "2020-01-01"]).ends(0);
    assert_eq!(below(&bench, "all"), before);
}

#[test]
fn only_what_is_ours_is_deleted() {
    let bench = Bench::new();
    fs::create_dir(bench.path("all")).unwrap();
    bench.run(&["allocate", "ROUND", "--out", "@all/gone"]).ends(0);
    bench.run(&["allocate", "ROUND", "--out", "@all/kept"]).ends(0);
    bench.write_beside("all/kept/minutes.docx", "theirs");
    bench.write_beside("all/kept/intakes.csv", "altered by hand");
    bench.write_beside("all/spring.journal", "My journal of the spring");
    bench.write_beside("all/cut.journal", "rightplace-journal 1\n");
    bench.write_beside("all/summary.json", "{\"program_version\": 1, \"files\": {\"allocations.csv\": \"\"}}");
    bench.write_beside("all/allocations.csv", "theirs");
    fs::create_dir(bench.path("all/.gone.rightplace-abcdefghijklmnop")).unwrap();
    fs::create_dir(bench.path("all/.other")).unwrap();
    bench.write_beside("all/.other/file", "theirs");
    bench.run(&["tidy", "@all", "ROUND", "--delete-before", "2100-01-01"]).ends(0);
    let left =
        [".other/file", "allocations.csv", "kept/intakes.csv", "kept/minutes.docx", "spring.journal", "summary.json"];
    assert_eq!(below(&bench, "all"), left);
    assert!(!bench.path("all/gone").exists() && !bench.path("all/.gone.rightplace-abcdefghijklmnop").exists());
    bench.run(&["check", "ROUND"]).ends(0);
}

#[cfg(unix)]
#[test]
fn what_a_run_is_using_stays() {
    let bench = Bench::new();
    fs::create_dir(bench.path("all")).unwrap();
    bench.write_beside("all/cut.journal", "rightplace-journal 1\n");
    let journal = fs::File::open(bench.path("all/cut.journal")).unwrap();
    journal.lock().unwrap();
    bench.run(&["tidy", "@all", "--delete-before", "2100-01-01"]).ends(7);
    assert!(bench.path("all/cut.journal").exists());
    drop(journal);
    // A link leads nowhere.
    fs::create_dir(bench.path("elsewhere")).unwrap();
    bench.run(&["allocate", "ROUND", "--out", "@elsewhere/spring"]).ends(0);
    std::os::unix::fs::symlink("../elsewhere", bench.path("all/link")).unwrap();
    bench.run(&["tidy", "@all", "--delete-before", "2100-01-01"]).ends(0);
    assert!(bench.path("elsewhere/spring/summary.json").exists());
    assert!(!bench.path("all/cut.journal").exists());
}
