//! A whole new folder in place of the earlier one, in one step.

use super::earlier::Folder;
use super::fault::PublishFault;
use super::write::{discard, private_folder, private_folders, sync_folder, write_all};
use crate::paper::files::Files;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A neighbour left by a run that was killed is removed when it is this old;
/// a younger one may belong to a run that is under way.
const ABANDONED: Duration = Duration::from_secs(3600);

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

/// Writes the files into a neighbour and lets the two change places.
pub(super) fn publish(folder: &Path, found: &Folder, files: &Files) -> Result<(), PublishFault> {
    let Some(name) = folder.file_name() else { return Err(PublishFault::NoFolder) };
    let above = folder.parent().unwrap_or(Path::new(""));
    private_folders(above)?;
    remove_abandoned(above, name);
    let neighbour = neighbour(above, name);
    let result = swap_in(folder, found, files, &neighbour);
    // By now the neighbour is the earlier folder, or the one that failed.
    discard(&neighbour);
    result?;
    // The new folder is in place: a failure to sync its parent undoes nothing.
    let _ = sync_folder(above);
    Ok(())
}

fn swap_in(folder: &Path, found: &Folder, files: &Files, neighbour: &Path) -> io::Result<()> {
    private_folder(neighbour)?;
    write_all(neighbour, files)?;
    if found.exists {
        fs::set_permissions(neighbour, fs::metadata(folder)?.permissions())?;
        exchange(neighbour, folder)
    } else {
        fs::rename(neighbour, folder)
    }
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

/// A hidden folder beside the folder, of this process alone.
fn neighbour(above: &Path, name: &std::ffi::OsStr) -> PathBuf {
    let mut hidden = prefix(name);
    hidden.push(std::process::id().to_string());
    above.join(hidden)
}

fn prefix(name: &std::ffi::OsStr) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(".rightplace-");
    hidden
}

fn remove_abandoned(above: &Path, name: &std::ffi::OsStr) {
    let above = if above.as_os_str().is_empty() { Path::new(".") } else { above };
    let prefix = prefix(name);
    for entry in fs::read_dir(above).into_iter().flatten().flatten() {
        let is_neighbour = entry.file_name().as_encoded_bytes().starts_with(prefix.as_encoded_bytes());
        let age = entry.metadata().and_then(|found| found.modified()).ok().and_then(|then| then.elapsed().ok());
        if is_neighbour && age.is_some_and(|age| age > ABANDONED) {
            discard(&entry.path());
        }
    }
}
