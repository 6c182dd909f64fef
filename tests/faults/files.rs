//! Faults of whole files and whole columns.

use crate::common::{changed, good, read, told};
use rightplace::problem::Code;
use rightplace::round::Round;
use std::fs;

/// What the tests below show.
pub(crate) const SHOWN: [Code; 11] = [
    Code::OutsideFolder,
    Code::NoTerms,
    Code::MissingFile,
    Code::UnreadableFile,
    Code::TooLarge,
    Code::DuplicateTable,
    Code::BadEncoding,
    Code::EncodingGuessed,
    Code::ShortRows,
    Code::BadUpn,
    Code::DuplicateUpn,
];

#[test]
fn a_needed_file_that_is_missing_is_told_once() {
    for needed in
        ["round.toml", "policy.toml", "calendar.csv", "schools.csv", "students.csv", "referrals.csv", "intakes.csv"]
    {
        let mut files = good();
        files.remove(needed);
        let lines = told(&read(&files));
        assert_eq!(lines[0].split(':').next(), Some(format!("error[missing-file] {needed}").as_str()));
        let others = lines.iter().filter(|line| line.starts_with("error")).count();
        assert_eq!(others, 1, "what names rows of {needed} is not told again: {lines:#?}");
    }
}

#[test]
fn an_optional_file_may_be_missing() {
    for optional in ["placements.csv", "separations.csv", "decisions.csv", "pools.csv", "events.csv"] {
        let mut files = good();
        files.remove(optional);
        assert_eq!(told(&read(&files)), [""; 0], "{optional}");
    }
}

#[test]
fn files_that_cannot_be_taken_apart_are_told() {
    let mut files = good();
    files.insert("Schools.CSV".into(), files["schools.csv"].clone());
    assert!(
        told(&read(&files))[0].starts_with("error[duplicate-table] schools.csv: found Schools.CSV and schools.csv")
    );

    let mut files = good();
    files.get_mut("schools.csv").unwrap().push(0x81);
    assert!(told(&read(&files))[0].starts_with("error[bad-encoding] schools.csv"));

    let mut files = good();
    files.get_mut("round.toml").unwrap().extend(b"# \xA3\n");
    assert!(told(&read(&files))[0].starts_with("warning[encoding-guessed] round.toml"));

    let mut files = good();
    let short: String = ["y,S1\n"; 15].concat();
    files.insert("separations.csv".into(), format!("student_a,student_b,x\n{short}A1,A2\n").into_bytes());
    let lines = told(&read(&files));
    assert!(lines.iter().any(|line| line.starts_with("warning[short-rows] separations.csv, row 17")), "{lines:#?}");

    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in good() {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    assert!(Round::read(folder.path()).problems.is_empty());
    fs::remove_file(folder.path().join("schools.csv")).unwrap();
    fs::create_dir(folder.path().join("schools.csv")).unwrap();
    assert!(told(&Round::read(folder.path()))[0].starts_with("error[unreadable-file] schools.csv"));
}

#[test]
fn more_rows_cells_or_bytes_than_are_read_are_told() {
    let too_large = |file: &str, bytes: Vec<u8>| {
        let mut files = good();
        files.insert(file.into(), bytes);
        let lines = told(&read(&files));
        assert!(lines[0].starts_with(&format!("error[too-large] {file}")), "{file}: {}", lines[0]);
    };
    too_large("separations.csv", format!("student_a,student_b\n{}", "A1,A2\n".repeat(250_001)).into_bytes());
    too_large("separations.csv", format!("student_a,student_b\n{}", ",".repeat(4_000_001)).into_bytes());
    too_large("schools.csv", vec![b'x'; 32_000_001]);
    too_large("policy.toml", vec![b'#'; 2_000_001]);
    let keys: String = (0..120_001).map(|at| format!("k{at} = 1\n")).collect();
    too_large("policy.toml", keys.into_bytes());
    too_large("policy.toml", "[[programme]]\n".repeat(1_001).into_bytes());
}

/// What each file may hold and all together would take hours.
#[test]
fn more_than_can_be_judged_is_told() {
    let too_large = |rows: &[(&str, String)], told_of: &str| {
        let mut files = good();
        for (file, text) in rows {
            files.get_mut(*file).unwrap().extend(text.bytes());
        }
        let lines = told(&read(&files));
        let is_told = |line: &String| line.starts_with("error[too-large]") && line.contains(told_of);
        assert_eq!(lines.iter().filter(|line| is_told(line)).count(), 1, "{:#?}", &lines[..lines.len().min(9)]);
    };
    let many = |count: usize, row: &dyn Fn(usize) -> String| (0..count).map(row).collect::<String>();
    let referral = |at: usize| format!("X{at},A1,tier1,2025-11-20,,,withdrawn,1,,,,,,,\n");
    let intake = |at: usize| format!("J{at},C1,2026-01-12,,2026-02-02,Mon,1,,,\n");
    let (referrals, intakes) = (("referrals.csv", many(5_500, &referral)), ("intakes.csv", many(5_500, &intake)));
    too_large(&[referrals, intakes], "30000000 or fewer");
    // Every pair looks through what is listed about it.
    let decision = |at: usize| format!("R2,bar,J{at},,,,\n");
    let (decisions, intakes) = (("decisions.csv", many(20_000, &decision)), ("intakes.csv", many(20_000, &intake)));
    too_large(&[decisions, intakes], "30000000 or fewer");
    let panel = |_: usize| "panel,2025-12-09,,flourish,,,\n".to_owned();
    too_large(&[("calendar.csv", many(5_001, &panel))], "5000 or fewer");
    let choices = vec!["C2"; 5_001].join(";");
    let wishes = format!("X1,A1,flourish,2025-11-20,,,withdrawn,1,,,,,{choices},,\n");
    too_large(&[("referrals.csv", wishes)], "a list of 5001");
}

#[test]
fn a_million_rows_of_separators_below_a_table_do_not_count() {
    let mut files = good();
    files.get_mut("schools.csv").unwrap().extend(",,,,,,,,\n".repeat(1_000_000).bytes());
    assert_eq!(told(&read(&files)), [""; 0]);
}

#[test]
fn a_million_problems_are_a_thousand_messages_and_their_number() {
    // Duplicates.
    let mut files = good();
    files.insert("schools.csv".into(), format!("school_id,name\n{}", "S1,Brook\n".repeat(200_000)).into_bytes());
    let reading = read(&files);
    assert!(reading.errors() >= 199_999 && reading.problems.len() < 1_100, "{}", reading.problems.len());
    // Unknown keys.
    let mut files = good();
    let keys: String = (0..100_000).map(|at| format!("k{at} = 1\n")).collect();
    files.insert("policy.toml".into(), [keys.as_bytes(), &files["policy.toml"]].concat());
    let reading = read(&files);
    assert_eq!((reading.errors(), reading.problems.len()), (100_000, 1_000));
    assert!(told(&reading)[999].starts_with("error[unknown-key] policy.toml, line 1000, key k999:"));
    // Unknown ids, each of which is compared with all others.
    let mut files = good();
    let rows: String = (0..50_000).map(|at| format!("X{at},Y{at}\n")).collect();
    files.insert("separations.csv".into(), format!("student_a,student_b\n{rows}").into_bytes());
    let reading = read(&files);
    assert_eq!((reading.errors(), reading.problems.len()), (100_000, 1_000));
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_read_in_the_place_of_files() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in good() {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    for file in good().into_keys() {
        let path = folder.path().join(&file);
        let bytes = fs::read(&path).unwrap();
        for device in [false, true] {
            fs::remove_file(&path).unwrap();
            if device {
                std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
            } else {
                assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
            }
            let lines = told(&Round::read(folder.path()));
            // A link to a device leads out of the folder.
            let code = if device { "outside-folder" } else { "unreadable-file" };
            let place = if device && file == "policy.toml" { "round.toml, key policy" } else { &file };
            let said = format!("error[{code}] {place}: found");
            assert!(lines.iter().any(|line| line.starts_with(&said)), "{file}: {lines:#?}");
        }
        fs::remove_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
    }
}

#[test]
fn a_calendar_without_terms_is_told() {
    let mut files = changed(good(), "intakes.csv", "2026-01-12,,", "2026-01-12,2026-03-27,");
    files.insert("calendar.csv".into(), b"kind,date\n".to_vec());
    assert!(told(&read(&files))[0].starts_with("warning[no-terms] calendar.csv"));
}

#[test]
fn pupil_numbers_are_checked_and_never_shown() {
    let mut files = good();
    let students = "student_id,upn\nA1,P207000016049\nA2,p207000016049\nA3,Q207000016049\n";
    files.insert("students.csv".into(), students.into());
    let lines = told(&read(&files));
    for expected in [
        "warning[duplicate-upn] students.csv, row 3, column upn (A2): found the pupil number of row 2",
        "warning[bad-upn] students.csv, row 4, column upn (A3): found a text of 13 characters",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(expected)), "{lines:#?}");
    }
    assert!(lines.iter().all(|line| !line.contains("207000016049")), "{lines:#?}");
}

/// A round whose settings begin with a line, in a folder beside others.
#[cfg(unix)]
fn pointing(line: &str) -> (tempfile::TempDir, Vec<String>) {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("rounds/spring");
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in good() {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let text = String::from_utf8(good()["round.toml"].clone()).unwrap();
    let key = line.split(' ').next().unwrap();
    let others = text.lines().filter(|other| !other.starts_with(key)).collect::<Vec<_>>().join("\n");
    fs::write(folder.join("round.toml"), format!("{line}\n{others}\n")).unwrap();
    fs::write(above.path().join("secret.txt"), "root:x:0:0,kind\nroot,secret\n").unwrap();
    let lines = told(&Round::read(&folder));
    (above, lines)
}

#[cfg(unix)]
#[test]
fn a_path_that_leads_out_of_the_folder_is_refused_and_nothing_of_the_file_is_shown() {
    for key in ["policy", "calendar", "bank_holidays"] {
        for path in ["/etc/passwd", "../../secret.txt", "../../nothing.txt", "a/../../../secret.txt", "/nothing"] {
            let (_above, lines) = pointing(&format!("{key} = \"{path}\""));
            let expected = format!("error[outside-folder] round.toml, key {key}: found");
            assert_eq!(lines.iter().filter(|line| line.starts_with(&expected)).count(), 1, "{key} {path}: {lines:#?}");
            assert!(lines.iter().all(|line| !line.contains("root") && !line.contains("secret")), "{lines:#?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_refused() {
    let (above, _) = pointing("calendar = \"../calendar.csv\"");
    let folder = above.path().join("rounds/spring");
    let links = [("../calendar.csv", "calendar"), ("schools.csv", "")];
    for (link, key) in links {
        let _ = fs::remove_file(folder.join(link));
        std::os::unix::fs::symlink(above.path().join("secret.txt"), folder.join(link)).unwrap();
        let lines = told(&Round::read(&folder));
        let place = if key.is_empty() { link.to_owned() } else { format!("round.toml, key {key}") };
        let expected = format!("error[outside-folder] {place}: found");
        assert!(lines.iter().any(|line| line.starts_with(&expected)), "{lines:#?}");
        assert!(lines.iter().all(|line| !line.contains("root:x")), "{lines:#?}");
    }
}

#[cfg(unix)]
#[test]
fn a_policy_and_a_calendar_one_folder_up_are_shared_and_links_may_lead_there() {
    let (above, _) = pointing("calendar = \"../calendar.csv\"");
    let folder = above.path().join("rounds/spring");
    fs::rename(folder.join("calendar.csv"), folder.join("../calendar.csv")).unwrap();
    fs::rename(folder.join("schools.csv"), folder.join("../schools.csv")).unwrap();
    std::os::unix::fs::symlink("../schools.csv", folder.join("schools.csv")).unwrap();
    assert_eq!(told(&Round::read(&folder)), [""; 0]);
}

#[test]
fn nothing_is_shown_of_a_file_that_has_no_column_of_the_table() {
    let mut files = good();
    files.insert("calendar.csv".into(), b"root:x:0:0:root:/root:/bin/bash\nkim:x:1:1\n".to_vec());
    let lines = told(&read(&files));
    assert!(lines.iter().any(|line| line.starts_with("error[missing-column] calendar.csv")), "{lines:#?}");
    assert!(lines.iter().all(|line| !line.contains("root") && !line.contains("kim")), "{lines:#?}");
}
