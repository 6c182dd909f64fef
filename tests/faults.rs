//! Every fault of the input is told once, where it is, and explained.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{changed, data, good, read, told};
use rightplace::ids::Word;
use rightplace::round::Round;
use rightplace::round::diagnostic::Code;
use std::collections::BTreeSet;
use std::fs;

/// One fault each: what is told (code to id), the file, and the change of the
/// good round that makes the fault.
const FAULTS: &[(&str, &str, &str, &str)] = &[
    ("error[bad-toml] round.toml, line 2", "round.toml", "as_of = 2025-12-05", "as_of = 5 December"),
    ("error[duplicate-key] round.toml, line 2", "round.toml", "as_of =", "name = \"x\"\nas_of ="),
    ("error[missing-value] round.toml, key seed", "round.toml", "seed = 20251205", ""),
    ("error[unknown-key] round.toml, line 5, key sead", "round.toml", "seed = ", "sead = 1\nseed = "),
    ("error[wrong-type] round.toml, line 5, key seed", "round.toml", "seed = 20251205", "seed = \"1\""),
    ("error[negative-number] round.toml, line 5, key seed", "round.toml", "seed = 20251205", "seed = -1"),
    ("error[wrong-type] round.toml, line 2, key as_of", "round.toml", "2025-12-05", "2025-12-05T10:00:00"),
    ("error[bad-academic-year] round.toml, line 3, key academic_year", "round.toml", "2025-26", "2025-27"),
    ("warning[as-of-outside-year] round.toml, line 2, key as_of", "round.toml", "2025-12-05", "2026-09-01"),
    (
        "error[unknown-key] policy.toml, line 15, key programme.tier1.weaks",
        "policy.toml",
        "name = \"Tier 1\"",
        "weaks = 3",
    ),
    ("error[wrong-type] policy.toml, line 2, key bands", "policy.toml", "bands = 4", "bands = \"4\""),
    ("error[wrong-type] policy.toml, line 2, key bands", "policy.toml", "bands = 4", "bands = 4.5"),
    ("error[contradictory-settings] policy.toml, line 2, key bands", "policy.toml", "bands = 4", "bands = 0"),
    ("error[bad-day-count] policy.toml, line 3, key days_off_site_max", "policy.toml", "max = 4", "max = 4.2"),
    (
        "error[unknown-word] policy.toml, line 5, key access_exempt",
        "policy.toml",
        "[\"looked_after\"]",
        "[\"cared_for\"]",
    ),
    (
        "error[unknown-id] policy.toml, line 8, key sla.paid_programmes",
        "policy.toml",
        "[\"tier1\"]\npaid",
        "[\"tier2\"]\npaid",
    ),
    ("error[bad-money] policy.toml, line 11, key sla.place_fee", "policy.toml", "£85.50", "£85.505"),
    (
        "error[unknown-word] policy.toml, line 21, key programme.flourish.access",
        "policy.toml",
        "\"priority\"",
        "\"first\"",
    ),
    ("error[missing-value] policy.toml, line 13, key programme.?.id", "policy.toml", "id = \"tier1\"", ""),
    ("error[bad-number] policy.toml, line 24, key programme.flourish.weeks", "policy.toml", "weeks = 12", "weeks = 0"),
    (
        "error[bad-year-group] policy.toml, line 25, key programme.flourish.year_groups",
        "policy.toml",
        "\"7-11\"",
        "\"11-7\"",
    ),
    (
        "error[bad-age-range] policy.toml, line 25, key programme.flourish.age_months",
        "policy.toml",
        "year_groups = \"7-11\"",
        "age_months = \"18\"",
    ),
    ("error[duplicate-id] policy.toml, line 18, key programme.id", "policy.toml", "\"flourish\"", "\"tier1\""),
    (
        "error[contradictory-settings] policy.toml, line 32, key pool.hours.amount",
        "policy.toml",
        "each = 25",
        "amount = 3",
    ),
    ("error[wrong-type] policy.toml, line 30, key pool", "policy.toml", "[[pool]]", "[pool]"),
    (
        "error[unknown-word] policy.toml, line 36, key objective.ladder",
        "policy.toml",
        "per = \"school\"",
        "per = \"school\"\n[objective]\nladder = [\"placd\"]",
    ),
    (
        "error[contradictory-settings] policy.toml, line 36, key objective.ladder",
        "policy.toml",
        "per = \"school\"",
        "per = \"school\"\n[objective]\nladder = [\"choice\", \"choice-greedy\"]",
    ),
    (
        "error[contradictory-settings] policy.toml, line 36, key objective.ladder",
        "policy.toml",
        "per = \"school\"",
        "per = \"school\"\n[objective]\nladder = [\"keep\", \"placed\"]",
    ),
    (
        "error[contradictory-settings] policy.toml, line 36, key objective.ladder",
        "policy.toml",
        "per = \"school\"",
        "per = \"school\"\n[objective]\nladder = [\"settle\", \"keep\"]",
    ),
    (
        "error[contradictory-settings] policy.toml, line 36, key objective.ladder",
        "policy.toml",
        "per = \"school\"",
        "per = \"school\"\n[objective]\nladder = [\"keep\", \"keep\"]",
    ),
    (
        "error[unknown-word] policy.toml, line 36, key objective.priority",
        "policy.toml",
        "per = \"school\"",
        "per = \"school\"\n[objective]\npriority = [\"need\"]",
    ),
    ("error[empty-file] separations.csv", "separations.csv", "student_a,student_b,scope\nA1,A2,provider\n", "\n"),
    ("error[unclosed-quote] schools.csv, row 2", "schools.csv", "\"£12,000\"", "\"£12,000"),
    ("error[ragged-row] schools.csv, row 3", "schools.csv", "secondary,no,,,,,", "secondary,no,,,,"),
    ("error[row-above-header] pools.csv, row 1", "pools.csv", "pool_id,school", "Pools\npool_id,school"),
    ("error[row-below-table] pools.csv, row 3", "pools.csv", "400\n", "400\nTotal,,400\n"),
    ("error[repeated-header] pools.csv, row 3", "pools.csv", "400\n", "400\npool_id,school_id,amount\n"),
    ("error[formula-error] schools.csv, row 3, column urn (S2)", "schools.csv", "100002", "#REF!"),
    ("warning[example-row] pools.csv, row 3", "pools.csv", "400\n", "400\ne.g. hours,S1,400\n"),
    ("warning[tidied] schools.csv, row 2, column school_id", "schools.csv", "S1,C", "S\u{200b}1,C"),
    (
        "warning[time-left-out] referrals.csv, row 2, column submitted (R1)",
        "referrals.csv",
        "2025-11-20",
        "2025-11-20 9:30",
    ),
    ("warning[bad-urn] schools.csv, row 3, column urn (S2)", "schools.csv", "100002", "331/4000"),
    ("error[missing-column] intakes.csv, row 1, column days", "intakes.csv", "last_start,days,", "last_start,dys,"),
    ("error[duplicate-column] schools.csv, row 1, column NAME", "schools.csv", "urn", "NAME"),
    (
        "warning[unknown-column] providers.csv, row 1, column daily_plces",
        "providers.csv",
        "daily_places",
        "daily_plces",
    ),
    ("error[missing-value] schools.csv, row 2, column sla (S1)", "schools.csv", "secondary,yes", "secondary,TBC"),
    ("error[bad-yes-no] schools.csv, row 2, column sla (S1)", "schools.csv", "secondary,yes", "secondary,perhaps"),
    ("error[missing-value] students.csv, row 4, column student_id", "students.csv", "A3,,10", ",,10"),
    ("error[bad-id] schools.csv, row 3, column school_id", "schools.csv", "S2,", "S2;S3,"),
    ("error[duplicate-id] students.csv, row 4, column student_id (A1)", "students.csv", "A3,", "A1,"),
    ("error[unknown-id] courses.csv, row 2, column provider_id (C1)", "courses.csv", "C1,P1", "C1,P9"),
    ("error[unknown-id] referrals.csv, row 2, column programme (R1)", "referrals.csv", "A1,flourish", "A1,flourich"),
    ("error[unknown-id] referrals.csv, row 2, column choices (R1)", "referrals.csv", "C2;any", "C22;any"),
    ("error[any-not-last] referrals.csv, row 2, column choices (R1)", "referrals.csv", "C2;any", "any;C2"),
    ("error[unknown-word] referrals.csv, row 2, column status (R1)", "referrals.csv", "approved", "aproved"),
    ("error[bad-date] referrals.csv, row 3, column submitted (R2)", "referrals.csv", "21/11/2025", "31/11/2025"),
    (
        "warning[weekday-disagrees] referrals.csv, row 3, column submitted (R2)",
        "referrals.csv",
        "21/11/2025",
        "Mon 21 Nov 2025",
    ),
    ("error[bad-money] courses.csv, row 2, column fee (C1)", "courses.csv", "£40", "£40.001"),
    ("error[negative-number] intakes.csv, row 2, column places (I1)", "intakes.csv", "am,8", "am,-8"),
    ("error[bad-number] intakes.csv, row 2, column places (I1)", "intakes.csv", "am,8", "am,8.5"),
    (
        "error[number-too-large] intakes.csv, row 2, column places (I1)",
        "intakes.csv",
        "am,8",
        "am,80000000000000000000",
    ),
    ("error[bad-year-group] students.csv, row 3, column year_group (A2)", "students.csv", "Year 8", "Year 15"),
    ("error[bad-days] intakes.csv, row 3, column days (I2)", "intakes.csv", "Wed;Thu", "Wen;Thu"),
    ("error[bad-day-count] students.csv, row 3, column max_days (A2)", "students.csv", "2.5", "2.25"),
    ("error[bad-coordinate] schools.csv, row 3, column lat (S2)", "schools.csv", "52.42", "152.42"),
    ("error[missing-value] schools.csv, row 3, column lat (S2)", "schools.csv", "52.42", ""),
    ("error[end-before-start] intakes.csv, row 3, column end (I2)", "intakes.csv", "2026-04-24", "2026-01-11"),
    ("error[end-before-start] intakes.csv, row 2, column last_start (I1)", "intakes.csv", "2026-02-02", "2026-01-11"),
    (
        "error[end-before-start] providers.csv, row 2, column approved_to (P1)",
        "providers.csv",
        "2027-08-31",
        "2024-08-31",
    ),
    ("error[end-before-start] calendar.csv, row 3, column end", "calendar.csv", "2025-10-31", "2025-10-01"),
    (
        "error[missing-value] calendar.csv, row 3, column end",
        "calendar.csv",
        "holiday,2025-10-27,2025-10-31",
        "term,2025-10-27,",
    ),
    (
        "error[missing-value] calendar.csv, row 4, column programme",
        "calendar.csv",
        "deadline,2025-12-03,,flourish",
        "deadline,2025-12-03,,",
    ),
    ("error[band-out-of-range] referrals.csv, row 2, column band (R1)", "referrals.csv", "approved,2", "approved,5"),
    ("error[no-length] intakes.csv, row 2, column end (I1)", "courses.csv", "9-11,10", "9-11,"),
    ("error[no-length] intakes.csv, row 2, column end (I1)", "intakes.csv", "2026-01-12,,2026-02-02", "2026-09-07,,"),
    ("error[self-separation] separations.csv, row 2, column student_b", "separations.csv", "A1,A2", "A1,A1"),
    ("error[missing-value] placements.csv, row 3, column programme", "placements.csv", "tier1", ""),
    ("error[missing-value] decisions.csv, row 3, column intake_id", "decisions.csv", "bar,I1", "place,"),
    ("error[missing-value] decisions.csv, row 2, column rule", "decisions.csv", "deadline", ""),
    ("error[unknown-word] decisions.csv, row 2, column rule", "decisions.csv", "deadline", "lateness"),
    ("error[contradictory-settings] pools.csv, row 2, column pool_id", "policy.toml", "per = \"school\"", ""),
    ("error[unknown-id] pools.csv, row 2, column pool_id", "pools.csv", "hours,S1", "ours,S1"),
    ("error[duplicate-id] pools.csv, row 3, column school_id", "pools.csv", "400\n", "400\nhours,S1,300\n"),
    ("warning[stated-disagrees] calendar.csv, row 4, column stated", "calendar.csv", "Wednesday 3", "Wednesday 10"),
    ("warning[date-unresolved] calendar.csv, row 4, column stated", "calendar.csv", "Wednesday 3", "Tuesday 3"),
    ("warning[terms-gap] calendar.csv, column date", "calendar.csv", "2025-12-19", "2025-10-31"),
    (
        "warning[holiday-outside-terms] calendar.csv, row 3, column date",
        "calendar.csv",
        "holiday,2025-10-27,2025-10-31",
        "holiday,2025-12-19,2026-01-04",
    ),
    (
        "warning[holiday-outside-terms] calendar.csv, row 3, column date",
        "calendar.csv",
        "holiday,2025-10-27,2025-10-31",
        "holiday,2024-10-28,2024-11-01",
    ),
    (
        "warning[bank-holiday-missing] calendar.csv, column kind",
        "calendar.csv",
        "bank_holiday,2026-04-03,,,,Good Friday,\n",
        "",
    ),
    (
        "warning[bank-holiday-unknown] calendar.csv, row 8, column date",
        "calendar.csv",
        "2026-04-03,,,,Good Friday",
        "2026-04-03,2026-04-06,,,Easter",
    ),
    (
        "warning[not-a-working-day] calendar.csv, row 4, column date",
        "calendar.csv",
        "2025-12-03,,flourish,2026-01-12,Flourish spring,Wednesday 3 December 2025",
        "2025-12-06,,flourish,2026-01-12,,",
    ),
    (
        "warning[meeting-before-deadline] calendar.csv, row 10, column date",
        "calendar.csv",
        "term,2026-04-13",
        "panel,2025-12-02,,flourish,2026-01-12,,\nterm,2026-04-13",
    ),
    (
        "warning[outcome-after-start] calendar.csv, row 10, column date",
        "calendar.csv",
        "term,2026-04-13",
        "panel,2026-01-09,,flourish,2026-01-12,,\nterm,2026-04-13",
    ),
    (
        "warning[lead-beyond-start] intakes.csv, row 3, column start (I2)",
        "policy.toml",
        "weeks = 12",
        "weeks = 12\nlead_working_days = 30",
    ),
    ("warning[outside-terms] intakes.csv, row 3, column end (I2)", "intakes.csv", "2026-04-24", "2026-07-24"),
    ("warning[start-not-taught] intakes.csv, row 2, column start (I1)", "intakes.csv", "2026-01-12,,", "2026-01-10,,"),
    ("warning[after-leaving-date] intakes.csv, row 2, column end (I1)", "courses.csv", "9-11,10", "11,23"),
    ("warning[terms-overlap] calendar.csv, column date", "calendar.csv", "2025-12-19", "2026-01-05"),
    ("warning[long-span] calendar.csv, column end", "calendar.csv", "2026-07-21", "2027-07-21"),
    (
        "warning[deadline-after-start] calendar.csv, row 4, column date",
        "calendar.csv",
        "2025-12-03,,flourish,2026-01-12,Flourish spring,Wednesday 3 December 2025",
        "2026-01-14,,flourish,2026-01-12,,",
    ),
    (
        "warning[no-deadline] intakes.csv, row 3, column start (I2)",
        "calendar.csv",
        "flourish,2026-01-12",
        "flourish,2026-01-13",
    ),
    ("warning[min-group-above-places] intakes.csv, row 2, column min_group (I1)", "intakes.csv", "am,8,2", "am,8,9"),
    ("warning[weeks-short] intakes.csv, row 2, column end (I1)", "courses.csv", "9-11,10", "9-11,99"),
    ("warning[length-differs] intakes.csv, row 3, column end (I2)", "intakes.csv", "2026-04-24", "2026-03-27"),
    (
        "warning[last-start-after-end] intakes.csv, row 2, column last_start (I1)",
        "intakes.csv",
        "2026-02-02",
        "2026-05-02",
    ),
    ("warning[blank-band] referrals.csv, row 2, column band (R1)", "referrals.csv", "approved,2", "approved,"),
    (
        "warning[submitted-after-as-of] referrals.csv, row 2, column submitted (R1)",
        "referrals.csv",
        "2025-11-20",
        "2025-12-06",
    ),
    (
        "warning[waiting-above-a-year] referrals.csv, row 3, column waiting_since (R2)",
        "referrals.csv",
        "1 November 2025",
        "1 November 2024",
    ),
    ("warning[two-open-referrals] referrals.csv, row 4, column student_id (R3)", "referrals.csv", "R3,A3", "R3,A2"),
    (
        "warning[choice-of-other-programme] referrals.csv, row 2, column choices (R1)",
        "referrals.csv",
        "C2;any",
        "C1;any",
    ),
    ("warning[unknown-coordinates] providers.csv, row 3, column lat (P2)", "providers.csv", "52.40,-1.51", ","),
    (
        "warning[held-clash] placements.csv, row 3, column student_id",
        "placements.csv",
        "A3,,tier1,2025-09-15,2025-12-12,Fri",
        "A1,,tier1,2025-09-15,2025-12-12,Tue",
    ),
    (
        "warning[held-clash] placements.csv, row 3, column student_id",
        "placements.csv",
        "A3,,tier1,2025-09-15,2025-12-12,Fri",
        "A1,,tier1,2025-09-15,2025-12-12,Wed;Thu;Fri",
    ),
    (
        "warning[held-over-limit] courses.csv, row 3, column places (C2)",
        "placements.csv",
        "A3,,tier1,2025-09-15,2025-12-12,Fri",
        "A3,I2,,,,",
    ),
    ("error[bad-time] events.csv, row 2, column at", "events.csv", "2:30 pm", "14:70"),
    ("error[bad-date] events.csv, row 3, column date", "events.csv", "27/11/2025", "31/11/2025"),
    ("error[end-before-start] events.csv, row 3, column end", "events.csv", "28/11/2025", "26/11/2025"),
    ("error[unknown-id] events.csv, row 3, column referral_id", "events.csv", "R2", "R9"),
    ("error[contradictory-settings] events.csv, row 2, column event", "events.csv", "Answered", "Submitted"),
    ("warning[event-of-no-clock] events.csv, row 2, column event", "events.csv", "Answered", "Anwsered"),
    (
        "warning[clock-of-no-event] policy.toml, line 39, key clock.first-answer.from",
        "policy.toml",
        "\"submitted\"",
        "\"Submited\"",
    ),
    ("error[number-too-large] courses.csv, row 2, column fee", "courses.csv", "£40,week", "£999999999,week"),
    ("error[number-too-large] intakes.csv, row 3, column fee", "intakes.csv", "250.00,", "999999999,day"),
    (
        "error[unknown-word] policy.toml, line 42, key clock.first-answer.unit",
        "policy.toml",
        "\"working-days\"",
        "\"workdays\"",
    ),
    ("error[missing-value] policy.toml, line 36, key clock.first-answer.to", "policy.toml", "to = \"answered\"", ""),
    (
        "error[number-too-large] policy.toml, line 41, key clock.first-answer.amount",
        "policy.toml",
        "amount = 15",
        "amount = 10001",
    ),
    (
        "error[contradictory-settings] policy.toml, line 45, key clock.first-answer.closure_weeks",
        "policy.toml",
        "closures = \"excuse\"",
        "closures = \"count\"",
    ),
    (
        "error[duplicate-id] policy.toml, line 47, key clock.first-answer.id",
        "policy.toml",
        "closure_weeks = 4",
        "closure_weeks = 4\n[[clock]]\nid = \"first-answer\"\nfrom = \"a\"\nto = \"answered\"\namount = 1\nunit = \"hours\"\npauses = [\"family_away\"]",
    ),
    (
        "error[contradictory-settings] policy.toml, line 50, key transport.far.below_km",
        "policy.toml",
        "closure_weeks = 4",
        "closure_weeks = 4\n[[transport]]\nid = \"far\"\ncost = 12\nfrom_km = 5\nbelow_km = 5",
    ),
    (
        "error[missing-value] policy.toml, line 46, key transport.far.cost",
        "policy.toml",
        "closure_weeks = 4",
        "closure_weeks = 4\n[[transport]]\nid = \"far\"\n",
    ),
    ("warning[waive-without-reason] decisions.csv, row 2, column reason", "decisions.csv", "papers came late", ""),
];

#[test]
fn every_fault_is_told_once_and_where_it_is() {
    let mut wrong = Vec::new();
    for (expected, file, old, new) in FAULTS {
        let mut files = changed(good(), file, old, new);
        if expected.contains("courses.csv, row 3") {
            files = changed(files, "courses.csv", ",16,", ",0,");
        }
        let reading = read(&files);
        let lines = told(&reading);
        let errors = lines.iter().filter(|line| line.starts_with("error")).count();
        assert_eq!(reading.round.is_some(), errors == 0, "{expected}");
        // A row that loses its id leaves others that name it; warnings may follow from an error.
        let loses_id = ["[missing-value]", "[bad-id]", "[duplicate-id]"].iter().any(|code| expected.contains(code));
        let follows = |line: &&String| {
            (loses_id && line.contains("[unknown-id]"))
                || (expected.starts_with("error") && line.starts_with("warning"))
        };
        let told: Vec<_> = lines.iter().filter(|line| !follows(line)).collect();
        if told.len() != 1 || !told[0].starts_with(&format!("{expected}: found")) {
            wrong.push(format!("{expected}\n    {old:?} -> {new:?}\n    {}", lines.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn faults_of_whole_files_are_told() {
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
    for optional in ["placements.csv", "separations.csv", "decisions.csv", "pools.csv", "events.csv"] {
        let mut files = good();
        files.remove(optional);
        assert_eq!(told(&read(&files)), [""; 0], "{optional}");
    }

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

    let mut files = changed(good(), "intakes.csv", "2026-01-12,,", "2026-01-12,2026-03-27,");
    files.insert("calendar.csv".into(), b"kind,date\n".to_vec());
    assert!(told(&read(&files))[0].starts_with("warning[no-terms] calendar.csv"));

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
fn faults_of_bank_holidays_and_patterns_are_told() {
    // A file that the round names counts beside the calendar: without Good Friday's row nothing is missing.
    let naming = |value: &str| {
        let key = format!("bank_holidays = \"{value}\"\nseed =");
        let files = changed(good(), "round.toml", "seed =", &key);
        changed(files, "calendar.csv", "bank_holiday,2026-04-03,,,,Good Friday,\n", "")
    };
    let known = read(&naming("gov.uk"));
    assert_eq!(told(&known), [""; 0]);
    let good_friday = "2026-04-03".parse().unwrap();
    assert!(known.round.unwrap().calendar.bank_holidays().contains(&good_friday));
    let mut files = naming("newer.json");
    assert!(told(&read(&files))[0].starts_with("error[missing-file] newer.json"));
    files.insert("newer.json".into(), fs::read(data("../../data/bank-holidays.json")).unwrap());
    let reading = read(&files);
    assert_eq!(told(&reading), [""; 0]);
    assert!(reading.round.unwrap().inputs.iter().any(|input| input.file == "newer.json"));
    files.insert("newer.json".into(), b"{\"scotland\": {}}".to_vec());
    let lines = told(&read(&files));
    let wrong = "error[bad-bank-holidays] newer.json: found no list of events";
    assert!(lines.iter().any(|line| line.starts_with(wrong)), "{lines:?}");

    let later = changed(good(), "calendar.csv", "term,2026-04-13", "term,2029-01-08,2029-03-23,,,,\nterm,2026-04-13");
    let lines = told(&read(&later));
    assert!(lines.iter().any(|line| line.starts_with("warning[bank-holidays-end] calendar.csv")), "{lines:?}");

    // By hand: three meetings 13 days after their deadline, one of them over the half-term, and one after 12.
    let pairs = [
        ("2025-09-10", "2025-09-23"),
        ("2025-10-15", "2025-11-04"),
        ("2025-11-12", "2025-11-25"),
        ("2026-02-04", "2026-02-23"),
    ];
    let row =
        |(deadline, meeting): (&str, &str)| format!("deadline,{deadline},,tier1,,,\nmeeting,{meeting},,tier1,,,\n");
    let rows: String = pairs.into_iter().map(row).collect();
    let files = changed(good(), "calendar.csv", "term,2026-04-13", &format!("{rows}term,2026-04-13"));
    assert_eq!(
        told(&read(&files)),
        [
            "warning[unusual-gap] calendar.csv, row 17, column date: found 12 days from the deadline of 4 February 2026 to \
          this meeting; expected 13, as in 3 other rows, weeks of holiday left out. Check both dates."
        ]
    );

    // The holder of a place leaves school on 26 June 2026, by domain.md §5.2.
    let held = changed(good(), "placements.csv", "2025-09-15,2025-12-12", "2025-09-15,2026-07-03");
    assert_eq!(told(&read(&held)), [""; 0], "Year 10");
    let lines = told(&read(&changed(held, "students.csv", "A3,,10", "A3,,11")));
    assert!(lines[0].starts_with("warning[after-leaving-date] placements.csv, column end: found"), "{lines:?}");
    assert_eq!(lines.len(), 1);
}

/// Told by the rules and by scenarios, not by reading.
const ELSEWHERE: [Code; 2] = [Code::KeepIsNoOption, Code::NoMatch];
const OF_CALENDARS: [Code; 3] = [Code::BadBankHolidays, Code::BankHolidaysEnd, Code::UnusualGap];
const OF_FILES: [Code; 10] = [
    Code::NoTerms,
    Code::MissingFile,
    Code::UnreadableFile,
    Code::DuplicateTable,
    Code::BadEncoding,
    Code::EncodingGuessed,
    Code::ShortRows,
    Code::UnknownSheet,
    Code::BadUpn,
    Code::DuplicateUpn,
];

#[test]
fn every_code_has_a_fault_and_a_section() {
    let of = |line: &str| {
        let word = line.split(['[', ']']).nth(1).unwrap();
        Code::ALL.iter().copied().find(|code| code.word() == word).unwrap()
    };
    let others = ELSEWHERE.into_iter().chain(OF_FILES).chain(OF_CALENDARS);
    let shown: BTreeSet<Code> = FAULTS.iter().map(|fault| of(fault.0)).chain(others).collect();
    assert_eq!(shown, Code::ALL.iter().copied().collect());

    let text = fs::read_to_string(data("../../docs/errors.md")).unwrap();
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    assert_eq!(sections, codes);
}
