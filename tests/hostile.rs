//! Whatever the files hold: no panic, a clear answer, and no word about a
//! child.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;
mod damage;

use common::{Files, changed, good, read, told};
use damage::{PIECES, below, damage};
use rightplace::round::Round;
use rightplace::source::Source;

/// Damages one of the files, now and then with a piece of another.
fn mutate(files: &mut Files, state: &mut u64) {
    let mut name = || files.keys().nth(below(state, files.len())).unwrap().clone();
    let (name, other) = (name(), name());
    let other = files[&other].clone();
    damage(files.get_mut(&name).unwrap(), &other, &PIECES, state);
}

#[test]
fn three_thousand_damaged_rounds_are_read_or_told() {
    let whole = good();
    let (mut state, mut sound) = (20_251_205, 0);
    for case in 0..3_000 {
        let mut files = whole.clone();
        mutate(&mut files, &mut state);
        let reading = read(&files);
        let errors = reading.problems.iter().any(|problem| problem.is_error());
        assert_eq!(reading.round.is_none(), errors, "case {case}");
        sound += usize::from(!errors);
    }
    // Both happen, so that the loop tries more than refusals.
    assert!((100..2_900).contains(&sound), "{sound} of the damaged rounds are sound");
}

#[test]
fn empty_and_absurd_files_are_told() {
    let nothing = Round::from_source(&Source::from_texts([("x", "")]));
    assert_eq!(told(&nothing).iter().filter(|line| line.starts_with("error[missing-file]")).count(), 9);
    assert!(nothing.round.is_none());
    for name in good().into_keys() {
        for bytes in [b"".to_vec(), b"\0\0\0".to_vec(), vec![b'x'; 10_000], vec![b'\n'; 10_000], b"\"".to_vec()] {
            let mut files = good();
            files.insert(name.clone(), bytes);
            let reading = read(&files);
            assert!(reading.problems.iter().any(|problem| problem.place.file == name), "{name}");
            for problem in &reading.problems {
                assert!(problem.to_string().len() < 1_000, "{problem}");
            }
        }
    }
}

#[test]
fn extreme_dates_and_numbers_do_not_overflow() {
    let files = changed(good(), "intakes.csv", "2026-01-12,,2026-02-02", "2199-12-31,2199-12-31,");
    let files = changed(files, "policy.toml", "weeks = 12", "weeks = 1000000\nlead_working_days = 1000000");
    let files = changed(files, "schools.csv", "\"£12,000\"", "1000000000");
    let files = changed(files, "students.csv", "03/05/2012", "1900-01-01");
    assert!(read(&files).round.is_some());
    let deep = format!("x = {}", "[".repeat(10_000));
    let mut files = good();
    files.insert("policy.toml".into(), deep.into_bytes());
    assert!(told(&read(&files))[0].starts_with("error[bad-toml] policy.toml, line 1"));
}

/// What no message may hold, however the files are broken: names, dates of
/// birth and remarks about a child.
#[test]
fn no_message_tells_anything_about_a_child() {
    let secrets = ["Amara", "Okafor", "Jon", "Lon Chaney", "03/05/2012", "2012-05-03", "grief", "asthma"];
    let students = String::from_utf8(good()["students.csv"].clone()).unwrap();
    let rows: Vec<&str> = students.lines().collect();
    let mut cases: Vec<(&str, String)> = Vec::new();
    for secret in secrets {
        // Without a header, and in every cell of a row.
        cases.push(("students.csv", format!("{secret},S1,9,03/05/2012\nJon,S1,8,\n")));
        for cell in 0..11 {
            let mut cells: Vec<&str> = rows[1].split(',').collect();
            cells[cell] = secret;
            cases.push(("students.csv", format!("{}\n{}\n{}\n", rows[0], cells.join(","), rows[2])));
        }
    }
    for file in ["referrals.csv", "placements.csv", "decisions.csv", "separations.csv"] {
        let text = String::from_utf8(good()[file].clone()).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        for secret in secrets {
            for cell in 0..rows[1].split(',').count() {
                let mut cells: Vec<&str> = rows[1].split(',').collect();
                cells[cell] = secret;
                cases.push((file, format!("{}\n{}\n{}\n", rows[0], cells.join(","), cells.join(","))));
            }
        }
    }
    let mut said = 0;
    for (file, text) in cases {
        let mut files = good();
        files.insert(file.into(), text.clone().into_bytes());
        let reading = read(&files);
        for problem in &reading.problems {
            said += 1;
            let json = serde_json::to_string(problem).unwrap();
            for secret in secrets {
                // A cell of a column that holds no fact about a child is shown as it is written.
                let of_a_child = ["student_id", "referral_id", "student_a", "student_b", "by", "reason", "note"];
                let is_own = problem.place.name().is_some_and(|column| !of_a_child.contains(&column));
                let is_shown = is_own && problem.place.file != "students.csv";
                assert!(is_shown || !json.contains(secret), "{secret} in {json}\n{text}");
            }
        }
    }
    assert!(said > 500);
}
