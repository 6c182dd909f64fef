//! A run that is killed, or that a call of the system fails, at every point of
//! it.
//!
//! `strace` kills and fails. Where it is not installed the tests say so and
//! pass; in CI it must be there.

use super::folder::{Found, Place, allocate, look, times};
use crate::tally;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::{Command, Output};
use std::time::Instant;

/// How many of each are tried where nothing else is said.
const KILLS: usize = 80;
const FAULTS: usize = 60;

/// The seed of the earlier result, and of the round that is decided.
const EARLIER: u64 = 2;
const LATER: u64 = 1;

/// Calls at which the program may be killed.
const POINTS: [&str; 19] = [
    "openat",
    "read",
    "write",
    "close",
    "statx",
    "getdents64",
    "mkdir",
    "rename",
    "renameat2",
    "fsync",
    "fdatasync",
    "unlink",
    "unlinkat",
    "rmdir",
    "chmod",
    "fchmod",
    "fchmodat",
    "flock",
    "ftruncate",
];

/// What a call may fail with: a full disk, a broken one, a folder that is not
/// the user's, one that has become read-only.
const ERRORS: [&str; 4] = ["ENOSPC", "EIO", "EACCES", "EROFS"];

/// Whether the tracer is there and may trace.
fn is_there() -> bool {
    let there = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let there = there.is_ok_and(|output| output.status.success());
    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(there || !is_ci, "strace is not installed or may not trace, and CI needs it: apt-get install strace");
    if !there {
        let _ =
            writeln!(std::io::stderr(), "skipped: strace is not installed or may not trace (apt-get install strace)");
    }
    there
}

/// Decides the later round under the tracer.
fn traced(place: &Place, arguments: &[&str]) -> Output {
    let run = allocate(&place.rounds[LATER as usize], &place.out);
    let mut command = Command::new("strace");
    command.arg("-qq").args(arguments).arg(run.get_program()).args(run.get_args());
    command.output().unwrap()
}

/// A folder that has only the later set, whole.
fn is_done(found: &Found) -> bool {
    *found == Found { whole: Some(LATER), hidden: Vec::new(), keeps: true }
}

/// Every call of an undisturbed run from the reading of the round on, by name
/// and by how many of the same went before it.
fn points(is_shared: bool) -> Vec<(&'static str, usize)> {
    let place = Place::new();
    place.begin(true, is_shared);
    let log = place.beside("log");
    let output = traced(&place, &["-o", &log.to_string_lossy()]);
    assert!(output.status.success(), "{output:?}");
    assert!(is_done(&look(&place.out, is_shared)));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = Vec::new();
    let mut is_begun = false;
    for line in fs::read_to_string(log).unwrap().lines() {
        is_begun |= line.contains("round.toml");
        let Some(call) = POINTS.into_iter().find(|call| line.split('(').next() == Some(call)) else { continue };
        let count = counts.entry(call).or_default();
        *count += 1;
        if is_begun {
            points.push((call, *count));
        }
    }
    assert!(points.len() > 100, "a run is more than {points:?}");
    points
}

/// So many of some points in either kind of folder, as evenly as they come,
/// each with a number that goes on when all have had their turn.
fn spread(count: usize) -> Vec<(bool, &'static str, usize, usize)> {
    let all = [false, true].map(points);
    let one = |at: usize| {
        let (is_shared, at) = (at % 2 == 1, at / 2);
        let (points, count) = (&all[usize::from(is_shared)], count.div_ceil(2));
        let (place, turn) = match count <= points.len() {
            true => (at * points.len() / count, at),
            false => (at % points.len(), at / points.len()),
        };
        (is_shared, points[place].0, points[place].1, turn)
    };
    (0..count).map(one).collect()
}

/// A run that something happened to at a call.
struct Hit {
    what: String,
    place: Place,
    is_shared: bool,
    output: Output,
    found: Found,
}

impl Hit {
    fn at(call: &str, at: usize, is_shared: bool, happens: &str) -> Hit {
        let what = format!("{happens} at {call} {at}, {}", if is_shared { "shared" } else { "of its own" });
        let place = Place::new();
        place.begin(true, is_shared);
        let inject = format!("inject={call}:{happens}:when={at}");
        let output = traced(&place, &["-o", "/dev/null", "-e", &inject]);
        let found = look(&place.out, is_shared);
        assert!(found.keeps, "{what}: {found:?}");
        Hit { what, place, is_shared, output, found }
    }

    fn has_one_of_both(&self) -> bool {
        self.found.whole.is_some_and(|seed| seed == EARLIER || seed == LATER)
    }

    /// The next run sets right whatever was left.
    fn is_mended(&self) {
        let again = allocate(&self.place.rounds[LATER as usize], &self.place.out).status().unwrap();
        let found = look(&self.place.out, self.is_shared);
        assert!(again.success() && is_done(&found), "{}, after another run: {again:?}, {found:?}", self.what);
    }
}

#[test]
fn a_run_killed_at_any_call_leaves_one_whole_set() {
    if !is_there() {
        return;
    }
    let since = Instant::now();
    let all = spread(times("RIGHTPLACE_KILLS", KILLS));
    let killed = |(is_shared, call, at, _): &(bool, &str, usize, usize)| {
        let hit = Hit::at(call, *at, *is_shared, "signal=KILL");
        // In a shared folder the files move one by one: what is under way stands in a hidden folder.
        let is_under_way = *is_shared && !hit.found.hidden.is_empty();
        assert!(hit.has_one_of_both() || is_under_way, "{}: {:?}", hit.what, hit.found);
        hit.is_mended();
        usize::from(!hit.output.status.success())
    };
    let killed: usize = all.par_iter().map(killed).sum();
    assert!(killed * 10 > all.len() * 9, "only {killed} of {} were killed", all.len());
    let what = "runs killed at a call of the system, half of them in a folder shared with other files";
    tally::add(what, all.len() as u64, since);
}

#[test]
fn a_call_that_fails_leaves_one_whole_set_and_is_told() {
    if !is_there() {
        return;
    }
    let since = Instant::now();
    let all = spread(times("RIGHTPLACE_FAULTS", FAULTS));
    let told = |(is_shared, call, at, turn): &(bool, &str, usize, usize)| {
        let hit = Hit::at(call, *at, *is_shared, &format!("error={}", ERRORS[turn % ERRORS.len()]));
        let said = String::from_utf8_lossy(&hit.output.stderr);
        let (what, found, status) = (&hit.what, &hit.found, hit.output.status.code());
        assert!(!said.contains("panicked") && status.is_some_and(|status| status <= 6), "{what}: {status:?}, {said}");
        assert!(hit.has_one_of_both(), "{what}: {found:?}, {said}");
        assert!(status != Some(0) || found.whole == Some(LATER), "{what}: {found:?}, {said}");
        hit.is_mended();
        usize::from(status != Some(0))
    };
    let told: usize = all.par_iter().map(told).sum();
    assert!(told * 10 > all.len(), "only {told} of {} were told", all.len());
    tally::add("calls of the system that fail: a full, broken, foreign or read-only disk", all.len() as u64, since);
}
