use crate::support::Bench;

#[test]
fn wrong_usage_ends_with_2() {
    let bench = Bench::new();
    bench.run(&[]).ends(2);
    bench.run(&["alocate", "ROUND"]).ends(2);
    bench.run(&["allocate", "ROUND"]).ends(2);
    bench.run(&["allocate", "ROUND", "--out", "@out", "--threads", "0"]).ends(2);
    bench.run(&["allocate", "ROUND", "--out", "@out", "--time-limit", "soon"]).ends(2);
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--solver", "guess"]).ends(2);
    assert!(run.stderr.contains("possible values: highs"), "{}", run.stderr);
    assert!(!bench.path("out").exists());
}
