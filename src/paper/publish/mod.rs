//! Puts the files of a set into a folder: all of them or none.
//!
//! A folder that holds nothing else is exchanged for a new one in one step of
//! the file system. Where that cannot be, because the folder also holds files
//! of other people, is a mount point, or the system has no such step, the
//! files are moved one by one, with the earlier ones put aside until all are
//! there; a run that was killed in between is undone by the next.
//!
//! All of it happens in a run's turn: a lock, which ends with the process, keeps
//! other runs from the folder meanwhile.

mod earlier;
mod exchange;
mod fault;
mod fresh;
mod hidden;
mod leavings;
mod lock;
mod one_by_one;
mod set;
mod turn;
mod write;

pub use fault::PublishFault;
pub use fresh::{new_file, publish_new};
pub(crate) use hidden::prefix as hidden_prefix;
pub use leavings::{Leaving, is_of_set, leavings};
pub use lock::LOCK_FILE;
pub use set::Set;
pub use turn::Turn;
pub(crate) use write::private_folders;

use super::files::Files;
use earlier::Folder;
use std::path::Path;

/// Checks before a long run that its files may be put into the folder.
///
/// # Errors
///
/// Where the path is no folder, or holds files of the same names that are not
/// of an earlier set of the kind.
pub fn check(folder: &Path, set: &Set) -> Result<(), PublishFault> {
    let is_settled = !one_by_one::is_under_way(folder, set);
    let looked = Folder::look(folder, set).map(|_| ());
    match looked {
        Ok(()) if is_settled => return Ok(()),
        Err(PublishFault::NoFolder | PublishFault::IsRound) => return looked,
        _ => {}
    }
    // Another run may be moving its files in, or was killed while it did.
    match Turn::take(&[folder]) {
        Err((_, PublishFault::Busy)) => Err(PublishFault::Busy),
        Err((_, fault)) => looked.and(Err(fault)),
        Ok(mut turn) => turn.check(folder, set),
    }
}

/// Puts the files into the folder in a turn of its own.
///
/// # Errors
///
/// As `Turn::take` and `Turn::publish`.
pub fn publish(folder: &Path, set: &Set, files: &Files) -> Result<(), PublishFault> {
    Turn::take(&[folder]).map_err(|(_, fault)| fault)?.publish(folder, set, files)
}

#[cfg(test)]
mod tests;
