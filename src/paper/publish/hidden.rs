//! The names of what a run makes beside a folder.

use crate::digest::sha256;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Names that are longer leave no room for what is added.
const LONGEST: usize = 200;

/// What the hidden neighbours of a folder or file begin with.
pub(crate) fn prefix(folder: &Path) -> OsString {
    let mut hidden = OsString::from(".");
    match folder.file_name() {
        Some(name) if name.len() > LONGEST => hidden.push(sha256(name.as_encoded_bytes())),
        name => hidden.push(name.unwrap_or_default()),
    }
    hidden.push(".rightplace-");
    hidden
}

/// The lock of a folder that is not there yet.
pub(super) fn lock(folder: &Path) -> PathBuf {
    let mut name = prefix(folder);
    name.push("lock");
    folder.with_file_name(name)
}
