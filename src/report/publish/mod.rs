//! Puts the files of a run into a folder: all of them or none.
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
mod write;

pub use fault::PublishFault;

use super::Files;
use earlier::Folder;
use std::path::Path;

/// Every name that a run may write. Nothing else in a folder is ever touched.
const NAMES: [&str; 8] = [
    "allocations.csv",
    "unplaced.csv",
    "intakes.csv",
    "schools.csv",
    "moves.csv",
    super::SUMMARY,
    super::TIMINGS,
    "report.html",
];

/// Checks before a long run that its files may be put into the folder.
///
/// # Errors
///
/// Where the path is no folder, or holds files of the same names that are not
/// an earlier result's.
pub fn check(folder: &Path) -> Result<(), PublishFault> {
    one_by_one::undo_killed_run(folder)?;
    Folder::look(folder).map(|_| ())
}

/// Puts the files into the folder in place of an earlier result's; creates the
/// folder where there is none. Only the owner may read the files.
///
/// # Errors
///
/// As `check`; and where the file system refuses. The earlier files are whole
/// then.
pub fn publish(folder: &Path, files: &Files) -> Result<(), PublishFault> {
    one_by_one::undo_killed_run(folder)?;
    let found = Folder::look(folder)?;
    if exchange::is_possible(folder, &found) && exchange::publish(folder, &found, files).is_ok() {
        return Ok(());
    }
    one_by_one::publish(folder, &found, files)
}

#[cfg(test)]
mod tests;
