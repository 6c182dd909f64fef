//! `report.html`: the result for people, one self-contained page.

mod grounds;
mod head;
mod people;

use super::words::{clean, day};
use super::{PROGRAM_VERSION, Report};
use crate::result::Status;
use askama::Template;

/// The page. Every text in it is escaped by the template.
#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    provisional: bool,
    authority: String,
    name: String,
    as_of: String,
    academic_year: String,
    verdict: &'static str,
    meaning: String,
    figures: Vec<Figure>,
    sections: Vec<Section>,
    version: &'static str,
    solver: String,
}

/// A headline figure.
struct Figure {
    label: &'static str,
    value: String,
    note: String,
}

/// A part of the page under a heading.
struct Section {
    id: &'static str,
    title: &'static str,
    text: Vec<String>,
    tables: Vec<Table>,
}

/// A table with a caption. The first column heads the rows.
struct Table {
    id: String,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

/// A column of a table.
struct Column {
    name: &'static str,
    is_number: bool,
}

impl Table {
    /// A table without rows yet; the names of number columns begin with `#`.
    fn new(id: impl Into<String>, caption: impl Into<String>, columns: &[&'static str]) -> Table {
        let column = |name: &&'static str| match name.strip_prefix('#') {
            Some(name) => Column { name, is_number: true },
            None => Column { name, is_number: false },
        };
        Table {
            id: id.into(),
            caption: caption.into(),
            columns: columns.iter().map(column).collect(),
            rows: Vec::new(),
        }
    }

    fn with(mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
        let clean_row = |row: Vec<String>| row.iter().map(|cell| clean(cell)).collect();
        self.rows.extend(rows.into_iter().map(clean_row));
        self
    }

    /// The cells of a row, each with its column.
    fn cells<'t>(&'t self, row: &'t [String]) -> impl Iterator<Item = (&'t Column, &'t String)> {
        self.columns.iter().zip(row)
    }
}

/// The whole page as text.
pub(super) fn page(report: &Report) -> Result<String, askama::Error> {
    let (round, result) = (report.round, report.result);
    let (verdict, meaning) = head::verdict(report);
    let mut sections = match result.status {
        Status::Infeasible => {
            vec![head::conflict(report), grounds::rules(report), grounds::warnings(report), grounds::inputs(report)]
        }
        Status::Optimal | Status::Feasible => vec![
            head::programmes(report),
            grounds::ladder(report),
            people::placed(report),
            people::unplaced(report),
            people::intakes(report),
            people::ledger(report),
            grounds::lottery(report),
            grounds::rules(report),
            grounds::warnings(report),
            grounds::inputs(report),
        ],
    };
    if let Some(moves) = people::moves(report) {
        let before = sections.iter().position(|section| section.id == "intakes").unwrap_or(sections.len());
        sections.insert(before, moves);
    }
    let page = Page {
        provisional: round.run.provisional,
        authority: clean(&round.policy.authority),
        name: clean(&round.run.name),
        as_of: day(round.run.as_of),
        academic_year: round.run.academic_year.to_string(),
        verdict,
        meaning,
        figures: head::figures(report),
        sections,
        version: PROGRAM_VERSION,
        solver: format!("{} {}", result.solver, result.solver_version).trim().to_owned(),
    };
    page.render()
}
