//! One run's turn to put files into folders.

use super::earlier::Folder;
use super::exchange;
use super::fault::PublishFault;
use super::hidden;
use super::lock::{LOCK_FILE, Lock, PATIENCE};
use super::one_by_one;
use super::set::Set;
use super::write::private_folders;
use crate::paper::files::Files;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The time in which one run alone puts files into some folders. It ends when
/// this is dropped, or with the process.
#[derive(Debug)]
pub struct Turn {
    /// By the folder's own path, so that one that is named twice is locked once
    /// and all runs ask in one order.
    locks: BTreeMap<PathBuf, Lock>,
}

impl Turn {
    /// Waits for the turn to write into these folders.
    ///
    /// # Errors
    ///
    /// The folder, and why not: another run does not end its turn there, or the
    /// file system has no locks or refuses.
    pub fn take<'f>(folders: &[&'f Path]) -> Result<Turn, (&'f Path, PublishFault)> {
        Turn::take_within(folders, PATIENCE)
    }

    pub(super) fn take_within<'f>(folders: &[&'f Path], patience: Duration) -> Result<Turn, (&'f Path, PublishFault)> {
        let mut named = BTreeMap::new();
        for folder in folders {
            named.insert(own_path(folder).map_err(|fault| (*folder, fault))?, *folder);
        }
        let mut turn = Turn { locks: BTreeMap::new() };
        for (own, folder) in named {
            let lock = Lock::wait(|| lock_file(&own), patience).map_err(|fault| (folder, fault))?;
            remove_lock_beside(&own);
            turn.locks.insert(own, lock);
        }
        Ok(turn)
    }

    /// As `check` outside a turn.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn check(&mut self, folder: &Path, set: &Set) -> Result<(), PublishFault> {
        self.settle(folder, set).map(|_| ())
    }

    /// Undoes what a killed run has begun, and looks at what is there.
    fn settle(&mut self, folder: &Path, set: &Set) -> Result<Folder, PublishFault> {
        one_by_one::undo_killed_run(folder, set)?;
        Folder::look(folder, set)
    }

    /// Puts the files into one of the turn's folders in place of those of an
    /// earlier set of the kind; creates the folder where there is none. Only the
    /// owner may read the files.
    ///
    /// # Errors
    ///
    /// As `check`; and where the file system refuses. The earlier files are whole
    /// then.
    pub fn publish(&mut self, folder: &Path, set: &Set, files: &Files) -> Result<(), PublishFault> {
        let found = self.settle(folder, set)?;
        self.put(folder, set, &found, files)
    }

    /// Puts the files into a folder in which this was found.
    pub(super) fn put(&mut self, folder: &Path, set: &Set, found: &Folder, files: &Files) -> Result<(), PublishFault> {
        if exchange::is_possible(folder, found) {
            match exchange::publish(folder, found, files) {
                Ok(lock) => {
                    self.locks.insert(own_path(folder)?, lock);
                    return Ok(());
                }
                Err(fault) if !found.exists => return Err(fault),
                // The folder must stay the same.
                Err(_) => {}
            }
        }
        one_by_one::publish(folder, set, found, files)
    }

    /// Takes the files of a set of the kind out of one of the turn's folders,
    /// where there is one. Nothing else in it is touched.
    ///
    /// # Errors
    ///
    /// Where the file system refuses.
    pub fn withdraw(&mut self, folder: &Path, set: &Set) -> Result<(), PublishFault> {
        for name in Folder::look(folder, set)?.earlier {
            fs::remove_file(folder.join(name))?;
        }
        Ok(())
    }
}

/// The folder's path without links; the folders above it are made where they
/// are missing.
fn own_path(folder: &Path) -> Result<PathBuf, PublishFault> {
    if folder.is_dir() {
        return Ok(folder.canonicalize()?);
    }
    let Some(name) = folder.file_name() else { return Err(PublishFault::NoFolder) };
    let above = folder.parent().unwrap_or(Path::new(""));
    private_folders(above)?;
    let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
    Ok(above.canonicalize()?.join(name))
}

/// Removes the lock beside a folder that is there: a run was killed between putting
/// the folder in place and letting go of it. One that is held stays.
pub(super) fn remove_lock_beside(folder: &Path) {
    let Ok(own) = folder.canonicalize() else { return };
    let beside = hidden::lock(&own);
    if beside.symlink_metadata().is_ok() {
        // Letting go of it takes the file away.
        drop(Lock::take(&beside));
    }
}

/// Where the lock of a folder is: in it, so that it holds wherever the folder is
/// seen from; beside it as long as there is none.
fn lock_file(folder: &Path) -> PathBuf {
    match folder.is_dir() {
        true => folder.join(LOCK_FILE),
        false => hidden::lock(folder),
    }
}
