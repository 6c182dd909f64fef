//! What a result says of how it came about, and whether that still holds: the
//! inputs that it was made from, and the bytes of its files.

use crate::digest::{InputHash, sha256};
use crate::ids::vocabulary;
use crate::ordinary::{self, MOST_BYTES, MOST_BYTES_OF_RESULT};
use crate::paper::{Files, Format, PROGRAM_VERSION};
use crate::report::files::{SUMMARY, TIMINGS};
use crate::result::{Extent, Status};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use std::io;
use std::path::Path;

const RESERVES: &str = "reserves.csv";

/// What `summary.json` records.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Receipt {
    /// The version of rightplace.
    pub program_version: String,
    /// The solver's name.
    pub solver: String,
    /// The solver's version.
    pub solver_version: String,
    /// `optimal`, `feasible` or `infeasible`.
    pub status: String,
    /// Whether the draw settles who is placed; nothing where the ladder has none.
    #[serde(default)]
    pub draw: Option<String>,
    /// How the CSV files are written.
    #[serde(default)]
    pub format: Format,
    /// How far the smallest change of each referral without a place was looked
    /// for; nothing: not at all.
    #[serde(default)]
    pub changes: Option<String>,
    /// The SHA-256 of every input, by file name; an earlier result as `--hold`
    /// or `--keep`.
    pub inputs: BTreeMap<String, String>,
    /// The SHA-256 of the other files of the set, but for `timings.json`.
    pub files: BTreeMap<String, String>,
}

/// Why a folder has no receipt.
#[derive(Debug)]
pub enum ReceiptFault {
    /// There is no `summary.json`, or it cannot be read.
    Unreadable(io::Error),
    /// The `summary.json` is none of rightplace.
    Foreign,
}

impl fmt::Display for ReceiptFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReceiptFault::Unreadable(error) => write!(f, "{SUMMARY} cannot be read: {error}"),
            ReceiptFault::Foreign => write!(f, "{SUMMARY} is not that of an allocation by rightplace"),
        }
    }
}

impl std::error::Error for ReceiptFault {}

vocabulary! {
    /// What has become of a file against what is recorded of it.
    Fate {
        /// The bytes are those recorded.
        Same = "same",
        /// The bytes are others.
        Changed = "changed",
        /// It is recorded and not there.
        Missing = "missing",
        /// It is there and not recorded.
        Extra = "extra",
    }
}

/// A file, what has become of it, and where it differs, as far as can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The name of the file.
    pub file: String,
    /// What has become of it.
    pub fate: Fate,
    /// Where it differs; may be blank.
    pub detail: String,
}

impl Receipt {
    /// The receipt of the result in a folder.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn read(folder: &Path) -> Result<Receipt, ReceiptFault> {
        let bytes = ordinary::read(&folder.join(SUMMARY), MOST_BYTES).map_err(ReceiptFault::Unreadable)?;
        serde_json::from_slice(&bytes).map_err(|_| ReceiptFault::Foreign)
    }

    /// Whether the result in its folder is proven, of a round with these inputs
    /// and by this program and solver (name and version), and nobody has altered
    /// it since.
    pub fn is_of(&self, inputs: &[InputHash], (solver, solver_version): (&str, &str), folder: &Path) -> bool {
        let same = |compared: Vec<Compared>| compared.iter().all(|compared| compared.fate == Fate::Same);
        self.status == Status::Optimal.word()
            && self.program_version == PROGRAM_VERSION
            && (self.solver.as_str(), self.solver_version.as_str()) == (solver, solver_version)
            && same(self.inputs_against(inputs))
            && same(self.files_in(folder))
    }

    /// Whether a limit ended the run before the proof, or before the reserve
    /// lists: then running again need not come to the same.
    pub fn is_cut_short(&self) -> bool {
        self.status == "feasible"
            || self.changes.as_deref() == Some(Extent::Cut.word())
            || (self.status == "optimal" && !self.files.contains_key(RESERVES))
    }

    /// The recorded inputs against those that are there.
    pub fn inputs_against(&self, found: &[InputHash]) -> Vec<Compared> {
        let found = found.iter().map(|input| (input.file.clone(), input.sha256.clone())).collect();
        compare(&self.inputs, &found)
    }

    /// The recorded files against those in the folder. Files that are not
    /// recorded belong to somebody else.
    pub fn files_in(&self, folder: &Path) -> Vec<Compared> {
        let hash = |name: &String| {
            Some((name.clone(), sha256(ordinary::read(&folder.join(name), MOST_BYTES_OF_RESULT).ok()?)))
        };
        let found = self.files.keys().filter(|name| is_plain(name)).filter_map(hash).collect();
        compare(&self.files, &found)
    }

    /// The recorded files against those of another run, and `summary.json` of
    /// the folder against the other run's.
    pub fn files_against(&self, folder: &Path, again: &Files) -> Vec<Compared> {
        let found: BTreeMap<String, String> = again
            .iter()
            .filter(|(name, _)| ![SUMMARY, TIMINGS].contains(&name.as_str()))
            .map(|(name, bytes)| (name.clone(), sha256(bytes)))
            .collect();
        let mut compared = compare(&self.files, &found);
        for one in compared.iter_mut().filter(|one| one.fate == Fate::Changed) {
            let kept = ordinary::read(&folder.join(&one.file), MOST_BYTES_OF_RESULT).ok().filter(|bytes| {
                // An altered file tells nothing of the run.
                self.files.get(&one.file) == Some(&sha256(bytes))
            });
            one.detail =
                kept.zip(again.get(&one.file)).map(|(kept, again)| first_line(&kept, again)).unwrap_or_default();
        }
        let kept = ordinary::read(&folder.join(SUMMARY), MOST_BYTES).unwrap_or_default();
        let made = again.get(SUMMARY).map(Vec::as_slice).unwrap_or_default();
        let (fate, detail) = match kept == made {
            true => (Fate::Same, String::new()),
            false => (Fate::Changed, keys(&kept, made)),
        };
        compared.push(Compared { file: SUMMARY.to_owned(), fate, detail });
        compared
    }
}

/// Whether the name is one of a file in the folder itself.
fn is_plain(name: &str) -> bool {
    !name.contains(['/', '\\']) && name != ".."
}

fn compare(recorded: &BTreeMap<String, String>, found: &BTreeMap<String, String>) -> Vec<Compared> {
    let names: BTreeSet<&String> = recorded.keys().chain(found.keys()).collect();
    let one = |name: &String| {
        let fate = match (recorded.get(name), found.get(name)) {
            (Some(one), Some(other)) if one == other => Fate::Same,
            (Some(_), Some(_)) => Fate::Changed,
            (Some(_), None) => Fate::Missing,
            (None, _) => Fate::Extra,
        };
        Compared { file: name.clone(), fate, detail: String::new() }
    };
    names.into_iter().map(one).collect()
}

/// The first line in which two texts differ.
fn first_line(one: &[u8], other: &[u8]) -> String {
    let mut others = other.split(|byte| *byte == b'\n');
    let same = one.split(|byte| *byte == b'\n').take_while(|line| others.next() == Some(line)).count();
    format!("from line {} on", same + 1)
}

/// The keys by which two summaries differ.
fn keys(one: &[u8], other: &[u8]) -> String {
    let read = |bytes| serde_json::from_slice::<BTreeMap<String, serde_json::Value>>(bytes).unwrap_or_default();
    let (one, other) = (read(one), read(other));
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differ: Vec<&str> =
        names.into_iter().filter(|name| one.get(*name) != other.get(*name)).map(String::as_str).collect();
    if differ.is_empty() { "in its layout".to_owned() } else { format!("in {}", differ.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_told_by_its_first_line_or_key() {
        assert_eq!(first_line(b"a\nb\nc\n", b"a\nx\nc\n"), "from line 2 on");
        assert_eq!(first_line(b"a\n", b"a\nb\n"), "from line 2 on");
        assert_eq!(keys(br#"{"a":1,"b":2}"#, br#"{"a":1,"b":3,"c":0}"#), "in b, c");
        assert_eq!(keys(br#"{"a":1}"#, br#"{ "a": 1 }"#), "in its layout");
    }
}
