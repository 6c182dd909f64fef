//! What a benchmark comes to, for people.

mod chart;
mod method;
mod ratios;
mod rounds;
mod steps;

use super::agreement::failures;
use super::benchmark::Bench;
use crate::paper::page::{Document, Section, Table};
use crate::paper::words::count;

/// The page: failures first.
pub(super) fn page(bench: &Bench) -> Document {
    let failures = failures(bench);
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
        let rows = failures.iter().map(|one| vec![one.clone()]);
        sections.push(
            Section::new("failures", "Failures")
                .text("Nothing else on this page counts before these are understood.")
                .table(Table::new("failed", "What failed", &["What"]).with(rows)),
        );
    }
    sections.extend(rounds::unproven(bench));
    sections.push(ratios::overview(bench));
    sections.push(rounds::times(bench));
    sections.extend(ratios::peers(bench));
    sections.push(steps::stages(bench));
    sections.push(rounds::parts(bench));
    sections.push(rounds::effort(bench));
    sections.push(method::method(bench));
    Document {
        is_provisional: false,
        over: String::new(),
        heading: "Benchmarks of rightplace".to_owned(),
        about: vec![format!("Written by {}", bench.command)],
        verdict: (verdict, String::new()),
        figures: Vec::new(),
        sections,
        foot: vec!["The numbers are in bench.csv and steps.csv beside this page.".to_owned()],
    }
}
