use super::super::benchmark::Bench;
use super::super::figures::Time;
use crate::paper::page::{Dot, Dots};

/// How long each setting and peer takes for the ladder of each round. Nothing
/// where there are no times to compare.
pub(super) fn chart(bench: &Bench, peers: &[&str]) -> Option<Dots> {
    let names: Vec<&str> = bench.settings.iter().map(String::as_str).chain(peers.iter().copied()).collect();
    let times = |round: &str| -> Vec<Option<Time>> {
        let own = bench.settings.iter().map(|setting| bench.time(round, setting));
        own.chain(peers.iter().map(|peer| bench.peer_time(round, peer))).collect()
    };
    let rows: Vec<(&String, Vec<Option<Time>>)> = bench.rounds.iter().map(|round| (round, times(round))).collect();
    if names.len() < 2 || rows.iter().all(|(_, times)| times.iter().all(Option::is_none)) {
        return None;
    }
    let caption = "Seconds for the ladder of each round; the numbers are in the table below";
    let dot = |time: Option<Time>| time.map(|time| Dot { seconds: time.seconds, is_least: !time.is_proven });
    Some(rows.into_iter().fold(Dots::new(caption, &names), |chart, (round, times)| {
        chart.row(round, times.into_iter().map(dot).collect())
    }))
}
