//! Runs that are killed somewhere on their way.

use super::folder::{Place, allocate, program, times, whole};
use crate::tally;
use rightplace::generate::{Recipe, Term, region};
use std::collections::BTreeMap;
use std::fs;
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

/// A round that is made up stands whole or not at all when its run is killed, in
/// a folder that is new or empty. One that somebody stands in is filled file by
/// file; there the next run takes out what a killed one has left.
#[test]
fn a_made_up_round_is_whole_or_not_there() {
    let (place, since) = (Place::new(), Instant::now());
    let whole: BTreeMap<String, String> = region(&Recipe::coventry(Term::Spring), 1, 1).into_iter().collect();
    let generate = |is_entered: bool| {
        let mut command = match is_entered {
            true => program(&["generate".as_ref(), "--out".as_ref(), ".".as_ref()]),
            false => program(&["generate".as_ref(), "--out".as_ref(), &place.out]),
        };
        command.args(["--term", "spring", "--seed", "1"]);
        command.current_dir(if is_entered { place.out.as_path() } else { ".".as_ref() });
        command
    };
    let found = || -> BTreeMap<String, String> {
        let entries = fs::read_dir(&place.out).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let shown = names.filter(|name| !name.starts_with('.'));
        shown
            .map(|name| (fs::read_to_string(place.out.join(&name)).unwrap(), name))
            .map(|(text, name)| (name, text))
            .collect()
    };
    place.begin(false, false);
    let began = Instant::now();
    assert!(generate(false).status().unwrap().success());
    let takes = began.elapsed();
    assert_eq!(found(), whole);
    let count = times("RIGHTPLACE_KILLS", 9);
    for turn in 0..count {
        place.begin(false, false);
        if turn % 3 > 0 {
            fs::create_dir(&place.out).unwrap();
        }
        let is_entered = turn % 3 == 2;
        let mut run = generate(is_entered).spawn().unwrap();
        thread::sleep(takes * (turn * 37 % 110) as u32 / 100);
        let _ = run.kill();
        run.wait().unwrap();
        let left = found();
        assert!(is_entered || left.is_empty() || left == whole, "kill {turn} left {:?}", left.keys());
        // It overwrites no whole round, and heals whatever else was left.
        let again = generate(is_entered).status().unwrap();
        assert_eq!(again.code(), Some(if left == whole && !again.success() { 2 } else { 0 }), "after kill {turn}");
        assert_eq!(found(), whole, "after kill {turn}");
        assert_eq!(place.neighbours(), Vec::<String>::new());
    }
    tally::add("runs killed that make up a round", count as u64, since);
}
