//! File by file, for a folder that must stay the same folder.

use super::super::SUMMARY;
use super::earlier::Folder;
use super::write::{discard, private_folder, private_folders, sync_folder, write_all};
use super::{Files, NAMES, PublishFault};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where the new files wait. Once it is empty, all of them are in place.
const NEW: &str = ".rightplace-new";
/// Where the earlier files wait until all new ones are in place.
const EARLIER: &str = ".rightplace-earlier";

/// Moves the new files into the folder and the earlier ones out of it.
pub(super) fn publish(folder: &Path, found: &Folder, files: &Files) -> Result<(), PublishFault> {
    private_folders(folder)?;
    let (new, earlier) = (folder.join(NEW), folder.join(EARLIER));
    discard(&new);
    private_folder(&new)?;
    let written = write_all(&new, files).and_then(|()| private_folder(&earlier));
    let moved = written.and_then(|()| swap_in(folder, found, files));
    if let Err(error) = moved {
        undo(folder)?;
        return Err(error.into());
    }
    discard(&earlier);
    // Everything is in place: a failure to sync undoes nothing.
    let _ = sync_folder(folder);
    Ok(())
}

fn swap_in(folder: &Path, found: &Folder, files: &Files) -> io::Result<()> {
    for (from, to) in moves(folder, found, files) {
        fs::rename(from, to)?;
    }
    fs::remove_dir(folder.join(NEW))
}

/// The moves in their order: the earlier files out, then the new ones in, the
/// summary first. Whether it has left tells which of the two was under way.
fn moves(folder: &Path, found: &Folder, files: &Files) -> Vec<(PathBuf, PathBuf)> {
    let out = found.earlier.iter().map(|name| (folder.join(name), folder.join(EARLIER).join(name)));
    let (first, rest): (Vec<&str>, Vec<&str>) = files.keys().map(String::as_str).partition(|name| *name == SUMMARY);
    let in_order = first.into_iter().chain(rest);
    out.chain(in_order.map(|name| (folder.join(NEW).join(name), folder.join(name)))).collect()
}

/// Brings a folder in which a run was killed back to the earlier files, or to
/// the new ones where all of them were in place.
pub(super) fn undo_killed_run(folder: &Path) -> io::Result<()> {
    let is_there = |name: &str| folder.join(name).symlink_metadata().is_ok_and(|found| found.is_dir());
    match (is_there(NEW), is_there(EARLIER)) {
        (true, _) => undo(folder),
        (false, true) => {
            discard(&folder.join(EARLIER));
            Ok(())
        }
        (false, false) => Ok(()),
    }
}

/// Takes the new files out again and puts the earlier ones back. It may itself
/// be killed at any point and taken up again.
fn undo(folder: &Path) -> io::Result<()> {
    let (new, earlier) = (folder.join(NEW), folder.join(EARLIER));
    if earlier.exists() {
        let is_moving_in = !new.join(SUMMARY).exists();
        let last = std::iter::once(SUMMARY);
        for name in NAMES.into_iter().filter(|name| *name != SUMMARY).chain(last) {
            if is_moving_in && folder.join(name).exists() {
                fs::rename(folder.join(name), new.join(name))?;
            }
        }
        for name in NAMES.into_iter().filter(|name| earlier.join(name).exists()) {
            fs::rename(earlier.join(name), folder.join(name))?;
        }
        fs::remove_dir(&earlier)?;
    }
    discard(&new);
    sync_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::publish::{check, publish as publish_set};

    fn set(word: &str, names: &[&str]) -> Files {
        let summary = serde_json::json!({
            "program_version": "1",
            "files": names.iter().map(|name| (name.to_string(), "")).collect::<std::collections::BTreeMap<_, _>>(),
        });
        let mut files: Files = names.iter().map(|name| (name.to_string(), word.into())).collect();
        files.insert(SUMMARY.to_owned(), format!("{summary} {}", " ".repeat(word.len())).into_bytes());
        files
    }

    fn found(folder: &Path) -> Files {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
    }

    /// A folder with an earlier result and a file of somebody else.
    fn shared_folder(earlier: &Files) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("minutes.docx"), "theirs").unwrap();
        publish_set(folder.path(), earlier).unwrap();
        folder
    }

    fn with_minutes(files: &Files) -> Files {
        let mut files = files.clone();
        files.insert("minutes.docx".to_owned(), b"theirs".to_vec());
        files
    }

    #[test]
    fn a_run_killed_between_any_two_moves_leaves_the_earlier_set_whole() {
        let earlier = set("earlier", &["allocations.csv", "schools.csv", "report.html"]);
        let new = set("the new one", &["allocations.csv", "moves.csv", "report.html"]);
        // Three earlier files and the summary out, three new ones and it in.
        for killed_after in 0..8 {
            let folder = shared_folder(&earlier);
            let at = folder.path();
            let before = Folder::look(at).unwrap();
            private_folder(&at.join(NEW)).unwrap();
            write_all(&at.join(NEW), &new).unwrap();
            private_folder(&at.join(EARLIER)).unwrap();
            for (from, to) in moves(at, &before, &new).into_iter().take(killed_after) {
                fs::rename(from, to).unwrap();
            }
            check(at).unwrap();
            assert_eq!(found(at), with_minutes(&earlier), "killed after {killed_after} moves");
            publish_set(at, &new).unwrap();
            assert_eq!(found(at), with_minutes(&new), "killed after {killed_after} moves");
        }
    }

    #[test]
    fn a_run_killed_after_the_last_move_leaves_the_new_set() {
        let earlier = set("earlier", &["allocations.csv"]);
        let new = set("the new one", &["report.html"]);
        let folder = shared_folder(&earlier);
        let at = folder.path();
        let before = Folder::look(at).unwrap();
        private_folder(&at.join(NEW)).unwrap();
        write_all(&at.join(NEW), &new).unwrap();
        private_folder(&at.join(EARLIER)).unwrap();
        swap_in(at, &before, &new).unwrap();
        check(at).unwrap();
        assert_eq!(found(at), with_minutes(&new));
    }

    #[test]
    fn a_run_killed_while_writing_leaves_the_earlier_set() {
        let earlier = set("earlier", &["allocations.csv"]);
        let folder = shared_folder(&earlier);
        fs::create_dir(folder.path().join(NEW)).unwrap();
        fs::write(folder.path().join(NEW).join("report.html"), "half").unwrap();
        check(folder.path()).unwrap();
        assert_eq!(found(folder.path()), with_minutes(&earlier));
    }
}
