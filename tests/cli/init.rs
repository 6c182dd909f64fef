use crate::support::Bench;
use std::fs;
use std::path::Path;

#[test]
fn an_empty_round_is_written_once_and_never_over_another() {
    let bench = Bench::new();
    for (place, next) in [("@new", "new"), ("@new.xlsx", "new.xlsx")] {
        let run = bench.run(&["init", place]).ends(0);
        assert!(run.stderr.contains("rightplace check") && run.stderr.contains(next), "{}", run.stderr);
        let run = bench.run(&["check", place]).ends(3);
        assert!(run.stdout.contains("error[missing-value]") && run.stdout.contains("key as_of"), "{}", run.stdout);
        assert!(run.stderr.contains("4 errors"), "{}", run.stderr);
    }
    let (folder, workbook) = (bench.files("new"), fs::read(bench.path("new.xlsx")).unwrap());
    bench.run(&["init", "@new"]).ends(2);
    bench.run(&["init", "@new.xlsx"]).ends(2);
    bench.run(&["init", "@none/new.xlsx"]).ends(2);
    assert_eq!(bench.files("new"), folder);
    assert!(fs::read(bench.path("new.xlsx")).unwrap() == workbook);
}

#[test]
fn a_workbook_goes_wherever_a_folder_goes() {
    let bench = Bench::new();
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus/workbook_of_typed_cells/round.xlsx");
    fs::copy(made, bench.path("spring.xlsx")).unwrap();
    bench.run(&["check", "@spring.xlsx"]).ends(0);
    bench.run(&["allocate", "@spring.xlsx", "--out", "@out"]).ends(0);
    let summary: serde_json::Value = serde_json::from_str(&bench.text("out", "summary.json")).unwrap();
    assert_eq!(summary["inputs"]["spring.xlsx"].as_str().map(str::len), Some(64), "{summary}");
    let allocations = "@out/allocations.csv";
    bench.run(&["audit", "@spring.xlsx", allocations]).ends(0);
    bench.run(&["allocate", "@spring.xlsx", "--out", "@held", "--hold", allocations]).ends(0);
    assert_eq!(bench.text("held", "allocations.csv"), bench.text("out", "allocations.csv"));
    bench.run(&["export", "@spring.xlsx", "--out", "@export"]).ends(0);
}

#[test]
fn schemas_are_printed_or_written() {
    let bench = Bench::new();
    let run = bench.run(&["schema"]).ends(0);
    let all: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    bench.run(&["schema", "--out", "@schemas"]).ends(0);
    let written = bench.text("schemas", "intakes.schema.json");
    assert_eq!(all["intakes.schema.json"], serde_json::from_str::<serde_json::Value>(&written).unwrap());
    bench.run(&["schema", "--out", "@schemas"]).ends(2);
}
