//! What people find in a folder afterwards.

mod example;
mod killed;

use super::earlier::Folder;
use super::{PublishFault, check, exchange, publish};
use crate::paper::files::Files;
use example::{EXPORT, RESULT};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn set(names: &[&str], word: &str) -> Files {
    let listed: BTreeMap<&str, &str> = names.iter().map(|name| (*name, "")).collect();
    let summary = serde_json::json!({ "program_version": "1", "word": word, "files": listed });
    let mut files: Files = names.iter().map(|name| ((*name).to_owned(), word.into())).collect();
    files.insert("summary.json".to_owned(), summary.to_string().into_bytes());
    files
}

fn found(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect()
}

#[test]
fn a_new_folder_is_created_with_those_above_it() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("spring/out");
    let files = set(&["report.html"], "first");
    publish(&folder, &RESULT, &files).unwrap();
    assert_eq!(found(&folder), files);
}

#[test]
fn a_later_set_replaces_the_earlier_one_and_what_it_has_not_is_gone() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("out");
    publish(&folder, &RESULT, &set(&["allocations.csv", "report.html"], "first")).unwrap();
    let second = set(&["report.html"], "second");
    publish(&folder, &RESULT, &second).unwrap();
    assert_eq!(found(&folder), second);
    let neighbours = fs::read_dir(above.path()).unwrap().count();
    assert_eq!(neighbours, 1, "nothing is left beside the folder");
}

#[test]
fn files_of_other_people_survive() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("out");
    publish(&folder, &RESULT, &set(&["allocations.csv", "report.html"], "first")).unwrap();
    fs::write(folder.join("minutes.docx"), "theirs").unwrap();
    fs::create_dir(folder.join("letters")).unwrap();
    fs::write(folder.join("letters/one.txt"), "theirs").unwrap();
    publish(&folder, &RESULT, &set(&["report.html"], "second")).unwrap();
    assert_eq!(fs::read(folder.join("minutes.docx")).unwrap(), b"theirs");
    assert_eq!(fs::read(folder.join("letters/one.txt")).unwrap(), b"theirs");
    assert_eq!(fs::read(folder.join("report.html")).unwrap(), b"second");
    assert!(!folder.join("allocations.csv").exists());
}

#[test]
fn a_file_of_the_same_name_that_is_not_ours_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("schools.csv"), "a table of a round").unwrap();
    let fault = publish(folder.path(), &RESULT, &set(&["schools.csv"], "first")).unwrap_err();
    assert!(matches!(&fault, PublishFault::Foreign(name) if name == "schools.csv"));
    assert!(fault.is_wrong_folder());
    assert_eq!(found(folder.path()).len(), 1);
    assert_eq!(fs::read(folder.path().join("schools.csv")).unwrap(), b"a table of a round");
}

#[test]
fn the_folder_of_a_round_and_a_file_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("round.toml"), "").unwrap();
    assert!(matches!(check(folder.path(), &RESULT), Err(PublishFault::IsRound)));
    assert!(matches!(check(&folder.path().join("round.toml"), &RESULT), Err(PublishFault::NoFolder)));
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused_and_the_earlier_set_stays() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("out");
    let first = set(&["allocations.csv"], "first");
    publish(&folder, &RESULT, &first).unwrap();
    fs::create_dir(folder.join("report.html")).unwrap();
    assert!(publish(&folder, &RESULT, &set(&["report.html"], "second")).is_err());
    fs::remove_dir(folder.join("report.html")).unwrap();
    assert_eq!(found(&folder), first);
}

/// The files of an export with so many steps.
fn export(steps: usize) -> Files {
    let mut files: Files = (1..=steps).map(|step| (format!("step-{step:02}.mps"), b"NAME".to_vec())).collect();
    let listed: BTreeMap<&String, &str> = files.keys().map(|name| (name, "")).collect();
    let index = serde_json::json!({ "program_version": "1", "files": listed });
    files.insert("program.json".to_owned(), index.to_string().into_bytes());
    files
}

#[test]
fn each_kind_of_set_replaces_its_own_files_alone() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("out");
    let result = set(&["allocations.csv", "report.html"], "first");
    publish(&folder, &RESULT, &result).unwrap();
    publish(&folder, &EXPORT, &export(12)).unwrap();
    publish(&folder, &EXPORT, &export(3)).unwrap();
    let mut both = result;
    both.extend(export(3));
    assert_eq!(found(&folder), both);
    publish(&folder, &RESULT, &set(&["report.html"], "second")).unwrap();
    assert_eq!(found(&folder).len(), 2 + 4);
}

#[test]
fn a_step_that_no_export_lists_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("step-02.mps"), "theirs").unwrap();
    let fault = publish(folder.path(), &EXPORT, &export(3)).unwrap_err();
    assert!(matches!(&fault, PublishFault::Foreign(name) if name == "step-02.mps"));
    assert_eq!(fs::read(folder.path().join("step-02.mps")).unwrap(), b"theirs");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("out");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    publish(&folder, &RESULT, &set(&["report.html"], "first")).unwrap();
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("report.html")), 0o600);
    fs::write(folder.join("minutes.docx"), "theirs").unwrap();
    publish(&folder, &RESULT, &set(&["report.html"], "second")).unwrap();
    assert_eq!(mode(&folder.join("report.html")), 0o600);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_stays_a_link() {
    let above = tempfile::tempdir().unwrap();
    fs::create_dir(above.path().join("real")).unwrap();
    std::os::unix::fs::symlink(above.path().join("real"), above.path().join("out")).unwrap();
    let files = set(&["report.html"], "first");
    publish(&above.path().join("out"), &RESULT, &files).unwrap();
    assert!(above.path().join("out").symlink_metadata().unwrap().is_symlink());
    assert_eq!(found(&above.path().join("real")), files);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_with_nothing_else_is_exchanged_in_one_step() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("out");
    publish(&folder, &RESULT, &set(&["report.html"], "first")).unwrap();
    let second = set(&["report.html"], "second");
    exchange::publish(&folder, &Folder::look(&folder, &RESULT).unwrap(), &second).unwrap();
    assert_eq!(found(&folder), second);
    assert_eq!(fs::read_dir(above.path()).unwrap().count(), 1);
}
