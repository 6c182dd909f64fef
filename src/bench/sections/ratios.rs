//! Settings and peers side by side: how many times faster.

use super::super::benchmark::Bench;
use super::super::figures::{OURS, Ratio, Time, geometric_mean, summary};
use super::super::peer::PEERS;
use super::super::run::{PeerOutcome, PeerRun};
use super::super::words::{megabytes, ratio, seconds};
use crate::paper::page::{Section, Table};
use std::collections::BTreeSet;

/// The setting that others are compared with.
const PLAIN: &str = "plain";

/// Settings side by side.
pub(super) fn overview(bench: &Bench) -> Section {
    let mut columns =
        vec!["Setting", "#Runs", "#Proven", "#Geometric mean", "#Worst", "Worst round", "#Most memory, MB"];
    let mut section =
        Section::new("settings", "Settings").text("Seconds for climbing the ladder, over all rounds and seeds.");
    let with_plain = bench.settings.iter().any(|setting| setting == PLAIN) && bench.settings.len() > 1;
    if with_plain {
        columns.extend(["#Faster than plain", "#Least of a round"]);
        section = section.text(
            "How much faster than plain: the geometric mean over the rounds, and the least. Where plain ran out of \
             time, it is at least that.",
        );
    }
    let row = |setting: &String| {
        let runs: Vec<_> = bench.runs.iter().filter(|run| run.setting == *setting).collect();
        let measured: Vec<_> = runs.iter().filter_map(|run| Some((&run.round, run.measured.as_ref()?))).collect();
        let proven = measured.iter().filter(|(_, measured)| measured.is_proven()).count();
        let times: Vec<f64> = measured.iter().map(|(_, measured)| measured.parts.solving).collect();
        let worst = measured.iter().max_by(|(_, a), (_, b)| a.parts.solving.total_cmp(&b.parts.solving));
        let memory = measured.iter().filter_map(|(_, measured)| measured.peak_memory_kb).max();
        let mut cells = vec![
            setting.clone(),
            runs.len().to_string(),
            proven.to_string(),
            geometric_mean(&times).map_or_else(|| "–".to_owned(), seconds),
            worst.map_or_else(|| "–".to_owned(), |(_, measured)| seconds(measured.parts.solving)),
            worst.map_or_else(|| "–".to_owned(), |(round, _)| (*round).clone()),
            megabytes(memory),
        ];
        let ratios = against(bench, setting, |round| bench.time(round, PLAIN));
        let (mean, least) = summary(&ratios).filter(|_| setting != PLAIN).unzip();
        if with_plain {
            cells.extend([ratio(mean), ratio(least)]);
        }
        cells
    };
    let rows: Vec<Vec<String>> = bench.settings.iter().map(row).collect();
    let table = Table::new("settings-table", "Settings over all rounds", &columns).with(rows);
    section.table(table)
}

/// How many times faster a setting is than something else, round by round.
fn against(bench: &Bench, setting: &str, other: impl Fn(&str) -> Option<Time>) -> Vec<Ratio> {
    let one = |round: &String| bench.time(round, setting)?.against(other(round)?);
    bench.rounds.iter().filter_map(one).collect()
}

/// The other solvers; nothing where none was asked.
pub(super) fn peers(bench: &Bench) -> Option<Section> {
    let setting = bench.settings.first()?;
    if bench.peers.is_empty() {
        return None;
    }
    let runs = |peer: &str| bench.peers.iter().filter(|run| run.peer == peer).collect::<Vec<&PeerRun>>();
    let row = |peer: &str| {
        let all = runs(peer);
        let missing = all.iter().filter(|run| run.outcome == PeerOutcome::NotInstalled).count();
        let failed = all.iter().filter(|run| run.outcome == PeerOutcome::Failed).count();
        let times: Vec<Time> = bench.rounds.iter().filter_map(|round| bench.peer_time(round, peer)).collect();
        let proven = times.iter().filter(|time| time.is_proven).count();
        let taken: Vec<f64> = times.iter().map(|time| time.seconds).collect();
        let worst = taken.iter().copied().max_by(f64::total_cmp);
        let results = || all.iter().filter_map(|run| run.result.as_ref());
        let versions: BTreeSet<&str> = results().filter_map(|result| result.version.as_deref()).collect();
        let memory = results().filter_map(|result| result.peak_memory_kb).max().filter(|_| !times.is_empty());
        let (mean, least) = summary(&against(bench, setting, |round| bench.peer_time(round, peer))).unzip();
        // That there is no allocation is an answer too.
        let proven = proven + all.iter().filter(|run| run.outcome == PeerOutcome::Infeasible).count();
        let state = match (missing, failed) {
            (0, 0) => format!("{proven} of {} proven", all.len()),
            (0, failed) => format!("{proven} of {} proven, {failed} failed", all.len()),
            _ => PeerOutcome::NotInstalled.word().to_owned(),
        };
        vec![
            format!("{peer} {}", versions.into_iter().collect::<Vec<_>>().join(", ")).trim().to_owned(),
            state,
            geometric_mean(&taken).map_or_else(|| "–".to_owned(), seconds),
            worst.map_or_else(|| "–".to_owned(), seconds),
            megabytes(memory),
            ratio(mean),
            ratio(least),
        ]
    };
    let faster = format!("#{setting} is faster");
    let columns = ["Peer", "Rounds", "#Geometric mean", "#Worst", "#Most memory, MB", &faster, "#Least of a round"];
    let mut rows: Vec<Vec<String>> = PEERS.into_iter().map(row).collect();
    let best = against(bench, setting, |round| bench.best_peer(round).map(|(_, time)| time));
    if let Some((mean, least)) = summary(&best) {
        let mut cells = vec!["best of those step by step, each round".to_owned()];
        cells.extend(std::iter::repeat_n(String::new(), 4));
        cells.extend([ratio(Some(mean)), ratio(Some(least))]);
        rows.push(cells);
    }
    let mut tables = vec![Table::new("peers-table", "Other solvers on the same programs", &columns).with(rows)];
    let failure = |run: &PeerRun| {
        let failure = run.failure.clone().filter(|_| run.outcome == PeerOutcome::Failed)?;
        Some(vec![run.round.clone(), run.peer.clone(), failure])
    };
    let failures: Vec<Vec<String>> = bench.peers.iter().filter_map(failure).collect();
    if !failures.is_empty() {
        tables.insert(0, Table::new("peers-failed", "Peers that failed", &["Round", "Peer", "Why"]).with(failures));
    }
    let section = Section::new("peers", "Peers").text(format!(
        "Other solvers climbed the same ladders step by step, as their users would, with a row for each finished step; \
         {OURS} climbs much as this program does, in Python. Their time is from the program in memory to the end of \
         the ladder, as ours is. Compared with the setting {setting}; a peer that ran out of time is slower by at \
         least what is shown."
    ));
    Some(tables.into_iter().fold(section, Section::table))
}
