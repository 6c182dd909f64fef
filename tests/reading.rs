//! What reading makes of good and bad rounds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{changed, data, files, good, read, told};
use rightplace::round::{Barred, Exempt, PoolAmount, Round, Verdict};
use rightplace::source::{Source, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[test]
fn a_good_round_is_read_without_a_word() {
    let reading = read(&good());
    assert_eq!(told(&reading), [""; 0]);
    let round = reading.round.unwrap();
    // Fourteen files: every file of the folder is an input.
    assert_eq!((round.referrals.len(), round.students.len(), round.inputs.len()), (3, 3, 14));

    let intake = |id: &str| &round.intakes[round.intakes.find(id).unwrap()];
    // Ten teaching weeks from 12 January 2026, half-term left out: 27 March.
    assert_eq!(intake("I1").end.to_string(), "2026-03-27");
    assert_eq!((intake("I1").fee.to_string(), intake("I2").fee.to_string()), ("40.00".into(), "250.00".into()));
    assert_eq!(intake("I1").days.to_string(), "Mon;Tue am");

    let referral = |id: &str| &round.referrals[round.referrals.find(id).unwrap()];
    assert_eq!(referral("R1").choices.groups.len(), 1);
    assert!(referral("R1").choices.any);
    assert_eq!(
        referral("R1").documents,
        BTreeMap::from([("application_form".into(), None), ("risk_assessment".into(), None)])
    );
    assert_eq!(referral("R2").choices.groups[0].courses.len(), 1);
    assert_eq!(referral("R2").choices.groups[0].intakes.len(), 1);
    assert_eq!(referral("R2").waiting_since.to_string(), "2025-11-01");
    let school = |id: &str| referral(id).school.map(|key| round.schools[key].id.as_str());
    assert_eq!((school("R1"), school("R2"), school("R3")), (Some("S1"), Some("S2"), None));
    assert_eq!(referral("R3").referrer, "Council");
    assert_eq!((referral("R1").waiting_since, referral("R1").units), (referral("R1").submitted, 1));

    let student = |id: &str| &round.students[round.students.find(id).unwrap()];
    assert_eq!((student("A2").looked_after, student("A2").ehcp, student("A3").ehcp), (None, Some(true), None));
    assert_eq!(student("A2").max_days.map(|days| days.to_string()), Some("2.5".into()));
    assert_eq!(student("A3").days_available.to_string(), "Mon;Tue;Wed;Thu;Fri");
    assert_eq!(student("A1").tags, BTreeSet::from(["Calm".into(), "quiet".into()]));

    // A held placement takes what it leaves out from its intake.
    assert_eq!(round.held[0].span.last.to_string(), "2026-03-27");
    assert_eq!(round.schools[round.schools.find("S1").unwrap()].paid_places, 15);
    assert_eq!(round.policy.sla.place_fee.to_string(), "85.50");
    let hours = &round.policy.pools[0];
    assert_eq!(hours.amount, PoolAmount::PerSchool([(round.schools.find("S1").unwrap(), 400)].into()));
    let ladder: Vec<String> = round.policy.objective.ladder.iter().map(ToString::to_string).collect();
    let default = [
        "placed",
        "children",
        "keep",
        "precedence",
        "waiting",
        "choice",
        "lottery",
        "redraw",
        "start-by-class",
        "distance",
        "fees",
        "settle",
    ];
    assert_eq!(ladder, default);
    assert_eq!(round.decisions[1].verdict, Verdict::Bar(Barred::Intake(round.intakes.find("I1").unwrap())));
}

/// Each folder of `tests/data/bad` holds the files that differ from the good
/// round, and what is told of them.
#[test]
fn bad_folders_are_told_as_written_down() {
    let mut folders: Vec<_> = fs::read_dir(data("bad")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 6);
    for folder in folders {
        let mut overlay = files(&folder);
        let expected = String::from_utf8(overlay.remove("expected.txt").unwrap()).unwrap();
        let mut round = good();
        round.extend(overlay);
        let lines = told(&read(&round)).join("\n");
        assert_eq!(lines.trim(), expected.trim(), "{}", folder.display());
    }
}

#[test]
fn one_reading_tells_all_faults_in_the_order_of_the_files() {
    let mut files = good();
    for (file, old, new) in [
        ("intakes.csv", "am,8", "am,x"),
        ("schools.csv", "52.42", "x"),
        ("schools.csv", "secondary,yes", "secondary,perhaps"),
        ("round.toml", "20251205", "-1"),
        ("policy.toml", "weeks = 12", "weeks = 0"),
        ("referrals.csv", "approved,2", "approved,x"),
    ] {
        files = changed(files, file, old, new);
    }
    let reading = read(&files);
    let places: Vec<_> =
        reading.problems.iter().map(|problem| (problem.place.file.as_str(), problem.place.number())).collect();
    let expected = [
        ("round.toml", Some(5)),
        ("policy.toml", Some(24)),
        ("schools.csv", Some(2)),
        ("schools.csv", Some(3)),
        ("referrals.csv", Some(2)),
        ("intakes.csv", Some(2)),
    ];
    assert_eq!(places, expected);
    assert!(reading.round.is_none());
}

#[test]
fn settings_may_come_as_cells_of_a_sheet() {
    let texts = good();
    let mut source = Source::from_texts(texts.iter().map(|(name, bytes)| (name.as_str(), bytes)));
    let policy = source.policy.as_mut().unwrap();
    for (path, cell) in [
        ("bands", "5"),
        ("days_off_site_max", "2.5"),
        ("access_exempt", "ehcp; tag:Young carer"),
        ("sla.place_fee", "£90"),
        ("programme.flourish.ehcp", "no"),
        ("programme.flourish.year_groups", "R;7-9"),
        ("objective.ladder", "placed;choice-greedy;lottery"),
    ] {
        policy.set(path, Value::Cell(cell.into()), Some(9)).unwrap();
    }
    let reading = Round::from_source(&source);
    assert_eq!(told(&reading), [""; 0]);
    let policy = reading.round.unwrap().policy;
    assert_eq!((policy.bands, policy.days_off_site_max.to_string()), (5, "2.5".into()));
    assert_eq!(policy.access_exempt, BTreeSet::from([Exempt::Ehcp, Exempt::Tag("Young carer".into())]));
    assert_eq!(policy.sla.place_fee.to_string(), "90.00");
    let flourish = &policy.programmes[policy.programmes.find("flourish").unwrap()];
    assert_eq!((flourish.ehcp, flourish.year_groups.unwrap().to_string()), (Some(false), "R;7-9".into()));
    let ladder: Vec<String> = policy.objective.ladder.iter().map(ToString::to_string).collect();
    assert_eq!(ladder, ["placed", "choice-greedy", "lottery", "settle"]);

    source.policy.as_mut().unwrap().set("bands", Value::Cell("many".into()), Some(9)).unwrap();
    assert!(told(&Round::from_source(&source))[0].starts_with("error[bad-number] policy.toml, line 2, key bands"));
}

#[test]
fn removed_ids_hold_their_rank_and_are_no_mistake() {
    let texts = changed(good(), "referrals.csv", "I1|C1", "I0;C0|C1");
    let mut source = Source::from_texts(texts.iter().map(|(name, bytes)| (name.as_str(), bytes)));
    assert_eq!(Round::from_source(&source).errors(), 2);
    source.removed = ["I0".to_owned(), "C0".to_owned()].into();
    let round = Round::from_source(&source).round.unwrap();
    let groups = &round.referrals[round.referrals.find("R2").unwrap()].choices.groups;
    assert_eq!(
        groups.iter().map(|group| (group.courses.len(), group.intakes.len())).collect::<Vec<_>>(),
        [(0, 0), (1, 0)]
    );
}

#[test]
fn policy_and_calendar_may_be_shared_by_rounds() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("spring");
    fs::create_dir(&folder).unwrap();
    let files = changed(good(), "round.toml", "\"policy.toml\"", "\"../policy.toml\"\ncalendar = \"../dates.csv\"");
    for (name, bytes) in files {
        let path = match name.as_str() {
            "policy.toml" => parent.path().join(name),
            "calendar.csv" => parent.path().join("dates.csv"),
            _ => folder.join(name),
        };
        fs::write(path, bytes).unwrap();
    }
    let reading = Round::read(&folder);
    assert_eq!(told(&reading), [""; 0]);
    let inputs: Vec<String> = reading.round.unwrap().inputs.into_iter().map(|input| input.file).collect();
    assert!(inputs.contains(&"dates.csv".to_owned()) && inputs.contains(&"policy.toml".to_owned()));
}

#[test]
fn an_input_is_known_by_the_sha_256_of_its_bytes() {
    // Published: FIPS 180-2, the hash of "abc".
    let source = Source::from_texts([("round.toml", "abc")]);
    assert_eq!(source.inputs[0].sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn every_separator_line_end_and_spelling_of_the_header_gives_the_same_round() {
    let plain = format!("{:?}", read(&good()).round.unwrap().referrals);
    let text = String::from_utf8(good()["referrals.csv"].clone()).unwrap();
    let spelt = text.replacen("student_id", "Student ID", 1).replacen("waiting_since", "WaitingSince", 1);
    let tabs = spelt.replace(',', "\t").replace('\n', "\r\n");
    let marked = format!("\u{feff}{}", text.replace('\n', ",,\n"));
    for variant in [spelt, tabs, marked] {
        let mut files = good();
        files.insert("referrals.csv".into(), variant.into_bytes());
        let reading = read(&files);
        assert_eq!(told(&reading), [""; 0]);
        assert_eq!(format!("{:?}", reading.round.unwrap().referrals), plain);
    }
}
