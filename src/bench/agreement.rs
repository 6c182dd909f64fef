//! What must not be: runs that failed, allocations that the audit rejects,
//! answers that differ.

use super::benchmark::Bench;
use super::run::{PeerOutcome, PeerRun, Run};
use std::collections::BTreeMap;

/// Everything that must not be: runs that failed, allocations that the audit
/// rejects, and answers that do not agree. Nothing where all is well. That a
/// peer fails says nothing against the program and is not among them.
pub fn failures(bench: &Bench) -> Vec<String> {
    let mut failures = Vec::new();
    for run in &bench.runs {
        let who = format!("{}, {}, seed {}", run.round, run.setting, run.seed);
        failures.extend(run.failure.iter().map(|failure| format!("{who}: {failure}")));
        let faults = run.measured.iter().flat_map(|measured| &measured.faults);
        failures.extend(faults.map(|fault| format!("{who}: {fault}")));
    }
    for round in &bench.rounds {
        failures.extend(disagreements(bench, round));
    }
    failures
}

/// The values that a run proved, up to the first step that it did not prove: a
/// later value only holds given the unproven one.
fn proven_by(run: &Run) -> Option<(String, Vec<i64>)> {
    let measured = run.measured.as_ref()?;
    let values = measured.steps.iter().take_while(|step| step.is_proven()).map(|step| step.value).collect();
    Some((format!("{}, seed {}", run.setting, run.seed), values))
}

fn proven_by_peer(run: &PeerRun) -> Option<(String, Vec<i64>)> {
    let result = run.result.as_ref()?;
    let proven = result.steps.iter().take_while(|step| step.proven);
    Some((run.peer.clone(), proven.map_while(|step| step.value).collect()))
}

/// Steps of a round for which different values are held for proven.
fn disagreements(bench: &Bench, round: &str) -> Vec<String> {
    let runs = bench.runs.iter().filter(|run| run.round == round).filter_map(proven_by);
    let peers = bench.peers.iter().filter(|run| run.round == round).filter_map(proven_by_peer);
    let proven: Vec<(String, Vec<i64>)> = runs.chain(peers).collect();
    let steps = proven.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    for step in 0..steps {
        let mut by_value: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
        for (who, values) in &proven {
            if let Some(value) = values.get(step) {
                by_value.entry(*value).or_default().push(who);
            }
        }
        if by_value.len() > 1 {
            let told: Vec<String> =
                by_value.iter().map(|(value, who)| format!("{value} ({})", who.join("; "))).collect();
            // What comes after rests on different ground.
            return vec![format!("{round}: step {} is proven to be {}", step + 1, told.join(" and to be "))];
        }
    }
    let is_infeasible = |run: &Run| run.measured.as_ref().is_some_and(|measured| measured.status == "infeasible");
    let own = bench.runs.iter().filter(|run| run.round == round && is_infeasible(run)).map(|run| &run.setting);
    let is_infeasible = |run: &&PeerRun| run.outcome == PeerOutcome::Infeasible;
    let peers = bench.peers.iter().filter(|run| run.round == round).filter(is_infeasible).map(|run| &run.peer);
    let infeasible: Vec<&str> = own.chain(peers).map(String::as_str).collect();
    let feasible: Vec<&str> =
        proven.iter().filter(|(_, values)| !values.is_empty()).map(|(who, _)| who.as_str()).collect();
    match (infeasible.is_empty(), feasible.is_empty()) {
        (false, false) => {
            vec![format!("{round}: infeasible for {}, but not for {}", infeasible.join("; "), feasible.join("; "))]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::machine::Machine;
    use super::super::run::{Effort, Measured, Parts, PeerResult, PeerStep, StepRun};
    use super::*;

    fn measured(steps: &[(i64, i64)], status: &str) -> Measured {
        let step = |(value, bound): &(i64, i64)| StepRun {
            step: "placed 0".to_owned(),
            stage: "placed".to_owned(),
            value: *value,
            bound: *bound,
            seconds: 0.0,
            placed_anew: None,
            moved: None,
        };
        Measured {
            solver: "highs".to_owned(),
            solver_version: "1".to_owned(),
            status: status.to_owned(),
            referrals: 3,
            intakes: 3,
            options: 3,
            columns: 3,
            rows: 3,
            parts: Parts::default(),
            steps: steps.iter().map(step).collect(),
            effort: Effort::default(),
            peak_memory_kb: None,
            faults: Vec::new(),
        }
    }

    fn bench(runs: &[(&str, Measured)], peer: &[(i64, bool)]) -> Bench {
        let run = |(setting, measured): &(&str, Measured)| Run {
            round: "R".to_owned(),
            setting: (*setting).to_owned(),
            seed: 0,
            measured: Some(measured.clone()),
            failure: None,
        };
        let steps = peer.iter().enumerate().map(|(position, (value, proven))| PeerStep {
            position,
            value: Some(*value),
            bound: None,
            proven: *proven,
            seconds: 0.0,
        });
        let result = PeerResult {
            version: None,
            seconds: Some(0.0),
            peak_memory_kb: None,
            steps: steps.collect(),
            failure: None,
        };
        Bench {
            program_version: "0",
            command: String::new(),
            machine: Machine { processor: None, cores: 1, memory_mb: None, system: String::new(), commit: None },
            rounds: vec!["R".to_owned()],
            settings: Vec::new(),
            time_limit: 1.0,
            threads: 1,
            runs: runs.iter().map(run).collect(),
            peers: vec![PeerRun {
                round: "R".to_owned(),
                peer: "cbc".to_owned(),
                outcome: PeerOutcome::Climbed,
                result: Some(result),
                failure: None,
            }],
        }
    }

    #[test]
    fn proven_values_must_agree() {
        let good = measured(&[(7, 7), (5, 5)], "optimal");
        assert_eq!(failures(&bench(&[("default", good.clone()), ("plain", good.clone())], &[(7, true)])), [""; 0]);
        let told = failures(&bench(&[("default", good.clone())], &[(7, true), (6, true)]));
        assert_eq!(told, ["R: step 2 is proven to be 5 (default, seed 0) and to be 6 (cbc)"]);
        // What is not proven, or rests on what is not, may differ.
        let open = measured(&[(7, 8), (4, 4)], "feasible");
        assert_eq!(failures(&bench(&[("default", good.clone()), ("plain", open)], &[(7, true), (6, false)])), [""; 0]);
        let none = measured(&[], "infeasible");
        assert_eq!(failures(&bench(&[("default", good), ("plain", none)], &[])).len(), 1);
    }

    #[test]
    fn what_the_audit_finds_is_a_failure() {
        let mut bad = measured(&[(7, 7)], "optimal");
        bad.faults.push("breaks places".to_owned());
        assert_eq!(failures(&bench(&[("plain", bad)], &[])), ["R, plain, seed 0: breaks places"]);
    }
}
