//! The draft record of transparency shows the figures of a real run.

use super::decided::{DECIDED, Decided};
use super::proof;
use rightplace::result::Status;
use rightplace::rules::{Casebook, is_open};
use std::collections::BTreeSet;

#[test]
fn the_figures_of_the_transparency_record_are_those_of_the_run() {
    let Decided { round, result, .. } = DECIDED.iter().find(|decided| decided.term == "spring").unwrap();
    let audit = proof::audited(round, result);
    let placed = result.placed.iter().map(|placed| round.referrals[placed.placement.referral].student);
    let children: BTreeSet<_> = placed.collect();
    let first = result.placed.iter().filter(|placed| placed.rank == 1).count();
    assert_eq!(result.status, Status::Optimal);
    let book = Casebook::new(round);
    let open = round.referrals.keys().filter(|key| is_open(&book, *key)).count();
    let figures = [
        ("referrals in the round", round.referrals.len()),
        ("open", open),
        ("placed", result.placed.len()),
        ("children with a place", children.len()),
        ("placed at a first choice", first),
        ("without a place", result.unplaced.len()),
        ("steps of the ladder, all proven", result.steps.len()),
        ("rules and limits broken (audit)", audit.violations.len()),
    ];
    let block: String = figures.iter().map(|(what, count)| format!("{what:<36}{count}\n")).collect();
    let page = include_str!("../../docs/privacy.md");
    assert!(page.contains(&format!("```text\n{block}```")), "docs/privacy.md states other figures than\n{block}");
}
