//! What many runs come to: times of rounds, ratios, means.

use super::benchmark::Bench;
use super::peer::PEERS;
use super::run::{Measured, PeerOutcome, PeerRun, Run};
use std::cmp::Ordering;

/// The middle value; of two middle ones their mean; 0 of none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => values[odd / 2],
        even => f64::midpoint(values[even / 2 - 1], values[even / 2]),
    }
}

/// The geometric mean; nothing of nothing.
pub(super) fn geometric_mean(values: &[f64]) -> Option<f64> {
    // A time below a microsecond is none that can be measured.
    let logarithms: f64 = values.iter().map(|value| value.max(1e-6).ln()).sum();
    (!values.is_empty()).then(|| (logarithms / values.len() as f64).exp())
}

/// How long a round took and whether all of it is proven.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Time {
    pub(super) seconds: f64,
    pub(super) is_proven: bool,
}

/// One time over another: how many times faster.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ratio {
    pub(super) times: f64,
    /// The slower one did not end with a proof: it is at least this.
    pub(super) is_least: bool,
}

impl Bench {
    /// The runs of a round and setting that measured something.
    pub(super) fn measured<'b>(
        &'b self,
        round: &'b str,
        setting: &'b str,
    ) -> impl Iterator<Item = (&'b Run, &'b Measured)> {
        let runs = self.runs.iter().filter(move |run| run.round == round && run.setting == setting);
        runs.filter_map(|run| Some((run, run.measured.as_ref()?)))
    }

    /// How long solving a round takes with a setting: the geometric mean over
    /// the seeds of the solver. Nothing where a run failed.
    pub(super) fn time(&self, round: &str, setting: &str) -> Option<Time> {
        let runs = self.runs.iter().filter(|run| run.round == round && run.setting == setting).count();
        let measured: Vec<&Measured> = self.measured(round, setting).map(|(_, measured)| measured).collect();
        let seconds: Vec<f64> = measured.iter().map(|measured| measured.parts.solving).collect();
        let is_proven = measured.iter().all(|measured| measured.is_proven());
        let seconds = geometric_mean(&seconds).filter(|_| measured.len() == runs)?;
        Some(Time { seconds, is_proven })
    }

    /// How long a peer takes for a round; nothing where it failed.
    pub(super) fn peer_time(&self, round: &str, peer: &str) -> Option<Time> {
        let ran = |run: &&PeerRun| run.round == round && run.peer == peer && run.outcome == PeerOutcome::Climbed;
        let result = self.peers.iter().find(ran)?.result.as_ref()?;
        let steps = self.runs.iter().filter(|run| run.round == round).filter_map(|run| run.measured.as_ref());
        let steps = steps.map(|measured| measured.steps.len()).max().unwrap_or(result.steps.len());
        Some(Time { seconds: result.seconds?, is_proven: result.proven() == steps })
    }

    /// The best of the peers that climb step by step: the fastest of those that
    /// prove everything, else the one that gave up first.
    pub(super) fn best_peer(&self, round: &str) -> Option<(&'static str, Time)> {
        let step_by_step = PEERS.into_iter().filter(|peer| *peer != OURS);
        let times = step_by_step.filter_map(|peer| Some((peer, self.peer_time(round, peer)?)));
        let order = |a: &Time, b: &Time| (!a.is_proven, a.seconds).partial_cmp(&(!b.is_proven, b.seconds));
        times.min_by(|(_, a), (_, b)| order(a, b).unwrap_or(Ordering::Equal))
    }
}

/// The peer that climbs much as this program does.
pub(super) const OURS: &str = "ours";

impl Time {
    /// How many times faster this is than another; nothing where this is not
    /// proven, for then the two did not do the same.
    pub(super) fn against(self, other: Time) -> Option<Ratio> {
        self.is_proven
            .then(|| Ratio { times: other.seconds.max(1e-6) / self.seconds.max(1e-6), is_least: !other.is_proven })
    }
}

/// The geometric mean and the least of ratios.
pub(super) fn summary(ratios: &[Ratio]) -> Option<(Ratio, Ratio)> {
    let times: Vec<f64> = ratios.iter().map(|ratio| ratio.times).collect();
    let mean = Ratio { times: geometric_mean(&times)?, is_least: ratios.iter().any(|ratio| ratio.is_least) };
    let least = ratios.iter().copied().min_by(|a, b| a.times.total_cmp(&b.times))?;
    Some((mean, least))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_and_medians() {
        assert_eq!(median(vec![5.0, 1.0, 3.0]), 3.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 9.0]), 3.0);
        assert_eq!(median(Vec::new()), 0.0);
        assert_eq!(geometric_mean(&[]), None);
        let mean = geometric_mean(&[2.0, 8.0]).unwrap();
        assert!((mean - 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_ratio_to_what_gave_up_is_a_least_one() {
        let swift = Time { seconds: 2.0, is_proven: true };
        let gave_up = Time { seconds: 60.0, is_proven: false };
        assert_eq!(swift.against(gave_up), Some(Ratio { times: 30.0, is_least: true }));
        assert_eq!(gave_up.against(swift), None);
    }
}
