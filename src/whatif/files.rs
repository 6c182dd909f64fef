//! The files of a comparison.

use super::outcome::{Known, Outcome};
use super::scenario::Scenario;
use super::study::{Failure, Finding, Study, UNCHANGED};
use super::words::{known, unit};
use super::{page, ranges};
use crate::ids::Word;
use crate::paper::publish::Set;
use crate::paper::words::note;
use crate::paper::{Cell, Files, Format, Sheet, WriteFault, csv_files};
use crate::report::{self, StepEntry};
use serde::Serialize;
use std::collections::BTreeMap;

/// The name of the list of the files.
const INDEX: &str = "whatif.json";

/// A comparison of scenarios.
pub const WHATIF: Set = Set::new("whatif", INDEX, &["comparison.csv", "movements.csv", "ranges.csv", "report.html"]);

/// The files of a comparison by name. They depend on nothing but the round, the
/// scenarios and what they come to.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn files(study: &Study, format: Format) -> Result<Files, WriteFault> {
    let ranges = study.ranges();
    let ranges = (!ranges.is_empty()).then(|| ("ranges.csv", ranges::sheet(&ranges)));
    let sheets = [("comparison.csv", comparison(study)), ("movements.csv", movements(study))];
    let mut files = csv_files(sheets.into_iter().chain(ranges), note(study.round.run.provisional), format);
    let page = page::page(study)?;
    files.insert("report.html".to_owned(), page.into_bytes());
    let index = index(study, &files)?;
    files.insert(INDEX.to_owned(), index);
    Ok(files)
}

/// `comparison.csv`: every variant in figures, and what they differ by from
/// the unchanged round, which is the first row.
fn comparison(study: &Study) -> Sheet {
    let figures = study.columns();
    let changes = figures.iter().map(|column| format!("{column}_change"));
    let all: Vec<String> = figures.iter().cloned().chain(changes).collect();
    let has_requirements = study.scenarios.iter().any(|scenario| !scenario.requirements().is_empty());
    let mut columns = vec!["scenario".to_owned(), "status".to_owned()];
    columns.extend(all.iter().cloned());
    columns.extend(has_requirements.then(|| "accepted".to_owned()));
    let mut sheet = Sheet::new(&columns);
    let line = |name: &str, outcome: Option<&Outcome>, accepted: Option<bool>| {
        let status = outcome.map_or("failed", |outcome| outcome.status.word());
        let mut cells = vec![Cell::text(name), Cell::text(status)];
        cells.extend(all.iter().map(|column| {
            let figure = outcome.and_then(|outcome| study.figure(outcome, column));
            Cell::number_or_blank(figure.map(|figure| unit(column, figure)))
        }));
        if has_requirements {
            cells.push(Cell::text_or_blank(accepted.map(|yes| if yes { "yes" } else { "no" })));
        }
        cells
    };
    sheet.push_all(line(UNCHANGED, Some(&study.unchanged), None));
    for (way, result) in &study.ways {
        sheet.push_all(line(way.word(), result.as_ref().ok().map(|finding| &finding.outcome), None));
    }
    for row in &study.rows {
        let outcome = row.result.as_ref().ok().map(|finding| &finding.outcome);
        let accepted = (!row.met.is_empty()).then(|| row.met.iter().all(|met| *met));
        sheet.push_all(line(&row.name, outcome, accepted));
    }
    sheet
}

/// `movements.csv`: every referral whose place changes, by scenario in their
/// order, then by referral.
fn movements(study: &Study) -> Sheet {
    let mut sheet = Sheet::new(&["scenario", "referral_id", "before", "after"]);
    for (name, result) in study.results() {
        for movement in result.iter().flat_map(|finding| &finding.movements) {
            sheet.push([
                Cell::text(name),
                Cell::text(&movement.referral),
                Cell::text_or_blank(movement.before.as_ref()),
                Cell::text_or_blank(movement.after.as_ref()),
            ]);
        }
    }
    sheet
}

/// What `whatif.json` says of a comparison.
#[derive(Serialize)]
struct Said<'a> {
    scenarios: Vec<ScenarioEntry<'a>>,
    unchanged: UnchangedEntry,
    rows: Vec<RowEntry<'a>>,
}

#[derive(Serialize)]
struct ScenarioEntry<'a> {
    file: &'a str,
    name: &'a str,
    sha256: &'a str,
    /// The files that demand is drawn from.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<BTreeMap<String, &'a str>>,
    /// What its draws take for granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    demand: Option<&'a [String]>,
}

#[derive(Serialize)]
struct UnchangedEntry {
    status: &'static str,
    stages: Vec<StepEntry>,
}

#[derive(Serialize)]
struct RowEntry<'a> {
    scenario: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stages: Option<Vec<StepEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// `whatif.json`: what was compared and how each row is known, and the SHA-256
/// of every file.
fn index(study: &Study, files: &Files) -> Result<Vec<u8>, WriteFault> {
    let said = Said {
        scenarios: study.scenarios.iter().map(|scenario| scenario_entry(study, scenario)).collect(),
        unchanged: UnchangedEntry { status: study.unchanged.status.word(), stages: stages(&study.unchanged) },
        rows: study.results().map(|(name, result)| row_entry(name, result)).collect(),
    };
    report::index(study.round, (&study.solver.0, &study.solver.1), &said, files)
}

fn scenario_entry<'a>(study: &'a Study, scenario: &'a Scenario) -> ScenarioEntry<'a> {
    let said = || study.demand.iter().find(|(name, _)| *name == scenario.name);
    ScenarioEntry {
        file: &scenario.file,
        name: &scenario.name,
        sha256: &scenario.sha256,
        earlier: scenario.demand().map(|demand| demand.inputs().collect()),
        demand: scenario.demand().map(|_| said().map_or(&[][..], |(_, said)| said)),
    }
}

fn row_entry<'a>(name: &'a str, result: &Result<Finding, Failure>) -> RowEntry<'a> {
    match result {
        Ok(Finding { outcome, .. }) => RowEntry {
            scenario: name,
            status: outcome.status.word(),
            known: Some(known(outcome)),
            stages: Some(stages(outcome)),
            why: None,
        },
        Err(failure) => {
            RowEntry { scenario: name, status: "failed", known: None, stages: None, why: Some(failure.to_string()) }
        }
    }
}

fn stages(outcome: &Outcome) -> Vec<StepEntry> {
    let entry = if outcome.known == Known::OtherWay { StepEntry::without_bound } else { StepEntry::of };
    outcome.steps.iter().map(entry).collect()
}
