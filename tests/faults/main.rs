//! Every fault of the input is told once, where it is, and explained.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod calendar;
#[path = "../common/mod.rs"]
mod common;
mod decided;
mod files;
mod offers;
mod people;
mod settings;

use common::{changed, data, good, read, told};
use rightplace::ids::Word;
use rightplace::problem::Code;
use std::collections::BTreeSet;
use std::fs;

/// One fault: what is told (code to id), the file, and the change of the good
/// round that makes the fault.
type Fault = (&'static str, &'static str, &'static str, &'static str);

fn faults() -> impl Iterator<Item = &'static Fault> {
    let all = [settings::FAULTS, calendar::FAULTS, people::FAULTS, offers::FAULTS, decided::FAULTS];
    all.into_iter().flatten()
}

#[test]
fn every_fault_is_told_once_and_where_it_is() {
    let mut wrong = Vec::new();
    for (expected, file, old, new) in faults() {
        let mut files = changed(good(), file, old, new);
        if expected.contains("courses.csv, row 3") {
            files = changed(files, "courses.csv", ",16,", ",0,");
        }
        let reading = read(&files);
        let lines = told(&reading);
        let errors = lines.iter().filter(|line| line.starts_with("error")).count();
        assert_eq!(reading.round.is_some(), errors == 0, "{expected}");
        // A row that loses its id leaves others that name it; warnings may follow from an error.
        let loses_id = ["[missing-value]", "[bad-id]", "[duplicate-id]"].iter().any(|code| expected.contains(code));
        let follows = |line: &&String| {
            (loses_id && line.contains("[unknown-id]"))
                || (expected.starts_with("error") && line.starts_with("warning"))
                // What is wrong with a date may leave an intake to nobody.
                || (line.contains("[dead-capacity]") && !expected.contains("[dead-capacity]"))
        };
        let told: Vec<_> = lines.iter().filter(|line| !follows(line)).collect();
        if told.len() != 1 || !told[0].starts_with(&format!("{expected}: found")) {
            wrong.push(format!("{expected}\n    {old:?} -> {new:?}\n    {}", lines.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Told by the rules, by scenarios, by plans and of workbooks, whose tests show them.
const ELSEWHERE: [Code; 16] = [
    Code::TogetherImpossible,
    Code::TogetherDecided,
    Code::TogetherNoOption,
    Code::AlteredPart,
    Code::KeepIsNoOption,
    Code::PlaceIsNoOption,
    Code::NoMatch,
    Code::UnknownSheet,
    Code::MergedCells,
    Code::HiddenSheet,
    Code::HiddenRows,
    Code::HiddenColumn,
    Code::StaleFormula,
    Code::DayAndMonthExchanged,
    Code::NumberFrom1904,
    Code::TakenFromLater,
];

#[test]
fn every_code_has_a_fault_and_a_section() {
    let of = |line: &str| {
        let word = line.split(['[', ']']).nth(1).unwrap();
        Code::ALL.iter().copied().find(|code| code.word() == word).unwrap()
    };
    let others = ELSEWHERE.into_iter().chain(files::SHOWN).chain(calendar::SHOWN);
    let shown: BTreeSet<Code> = faults().map(|fault| of(fault.0)).chain(others).collect();
    assert_eq!(shown, Code::ALL.iter().copied().collect());

    let text = fs::read_to_string(data("../../docs/errors.md")).unwrap();
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    assert_eq!(sections, codes);
}
