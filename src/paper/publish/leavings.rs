//! What lies in a folder of what runs have written, and taking it away. Only
//! what is proven to be ours is touched: the files that a set's list names and
//! whose SHA-256 it has, and what bears the hidden names that runs alone use.

use super::earlier::listed;
use super::fault::PublishFault;
use super::set::Set;
use super::turn::Turn;
use super::{exchange, one_by_one};
use crate::digest::sha256;
use crate::ordinary::{self, MOST_BYTES_OF_RESULT};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Something that a run has left.
#[derive(Debug)]
pub struct Leaving {
    /// What it is, in a word.
    pub word: &'static str,
    /// The folder of a set, or the file or folder itself.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// When it was written.
    pub written: SystemTime,
    /// Files of a set that somebody altered: they stay.
    pub altered: usize,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// A set of this kind, in its folder.
    Set(Set),
    /// A run was killed while it moved the files of such a set.
    Moves(Set),
    /// The neighbour of a run that was killed.
    Neighbour,
}

/// What the runs of these kinds of sets, each with its word, have left in a
/// folder, but not in the folders below it.
///
/// # Errors
///
/// Where the folder cannot be read.
pub fn leavings(folder: &Path, sets: &[(&'static str, Set)]) -> io::Result<Vec<Leaving>> {
    let mut found: Vec<Leaving> = Vec::new();
    for (word, set) in sets {
        let index = folder.join(set.index);
        let own = Own::of(folder, set);
        if let (false, Ok(about)) = (own.files.is_empty(), index.symlink_metadata()) {
            let size = |name: &String| folder.join(name).symlink_metadata().map_or(0, |found| found.len());
            found.push(Leaving {
                word,
                path: folder.to_owned(),
                bytes: own.files.iter().map(size).sum(),
                written: about.modified()?,
                altered: own.altered,
                kind: Kind::Set(*set),
            });
        }
        if one_by_one::is_under_way(folder, set) {
            let waiting = [set.new_folder(), set.earlier_folder()].map(|name| folder.join(name));
            let bytes = waiting.iter().filter_map(|path| size(path).ok()).sum();
            let written = folder.metadata()?.modified()?;
            found.push(Leaving::killed(folder.to_owned(), bytes, written, Kind::Moves(*set)));
        }
    }
    for entry in fs::read_dir(folder)?.flatten() {
        let name = entry.file_name();
        if is_left(&name.to_string_lossy()) && entry.file_type()?.is_dir() {
            let (bytes, written) = (size(&entry.path())?, entry.metadata()?.modified()?);
            found.push(Leaving::killed(entry.path(), bytes, written, Kind::Neighbour));
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// The folders of a set, which are listed with it.
pub fn is_of_set(folder: &Path, name: &str, sets: &[(&'static str, Set)]) -> bool {
    sets.iter().any(|(_, set)| set.folders.contains(&name) && !Own::of(folder, set).files.is_empty())
}

impl Leaving {
    fn killed(path: PathBuf, bytes: u64, written: SystemTime, kind: Kind) -> Leaving {
        Leaving { word: "killed run", path, bytes, written, altered: 0, kind }
    }

    /// Takes it away; what a killed run was moving is brought back to the earlier
    /// files. A folder of which nothing is left goes too.
    ///
    /// # Errors
    ///
    /// Where a run is writing there, or the file system refuses.
    pub fn delete(&self) -> Result<(), PublishFault> {
        let set = match &self.kind {
            Kind::Neighbour => return self.delete_neighbour(),
            Kind::Set(set) | Kind::Moves(set) => set,
        };
        let turn = Turn::take(&[&self.path]).map_err(|(_, fault)| fault)?;
        one_by_one::undo_killed_run(&self.path, set)?;
        if matches!(self.kind, Kind::Moves(_)) {
            return Ok(());
        }
        // What is ours is looked at again: it may be another set by now.
        for name in Own::of(&self.path, set).files {
            fs::remove_file(self.path.join(name))?;
        }
        for name in set.folders {
            remove_empty(&self.path.join(name));
        }
        drop(turn);
        // One with anything in it stays.
        let _ = fs::remove_dir(&self.path);
        Ok(())
    }

    fn delete_neighbour(&self) -> Result<(), PublishFault> {
        if exchange::is_locked(&self.path) {
            return Err(PublishFault::Busy);
        }
        Ok(fs::remove_dir_all(&self.path)?)
    }
}

/// The files of a set that are as they were written, the list last.
struct Own {
    files: Vec<String>,
    altered: usize,
}

impl Own {
    fn of(folder: &Path, set: &Set) -> Own {
        let mut own = Own { files: Vec::new(), altered: 0 };
        let Some(hashes) = hashes(&folder.join(set.index)) else { return own };
        let is_always = |name: &str| name == set.index || set.unlisted.contains(&name);
        for name in listed(folder, set) {
            let path = folder.join(&name);
            if !path.symlink_metadata().is_ok_and(|found| found.is_file()) {
                continue;
            }
            let sha256 = || ordinary::read(&path, MOST_BYTES_OF_RESULT).map(|bytes| sha256(&bytes)).ok();
            match is_always(&name) || (hashes.get(&name).and_then(|one| one.as_str()).map(str::to_owned) == sha256()) {
                true => own.files.push(name),
                false => own.altered += 1,
            }
        }
        // A list of which no file is as it says is no proof.
        if own.files.iter().all(|name| is_always(name)) {
            own.files.clear();
        }
        own.files.sort_by_key(|name| name == set.index);
        own
    }
}

fn hashes(index: &Path) -> Option<serde_json::Map<String, serde_json::Value>> {
    let is_file = index.symlink_metadata().is_ok_and(|found| found.is_file());
    let bytes = is_file.then(|| ordinary::read(index, MOST_BYTES_OF_RESULT).ok())??;
    let index: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    index.get("program_version")?;
    index.get("files")?.as_object().cloned()
}

/// Whether a folder of this name is a neighbour of a run that was killed.
fn is_left(name: &str) -> bool {
    let Some((before, after)) = name.rsplit_once(".rightplace-") else { return false };
    before.len() > 1 && before.starts_with('.') && after.len() >= 16 && after.chars().all(|c| c.is_ascii_alphanumeric())
}

fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)?.flatten() {
        let about = entry.metadata()?;
        bytes += if about.is_dir() { size(&entry.path())? } else { about.len() };
    }
    Ok(bytes)
}

/// Removes a folder and those in it as far as nothing is in them.
fn remove_empty(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|found| found.is_dir()) {
            remove_empty(&entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
}
