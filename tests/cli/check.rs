use crate::support::Bench;

#[test]
fn a_sound_round_ends_with_0_and_says_what_there_is() {
    let run = Bench::new().run(&["check", "ROUND"]).ends(0);
    // Five of six may take something: R4 is pending where a panel decides.
    assert!(run.stderr.contains("6 referrals (6 open, 5 with an option), 3 intakes"), "{}", run.stderr);
}

#[test]
fn errors_end_with_3_and_all_are_told() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "R1,P1,tier1,2025-11-03", "R1,P1,tier1,2025-13-03");
    bench.edit("intakes.csv", "T-TUE,T,", "T-TUE,NOWHERE,");
    let run = bench.run(&["check", "ROUND"]).ends(3);
    assert!(run.stdout.contains("error[bad-date] referrals.csv, row 2, column submitted"), "{}", run.stdout);
    assert!(run.stdout.contains("error[unknown-id] intakes.csv, row 3, column course_id"), "{}", run.stdout);
    assert!(run.stderr.contains("2 errors"), "{}", run.stderr);
}

#[test]
fn json_has_every_problem() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "R1,P1,tier1,2025-11-03", "R1,P1,tier1,2025-13-03");
    let run = bench.run(&["check", "ROUND", "--json"]).ends(3);
    let listing: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(listing["errors"], 1);
    assert_eq!(listing["problems"][0]["code"], "bad-date");
    assert_eq!(listing["problems"][0]["row"], 2);
    assert!(listing.get("round").is_none());
}

#[test]
fn a_round_that_is_not_there_is_wrong_usage_and_one_message() {
    let bench = Bench::new();
    let run = bench.run(&["check", "@ruond"]).ends(3);
    let near = bench.round();
    assert!(run.stderr.contains(&format!("did you mean {}?", near.display())), "{}", run.stderr);
    assert_eq!((run.stderr.matches("error").count(), run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let run = bench.run(&["check", "@"]).ends(3);
    assert!(run.stderr.contains("holds no round") && run.stderr.contains("did you mean"), "{}", run.stderr);
}

#[test]
fn what_differs_in_rows_alone_is_told_once_and_json_has_each() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "submitted,status,band,choices\n", "submitted,status,band,choices,delivery\n");
    for row in ["T-MON\nR2", "T-TUE\nR3", "T-MON\nR4", ",1,\nR5", ",4,\nR6"] {
        let (end, next) = row.split_once('\n').unwrap();
        bench.edit("referrals.csv", row, &format!("{end},N/A\n{next}"));
    }
    bench.edit("referrals.csv", "approved,1,\n", "approved,1,,-\n");
    let run = bench.run(&["check", "ROUND"]).ends(0);
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.contains("[placeholder]")).collect();
    assert_eq!(told.len(), 2, "{}", run.stdout);
    assert!(told[0].starts_with(
        "warning[placeholder] referrals.csv, rows 2–6, column delivery: 5 rows say \"N/A\"; expected words"
    ));
    assert!(told[1].contains("referrals.csv, row 7, column delivery (R6): found \"-\""), "{}", told[1]);
    let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    assert!(run.stderr.contains("rows 2–6, column delivery: 5 rows say \"N/A\""), "{}", run.stderr);
    let run = bench.run(&["check", "ROUND", "--json"]).ends(0);
    let listing: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let problems = listing["problems"].as_array().unwrap();
    assert_eq!(problems.iter().filter(|problem| problem["code"] == "placeholder").count(), 6);
}

#[test]
fn errors_that_are_alike_are_told_once_in_every_command() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "2025-11-03", "3 Xovember 2025");
    for arguments in [&["check", "ROUND"][..], &["allocate", "ROUND", "--out", "@out"], &["deadlines", "ROUND"]] {
        let run = bench.run(arguments).ends(3);
        let all = run.stdout + &run.stderr;
        let line =
            "error[bad-date] referrals.csv, rows 2–7, column submitted: 6 rows say \"3 Xovember 2025\"; expected";
        assert_eq!(all.matches("bad-date").count(), 1, "{all}");
        assert!(all.contains(line), "{all}");
        assert!(all.contains("6 errors"), "{all}");
    }
}

#[test]
fn a_cell_is_shown_as_it_is_written_but_for_facts_about_a_child() {
    let bench = Bench::new();
    bench.edit("referrals.csv", "R4,P4,flourish,2025-11-03,pending", "R4,P4,Flurry,2025-11-03,agreed by panel");
    bench.edit("students.csv", "P4,S1,8", "P4,S1,Year eight");
    bench.edit("intakes.csv", "FL,F,2026-01-14,2026-03-27", "FL,F,14/01/2026,13/01/2026");
    let run = bench.run(&["check", "ROUND"]).ends(3);
    for line in [
        "referrals.csv, row 5, column programme (R4): found \"Flurry\"",
        "referrals.csv, row 5, column status (R4): found \"agreed by panel\"",
        "students.csv, row 5, column year_group (P4): found a text of 10 characters",
        "intakes.csv, row 4, column end (FL): found \"13/01/2026\"",
    ] {
        assert!(run.stdout.contains(line), "{line}\n{}", run.stdout);
    }
    assert!(!run.stdout.contains("Year eight"), "{}", run.stdout);
}

#[test]
fn what_systems_leave_in_a_folder_is_passed_over() {
    let bench = Bench::new();
    let plain = bench.run(&["check", "ROUND"]).ends(0);
    for name in [".DS_Store", "._referrals.csv", "~$students.csv", ".~lock.students.csv#", "Thumbs.db"] {
        bench.write(name, "no table");
    }
    let run = bench.run(&["check", "ROUND"]).ends(0);
    assert_eq!((run.stdout, run.stderr), (plain.stdout, plain.stderr));
}
