use crate::support::{Bench, rows};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn a_school_and_a_panel_get_their_own_pages() {
    let bench = Bench::new();
    bench.edit("policy.toml", "bands = 4", "bands = 4\noutcome_working_days = 3");
    bench.write(
        "calendar.csv",
        "kind,date,end,programme,for_start\n\
         term,2025-09-03,2025-12-19,,\n\
         panel,2025-12-16,,flourish,2026-01-14\n\
         panel,2025-11-25,,flourish,\n\
         term,2026-01-05,2026-03-27,,\n",
    );
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    assert!(run.stderr.contains("Packs:    3 in "), "{}", run.stderr);
    let names: Vec<String> = bench.files("packs").into_keys().collect();
    assert_eq!(
        names,
        [
            "letter-R1.html",
            "letter-R2.html",
            "letter-R3.html",
            "letter-R4.html",
            "letter-R5.html",
            "letter-R6.html",
            "letters.csv",
            "packs.csv",
            "packs.json",
            "panel-flourish.csv",
            "panel-flourish.html",
            "school-S1.csv",
            "school-S1.html",
            "school-S2.csv",
            "school-S2.html"
        ]
    );
    assert_eq!(
        bench.text("packs", "packs.csv"),
        "page,table,reader,id,referred,placed\n\
         panel-flourish.html,panel-flourish.csv,panel,flourish,3,1\n\
         school-S1.html,school-S1.csv,school,S1,5,4\n\
         school-S2.html,school-S2.csv,school,S2,1,0\n"
    );
    let school = rows(&bench.text("packs", "school-S1.csv"));
    let told: Vec<[&str; 5]> = school
        .iter()
        .map(|row| ["referral_id", "outcome", "intake_id", "start", "outcome_due"].map(|column| row[column].as_str()))
        .collect();
    // Tier 1 is an officer's; the panel for 14 January sits on Tuesday
    // 16 December, and three working days later is Friday 19 December.
    assert_eq!(
        told,
        [
            ["R1", "placed", "T-MON", "2026-01-12", ""],
            ["R2", "placed", "T-TUE", "2026-01-13", ""],
            ["R3", "placed", "T-MON", "2026-01-12", ""],
            ["R4", "not_placed", "", "", "2025-12-19"],
            ["R5", "placed", "FL", "2026-01-14", "2025-12-19"],
        ]
    );
    assert_eq!(school[3]["help"], "It needs approval before it can have a place.");
    let panel = rows(&bench.text("packs", "panel-flourish.csv"));
    let told: Vec<[&str; 4]> = panel
        .iter()
        .map(|row| ["referral_id", "school_id", "class", "reason"].map(|column| row[column].as_str()))
        .collect();
    assert_eq!(told, [["R4", "S1", "0;1;1", "status"], ["R5", "S1", "0;4;1", ""], ["R6", "S2", "1;1;1", "places"]]);
    let page = bench.text("packs", "school-S1.html");
    assert!(page.contains("14 January 2026") && page.contains("19 December 2025"));
}

#[test]
fn the_packs_name_the_result_that_they_are_of() {
    use sha2::{Digest, Sha256};
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    let index: serde_json::Value = serde_json::from_str(&bench.text("packs", "packs.json")).unwrap();
    let hash = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(index["result"], hash(&bench.files("out")["summary.json"]));
    for (name, bytes) in bench.files("packs").iter().filter(|(name, _)| *name != "packs.json") {
        assert_eq!(index["files"][name], hash(bytes), "{name}");
    }
    // They are replaced as a set: a school without a referral has no pack.
    bench.edit("referrals.csv", "R6,P6,flourish,2025-11-03,approved,1,\n", "");
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    assert!(!bench.path("packs").join("school-S2.html").exists());
}

/// The words of a text: ids stand alone between other signs.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').collect()
}

#[test]
fn no_school_sees_what_is_another_s() {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "150", "--seed", "5"]).ends(0);
    bench.run(&["allocate", "@city", "--out", "@out", "--packs", "@packs"]).ends(0);
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in ["allocations.csv", "unplaced.csv"] {
        for row in rows(&bench.text("out", file)) {
            for column in ["referral_id", "student_id"] {
                owners.entry(row[column].clone()).or_default().insert(row["school_id"].clone());
            }
        }
    }
    let mut seen = 0;
    for line in rows(&bench.text("packs", "packs.csv")).iter().filter(|line| line["reader"] == "school") {
        for file in ["page", "table"] {
            let text = bench.text("packs", &line[file]);
            let words = words(&text);
            for (id, schools) in &owners {
                if schools.contains(&line["id"]) {
                    seen += usize::from(words.contains(id.as_str()));
                } else {
                    assert!(!words.contains(id.as_str()), "{id} in {}", line[file]);
                }
            }
        }
    }
    assert!(seen > 400, "schools see their own: {seen}");
}

#[test]
fn a_school_is_not_told_that_students_are_kept_apart() {
    let bench = Bench::new();
    // One free place beside the one who must be kept apart from.
    bench.edit("intakes.csv", "T-MON,T,2026-01-12,2026-03-27,Mon,2", "T-MON,T,2026-01-12,2026-03-27,Mon,3");
    bench.write("separations.csv", "student_a,student_b\nP1,P3\n");
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    assert!(bench.text("out", "unplaced.csv").contains("R3,P3,S1,tier1,0;3;1,separation,"));
    for name in ["school-S1.csv", "school-S1.html", "letter-R3.html"] {
        let text = bench.text("packs", name);
        assert!(!text.contains("separation") && !text.contains("kept apart"), "{name}");
        assert!(text.contains("cannot be taken beside the other placements there"), "{name}");
    }
}

#[test]
fn a_provisional_round_says_so_on_every_page_and_in_every_row() {
    let bench = Bench::new();
    bench.edit("round.toml", "seed =", "provisional = true\nseed =");
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    for (name, bytes) in bench.files("packs") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Provisional, for the panel"), "{name}");
        if name.ends_with(".html") {
            // Printed on every sheet.
            assert!(text.contains("class=\"watermark\"") && text.contains("<title>Provisional: "), "{name}");
        } else if name.ends_with(".csv") {
            assert!(text.lines().skip(1).all(|line| line.ends_with("\"Provisional, for the panel\"")), "{name}");
        }
    }
}

#[test]
fn ids_that_are_no_file_names_get_one() {
    let bench = Bench::new();
    bench.edit("schools.csv", "S2,", "s1,");
    bench.edit("students.csv", ",S2,", ",s1,");
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    let names: BTreeSet<String> = bench.files("packs").into_keys().map(|name| name.to_lowercase()).collect();
    // Also where upper and lower case are the same.
    assert_eq!(names.iter().filter(|name| name.starts_with("school-s1-")).count(), 4);
}

#[test]
fn packs_that_may_not_go_to_a_folder_end_the_run_before_it_begins() {
    let bench = Bench::new();
    let run = bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "ROUND"]).ends(2);
    assert!(!bench.path("out").exists(), "{}", run.stderr);
}

#[test]
fn packs_may_share_the_folder_of_the_result() {
    let bench = Bench::new();
    for _ in 0..2 {
        bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@out"]).ends(0);
    }
    assert_eq!(bench.files("out").len(), 8 + 8 + 7);
}

/// R1 has a place and R6 has none; each letter has its own child alone.
#[test]
fn each_referral_has_a_letter_that_names_no_other_child() {
    let bench = Bench::new();
    bench.edit(
        "policy.toml",
        "bands = 4",
        "bands = 4\nletters = { address = [\"Inclusion Service\", \"Town Hall\"], contact = \"the AP team, 01234 567890\", \
         review = \"Write to the head of inclusion.\" }",
    );
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    let text = |name: &str| {
        let page = bench.text("packs", name);
        page.split_once("<body class=\"letter\">").unwrap().1.to_owned()
    };
    let placed = text("letter-R1.html");
    for said in [
        "Testshire",
        "Inclusion Service",
        "Town Hall",
        "5 December 2025",
        "Referral R1: a place",
        "student P1, who was referred by Brook Academy for Tier 1 on 3 November 2025",
        "There is a place: Bicycles with Workshop, on Mondays, from 12 January 2026 to 27 March 2026. The school has a paid place for it.",
        "Ask the AP team, 01234 567890, and name the referral R1.",
        "Write to the head of inclusion.",
    ] {
        assert!(placed.contains(said), "{said}");
    }
    let refused = text("letter-R6.html");
    for said in ["Referral R6: no place", "There is no place for this referral in this round.", "Hill School", "full"] {
        assert!(refused.contains(said), "{said}");
    }
    let listed = rows(&bench.text("packs", "letters.csv"));
    assert_eq!(listed.len(), 6);
    for row in &listed {
        let (page, own) = (text(&row["page"]), (&row["referral_id"], &row["student_id"]));
        for other in listed.iter().filter(|other| &other["referral_id"] != own.0) {
            assert!(!page.contains(&other["referral_id"]) && !page.contains(&other["student_id"]), "{}", row["page"]);
        }
    }
}

/// Without a section of the policy the letter speaks for itself.
#[test]
fn a_letter_of_a_policy_that_says_nothing_of_letters_is_whole() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
    let letter = bench.text("packs", "letter-R4.html");
    for said in [
        "waiting for a decision",
        "Ask Testshire, and name the referral R4.",
        "You may ask Testshire to look at the decision again.",
    ] {
        assert!(letter.contains(said), "{said}");
    }
}

/// R5 was told of FL; the panel gives it to R6.
#[test]
fn who_loses_a_place_that_was_told_reads_so_in_the_letter() {
    let bench = Bench::new();
    bench.write_beside("told.csv", "referral_id,intake_id\nR5,FL\n");
    bench.write("decisions.csv", "referral_id,decision,intake_id\nR6,place,FL\n");
    bench.run(&["allocate", "ROUND", "--keep", "@told.csv", "--out", "@out", "--packs", "@packs"]).ends(0);
    let letter = bench.text("packs", "letter-R5.html");
    assert!(letter.contains("The place that you were told of before, Garden with Workshop, is withdrawn."));
}
