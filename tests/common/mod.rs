#![allow(dead_code, reason = "every test file uses a part of it")]
//! The small good round of `tests/data/good`, that tests change.

use rightplace::reading::Reading;
use rightplace::round::Round;
use rightplace::source::Source;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a round by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A folder of the test data.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// The files of a folder.
pub fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// The good round: reading it tells no problem at all.
pub fn good() -> Files {
    files(&data("good"))
}

/// The clean twin of the corpus, `tests/data/twin`: a good round that stays as
/// it is.
pub fn twin() -> Files {
    files(&data("twin"))
}

/// What reading makes of the files.
pub fn read(files: &Files) -> Reading {
    Round::from_source(&Source::from_texts(files.iter().map(|(name, bytes)| (name.as_str(), bytes))))
}

/// The problems of a reading, one line each.
pub fn told(reading: &Reading) -> Vec<String> {
    reading.problems.iter().map(ToString::to_string).collect()
}

/// The files with a text of one of them replaced, once.
pub fn changed(mut files: Files, file: &str, old: &str, new: &str) -> Files {
    let text = String::from_utf8(files[file].clone()).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old:?} stands once in {file}");
    files.insert(file.to_owned(), text.replace(old, new).into_bytes());
    files
}
