//! A run that is killed at any point leaves the earlier files whole, or the new
//! ones.

use super::example::{EXPORT, RESULT};
use crate::paper::files::Files;
use crate::paper::publish::earlier::Folder;
use crate::paper::publish::one_by_one::{moves, swap_in};
use crate::paper::publish::write::{private_folder, write_all};
use crate::paper::publish::{check, publish};
use std::fs;
use std::path::Path;

fn set(word: &str, names: &[&str]) -> Files {
    let summary = serde_json::json!({
        "program_version": "1",
        "files": names.iter().map(|name| (name.to_string(), "")).collect::<std::collections::BTreeMap<_, _>>(),
    });
    let mut files: Files = names.iter().map(|name| (name.to_string(), word.into())).collect();
    files.insert("summary.json".to_owned(), format!("{summary} {}", " ".repeat(word.len())).into_bytes());
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
    publish(folder.path(), &RESULT, earlier).unwrap();
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
        private_folder(&at.join(RESULT.new_folder())).unwrap();
        write_all(&at.join(RESULT.new_folder()), &new).unwrap();
        private_folder(&at.join(RESULT.earlier_folder())).unwrap();
        for (from, to) in moves(at, &RESULT, &before, &new).into_iter().take(killed_after) {
            fs::rename(from, to).unwrap();
        }
        check(at, &RESULT).unwrap();
        assert_eq!(found(at), with_minutes(&earlier), "killed after {killed_after} moves");
        publish(at, &RESULT, &new).unwrap();
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
    private_folder(&at.join(RESULT.new_folder())).unwrap();
    write_all(&at.join(RESULT.new_folder()), &new).unwrap();
    private_folder(&at.join(RESULT.earlier_folder())).unwrap();
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
    private_folder(&at.join(EXPORT.new_folder())).unwrap();
    write_all(&at.join(EXPORT.new_folder()), &steps).unwrap();
    private_folder(&at.join(EXPORT.earlier_folder())).unwrap();
    fs::rename(at.join(EXPORT.new_folder()).join("step-01.mps"), at.join("step-01.mps")).unwrap();
    check(at, &RESULT).unwrap();
    check(at, &EXPORT).unwrap();
    assert_eq!(found(at), with_minutes(&result));
}

#[test]
fn a_run_killed_while_writing_leaves_the_earlier_set() {
    let earlier = set("earlier", &["allocations.csv"]);
    let folder = shared_folder(&earlier);
    fs::create_dir(folder.path().join(RESULT.new_folder())).unwrap();
    fs::write(folder.path().join(RESULT.new_folder()).join("report.html"), "half").unwrap();
    check(folder.path(), &RESULT).unwrap();
    assert_eq!(found(folder.path()), with_minutes(&earlier));
}
