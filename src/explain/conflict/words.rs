//! A conflict and its changes in plain English, with ids and numbers.

use super::found::Member;
use super::remedy::{Remedy, placed_by};
use crate::limits::{About, Limit};
use crate::paper::words::listing;
use crate::program::{ColumnIndex, Program};
use crate::round::{Intake, Key, Referral, Round, Verdict};
use crate::units::Pence;
use std::collections::{BTreeMap, BTreeSet};

/// A conflict of decisions and limits in one sentence, with what the decisions
/// come to where a limit stands against them alone.
pub(super) fn sentence(round: &Round, program: &Program, limits: &[Limit]) -> String {
    let decisions: Vec<usize> = limits.iter().filter_map(|limit| limit.about.decision()).collect();
    let placed: BTreeSet<_> = decisions.iter().filter_map(|position| placed_by(round, *position)).collect();
    let is_placed = |column: &ColumnIndex| {
        let placement = program.placement(*column);
        placed.contains(&(placement.referral, placement.intake))
    };
    let columns: BTreeSet<ColumnIndex> = (0..program.option_count()).filter(is_placed).collect();
    let limits = limits.iter().filter(|limit| limit.about.decision().is_none());
    let limits = limits.map(|limit| match need(program, *limit, &columns) {
        Some(need) => format!("{}, and {need}", limit.says(round)),
        None => limit.says(round),
    });
    let limits: Vec<String> = limits.collect();
    let decisions = decided(round, &decisions);
    if limits.is_empty() { format!("{decisions}.") } else { format!("{decisions}, but {}.", limits.join("; ")) }
}

/// A decision that a rule shuts out, in one sentence.
pub(super) fn shut_out(round: &Round, position: usize, rule: &Member) -> String {
    format!("{}, but the rule {} does not allow it: {}.", decided(round, &[position]), rule.id, rule.detail)
}

/// What decisions say: `Decisions place R1 and R3 in intake I1 (decisions.csv, rows 2 and 3)`.
fn decided(round: &Round, positions: &[usize]) -> String {
    let mut by_intake: BTreeMap<Key<Intake>, Vec<Key<Referral>>> = BTreeMap::new();
    for (referral, intake) in positions.iter().filter_map(|position| placed_by(round, *position)) {
        by_intake.entry(intake).or_default().push(referral);
    }
    let placed = by_intake.iter().map(|(intake, referrals)| {
        let ids: Vec<String> = referrals.iter().map(|key| round.referrals[*key].id.clone()).collect();
        format!("{} in intake {}", listing(&ids), round.intakes[*intake].id)
    });
    let rows: Vec<String> =
        positions.iter().filter_map(|position| Some(round.decisions[*position].row?.to_string())).collect();
    let rows = match rows.as_slice() {
        [] => String::new(),
        [row] => format!(" ({}, row {row})", round.file_of("decisions")),
        rows => format!(" ({}, rows {})", round.file_of("decisions"), listing(rows)),
    };
    let decisions = if positions.len() == 1 { "A decision places" } else { "Decisions place" };
    format!("{decisions} {}{rows}", listing(&placed.collect::<Vec<_>>()))
}

/// What the decisions alone come to where that is beyond a limit.
fn need(program: &Program, limit: Limit, columns: &BTreeSet<ColumnIndex>) -> Option<String> {
    let own = program.rows().iter().filter(|row| row.limit == Some(limit));
    let sums = own.filter_map(|row| {
        let sum: i64 = row.terms.iter().filter(|(column, _)| columns.contains(column)).map(|(_, takes)| *takes).sum();
        row.upper.filter(|upper| sum > *upper).map(|_| (sum, row.used))
    });
    let (sum, used) = sums.max().filter(|_| limit.is_capacity())?;
    let held = if used == 0 { String::new() } else { format!(" with the {used} taken before") };
    Some(match limit.is_in_pounds() {
        true => format!("these come to £{}", Pence(sum)),
        false => format!("{} would be needed{held}", sum + used),
    })
}

/// A change, to be read after "It is resolved if".
pub(super) fn remedy(round: &Round, remedy: &Remedy) -> String {
    match remedy {
        Remedy::Waive(referral, intake, rules) => {
            let names: Vec<String> = rules.iter().map(ToString::to_string).collect();
            let (noun, verb) = if names.len() == 1 { ("the rule", "is") } else { ("the rules", "are") };
            let (referral, intake) = (&round.referrals[*referral].id, &round.intakes[*intake].id);
            format!("{noun} {} {verb} waived for referral {referral} with intake {intake}", listing(&names))
        }
        Remedy::Ease(_, limit, amount) => limit.remedy(round, *amount),
        Remedy::Drop(position) => {
            let decision = &round.decisions[*position];
            let id = &round.referrals[decision.referral].id;
            let row = decision.row.map(|row| format!(" ({}, row {row})", round.file_of("decisions")));
            let row = row.unwrap_or_default();
            match decision.verdict {
                Verdict::Place(intake) => {
                    format!("referral {id} need not hold intake {}{row}", round.intakes[intake].id)
                }
                _ => format!("the bar on referral {id} is lifted{row}"),
            }
        }
    }
}

/// A member of a conflict.
pub(super) fn describe(round: &Round, limit: Limit) -> Member {
    let id = match limit.about {
        About::Decision(_) => "place".to_owned(),
        _ => limit.constraint.to_string(),
    };
    Member { id, detail: limit.says(round) }
}
