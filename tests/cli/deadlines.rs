use crate::support::Bench;
use std::collections::BTreeSet;

/// The round of the bench with two panels, an outcome after three working days
/// and half-terms. R4 is pending: its panel, the first after 3 November, met on
/// the 25th, and the outcome was due on Friday the 28th. R6 must start by 12
/// December, R5 may start from 5 January.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.edit("policy.toml", "bands = 4", "bands = 4\noutcome_working_days = 3");
    bench.write(
        "calendar.csv",
        "kind,date,end,programme\nterm,2025-09-03,2025-12-19,\nholiday,2025-10-27,2025-10-31,\n\
         term,2026-01-05,2026-03-27,\nholiday,2026-02-16,2026-02-20,\nterm,2026-04-13,2026-07-21,\n\
         panel,2025-11-25,,flourish\npanel,2025-12-09,2025-12-10,flourish\n",
    );
    bench.write(
        "referrals.csv",
        "referral_id,student_id,programme,submitted,status,band,earliest_start,latest_start\n\
         R1,P1,tier1,2025-11-03,approved,1,,\n\
         R4,P4,flourish,2025-11-03,pending,1,,\n\
         R5,P5,flourish,2025-11-03,approved,4,2026-01-05,\n\
         R6,P6,flourish,2025-11-03,approved,1,,2025-12-02\n",
    );
    bench.write("placements.csv", "student_id,intake_id,start,end\nP2,T-TUE,2025-09-09,2026-03-17\n");
    bench
}

#[test]
fn what_is_overdue_comes_first() {
    let run = bench().run(&["deadlines", "ROUND"]).ends(0);
    insta::assert_snapshot!(run.stdout, @r"
    Testshire, spring, as of 5 December 2025
    Overdue
      Fri 28 Nov 2025  5 working days ago  Outcome due at the school, Flourish  R4
      Tue 2 Dec 2025   3 working days ago  Must start by, Flourish              R6

    Ahead
      Tue 9 Dec 2025 to 10 Dec  in 2 working days   Panel, Flourish
      Mon 15 Dec 2025           in 6 working days   Outcome due at the school, Flourish
      Fri 19 Dec 2025           in 10 working days  Review, Tier 1                       P2 in T-TUE
      Mon 5 Jan 2026            in 18 working days  May start from, Flourish             R5
      Fri 13 Feb 2026           in 47 working days  Review, Tier 1                       P2 in T-TUE
      Tue 17 Mar 2026           in 69 working days  End, Tier 1                          P2 in T-TUE
    ");
}

#[test]
fn a_placement_is_reviewed_at_the_end_of_each_half_term() {
    let bench = bench();
    std::fs::write(bench.path("by-hand.csv"), "referral_id,intake_id\nR5,FL\n").unwrap();
    let run = bench.run(&["deadlines", "ROUND", "--allocations", "@by-hand.csv", "--csv"]).ends(0);
    insta::assert_snapshot!(run.stdout, @r"
    standing,date,end,kind,programme,for_start,referral_id,student_id,school_id,intake_id,review,working_days
    overdue,2025-11-28,,outcome,flourish,,R4,P4,S1,,,-5
    overdue,2025-12-02,,latest-start,flourish,,R6,P6,S2,,,-3
    ahead,2025-12-09,2025-12-10,panel,flourish,,,,,,,2
    ahead,2025-12-15,,outcome,flourish,,,,,,,6
    ahead,2025-12-19,,review,tier1,,,P2,S1,T-TUE,2,10
    ahead,2026-01-14,,start,flourish,,R5,P5,S1,FL,,25
    ahead,2026-02-13,,review,tier1,,,P2,S1,T-TUE,3,47
    ahead,2026-02-13,,review,flourish,,R5,P5,S1,FL,1,47
    ahead,2026-03-17,,end,tier1,,,P2,S1,T-TUE,,69
    ahead,2026-03-27,,end,flourish,,R5,P5,S1,FL,,77
    past,2025-09-09,,start,tier1,,,P2,S1,T-TUE,,-63
    past,2025-10-24,,review,tier1,,,P2,S1,T-TUE,1,-30
    past,2025-11-25,,panel,flourish,,,,,,,-8
    past,2025-11-25,,panel,flourish,,R4,P4,S1,,,-8
    past,2025-11-28,,outcome,flourish,,,,,,,-5
    ");
}

/// The events of an iCalendar text, each by its lines, unfolded.
fn events(text: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    lines.split(|line| *line == "BEGIN:VEVENT").skip(1).map(<[&str]>::to_vec).collect()
}

fn property<'t>(event: &[&'t str], name: &str) -> &'t str {
    event.iter().find_map(|line| line.strip_prefix(name)).unwrap_or_default()
}

#[test]
fn calendar_events_have_stable_ids_and_no_clock() {
    let bench = bench();
    std::fs::write(bench.path("by-hand.csv"), "referral_id,intake_id\nR5,FL\n").unwrap();
    let ics =
        |bench: &Bench| bench.run(&["deadlines", "ROUND", "--allocations", "@by-hand.csv", "--ics"]).ends(0).stdout;
    let text = ics(&bench);
    assert_eq!(text, ics(&bench));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.lines().all(|line| line.len() <= 75));
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    for name in ["Brook Academy", "Hill School", "Workshop", "Garden"] {
        assert!(!text.contains(name), "{name}");
    }
    let events_before = events(&text);
    let ids: BTreeSet<&str> = events_before.iter().map(|event| property(event, "UID:")).collect();
    assert_eq!(ids.len(), events_before.len());
    assert!(events_before.iter().all(|event| property(event, "DTSTAMP:") == "20251205T000000Z"));
    // A panel of two days ends before the third.
    let panel = events_before.iter().find(|event| property(event, "DTSTART;VALUE=DATE:") == "20251209").unwrap();
    assert_eq!(property(panel, "DTEND;VALUE=DATE:"), "20251211");
    assert_eq!(property(panel, "SUMMARY:"), "Panel\\, Flourish");
    assert_eq!(property(&events_before[0], "SUMMARY:"), "Overdue: Outcome due at the school\\, Flourish\\, R4");

    // A start that moves is the same event on another day.
    bench.edit("intakes.csv", "FL,F,2026-01-14", "FL,F,2026-01-21");
    let moved = ics(&bench);
    let start = |text: &str| -> (String, String) {
        let events = events(text);
        let start = events.iter().find(|event| property(event, "SUMMARY:") == "Start\\, Flourish\\, R5 in FL").unwrap();
        (property(start, "UID:").to_owned(), property(start, "DTSTART;VALUE=DATE:").to_owned())
    };
    let ((id, before), (same, after)) = (start(&text), start(&moved));
    assert_eq!(id, same);
    assert_eq!((before.as_str(), after.as_str()), ("20260114", "20260121"));
}

/// Two panels serve one start. When the first is over, the second is still the
/// event that it was.
#[test]
fn a_sitting_keeps_its_id_when_the_one_before_it_is_over() {
    let bench = bench();
    bench.write(
        "calendar.csv",
        "kind,date,end,programme,for_start\nterm,2025-09-03,2025-12-19,,\nterm,2026-01-05,2026-03-27,,\n\
         panel,2026-01-09,,flourish,2026-01-21\npanel,2026-01-15,,flourish,2026-01-21\n",
    );
    let sittings = |as_of: &str| -> Vec<(String, String)> {
        bench.edit("round.toml", "as_of = 2025-12-05", as_of);
        let text = bench.run(&["deadlines", "ROUND", "--ics"]).ends(0).stdout;
        bench.edit("round.toml", as_of, "as_of = 2025-12-05");
        let events = events(&text);
        let panels = events.iter().filter(|event| property(event, "SUMMARY:") == "Panel\\, Flourish");
        panels
            .map(|event| (property(event, "DTSTART;VALUE=DATE:").to_owned(), property(event, "UID:").to_owned()))
            .collect()
    };
    let (before, after) = (sittings("as_of = 2026-01-07"), sittings("as_of = 2026-01-12"));
    let days = |sittings: &[(String, String)]| sittings.iter().map(|(day, _)| day.clone()).collect::<Vec<_>>();
    assert_eq!((days(&before), days(&after)), (vec!["20260109".into(), "20260115".into()], vec!["20260115".into()]));
    assert_eq!(before[1].1, after[0].1);
    assert_ne!(before[0].1, before[1].1);
}

#[test]
fn a_folder_gets_the_table_and_the_events() {
    let bench = bench();
    bench.run(&["deadlines", "ROUND", "--out", "@dates"]).ends(0);
    let names: Vec<String> = bench.files("dates").into_keys().collect();
    assert_eq!(names, ["deadlines.csv", "deadlines.ics", "deadlines.json"]);
    let first = bench.files("dates");
    bench.run(&["deadlines", "ROUND", "--out", "@dates"]).ends(0);
    assert_eq!(bench.files("dates"), first);
    bench.run(&["deadlines", "ROUND", "--out", "@dates", "--csv"]).ends(2);
    bench.run(&["deadlines", "@nowhere"]).ends(3);
}

#[test]
fn a_provisional_round_says_so_everywhere() {
    let bench = bench();
    bench.edit("round.toml", "seed =", "provisional = true\nseed =");
    let note = "Provisional, for the panel";
    for form in [&["deadlines", "ROUND"][..], &["deadlines", "ROUND", "--csv"]] {
        assert!(bench.run(form).ends(0).stdout.contains(note), "{form:?}");
    }
    let text = bench.run(&["deadlines", "ROUND", "--ics"]).ends(0).stdout.replace("\r\n ", "");
    assert!(events(&text).iter().all(|event| property(event, "SUMMARY:").ends_with("Provisional\\, for the panel")));
}

/// The round with time limits. By hand: R4 was submitted on Monday 3 November;
/// six weeks end on 15 December, ten school days on the 17th of November, 15
/// working days on the 24th; R1 was answered on Thursday the 13th, R5 on the
/// 20th, three days late. R6 is excused by a row of its own, and its notice of
/// 24 hours from half past three on the 4th was given at four on the 5th.
fn with_limits() -> Bench {
    let bench = bench();
    let policy = bench.text("round", "policy.toml");
    let limits = r#"
[[clock]]
id = "six-weeks"
name = "Decision"
programmes = ["flourish"]
from = "submitted"
to = "decided"
amount = 6
unit = "weeks"
basis = "statutory"
pauses = ["family-away"]

[[clock]]
id = "answer"
name = "Answer to the school"
from = "submitted"
to = "answered"
amount = 10
unit = "school-days"
excuses = ["exceptional"]

[[clock]]
id = "notice"
name = "Notice to the county"
from = "excluded"
to = "notified"
amount = 24
unit = "hours"
"#;
    bench.write("policy.toml", &format!("{policy}{limits}"));
    bench.write(
        "events.csv",
        "referral_id,event,date,at,end,note\n\
         R1,answered,2025-11-13,,,\nR5,Answered,2025-11-20,,,spoke to mother\nR6,exceptional,2025-11-10,,,\n\
         R6,excluded,2025-11-04,15:30,,\nR6,notified,2025-11-05,4 pm,,\nR4,excluded,2025-12-05,10:15,,\n\
         R4,family-away,2025-11-10,,2025-11-14,\nR5,family-away,2025-12-01,,,\n",
    );
    bench
}

#[test]
fn time_limits_are_met_missed_or_overdue() {
    let run = with_limits().run(&["deadlines", "ROUND"]).ends(0);
    insta::assert_snapshot!(run.stdout, @r"
    Testshire, spring, as of 5 December 2025
    Overdue
      Mon 17 Nov 2025  14 working days ago  Answer to the school (local), Flourish  R4
      Fri 28 Nov 2025  5 working days ago   Outcome due at the school, Flourish     R4
      Tue 2 Dec 2025   3 working days ago   Must start by, Flourish                 R6

    Ahead
      Sat 6 Dec 2025 10:15      no working day away  Notice to the county (local), Flourish          R4
      Tue 9 Dec 2025 to 10 Dec  in 2 working days    Panel, Flourish
      Mon 15 Dec 2025           in 6 working days    Outcome due at the school, Flourish
      Mon 15 Dec 2025           in 6 working days    Decision (statutory), Flourish                  R6
      Fri 19 Dec 2025           in 10 working days   Review, Tier 1                                  P2 in T-TUE
      Sat 20 Dec 2025           in 10 working days   Decision (statutory), Flourish                  R4
      Sat 20 Dec 2025           in 10 working days   Decision (statutory), Flourish, standing still  R5
      Mon 5 Jan 2026            in 18 working days   May start from, Flourish                        R5
      Fri 13 Feb 2026           in 47 working days   Review, Tier 1                                  P2 in T-TUE
      Tue 17 Mar 2026           in 69 working days   End, Tier 1                                     P2 in T-TUE

    Done late
      Wed 5 Nov 2025 15:30  1 day late   Notice to the county (local), Flourish  R6
      Mon 17 Nov 2025       3 days late  Answer to the school (local), Flourish  R5
    ");
    let run = with_limits().run(&["deadlines", "ROUND", "--csv"]).ends(0);
    assert!(!run.stdout.contains("mother"));
    let limits: Vec<&str> =
        run.stdout.lines().filter(|line| line.contains(",clock,") || line.starts_with("standing")).collect();
    insta::assert_snapshot!(limits.join("\n"), @r"
    standing,date,end,kind,programme,for_start,referral_id,student_id,school_id,intake_id,review,working_days,clock,basis,since,time,state,done,days_late
    overdue,2025-11-17,,clock,flourish,,R4,P4,S1,,,-14,answer,local,2025-11-03,,overdue,,18
    ahead,2025-12-06,,clock,flourish,,R4,P4,S1,,,0,notice,local,2025-12-05,10:15,running,,
    ahead,2025-12-15,,clock,flourish,,R6,P6,S2,,,6,six-weeks,statutory,2025-11-03,,running,,
    ahead,2025-12-20,,clock,flourish,,R4,P4,S1,,,10,six-weeks,statutory,2025-11-03,,running,,
    ahead,2025-12-20,,clock,flourish,,R5,P5,S1,,,10,six-weeks,statutory,2025-11-03,,paused,,
    past,2025-11-05,,clock,flourish,,R6,P6,S2,,,-22,notice,local,2025-11-04,15:30,missed,2025-11-05,1
    past,2025-11-17,,clock,tier1,,R1,P1,S1,,,-14,answer,local,2025-11-03,,met,2025-11-13,
    past,2025-11-17,,clock,flourish,,R5,P5,S1,,,-14,answer,local,2025-11-03,,missed,2025-11-20,3
    past,2025-11-17,,clock,flourish,,R6,P6,S2,,,-14,answer,local,2025-11-03,,excused,,
    ");
    let run = with_limits().run(&["deadlines", "ROUND", "--ics"]).ends(0);
    let text = run.stdout.replace("\r\n ", "");
    let limits: Vec<&str> = text.lines().filter(|line| line.contains("Answer") || line.contains("Notice")).collect();
    insta::assert_snapshot!(limits.join("\n"), @r"
    SUMMARY:Overdue: Answer to the school (local)\, Flourish\, R4
    SUMMARY:Notice to the county (local)\, by 10:15\, Flourish\, R4
    ");
}

#[test]
fn a_limit_beyond_the_calendar_is_told() {
    let bench = with_limits();
    bench.edit("policy.toml", "amount = 10\nunit = \"school-days\"", "amount = 60\nunit = \"teaching-weeks\"");
    let run = bench.run(&["deadlines", "ROUND"]).ends(0);
    assert!(run.stderr.contains("4 time limits in school time end after the calendar's last term"), "{}", run.stderr);
    assert!(!run.stdout.contains("Answer to the school"));
}
