use super::{Section, Table};
use crate::allocation::Sense;
use crate::program::lottery_number;
use crate::report::words::{count, step, step_value};
use crate::report::{Proof, Report, proofs};
use crate::round::{Access, Decider, Programme};
use std::collections::BTreeSet;

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
    Section {
        id: "ladder",
        title: "How it was decided: the ladder",
        text: vec![
            "The steps are taken strictly in order: a later one never gives up anything of an earlier one. Need, waiting, wish and chance decide who is placed; time, distance and money decide only where.".to_owned(),
            "A step is proven when what was reached is the best possible, given the steps before it.".to_owned(),
        ],
        tables: vec![Table::new("ladder-table", format!("The {} in order", count(steps.len(), "step")), &columns).with(rows)],
    }
}

/// How anyone can replay the lottery.
pub(super) fn lottery(report: &Report) -> Section {
    let round = report.round;
    let seed = round.run.seed;
    let with_place: BTreeSet<_> = report.result.placed.iter().map(|placed| placed.placement.referral).collect();
    let rows = round.referrals.by_id().map(|(key, referral)| {
        let lot = lottery_number(seed, &referral.id);
        let placed = if with_place.contains(&key) { "yes" } else { "no" };
        vec![referral.id.clone(), lot.to_string(), format!("{lot:05x}"), placed.to_owned()]
    });
    let columns = ["Referral", "#Lottery number", "First five digits", "Placed"];
    Section {
        id: "lottery",
        title: "The lottery, to replay",
        text: vec![
            format!(
                "The seed is {seed}. A referral's number is the first five hexadecimal digits of the SHA-256 of the seed, a colon and the referral's id. A low number wins, but only where need, waiting and choice are level."
            ),
            format!("To check one: printf '{seed}:REFERRAL' | sha256sum"),
        ],
        tables: vec![Table::new("lottery-table", "Every referral's number", &columns).with(rows)],
    }
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
            programme.yearly_places.map_or_else(|| "no limit".to_owned(), |places| places.to_string()),
            programme.source.clone(),
        ]
    };
    let rows = policy.programmes.iter().map(|(_, programme)| row(programme));
    Section {
        id: "rules",
        title: "Rules in force",
        text: vec![format!(
            "At most {} days a week off site, but for programmes that stand alone and for students with a limit of their own.",
            policy.days_off_site_max
        )],
        tables: vec![Table::new("rules-table", "Programmes", &columns).with(rows)],
    }
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
        vec![warning.code.clone().unwrap_or_default(), place.join(", "), warning.message.clone()]
    });
    let (text, tables) = match warnings.is_empty() {
        true => ("Nothing was noticed.", Vec::new()),
        false => (
            "Worth a look before the result is used.",
            vec![Table::new("warnings-table", count(warnings.len(), "warning"), &["Code", "Where", "What"]).with(rows)],
        ),
    };
    Section { id: "warnings", title: "Warnings", text: vec![text.to_owned()], tables }
}

/// The input files and their fingerprints.
pub(super) fn inputs(report: &Report) -> Section {
    let rows = report.round.inputs.iter().map(|input| vec![input.file.clone(), input.sha256.clone()]);
    Section {
        id: "inputs",
        title: "Inputs",
        text: vec!["The same files, seed and program give the same result.".to_owned()],
        tables: vec![Table::new("inputs-table", "Files and their SHA-256", &["File", "SHA-256"]).with(rows)],
    }
}
