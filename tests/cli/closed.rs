//! Commands whose reader closes standard output early end as they would.

use crate::support::Bench;
use std::process::{Command, Stdio};

/// The exit status of the program with a standard output that nobody reads.
fn closed(bench: &Bench, arguments: &[&str]) -> Option<i32> {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command: Command = bench.command(arguments);
    command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::null());
    command.status().unwrap().code()
}

#[test]
fn a_check_with_errors_ends_with_3_when_its_reader_has_gone() {
    let bench = Bench::new();
    bench.edit("intakes.csv", "2026-01-12", "never");
    for arguments in [&["check", "ROUND"][..], &["check", "ROUND", "--json"]] {
        assert_eq!(closed(&bench, arguments), Some(3), "{arguments:?}");
    }
}

#[test]
fn an_audit_with_violations_ends_with_6_when_its_reader_has_gone() {
    let bench = Bench::new();
    bench.write_beside("hand.csv", "referral_id,intake_id\nR4,FL\nR5,FL\n");
    for arguments in [&["audit", "ROUND", "@hand.csv"][..], &["audit", "ROUND", "@hand.csv", "--json"]] {
        assert_eq!(closed(&bench, arguments), Some(6), "{arguments:?}");
    }
}

#[test]
fn a_replay_that_differs_ends_with_6_when_its_reader_has_gone() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    bench.write_beside("out/intakes.csv", "altered\n");
    assert_eq!(closed(&bench, &["replay", "@out", "--round", "ROUND"]), Some(6));
    bench.edit("round.toml", "20251205", "1");
    assert_eq!(closed(&bench, &["replay", "@out", "--round", "ROUND"]), Some(3));
}

#[test]
fn what_is_to_be_written_is_written_when_the_reader_has_gone() {
    let bench = Bench::new();
    bench.write_beside("wrong.toml", "[[nothing]]\n");
    assert_eq!(closed(&bench, &["deadlines", "ROUND", "--csv"]), Some(0));
    assert_eq!(closed(&bench, &["whatif", "ROUND", "@wrong.toml", "--out", "@none"]), Some(3));
    assert_eq!(closed(&bench, &["whatif", "ROUND", "--compare", "--out", "@ways"]), Some(0));
    assert!(bench.path("ways/whatif.json").is_file());
    assert!(!bench.path("ways.journal").exists());
}
