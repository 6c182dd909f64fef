//! File by file, for a folder that must stay the same folder.

use super::earlier::{Folder, top};
use super::fault::PublishFault;
use super::set::Set;
use super::write::{discard, private_folder, private_folders, sync_folder, write_all};
use crate::paper::files::Files;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Moves the new files into the folder and the earlier ones out of it.
pub(super) fn publish(folder: &Path, set: &Set, found: &Folder, files: &Files) -> Result<(), PublishFault> {
    private_folders(folder)?;
    let (new, earlier) = (folder.join(set.new_folder()), folder.join(set.earlier_folder()));
    discard(&new);
    private_folder(&new)?;
    let written = write_all(&new, files).and_then(|()| private_folder(&earlier));
    let moved = written.and_then(|()| swap_in(folder, set, found, files));
    if let Err(error) = moved {
        undo(folder, set)?;
        return Err(error.into());
    }
    discard(&earlier);
    // Everything is in place: a failure to sync undoes nothing.
    let _ = sync_folder(folder);
    Ok(())
}

pub(super) fn swap_in(folder: &Path, set: &Set, found: &Folder, files: &Files) -> io::Result<()> {
    for (from, to) in moves(folder, set, found, files) {
        fs::rename(from, to)?;
    }
    fs::remove_dir(folder.join(set.new_folder()))
}

/// The moves in their order: the earlier files out, then the new ones in, the
/// index first. Whether it has left tells which of the two was under way.
pub(super) fn moves(folder: &Path, set: &Set, found: &Folder, files: &Files) -> Vec<(PathBuf, PathBuf)> {
    let out = found.earlier.iter().map(|name| (folder.join(name), folder.join(set.earlier_folder()).join(name)));
    let names: BTreeSet<&str> = files.keys().map(|name| top(name)).collect();
    let (first, rest): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| *name == set.index);
    let in_order = first.into_iter().chain(rest);
    out.chain(in_order.map(|name| (folder.join(set.new_folder()).join(name), folder.join(name)))).collect()
}

/// Whether a run is moving its files in, or was killed while it did.
pub(super) fn is_under_way(folder: &Path, set: &Set) -> bool {
    is_there(folder, &set.new_folder()) || is_there(folder, &set.earlier_folder())
}

fn is_there(folder: &Path, name: &str) -> bool {
    folder.join(name).symlink_metadata().is_ok_and(|found| found.is_dir())
}

/// Brings a folder in which a run was killed back to the earlier files, or to
/// the new ones where all of them were in place.
pub(super) fn undo_killed_run(folder: &Path, set: &Set) -> io::Result<()> {
    match (is_there(folder, &set.new_folder()), is_there(folder, &set.earlier_folder())) {
        (true, _) => undo(folder, set),
        (false, true) => {
            discard(&folder.join(set.earlier_folder()));
            Ok(())
        }
        (false, false) => Ok(()),
    }
}

/// Takes the new files out again and puts the earlier ones back. It may itself
/// be killed at any point and taken up again.
fn undo(folder: &Path, set: &Set) -> io::Result<()> {
    let (new, earlier) = (folder.join(set.new_folder()), folder.join(set.earlier_folder()));
    if earlier.exists() {
        let is_moving_in = !new.join(set.index).exists();
        if is_moving_in {
            for name in owned(folder, set)? {
                fs::rename(folder.join(&name), new.join(&name))?;
            }
        }
        for name in owned(&earlier, set)? {
            fs::rename(earlier.join(&name), folder.join(&name))?;
        }
        fs::remove_dir(&earlier)?;
    }
    discard(&new);
    sync_folder(folder)
}

/// The names in a folder that the set owns, the index last.
fn owned(folder: &Path, set: &Set) -> io::Result<Vec<String>> {
    let entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    let names = entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| set.owns(name)).collect();
    names.sort_by_key(|name| name == set.index);
    Ok(names)
}
