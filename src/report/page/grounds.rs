//! What an allocation rests on: the ladder with its proofs, the rules, warnings.

use crate::allocation::Sense;
use crate::paper::page::{Section, Table};
use crate::paper::words::{count, number};
use crate::report::conditions::{further, off_site};
use crate::report::proof::{Proof, proofs};
use crate::report::run::Report;
use crate::report::words::{step, step_value};
use crate::round::{Access, Decider, Policy, Programme};

/// The steps of the ladder with value, bound and proof.
pub(super) fn ladder(report: &Report) -> Section {
    let (round, steps) = (report.round, &report.result.steps);
    let columns = ["#Step", "What it decides", "Aim", "#Reached", "#Best possible", "Proof"];
    let rows = steps.iter().zip(proofs(steps)).enumerate().map(|(position, (one, proof))| {
        vec![
            (position + 1).to_string(),
            step(round, one),
            match one.sense {
                Sense::Max => "most",
                Sense::Min => "least",
            }
            .to_owned(),
            step_value(round, one.stage, one.value),
            step_value(round, one.stage, one.bound),
            match proof {
                Proof::Proven => "proven",
                Proof::Unproven => "not proven",
                Proof::Conditional => "given the steps before only",
            }
            .to_owned(),
        ]
    });
    let caption = format!("The {} in order", count(steps.len(), "step"));
    Section::new("ladder", "How it was decided: the ladder")
        .text("The steps are taken strictly in order: a later one never gives up anything of an earlier one. Need, waiting, wish and chance decide who is placed; time, distance and money decide only where.")
        .text("A step is proven when what was reached is the best possible, given the steps before it.")
        .table(Table::new("ladder-table", caption, &columns).with(rows))
}

/// The rules of every programme as they were in force.
pub(super) fn rules(report: &Report) -> Section {
    let policy = &report.round.policy;
    let columns =
        ["Programme", "Tier", "Open to", "Decided by", "Deadlines", "Year groups", "#Places a year", "Source"];
    let row = |programme: &Programme| {
        vec![
            programme.name.clone(),
            programme.tier.clone(),
            match programme.access {
                Access::Open => "every school",
                Access::Priority => "schools with the SLA first",
                Access::Exclusive => "schools with the SLA only",
            }
            .to_owned(),
            match programme.decision {
                Decider::Officer => "an officer",
                Decider::Panel => "a panel",
            }
            .to_owned(),
            if programme.deadline { "the calendar's" } else { "none" }.to_owned(),
            programme.year_groups.map_or_else(|| "all".to_owned(), |groups| groups.to_string()),
            programme.yearly_places.map_or_else(|| "no limit".to_owned(), number),
            programme.source.clone(),
        ]
    };
    let rows = policy.programmes.iter().map(|(_, programme)| row(programme));
    Section::new("rules", "Rules in force")
        .text(off_site(policy))
        .table(Table::new("rules-table", "Programmes", &columns).with(rows))
        .table(conditions(policy))
}

/// What else a programme asks, beside what every programme has a rule for.
fn conditions(policy: &Policy) -> Table {
    let rows = policy.programmes.iter().flat_map(|(_, programme)| {
        let said = further(programme);
        (!said.is_empty()).then(|| vec![programme.name.clone(), said.join("; ")])
    });
    Table::new("conditions-table", "Further conditions", &["Programme", "Conditions"]).with(rows)
}

/// What was noticed on reading and on the run.
pub(super) fn warnings(report: &Report) -> Section {
    let warnings = report.warnings();
    let rows = warnings.iter().map(|warning| {
        let place = [
            warning.file.clone(),
            warning.row.map(|row| format!("row {row}")),
            warning.column.as_ref().map(|column| format!("column {column}")),
            warning.id.clone(),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        // What only the run found has no code and no place in a file.
        match &warning.code {
            Some(code) => vec![code.clone(), place.join(", "), warning.message.clone()],
            None => vec!["of the run".to_owned(), "the result".to_owned(), warning.message.clone()],
        }
    });
    let section = Section::new("warnings", "Warnings");
    if warnings.is_empty() {
        return section.text("Nothing was noticed.");
    }
    let caption = count(warnings.len(), "warning");
    section
        .text("Worth a look before the result is used.")
        .table(Table::new("warnings-table", caption, &["Code", "Where", "What"]).with(rows))
}
