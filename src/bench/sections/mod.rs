//! What a benchmark comes to, for people: the same sections as a self-contained
//! page and as Markdown.

mod chart;
mod method;
mod ratios;
mod rounds;
mod steps;

use super::Bench;
use super::figures::{Ratio, Time};
use crate::paper::words::count;
use askama::Template;

/// A part of the page under a heading.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) text: Vec<String>,
    /// A drawing, on the page only.
    pub(super) chart: Option<String>,
    pub(super) tables: Vec<Table>,
}

/// A table with a caption. The first column heads the rows.
pub(super) struct Table {
    pub(super) id: &'static str,
    pub(super) caption: &'static str,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

/// A column of a table.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) is_number: bool,
}

/// The page.
pub(super) struct Page {
    verdict: String,
    has_failures: bool,
    sections: Vec<Section>,
    command: String,
    version: &'static str,
}

#[derive(Template)]
#[template(path = "bench.html")]
struct Html<'p> {
    page: &'p Page,
}

#[derive(Template)]
#[template(path = "bench.md", escape = "none")]
struct Markdown<'p> {
    page: &'p Page,
}

impl Page {
    pub(super) fn html(&self) -> Result<String, askama::Error> {
        Html { page: self }.render()
    }

    pub(super) fn markdown(&self) -> Result<String, askama::Error> {
        Markdown { page: self }.render()
    }
}

pub(super) fn page(bench: &Bench) -> Page {
    let failures = super::failures(bench);
    let verdict = match failures.len() {
        0 => "No run failed, every allocation passed the audit, and all that is proven agrees.".to_owned(),
        1 => "1 failure.".to_owned(),
        number => format!("{number} failures."),
    };
    let open = bench.runs.iter().filter_map(|run| run.measured.as_ref()).filter(|run| !run.is_proven()).count();
    let verdict = match open {
        0 => verdict,
        open => format!("{verdict} {} without every proof.", count(open, "run")),
    };
    let mut sections = Vec::new();
    if !failures.is_empty() {
        sections.push(Section {
            id: "failures",
            title: "Failures",
            chart: None,
            text: vec!["Nothing else on this page counts before these are understood.".to_owned()],
            tables: vec![
                Table::new("failed", "What failed", &["What"]).with(failures.iter().map(|one| vec![one.clone()])),
            ],
        });
    }
    sections.extend(rounds::unproven(bench));
    sections.push(ratios::overview(bench));
    sections.push(rounds::times(bench));
    sections.extend(ratios::peers(bench));
    sections.push(steps::stages(bench));
    sections.push(rounds::parts(bench));
    sections.push(rounds::effort(bench));
    sections.push(method::method(bench));
    Page {
        verdict,
        has_failures: !failures.is_empty(),
        sections,
        command: bench.command.clone(),
        version: bench.program_version,
    }
}

impl Table {
    /// A table without rows yet; the names of number columns begin with `#`.
    fn new(id: &'static str, caption: &'static str, columns: &[&str]) -> Table {
        let column = |name: &&str| match name.strip_prefix('#') {
            Some(name) => Column { name: name.to_owned(), is_number: true },
            None => Column { name: (*name).to_owned(), is_number: false },
        };
        Table { id, caption, columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    fn with(mut self, rows: impl IntoIterator<Item = Vec<String>>) -> Table {
        self.rows.extend(rows);
        self
    }

    /// A cell as Markdown takes it.
    fn escaped(&self, cell: &str) -> String {
        cell.replace('|', "\\|")
    }

    /// The cells of a row, each with its column.
    fn cells<'t>(&'t self, row: &'t [String]) -> impl Iterator<Item = (&'t Column, &'t String)> {
        self.columns.iter().zip(row)
    }
}

/// Seconds as people read them: three digits that count.
fn seconds(seconds: f64) -> String {
    match seconds {
        ..0.00005 => "below 0.0001".to_owned(),
        ..0.1 => format!("{seconds:.4}"),
        ..10.0 => format!("{seconds:.2}"),
        ..100.0 => format!("{seconds:.1}"),
        _ => format!("{seconds:.0}"),
    }
}

/// A time; with a mark where not all is proven.
fn time(time: Option<Time>) -> String {
    match time {
        None => "–".to_owned(),
        Some(Time { seconds: taken, is_proven: true }) => seconds(taken),
        Some(Time { seconds: taken, .. }) => format!("{}, not proven", seconds(taken)),
    }
}

/// How many times faster.
fn ratio(ratio: Option<Ratio>) -> String {
    let Some(Ratio { times, is_least }) = ratio else { return "–".to_owned() };
    let digits = if times < 10.0 { format!("{times:.2}") } else { format!("{times:.0}") };
    format!("{}{digits}×", if is_least { "≥ " } else { "" })
}

/// A share as a percentage with two digits that count.
fn per_cent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        0.0 => "0%".to_owned(),
        ..0.01 => "below 0.01%".to_owned(),
        ..1.0 => format!("{percent:.2}%"),
        _ => format!("{percent:.1}%"),
    }
}

fn megabytes(kilobytes: Option<u64>) -> String {
    kilobytes.map_or_else(|| "–".to_owned(), |kilobytes| (kilobytes / 1024).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([0.00001, 0.012, 0.5, 12.34, 123.4].map(seconds), ["below 0.0001", "0.0120", "0.50", "12.3", "123"]);
        assert_eq!(ratio(Some(Ratio { times: 3.456, is_least: false })), "3.46×");
        assert_eq!(ratio(Some(Ratio { times: 51.2, is_least: true })), "≥ 51×");
        assert_eq!([0.0, 0.00001, 0.0012, 0.25].map(per_cent), ["0%", "below 0.01%", "0.12%", "25.0%"]);
    }
}
