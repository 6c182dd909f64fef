//! LibreOffice opens what we write, and we read what it saves. Where it is not
//! installed the tests say so and pass; in CI it must be there.

use crate::common::{changed, data, files, told, twin};
use crate::corpus::content;
use crate::forms::filled_workbook;
use rightplace::forms::workbook;
use rightplace::round::Round;
use rightplace::source::Source;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// CSV as LibreOffice reads it in England: commas, UTF-8, dates and amounts
/// known as such.
const READ_CSV: &str = "--infilter=CSV:44,34,76,1,,2057,false,true";

/// Whether LibreOffice is there.
pub fn is_there() -> bool {
    let there = Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success());
    let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(there || !is_ci, "soffice is not installed, and CI needs it: apt-get install libreoffice-calc");
    if !there {
        let _ = writeln!(std::io::stderr(), "skipped: soffice is not installed (apt-get install libreoffice-calc)");
    }
    there
}

/// Has LibreOffice save files in another form; gives the folder of the result.
pub fn converted(from: &[PathBuf], form: &str, arguments: &[&str], folder: &Path) -> PathBuf {
    let out = folder.join("out");
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", form, "--outdir"])
        .arg(&out)
        .args(arguments)
        .args(from)
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    out
}

/// The tables of the clean twin on disk, as a spreadsheet would open them.
fn tables(folder: &Path) -> Vec<PathBuf> {
    // A spreadsheet would take 9-11 for a date, as people know from theirs.
    let round = changed(twin(), "courses.csv", "9-11", "9;10;11");
    let tables = round.into_iter().filter(|(name, _)| name.ends_with(".csv"));
    tables
        .map(|(name, bytes)| {
            let path = folder.join(name);
            fs::write(&path, bytes).unwrap();
            path
        })
        .collect()
}

#[test]
fn tables_saved_as_csv_read_the_same() {
    if !is_there() {
        return;
    }
    let clean = content(&crate::common::read(&twin()).round.unwrap());
    // Semicolons in UTF-8; tabs in UTF-16; commas in Windows-1252, all cells quoted.
    for (form, guessed) in [
        ("csv:Text - txt - csv (StarCalc):59,34,76,1", false),
        ("csv:Text - txt - csv (StarCalc):9,34,65535,1", false),
        ("csv:Text - txt - csv (StarCalc):44,34,1,1,,0,true", true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let out = converted(&tables(folder.path()), form, &[READ_CSV], folder.path());
        let mut round = twin();
        round.extend(files(&out));
        let reading = crate::common::read(&round);
        let others = |line: &&String| !line.starts_with("warning[encoding-guessed]");
        let lines = told(&reading);
        assert_eq!(lines.iter().filter(others).count(), 0, "{form}: {lines:#?}");
        assert_eq!(!lines.is_empty(), guessed, "{form}");
        assert!(content(&reading.round.unwrap()) == clean, "{form}");
    }
}

#[test]
fn a_round_saved_as_a_workbook_reads_the_same() {
    if !is_there() {
        return;
    }
    let clean = content(&crate::common::read(&twin()).round.unwrap());
    let folder = tempfile::tempdir().unwrap();
    let from: Vec<PathBuf> = ["workbook_of_typed_cells", "workbook_of_a_mac"]
        .map(|case| data("corpus").join(case).join("round.xlsx"))
        .into();
    for path in from {
        let out = converted(&[path], "xlsx", &[], folder.path());
        let reading = Round::read(&out.join("round.xlsx"));
        assert_eq!(told(&reading), [""; 0]);
        assert!(content(&reading.round.unwrap()) == clean);
    }
}

#[test]
fn the_empty_workbook_survives_being_saved() {
    if !is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.xlsx");
    let bytes = workbook().unwrap();
    fs::write(&path, &bytes).unwrap();
    let saved = fs::read(converted(&[path], "xlsx", &[], folder.path()).join("r.xlsx")).unwrap();
    let before = told(&Round::from_source(&Source::from_workbook("r.xlsx", &bytes)));
    assert_eq!(told(&Round::from_source(&Source::from_workbook("r.xlsx", &saved))), before);
    let filled = |bytes: &[u8]| content(&Round::from_source(&filled_workbook(bytes)).round.unwrap());
    assert!(filled(&saved) == filled(&bytes));
}

#[test]
fn a_result_opened_and_saved_is_audited() {
    if !is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/first-steps");
    let run = |arguments: &[&std::ffi::OsStr]| {
        Command::new(env!("CARGO_BIN_EXE_rightplace")).args(arguments).output().unwrap().status.code()
    };
    for (name, excel) in [("plain", false), ("excel", true)] {
        let result = folder.path().join(name);
        let mut arguments = vec!["allocate".as_ref(), scenario.as_os_str(), "--out".as_ref(), result.as_os_str()];
        arguments.extend(excel.then_some(std::ffi::OsStr::new("--excel")));
        assert_eq!(run(&arguments), Some(0));
        let table = result.join("allocations.csv");
        for form in ["xlsx", "csv:Text - txt - csv (StarCalc):59,34,76,1"] {
            let out = converted(std::slice::from_ref(&table), form, &[READ_CSV], &folder.path().join(name));
            let saved = out.join("allocations").with_extension(&form[..form.find(':').unwrap_or(4)]);
            assert_eq!(
                run(&["audit".as_ref(), scenario.as_os_str(), saved.as_os_str()]),
                Some(0),
                "{}",
                saved.display()
            );
        }
    }
}
