//! A folder into which runs write, and what is found in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What somebody else keeps in a shared folder.
const MINUTES: &str = "minutes.docx";

/// How many times something is tried.
pub fn times(variable: &str, few: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(few)
}

/// Rounds with different results, and a folder for them.
pub struct Place {
    above: TempDir,
    pub rounds: Vec<PathBuf>,
    pub out: PathBuf,
}

impl Place {
    pub fn new() -> Place {
        let above = tempfile::tempdir().unwrap();
        let rounds = (0..3).map(|seed| round(above.path(), seed)).collect();
        let out = above.path().join("out");
        Place { above, rounds, out }
    }

    /// A path beside the folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.above.path().join(name)
    }

    /// Empties the place, but for the rounds; then perhaps an earlier result and
    /// a file of somebody else.
    pub fn begin(&self, has_earlier: bool, is_shared: bool) {
        let _ = fs::remove_dir_all(&self.out);
        if has_earlier {
            assert!(allocate(&self.rounds[2], &self.out).status().unwrap().success());
        }
        if is_shared {
            fs::create_dir_all(&self.out).unwrap();
            fs::write(self.out.join(MINUTES), "theirs").unwrap();
        }
    }

    /// What is left beside the rounds and the folder.
    pub fn neighbours(&self) -> Vec<String> {
        let names = fs::read_dir(self.above.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let names = names.map(|name| name.into_string().unwrap());
        names.filter(|name| name != "out" && !name.starts_with("round-")).collect()
    }
}

/// A copy of the smallest round, with a seed of its own.
fn round(above: &Path, seed: usize) -> PathBuf {
    let folder = above.join(format!("round-{seed}"));
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir("scenarios/first-steps").unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::write(folder.join(entry.file_name()), fs::read(entry.path()).unwrap()).unwrap();
        }
    }
    let settings = fs::read_to_string(folder.join("round.toml")).unwrap();
    let seeded = settings.replace("seed = 20260107", &format!("seed = {seed}"));
    assert_ne!(seeded, settings);
    fs::write(folder.join("round.toml"), seeded).unwrap();
    folder
}

/// The program with these words.
pub fn program(words: &[&Path]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rightplace"));
    command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The command that allocates a round into a folder.
pub fn allocate(round: &Path, out: &Path) -> Command {
    program(&["allocate".as_ref(), round, "--out".as_ref(), out])
}

/// What stands in a folder of results.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The seed of the set, where it is whole: its files are those that its
    /// summary lists, with their SHA-256, and `timings.json`.
    pub whole: Option<u64>,
    /// Names that begin with a dot.
    pub hidden: Vec<String>,
    /// Whether the file of somebody else is as it was; or there is none.
    pub keeps: bool,
}

/// What is found in a folder, which is shared with somebody's file or not.
pub fn look(out: &Path, is_shared: bool) -> Found {
    let entries = fs::read_dir(out).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let (hidden, mut names): (BTreeSet<_>, BTreeSet<_>) = names.partition(|name| name.starts_with('.'));
    let keeps = match names.remove(MINUTES) {
        true => is_shared && fs::read(out.join(MINUTES)).is_ok_and(|bytes| bytes == b"theirs"),
        false => !is_shared,
    };
    let set = || -> Option<u64> {
        let summary: serde_json::Value = serde_json::from_slice(&fs::read(out.join("summary.json")).ok()?).ok()?;
        let listed: BTreeMap<String, String> = serde_json::from_value(summary.get("files")?.clone()).ok()?;
        let is_as_listed = |(name, sha256): (&String, &String)| {
            fs::read(out.join(name)).is_ok_and(|bytes| *sha256 == rightplace::digest::sha256(bytes))
        };
        let own = listed.keys().map(String::as_str).chain(["summary.json", "timings.json"]);
        let is_all = names == own.map(str::to_owned).collect();
        (is_all && listed.iter().all(is_as_listed)).then(|| summary.get("seed")?.as_u64())?
    };
    Found { whole: set(), hidden: hidden.into_iter().collect(), keeps }
}

/// The seed of the result in the folder, which must be whole, with nothing
/// hidden beside it.
pub fn whole(out: &Path, is_shared: bool) -> u64 {
    let found = look(out, is_shared);
    assert!(found.keeps && found.hidden.is_empty(), "{found:?}");
    found.whole.unwrap_or_else(|| panic!("{found:?}"))
}
