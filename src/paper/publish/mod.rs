//! Puts the files of a set into a folder: all of them or none.
//!
//! A folder that holds nothing else is exchanged for a new one in one step of
//! the file system. Where that cannot be, because the folder also holds files
//! of other people, is a mount point, or the system has no such step, the
//! files are moved one by one, with the earlier ones put aside until all are
//! there; a run that was killed in between is undone by the next.

mod earlier;
mod exchange;
mod fault;
mod one_by_one;
mod set;
mod write;

pub use fault::PublishFault;
pub use set::Set;

use super::files::Files;
use earlier::Folder;
use std::fs;
use std::path::Path;

/// Checks before a long run that its files may be put into the folder.
///
/// # Errors
///
/// Where the path is no folder, or holds files of the same names that are not
/// of an earlier set of the kind.
pub fn check(folder: &Path, set: &Set) -> Result<(), PublishFault> {
    one_by_one::undo_killed_run(folder, set)?;
    Folder::look(folder, set).map(|_| ())
}

/// Puts the files into the folder in place of those of an earlier set of the
/// kind; creates the folder where there is none. Only the owner may read the
/// files.
///
/// # Errors
///
/// As `check`; and where the file system refuses. The earlier files are whole
/// then.
pub fn publish(folder: &Path, set: &Set, files: &Files) -> Result<(), PublishFault> {
    one_by_one::undo_killed_run(folder, set)?;
    let found = Folder::look(folder, set)?;
    if exchange::is_possible(folder, &found) && exchange::publish(folder, &found, files).is_ok() {
        return Ok(());
    }
    one_by_one::publish(folder, set, &found, files)
}

/// Takes the files of a set of the kind out of the folder, where there is one.
/// Nothing else in it is touched.
///
/// # Errors
///
/// Where the file system refuses.
pub fn withdraw(folder: &Path, set: &Set) -> Result<(), PublishFault> {
    for name in Folder::look(folder, set)?.earlier {
        fs::remove_file(folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
