//! Two to eight runs at once.

use super::folder::{Place, allocate, program, times, whole};
use crate::tally;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::time::Instant;

/// The exit status of a run that others kept from its folder.
const BUSY: i32 = 7;

/// The command in a space of process ids of its own, as a container has it,
/// where the system allows that: all of them have the same id then.
fn alone(command: Command, is_allowed: bool) -> Command {
    if !is_allowed {
        return command;
    }
    let mut inside = Command::new("unshare");
    inside.args(["-pf", "--kill-child"]).arg(command.get_program()).args(command.get_args());
    inside.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    inside
}

fn is_container_allowed() -> bool {
    let mut command = Command::new("unshare");
    command.args(["-pf", "--kill-child", "true"]).stderr(std::process::Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn all(commands: Vec<Command>) -> Vec<ExitStatus> {
    let running: Vec<Child> = commands.into_iter().map(|mut command| command.spawn().unwrap()).collect();
    running.into_iter().map(|mut child| child.wait().unwrap()).collect()
}

fn race(place: &Place, count: usize, has_earlier: bool, is_shared: bool, is_contained: bool) {
    place.begin(has_earlier, is_shared);
    let runs = (0..count).map(|run| alone(allocate(&place.rounds[run % 2], &place.out), is_contained));
    let ended = all(runs.collect());
    assert!(ended.iter().all(|status| matches!(status.code(), Some(0 | BUSY))), "{ended:?}");
    let seed = usize::try_from(whole(&place.out, is_shared)).unwrap();
    let of_seed = |run: &usize| run % 2 == seed;
    assert!((0..count).filter(of_seed).any(|run| ended[run].success()), "the set is of a run that says it failed");
    assert_eq!(place.neighbours(), Vec::<String>::new());
}

#[test]
fn runs_with_one_process_id_leave_one_whole_set() {
    let (place, since) = (Place::new(), Instant::now());
    let is_contained = is_container_allowed();
    for turn in 0..times("RIGHTPLACE_RACES", 6) {
        race(&place, 2 + turn % 7, turn % 3 > 0, false, is_contained);
    }
    let what =
        if is_contained { "races of two to eight runs with one process id" } else { "races of two to eight runs" };
    tally::add(what, times("RIGHTPLACE_RACES", 6) as u64, since);
}

#[test]
fn runs_into_a_folder_shared_with_other_files_leave_one_whole_set() {
    let (place, since) = (Place::new(), Instant::now());
    for turn in 0..times("RIGHTPLACE_RACES", 6) {
        race(&place, 2 + turn % 7, turn % 3 > 0, true, false);
    }
    tally::add("races in a folder shared with other files", times("RIGHTPLACE_RACES", 6) as u64, since);
}

#[test]
fn a_run_is_refused_while_another_is_in_its_turn_and_says_so() {
    let place = Place::new();
    place.begin(true, true);
    let before = whole(&place.out, true);
    let lock = fs::File::create(place.out.join(".rightplace-lock")).unwrap();
    lock.lock().unwrap();
    let refused = allocate(&place.rounds[0], &place.out).status().unwrap();
    assert_eq!(refused.code(), Some(BUSY));
    drop(lock);
    fs::remove_file(place.out.join(".rightplace-lock")).unwrap();
    assert_eq!(whole(&place.out, true), before);
}

#[test]
fn a_lock_that_a_killed_run_left_keeps_nobody_out() {
    let place = Place::new();
    place.begin(false, true);
    fs::write(place.out.join(".rightplace-lock"), "").unwrap();
    assert!(allocate(&place.rounds[0], &place.out).status().unwrap().success());
    whole(&place.out, true);
}

/// A run that is killed right after it made the folder leaves the lock beside it.
#[test]
fn the_lock_beside_a_folder_goes_with_the_next_run() {
    let place = Place::new();
    let beside = place.beside(".out.rightplace-lock");
    let made = |seed: &str| {
        let mut command = program(&["generate".as_ref(), "--out".as_ref(), &place.out]);
        command.args(["--tiny", "--seed", seed]).status().unwrap().code()
    };
    place.begin(true, false);
    fs::write(&beside, "").unwrap();
    assert_eq!(made("1"), Some(2));
    assert!(!beside.exists());
    fs::write(&beside, "").unwrap();
    assert!(allocate(&place.rounds[0], &place.out).status().unwrap().success());
    assert!(!beside.exists());
    // It is empty where it is ours.
    fs::write(&beside, "theirs").unwrap();
    assert!(allocate(&place.rounds[0], &place.out).status().unwrap().success());
    assert!(beside.exists());
}

#[test]
fn a_file_of_somebody_else_in_the_place_of_the_lock_stays() {
    let place = Place::new();
    place.begin(false, true);
    fs::write(place.beside("precious.txt"), "").unwrap();
    std::os::unix::fs::symlink(place.beside("precious.txt"), place.out.join(".rightplace-lock")).unwrap();
    assert_eq!(allocate(&place.rounds[0], &place.out).status().unwrap().code(), Some(2));
    assert!(place.out.join(".rightplace-lock").is_symlink());
    fs::remove_file(place.out.join(".rightplace-lock")).unwrap();
    fs::write(place.out.join(".rightplace-lock"), "theirs").unwrap();
    assert_eq!(allocate(&place.rounds[0], &place.out).status().unwrap().code(), Some(2));
    assert_eq!(fs::read(place.out.join(".rightplace-lock")).unwrap(), b"theirs");
}

#[test]
fn result_and_packs_of_runs_at_once_are_of_one_run() {
    let place = Place::new();
    let packs = place.beside("round-packs");
    for _ in 0..times("RIGHTPLACE_RACES", 3) {
        place.begin(false, false);
        let _ = fs::remove_dir_all(&packs);
        let run = |run: usize| {
            let words: [&Path; 6] =
                ["allocate".as_ref(), &place.rounds[run % 2], "--out".as_ref(), &place.out, "--packs".as_ref(), &packs];
            program(&words)
        };
        let ended = all((0..4).map(run).collect());
        assert!(ended.iter().all(|status| status.success() || status.code() == Some(BUSY)), "{ended:?}");
        assert!(ended.iter().all(|status| status.signal().is_none()));
        let summary = fs::read(place.out.join("summary.json")).unwrap();
        let index: serde_json::Value = serde_json::from_slice(&fs::read(packs.join("packs.json")).unwrap()).unwrap();
        assert_eq!(index["result"], rightplace::digest::sha256(&summary));
    }
}

#[test]
fn rounds_that_are_made_up_at_once_leave_one_whole_round() {
    let place = Place::new();
    for _ in 0..times("RIGHTPLACE_RACES", 3) {
        place.begin(false, false);
        let run = |seed: usize| {
            let mut command = program(&["generate".as_ref(), "--out".as_ref(), &place.out]);
            command.args(["--tiny", "--seed", &seed.to_string()]);
            command
        };
        let ended = all((1..5).map(run).collect());
        let ended: Vec<Option<i32>> = ended.iter().map(ExitStatus::code).collect();
        let seed = ended.iter().position(|status| *status == Some(0)).unwrap() + 1;
        assert_eq!(ended.iter().filter(|status| **status == Some(0)).count(), 1, "{ended:?}");
        for (name, text) in rightplace::generate::tiny(seed as u64) {
            assert_eq!(fs::read_to_string(place.out.join(&name)).unwrap(), text, "{name}");
        }
    }
}
