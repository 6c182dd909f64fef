//! The rounds one by one: times, gaps, parts and effort.

use super::super::benchmark::Bench;
use super::super::peer::PEERS;
use super::super::run::{Measured, Run};
use super::super::words::{megabytes, per_cent, seconds, time};
use super::chart::chart;
use crate::paper::page::{Section, Table};
use crate::paper::words::number;

/// Runs that ended without every proof; nothing where there is none.
pub(super) fn unproven(bench: &Bench) -> Option<Section> {
    let open = |run: &Run| {
        let measured = run.measured.as_ref().filter(|measured| !measured.is_proven())?;
        let first = measured.steps.get(measured.proven())?;
        Some(vec![
            run.round.clone(),
            run.setting.clone(),
            run.seed.to_string(),
            format!("{} of {}", measured.proven(), measured.steps.len()),
            first.step.clone(),
            per_cent(first.gap()),
            per_cent(measured.gap()),
        ])
    };
    let rows: Vec<Vec<String>> = bench.runs.iter().filter_map(open).collect();
    let columns = ["Round", "Setting", "#Seed", "#Proven steps", "First without proof", "#Its gap", "#Largest gap"];
    (!rows.is_empty()).then(|| {
        Section::new("unproven", "Not proven")
            .text(format!(
                "Runs that reached the limit of {} seconds. Each has an allocation that keeps every rule; the gap is \
                 how far the bound is from the value, as a share of the value.",
                seconds(bench.time_limit)
            ))
            .table(Table::new("open", "Runs without every proof", &columns).with(rows))
    })
}

/// The first run of a round that measured something.
fn any<'b>(bench: &'b Bench, round: &str) -> Option<&'b Measured> {
    bench.runs.iter().filter(|run| run.round == round).find_map(|run| run.measured.as_ref())
}

/// How long solving each round takes.
pub(super) fn times(bench: &Bench) -> Section {
    let mut columns = vec!["Round".to_owned()];
    columns.extend(["Referrals", "Options", "Columns", "Rows", "Steps"].map(|name| format!("#{name}")));
    columns.extend(bench.settings.iter().map(|setting| format!("#{setting}")));
    let peers: Vec<&str> = PEERS
        .into_iter()
        .filter(|peer| bench.rounds.iter().any(|round| bench.peer_time(round, peer).is_some()))
        .collect();
    columns.extend(peers.iter().map(|peer| format!("#{peer}")));
    let rows = bench.rounds.iter().map(|round| {
        let mut cells = vec![round.clone()];
        let sizes = any(bench, round).map(|measured| {
            [measured.referrals, measured.options, measured.columns, measured.rows, measured.steps.len()]
        });
        let sizes = sizes.map_or_else(|| vec!["–".to_owned(); 5], |sizes| sizes.map(whole).to_vec());
        cells.extend(sizes);
        cells.extend(bench.settings.iter().map(|setting| time(bench.time(round, setting))));
        cells.extend(peers.iter().map(|peer| time(bench.peer_time(round, peer))));
        cells
    });
    let section = Section::new("rounds", "Rounds")
        .text("Seconds for climbing the ladder; with several seeds of the solver, their geometric mean.");
    let section = chart(bench, &peers).into_iter().fold(section, Section::dots);
    section.table(Table::new("times", "Seconds for the ladder of each round", &columns).with(rows))
}

/// Everything but solving.
pub(super) fn parts(bench: &Bench) -> Section {
    let columns = ["Round", "#Reading", "#Options", "#Building", "#Explaining", "#Auditing", "#Writing", "#Together"];
    let row = |round: &String| {
        let parts = any(bench, round)?.parts;
        let each = [
            parts.reading,
            parts.options,
            parts.building,
            parts.explaining,
            parts.auditing,
            parts.writing,
            parts.besides_solving(),
        ];
        Some(std::iter::once(round.clone()).chain(each.map(seconds)).collect())
    };
    let rows = bench.rounds.iter().filter_map(row);
    Section::new("parts", "Everything but solving")
        .text("Seconds of the first run of each round; each part is the median of up to nine repetitions.")
        .table(Table::new("parts-table", "Seconds for each part", &columns).with(rows))
}

/// How much the solver worked.
pub(super) fn effort(bench: &Bench) -> Section {
    let columns = [
        "Round",
        "Setting",
        "#Seed",
        "Status",
        "#Seconds",
        "#Relaxations",
        "#Integer programs",
        "#Nodes",
        "#Iterations",
        "#Peak memory, MB",
        "#Largest gap",
    ];
    let row = |run: &Run| {
        let measured = run.measured.as_ref()?;
        let effort = measured.effort;
        Some(vec![
            run.round.clone(),
            run.setting.clone(),
            run.seed.to_string(),
            measured.status.clone(),
            seconds(measured.parts.solving),
            number(effort.relaxations as i64),
            number(effort.programs as i64),
            effort.nodes.map_or_else(|| "–".to_owned(), |nodes| number(nodes as i64)),
            effort.iterations.map_or_else(|| "–".to_owned(), |iterations| number(iterations as i64)),
            megabytes(measured.peak_memory_kb),
            per_cent(measured.gap()),
        ])
    };
    Section::new("effort", "Effort")
        .text("Each run by itself: what the solver was asked, and the most memory that the process held.")
        .table(Table::new("runs", "All runs", &columns).with(bench.runs.iter().filter_map(row)))
}

fn whole(size: usize) -> String {
    number(size as i64)
}
