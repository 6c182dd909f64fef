//! Runs that are killed somewhere on their way.

use super::folder::{Place, allocate, times, whole};
use crate::tally;
use std::thread;
use std::time::{Duration, Instant};

fn kills(count: usize, is_shared: bool) {
    let place = Place::new();
    place.begin(true, is_shared);
    let began = Instant::now();
    assert!(allocate(&place.rounds[1], &place.out).status().unwrap().success());
    let takes = began.elapsed();
    for turn in 0..count {
        place.begin(true, is_shared);
        let mut run = allocate(&place.rounds[turn % 2], &place.out).spawn().unwrap();
        // Most of the way is solving; the later half is looked at most closely.
        let part = (turn * 37 % 100 + 20) as u32;
        thread::sleep(takes * part / 100 + Duration::from_micros((turn * 131 % 1000) as u64));
        let _ = run.kill();
        run.wait().unwrap();
        // Whatever was left, the next run heals; and it leaves nothing behind.
        assert!(allocate(&place.rounds[turn % 2], &place.out).status().unwrap().success(), "after kill {turn}");
        whole(&place.out, is_shared);
        assert_eq!(place.neighbours(), Vec::<String>::new());
    }
}

#[test]
fn a_killed_run_is_healed_by_the_next() {
    let since = Instant::now();
    kills(times("RIGHTPLACE_KILLS", 8), false);
    tally::add("runs killed at any time", times("RIGHTPLACE_KILLS", 8) as u64, since);
}

#[test]
fn a_run_killed_in_a_shared_folder_is_healed_by_the_next() {
    let since = Instant::now();
    kills(times("RIGHTPLACE_KILLS", 8), true);
    tally::add(
        "runs killed at any time in a folder shared with other files",
        times("RIGHTPLACE_KILLS", 8) as u64,
        since,
    );
}

#[test]
fn killed_runs_in_a_race_are_healed_by_the_others() {
    let (place, since) = (Place::new(), Instant::now());
    for turn in 0..times("RIGHTPLACE_KILLS", 4) {
        place.begin(true, turn % 2 == 0);
        let mut runs: Vec<_> =
            (0..4).map(|run| allocate(&place.rounds[run % 2], &place.out).spawn().unwrap()).collect();
        thread::sleep(Duration::from_millis((turn * 17 % 90) as u64));
        let _ = runs[0].kill();
        let _ = runs[1].kill();
        let ended: Vec<_> = runs.into_iter().map(|mut run| run.wait().unwrap()).collect();
        assert!(ended[2].success() && ended[3].success(), "{ended:?}");
        // A killed run may have been the last of them.
        assert!(allocate(&place.rounds[2], &place.out).status().unwrap().success());
        whole(&place.out, turn % 2 == 0);
    }
    tally::add("races of four runs of which two are killed", times("RIGHTPLACE_KILLS", 4) as u64, since);
}
