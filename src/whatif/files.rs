//! The files of a comparison.

use super::outcome::{Known, Outcome};
use super::study::{Study, UNCHANGED};
use super::words::{known, unit};
use super::{page, ranges};
use crate::ids::Word;
use crate::paper::publish::Set;
use crate::paper::words::PROVISIONAL;
use crate::paper::{Cell, Files, Format, Sheet, WriteFault};
use crate::report;
use serde_json::{Value, json};

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
    let mut files = Files::new();
    for (name, mut sheet) in [("comparison.csv", comparison(study)), ("movements.csv", movements(study))] {
        if study.round.run.provisional {
            sheet.note("note", PROVISIONAL);
        }
        files.insert(name.to_owned(), sheet.bytes(format));
    }
    let ranges = study.ranges();
    if !ranges.is_empty() {
        let mut sheet = ranges::sheet(&ranges);
        if study.round.run.provisional {
            sheet.note("note", PROVISIONAL);
        }
        files.insert("ranges.csv".to_owned(), sheet.bytes(format));
    }
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

/// `whatif.json`: what was compared and how each row is known, and the SHA-256
/// of every file.
fn index(study: &Study, files: &Files) -> serde_json::Result<Vec<u8>> {
    let scenarios = study.scenarios.iter().map(|one| {
        let mut about = json!({"file": one.file, "name": one.name, "sha256": one.sha256});
        if let Some(demand) = one.demand() {
            let inputs = demand.inputs().map(|(file, sha256)| (file, Value::from(sha256)));
            about["earlier"] = Value::Object(inputs.collect());
            let said = study.demand.iter().find(|(name, _)| *name == one.name).map(|(_, said)| said.clone());
            about["demand"] = said.unwrap_or_default().into();
        }
        about
    });
    let steps = |outcome: &Outcome| -> Vec<Value> {
        let steps = outcome.steps.iter();
        let bound = |bound| if outcome.known == Known::OtherWay { None } else { Some(bound) };
        steps.map(|step| json!({"step": step.to_string(), "value": step.value, "bound": bound(step.bound)})).collect()
    };
    let rows = study.results().map(|(name, result)| match result {
        Ok(finding) => json!({
            "scenario": name,
            "status": finding.outcome.status.word(),
            "known": known(&finding.outcome),
            "stages": steps(&finding.outcome),
        }),
        Err(failure) => json!({"scenario": name, "status": "failed", "why": failure.to_string()}),
    });
    let said = [
        ("scenarios", scenarios.collect()),
        ("unchanged", json!({"status": study.unchanged.status.word(), "stages": steps(&study.unchanged)})),
        ("rows", rows.collect()),
    ];
    report::index(study.round, (&study.solver.0, &study.solver.1), said, files)
}
