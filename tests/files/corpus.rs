//! Each folder of `tests/data/corpus` holds what differs from the clean twin
//! in one quirk of real life, or a whole workbook. `expected.txt` is what is
//! told of it; without one nothing is. Where no error is told, the round must
//! be the twin. After a change of messages
//! `RIGHTPLACE_REGENERATE=1 cargo test --release --test files` writes them
//! anew; look at what changed.

use crate::common::{Files, data, files, read, told, twin};
use rightplace::reading::Reading;
use rightplace::round::Round;
use rightplace::source::Source;
use std::collections::BTreeMap;
use std::fs;

/// A file's name without its ending, in small letters.
fn stem(name: &str) -> String {
    name.split('.').next().unwrap_or_default().to_lowercase()
}

/// The clean twin with the files of a case in the place of its own.
fn overlaid(case: Files) -> Files {
    let mut round = twin();
    round.retain(|name, _| !case.keys().any(|other| stem(other) == stem(name)));
    round.extend(case);
    round
}

fn reading(case: Files) -> Reading {
    match case.get("round.xlsx") {
        Some(bytes) => Round::from_source(&Source::from_workbook("round.xlsx", bytes)),
        None => read(&overlaid(case)),
    }
}

/// All that a round says, without where it was read.
pub fn content(round: &Round) -> String {
    let mut round = round.clone();
    round.inputs.clear();
    round.workbook = None;
    let text = format!("{round:?}");
    let mut parts = text.split(" row: ");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest =
        |part: &str| part.trim_start_matches("Some(").trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
    std::iter::once(first).chain(parts.map(rest)).collect::<Vec<_>>().join(" row ")
}

#[test]
fn every_quirk_reads_as_its_clean_twin_or_gives_the_one_right_message() {
    let mut cases: BTreeMap<String, Files> = BTreeMap::new();
    for entry in fs::read_dir(data("corpus")).unwrap() {
        let path = entry.unwrap().path();
        cases.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), files(&path));
    }
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let clean = content(&read(&twin()).round.unwrap());
    let regenerate = std::env::var_os("RIGHTPLACE_REGENERATE").is_some();
    let mut wrong = Vec::new();
    for (name, mut case) in cases {
        let expected = case.remove("expected.txt").unwrap_or_default();
        let reading = reading(case);
        let lines = told(&reading).iter().map(|line| format!("{line}\n")).collect::<String>();
        let path = data("corpus").join(&name).join("expected.txt");
        if regenerate && lines.is_empty() {
            let _ = fs::remove_file(path);
        } else if regenerate {
            fs::write(path, &lines).unwrap();
        } else if lines.as_bytes() != expected {
            wrong.push(format!("{name} tells\n{lines}"));
        }
        match &reading.round {
            Some(round) if content(round) != clean => wrong.push(format!("{name} reads as another round")),
            None if reading.errors() != 1 => wrong.push(format!("{name} has {} errors", reading.errors())),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
