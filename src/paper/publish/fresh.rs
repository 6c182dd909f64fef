//! Where nothing is yet: files in a folder that is new or empty, or one new
//! file; whole or not at all.

use super::earlier::Folder;
use super::exchange::{above, neighbour, remove_abandoned};
use super::fault::PublishFault;
use super::lock::{LOCK_FILE, Lock};
use super::one_by_one;
use super::set::Set;
use super::turn::{Turn, remove_lock_beside};
use super::write::sync_folder;
use crate::paper::files::Files;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use tempfile::Builder;

/// Whatever is put into an empty folder; nothing in it lists the rest.
const FRESH: Set = Set::new("fresh", "round.toml", &[]).with_names(|name| !name.starts_with('.'));

/// Puts files into a folder that is new or empty, all of them or none. Where the
/// folder must stay the same, as one that somebody stands in, they are moved one
/// by one; what a killed run has left there is taken out again by the next.
///
/// # Errors
///
/// Where the folder holds something, another run is writing there, or the file
/// system refuses.
pub fn publish_new(folder: &Path, files: &Files) -> Result<(), PublishFault> {
    if fs::metadata(folder).is_ok_and(|found| !found.is_dir()) {
        return Err(PublishFault::NoFolder);
    }
    if !is_empty(folder)? && !one_by_one::is_under_way(folder, &FRESH) {
        remove_lock_beside(folder);
        return Err(PublishFault::NotEmpty);
    }
    let mut turn = Turn::take(&[folder]).map_err(|(_, fault)| fault)?;
    one_by_one::undo_killed_run(folder, &FRESH)?;
    if !is_empty(folder)? {
        return Err(PublishFault::NotEmpty);
    }
    let found = Folder { exists: folder.is_dir(), ..Folder::default() };
    turn.put(folder, &FRESH, &found, files)
}

/// Whether a folder is not there or has nothing but the lock of a run.
fn is_empty(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(entries.collect::<io::Result<Vec<_>>>()?.iter().all(|entry| entry.file_name() == LOCK_FILE)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Writes a file that is not there yet, for the owner alone.
///
/// # Errors
///
/// Of the kind `AlreadyExists` where it is there; where the file system refuses.
pub fn new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let above = above(path);
    remove_abandoned(above, path);
    let neighbour = neighbour(above, path)?;
    let _lock = Lock::take(&neighbour.path().join(LOCK_FILE)).map_err(io::Error::other)?;
    let mut file = Builder::new().tempfile_in(neighbour.path())?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    // The file is in place: a failure to sync its folder undoes nothing.
    let _ = sync_folder(above);
    Ok(())
}
