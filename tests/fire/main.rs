//! The program killed, and the system's calls failed, at every point of a run:
//! the folder holds one whole set, and what others keep there.
//!
//! `strace` kills and fails. Where it is not installed the tests say so and
//! pass; in CI it must be there. A spread over all points in CI;
//! `RIGHTPLACE_KILLS=2000 RIGHTPLACE_FAULTS=500` tries so many.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "a test ends where its own fixture is broken")]

#[path = "../tally/mod.rs"]
mod tally;

use rayon::prelude::*;
use rightplace::digest::sha256;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;
use tempfile::TempDir;

/// How many of each are tried where nothing else is said.
const KILLS: usize = 80;
const FAULTS: usize = 60;

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

/// What is put into a shared folder by somebody else.
const MINUTES: (&str, &str) = ("minutes.docx", "theirs");

/// A round of the repository, under another seed so that its results differ.
fn round(beside: &Path, seed: &str) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-steps");
    let to = beside.join(format!("round-{seed}"));
    fs::create_dir(&to).expect("it is not there");
    for entry in fs::read_dir(from).expect("it is a folder of the repository") {
        let path = entry.expect("it can be listed").path();
        let text = fs::read_to_string(&path).expect("it is a text");
        let text = text.replace("seed = 20260107", &format!("seed = {seed}"));
        fs::write(to.join(path.file_name().expect("it has a name")), text).expect("it can be written");
    }
    to
}

/// The earlier round, the one that is decided under fire, and an earlier result.
struct Ground {
    folder: TempDir,
    later: PathBuf,
}

const EARLIER: &str = "1";
const LATER: &str = "2";

impl Ground {
    fn new() -> Ground {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let earlier = round(folder.path(), EARLIER);
        let later = round(folder.path(), LATER);
        let output = allocate(&mut program(), &earlier, &folder.path().join("earlier"));
        assert!(output.status.success(), "{output:?}");
        Ground { folder, later }
    }

    /// A folder of its own with the earlier result in `out`, shared with
    /// somebody's minutes or not.
    fn folder(&self, is_shared: bool) -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir_in(self.folder.path()).expect("there is room for a folder");
        let out = folder.path().join("out");
        fs::create_dir(&out).expect("it is not there");
        for entry in fs::read_dir(self.folder.path().join("earlier")).expect("it was written") {
            let path = entry.expect("it can be listed").path();
            fs::copy(&path, out.join(path.file_name().expect("it has a name"))).expect("it can be copied");
        }
        if is_shared {
            fs::write(out.join(MINUTES.0), MINUTES.1).expect("it can be written");
        }
        (folder, out)
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_rightplace"))
}

fn traced(arguments: &[&str]) -> Command {
    let mut command = Command::new("strace");
    command.args(["-qq"]).args(arguments).arg(env!("CARGO_BIN_EXE_rightplace"));
    command
}

fn allocate(command: &mut Command, round: &Path, out: &Path) -> Output {
    command.arg("allocate").arg(round).arg("--out").arg(out).args(["--no-explain", "--threads", "1"]);
    command.output().expect("it can be started")
}

/// What stands in a folder of results.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    /// The seed of a set that is whole and unaltered; nothing where it is not.
    whole: Option<String>,
    /// Names that begin with a dot.
    hidden: Vec<String>,
    /// Whether what somebody else keeps there is as it was.
    keeps: bool,
}

fn look(out: &Path, is_shared: bool) -> Found {
    let names: BTreeSet<String> = fs::read_dir(out)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    let (hidden, mut names): (BTreeSet<_>, BTreeSet<_>) = names.into_iter().partition(|name| name.starts_with('.'));
    let minutes = fs::read(out.join(MINUTES.0)).is_ok_and(|bytes| bytes == MINUTES.1.as_bytes());
    names.remove(MINUTES.0);
    let set = || -> Option<String> {
        let summary: Value = serde_json::from_slice(&fs::read(out.join("summary.json")).ok()?).ok()?;
        let files = summary.get("files")?.as_object()?;
        let is_as_stated = |(name, digest): (&String, &Value)| {
            fs::read(out.join(name)).is_ok_and(|bytes| digest.as_str() == Some(sha256(bytes).as_str()))
        };
        let mut expected: BTreeSet<String> = files.keys().cloned().collect();
        expected.extend(["summary.json", "timings.json"].map(str::to_owned));
        (files.iter().all(is_as_stated) && names == expected).then(|| summary.get("seed").map(Value::to_string))?
    };
    Found { whole: set(), hidden: hidden.into_iter().collect(), keeps: minutes == is_shared }
}

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

/// Every call of an undisturbed run from the reading of the round on, by name
/// and by how many of the same went before it.
fn points(ground: &Ground, is_shared: bool) -> Vec<(&'static str, usize)> {
    let (folder, out) = ground.folder(is_shared);
    let log = folder.path().join("log");
    let output = allocate(&mut traced(&["-o", &log.to_string_lossy()]), &ground.later, &out);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(look(&out, is_shared), Found { whole: Some(LATER.to_owned()), hidden: Vec::new(), keeps: true });
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = Vec::new();
    let mut is_begun = false;
    for line in fs::read_to_string(log).expect("it was written").lines() {
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
fn spread(ground: &Ground, count: usize) -> Vec<(bool, &'static str, usize, usize)> {
    let all = [false, true].map(|is_shared| points(ground, is_shared));
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

fn number(variable: &str, default: usize) -> usize {
    std::env::var(variable).ok().map_or(default, |text| text.parse().expect(variable))
}

fn is_one_of_both(found: &Found) -> bool {
    found.whole.as_deref().is_some_and(|seed| seed == EARLIER || seed == LATER)
}

/// The next run sets right whatever was left.
fn is_mended(ground: &Ground, out: &Path, is_shared: bool, what: &str) {
    let output = allocate(&mut program(), &ground.later, out);
    assert!(output.status.success(), "{what}: {output:?}");
    let mended = Found { whole: Some(LATER.to_owned()), hidden: Vec::new(), keeps: true };
    assert_eq!(look(out, is_shared), mended, "{what}, after another run");
}

#[test]
fn a_run_killed_at_any_call_leaves_one_whole_set() {
    if !is_there() {
        return;
    }
    let (ground, since) = (Ground::new(), Instant::now());
    let all = spread(&ground, number("RIGHTPLACE_KILLS", KILLS));
    let killed: usize = all
        .par_iter()
        .map(|(is_shared, call, at, _)| {
            let what = format!("killed at {call} {at}, {}", if *is_shared { "shared" } else { "of its own" });
            let (_folder, out) = ground.folder(*is_shared);
            let inject = format!("inject={call}:signal=KILL:when={at}");
            let output = allocate(&mut traced(&["-o", "/dev/null", "-e", &inject]), &ground.later, &out);
            let found = look(&out, *is_shared);
            assert!(found.keeps, "{what}: {found:?}");
            // In a shared folder the files move one by one: what is under way stands in a hidden folder.
            assert!(is_one_of_both(&found) || (*is_shared && !found.hidden.is_empty()), "{what}: {found:?}");
            is_mended(&ground, &out, *is_shared, &what);
            usize::from(!output.status.success())
        })
        .sum();
    assert!(killed * 10 > all.len() * 9, "only {killed} of {} were killed", all.len());
    tally::add(
        "runs killed at a call of the system, half of them in a folder shared with other files",
        all.len() as u64,
        since,
    );
}

#[test]
fn a_call_that_fails_leaves_one_whole_set_and_is_told() {
    if !is_there() {
        return;
    }
    let (ground, since) = (Ground::new(), Instant::now());
    let all = spread(&ground, number("RIGHTPLACE_FAULTS", FAULTS));
    let told: usize = all
        .par_iter()
        .map(|(is_shared, call, at, turn)| {
            let error = ERRORS[turn % ERRORS.len()];
            let what = format!("{error} at {call} {at}, {}", if *is_shared { "shared" } else { "of its own" });
            let (_folder, out) = ground.folder(*is_shared);
            let inject = format!("inject={call}:error={error}:when={at}");
            let output = allocate(&mut traced(&["-o", "/dev/null", "-e", &inject]), &ground.later, &out);
            let (said, found) = (String::from_utf8_lossy(&output.stderr), look(&out, *is_shared));
            let status = output.status.code();
            assert!(
                !said.contains("panicked") && status.is_some_and(|status| status <= 6),
                "{what}: {status:?}, {said}"
            );
            assert!(found.keeps && is_one_of_both(&found), "{what}: {found:?}, {said}");
            assert!(status != Some(0) || found.whole.as_deref() == Some(LATER), "{what}: {found:?}, {said}");
            is_mended(&ground, &out, *is_shared, &what);
            usize::from(status != Some(0))
        })
        .sum();
    assert!(told * 10 > all.len(), "only {told} of {} were told", all.len());
    tally::add("calls of the system that fail: a full, broken, foreign or read-only disk", all.len() as u64, since);
}
