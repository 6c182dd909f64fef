use crate::support::Bench;

#[test]
fn the_doctor_tells_what_is_here_and_reads_no_round() {
    let bench = Bench::new();
    let before: Vec<_> = std::fs::read_dir(bench.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let run = bench.run(&["doctor", "@."]).ends(0);
    for label in [
        "Program     rightplace ",
        "Solvers     highs ",
        "System",
        "Cores",
        "Memory",
        "locks     works",
        "results   works",
    ] {
        assert!(run.stdout.contains(label), "{label}: {}", run.stdout);
    }
    assert!(!run.stdout.contains("Testshire"), "{}", run.stdout);
    let json = bench.run(&["doctor", "@.", "--json"]).ends(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["program"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&json["folder"]["locks"], &json["folder"]["results"]), (&"works".into(), &"works".into()));
    let after: Vec<_> = std::fs::read_dir(bench.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(before, after);
    let run = bench.run(&["doctor", "@nowhere"]).ends(2);
    assert!(run.stdout.contains("fails:"), "{}", run.stdout);
}
