//! A whole new folder in place of the earlier one, in one step.

use super::earlier::Folder;
use super::fault::PublishFault;
use super::hidden;
use super::lock::{LOCK_FILE, Lock};
use super::write::{discard, private_folders, sync_folder, write_all};
use crate::paper::files::Files;
use std::fs;
use std::io;
use std::path::Path;
use tempfile::{Builder, TempDir};

/// Whether the folder may be another one afterwards: it is new, or holds only
/// an earlier result and nobody stands in it.
pub(super) fn is_possible(folder: &Path, found: &Folder) -> bool {
    if !found.exists {
        return true;
    }
    let is_real = folder.symlink_metadata().is_ok_and(|found| found.is_dir());
    let stands_in_it = || match (std::env::current_dir(), folder.canonicalize()) {
        (Ok(here), Ok(folder)) => here.canonicalize().unwrap_or(here).starts_with(folder),
        _ => true,
    };
    is_real && !found.has_others && !stands_in_it()
}

/// Writes the files into a neighbour and lets the two change places. Whoever
/// holds the folder's lock holds this one of the folder that takes its place.
pub(super) fn publish(folder: &Path, found: &Folder, files: &Files) -> Result<Lock, PublishFault> {
    let above = above(folder);
    private_folders(above)?;
    remove_abandoned(above, folder);
    // It is removed when it is let go; by then it is the earlier folder, or the
    // one that failed.
    let neighbour = neighbour(above, folder)?;
    let lock = Lock::take(&neighbour.path().join(LOCK_FILE))?.ok_or(PublishFault::Busy)?;
    write_all(neighbour.path(), files)?;
    if found.exists {
        fs::set_permissions(neighbour.path(), fs::metadata(folder)?.permissions())?;
        exchange(neighbour.path(), folder)?;
    } else {
        fs::rename(neighbour.path(), folder).map_err(|error| match error.kind() {
            // Somebody made one meanwhile.
            io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists => PublishFault::Busy,
            _ => PublishFault::Io(error),
        })?;
    }
    // The new folder is in place: a failure to sync its parent undoes nothing.
    let _ = sync_folder(above);
    Ok(lock.moved(folder.join(LOCK_FILE)))
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The folder that a path lies in.
pub(super) fn above(path: &Path) -> &Path {
    match path.parent() {
        Some(above) if !above.as_os_str().is_empty() => above,
        _ => Path::new("."),
    }
}

/// A hidden folder beside the folder, with a name that no other run has.
pub(super) fn neighbour(above: &Path, folder: &Path) -> io::Result<TempDir> {
    let prefix = hidden::prefix(folder);
    let mut builder = Builder::new();
    builder.prefix(&prefix).rand_bytes(16);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(above)
}

/// Removes what killed runs have left beside the folder. Whoever makes a
/// neighbour holds the folder's lock, as this run does, or else the neighbour's.
pub(super) fn remove_abandoned(above: &Path, folder: &Path) {
    let prefix = hidden::prefix(folder);
    for entry in fs::read_dir(above).into_iter().flatten().flatten() {
        let is_neighbour = entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes())
            && entry.file_type().is_ok_and(|found| found.is_dir());
        if is_neighbour && !is_locked(&entry.path()) {
            discard(&entry.path());
        }
    }
}

/// Whether another run holds the lock in a folder.
pub(super) fn is_locked(folder: &Path) -> bool {
    let lock = folder.join(LOCK_FILE);
    lock.symlink_metadata().is_ok() && !matches!(Lock::take(&lock), Ok(Some(_)))
}
