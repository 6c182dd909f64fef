//! First estimates: what they bound, and what they are of.

use super::*;
use rightplace::paper::Format;
use rightplace::whatif::{Estimates, estimate};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The first estimates of a round and of scenarios.
fn estimated(files: &Files, scenarios: &[Scenario]) -> Estimates {
    let (source, round, solver, journal) =
        (Source::from_texts(files.clone()), Arc::new(read(files)), Highs::default(), Journal::none());
    let ways = Way::ALL;
    let batch =
        Batch { source: &source, round: &round, scenarios, ways, engine: Engine::of(&solver), journal: &journal };
    estimate(&batch, &|| {})
}

/// An estimate goes on from where that of the unchanged round ended, or is that
/// one where it still holds: none of it shows in what no allocation exceeds.
#[test]
fn estimates_bound_as_those_of_the_edited_files_do() {
    let compared: usize = (0..40)
        .into_par_iter()
        .map(|seed| {
            let files = tiny(seed);
            let edits = edits(&files);
            let scenarios: Vec<Scenario> =
                edits.iter().enumerate().map(|(number, edit)| parsed(number, &edit.scenario)).collect();
            let rows = estimated(&files, &scenarios).rows;
            let both = edits.iter().zip(rows).filter_map(|(edit, (name, estimate))| {
                let mut by_hand = files.clone();
                (edit.by_hand)(&mut by_hand);
                let fresh = estimated(&by_hand, &[]).unchanged;
                let (Ok(estimate), Ok(fresh)) = (estimate, fresh) else { return None };
                assert_eq!(estimate.most, fresh.most, "seed {seed}, {name}");
                Some(())
            });
            both.count()
        })
        .sum();
    assert!(compared > 400, "{compared}");
}

/// What first estimates promise, and what each scenario then comes to; of
/// those that have an allocation.
fn promised(seed: u64) -> Vec<(i64, i64, i64)> {
    let files = tiny(seed);
    let edits = edits(&files);
    let scenarios: Vec<Scenario> =
        edits.iter().enumerate().map(|(number, edit)| parsed(number, &edit.scenario)).collect();
    let (source, round, solver, journal) =
        (Source::from_texts(files.clone()), Arc::new(read(&files)), Highs::default(), Journal::none());
    let (scenarios, ways) = (scenarios.as_slice(), Way::ALL);
    let batch =
        Batch { source: &source, round: &round, scenarios, ways, engine: Engine::of(&solver), journal: &journal };
    let estimates = estimate(&batch, &|| {});
    let study = study(&batch, &|| {}).expect("a study");
    assert_eq!(estimates.rows.len(), study.rows.len());
    let mut found = Vec::new();
    for ((name, estimate), row) in estimates.rows.iter().zip(&study.rows) {
        assert_eq!(*name, row.name);
        match (&row.result, estimate) {
            (Ok(finding), Ok(estimate)) if finding.outcome.status == Status::Optimal => {
                let by_programme: i64 = estimate.by_programme.iter().map(|(_, placed)| placed).sum();
                assert!((by_programme - estimate.placed).abs() <= estimate.by_programme.len() as i64, "seed {seed}");
                found.push((finding.outcome.placed, estimate.placed, estimate.most));
            }
            (Ok(finding), Err(failure)) => {
                assert_eq!(
                    (finding.outcome.status, failure),
                    (Status::Infeasible, &Failure::NoEstimate),
                    "seed {seed}"
                );
            }
            (Err(failure), estimate) => assert_eq!(estimate.as_ref().err(), Some(failure), "seed {seed}"),
            _ => {}
        }
    }
    found
}

#[test]
fn no_scenario_places_more_than_its_first_estimate_allows() {
    let found: Vec<(i64, i64, i64)> = (0..60).into_par_iter().flat_map_iter(promised).collect();
    assert!(found.len() > 500, "{}", found.len());
    assert!(found.iter().all(|(placed, _, most)| placed <= most));
    // The estimate itself may err; mostly it does not, by more than one.
    let near = found.iter().filter(|(placed, estimate, _)| (placed - estimate).abs() <= 1).count();
    assert!(near * 10 > found.len() * 9, "{near} of {}", found.len());
}

#[test]
fn estimates_that_a_limit_cut_off_are_told_apart_from_failures() {
    let files = tiny(4);
    let sweep = "[sweep]\n\"n\" = { table = \"intakes\", set = \"places\", values = [1, 2, 3, 4] }\n";
    let wrong = "[[remove]]\ntable = \"intakes\"\nwhere = { intake_id = \"NONE\" }\n";
    let scenarios = [parsed(0, wrong), parsed(1, sweep)];
    let (source, round, solver, journal) =
        (Source::from_texts(files.clone()), Arc::new(read(&files)), Highs::default(), Journal::none());
    let is_time_up = AtomicBool::new(false);
    let batch = Batch {
        source: &source,
        round: &round,
        scenarios: &scenarios,
        ways: &[],
        engine: Engine::of(&solver).until(Stop::never().or_when(&is_time_up)),
        journal: &journal,
    };
    // The time is up after the second of five; one thread takes them in order.
    let done = AtomicUsize::new(0);
    let step = || is_time_up.store(done.fetch_add(1, Ordering::Relaxed) > 0, Ordering::Relaxed);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let files = pool.install(|| estimate(&batch, &step)).files(Format::Plain).expect("files");
    let table = String::from_utf8(files["estimates.csv"].clone()).expect("a text");
    let statuses: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(statuses, ["estimate", "failed", "estimate", "not reached", "not reached", "not reached"], "{table}");
}
