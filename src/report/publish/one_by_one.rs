//! File by file, for a folder that must stay the same folder.

use super::earlier::{Folder, top};
use super::write::{discard, private_folder, private_folders, sync_folder, write_all};
use super::{Files, PublishFault, Set};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Moves the new files into the folder and the earlier ones out of it.
pub(super) fn publish(folder: &Path, set: &Set, found: &Folder, files: &Files) -> Result<(), PublishFault> {
    private_folders(folder)?;
    let (new, earlier) = (folder.join(set.new), folder.join(set.earlier));
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

fn swap_in(folder: &Path, set: &Set, found: &Folder, files: &Files) -> io::Result<()> {
    for (from, to) in moves(folder, set, found, files) {
        fs::rename(from, to)?;
    }
    fs::remove_dir(folder.join(set.new))
}

/// The moves in their order: the earlier files out, then the new ones in, the
/// index first. Whether it has left tells which of the two was under way.
fn moves(folder: &Path, set: &Set, found: &Folder, files: &Files) -> Vec<(PathBuf, PathBuf)> {
    let out = found.earlier.iter().map(|name| (folder.join(name), folder.join(set.earlier).join(name)));
    let names: BTreeSet<&str> = files.keys().map(|name| top(name)).collect();
    let (first, rest): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| *name == set.index);
    let in_order = first.into_iter().chain(rest);
    out.chain(in_order.map(|name| (folder.join(set.new).join(name), folder.join(name)))).collect()
}

/// Brings a folder in which a run was killed back to the earlier files, or to
/// the new ones where all of them were in place.
pub(super) fn undo_killed_run(folder: &Path, set: &Set) -> io::Result<()> {
    let is_there = |name: &str| folder.join(name).symlink_metadata().is_ok_and(|found| found.is_dir());
    match (is_there(set.new), is_there(set.earlier)) {
        (true, _) => undo(folder, set),
        (false, true) => {
            discard(&folder.join(set.earlier));
            Ok(())
        }
        (false, false) => Ok(()),
    }
}

/// Takes the new files out again and puts the earlier ones back. It may itself
/// be killed at any point and taken up again.
fn undo(folder: &Path, set: &Set) -> io::Result<()> {
    let (new, earlier) = (folder.join(set.new), folder.join(set.earlier));
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
    let mut names: Vec<String> = names.filter(|name| (set.owns)(name)).collect();
    names.sort_by_key(|name| name == set.index);
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::publish::{EXPORT, RESULT, check, publish as publish_set};

    fn set(word: &str, names: &[&str]) -> Files {
        let summary = serde_json::json!({
            "program_version": "1",
            "files": names.iter().map(|name| (name.to_string(), "")).collect::<std::collections::BTreeMap<_, _>>(),
        });
        let mut files: Files = names.iter().map(|name| (name.to_string(), word.into())).collect();
        files.insert(RESULT.index.to_owned(), format!("{summary} {}", " ".repeat(word.len())).into_bytes());
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
        publish_set(folder.path(), &RESULT, earlier).unwrap();
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
            let before = Folder::look(at, &RESULT).unwrap();
            private_folder(&at.join(RESULT.new)).unwrap();
            write_all(&at.join(RESULT.new), &new).unwrap();
            private_folder(&at.join(RESULT.earlier)).unwrap();
            for (from, to) in moves(at, &RESULT, &before, &new).into_iter().take(killed_after) {
                fs::rename(from, to).unwrap();
            }
            check(at, &RESULT).unwrap();
            assert_eq!(found(at), with_minutes(&earlier), "killed after {killed_after} moves");
            publish_set(at, &RESULT, &new).unwrap();
            assert_eq!(found(at), with_minutes(&new), "killed after {killed_after} moves");
        }
    }

    #[test]
    fn a_run_killed_after_the_last_move_leaves_the_new_set() {
        let earlier = set("earlier", &["allocations.csv"]);
        let new = set("the new one", &["report.html"]);
        let folder = shared_folder(&earlier);
        let at = folder.path();
        let before = Folder::look(at, &RESULT).unwrap();
        private_folder(&at.join(RESULT.new)).unwrap();
        write_all(&at.join(RESULT.new), &new).unwrap();
        private_folder(&at.join(RESULT.earlier)).unwrap();
        swap_in(at, &RESULT, &before, &new).unwrap();
        check(at, &RESULT).unwrap();
        assert_eq!(found(at), with_minutes(&new));
    }

    #[test]
    fn undoing_a_killed_run_of_one_kind_leaves_the_other_kind_alone() {
        let result = set("result", &["allocations.csv"]);
        let folder = shared_folder(&result);
        let at = folder.path();
        let steps: Files = [("step-01.mps".to_owned(), b"NAME".to_vec())].into();
        private_folder(&at.join(EXPORT.new)).unwrap();
        write_all(&at.join(EXPORT.new), &steps).unwrap();
        private_folder(&at.join(EXPORT.earlier)).unwrap();
        fs::rename(at.join(EXPORT.new).join("step-01.mps"), at.join("step-01.mps")).unwrap();
        check(at, &RESULT).unwrap();
        check(at, &EXPORT).unwrap();
        assert_eq!(found(at), with_minutes(&result));
    }

    #[test]
    fn a_run_killed_while_writing_leaves_the_earlier_set() {
        let earlier = set("earlier", &["allocations.csv"]);
        let folder = shared_folder(&earlier);
        fs::create_dir(folder.path().join(RESULT.new)).unwrap();
        fs::write(folder.path().join(RESULT.new).join("report.html"), "half").unwrap();
        check(folder.path(), &RESULT).unwrap();
        assert_eq!(found(folder.path()), with_minutes(&earlier));
    }
}
