//! What stands on the pages for people.

use crate::html::{self, row};
use crate::support::Bench;
use std::fs;

/// A round of some size, so that every part of the page has something in it.
fn city() -> Bench {
    let bench = Bench::new();
    bench.run(&["generate", "--out", "@city", "--referrals", "60", "--seed", "3"]).ends(0);
    bench
}

#[test]
fn every_page_is_well_formed_and_has_what_screen_readers_need() {
    let bench = city();
    bench.run(&["allocate", "@city", "--out", "@out", "--packs", "@packs"]).ends(0);
    html::check(&bench.text("out", "report.html"));
    let packs = bench.files("packs");
    let pages: Vec<&String> = packs.keys().filter(|name| name.ends_with(".html")).collect();
    assert!(pages.len() > 5, "{pages:?}");
    for page in pages {
        html::check(&bench.text("packs", page));
    }
    bench.run(&["allocate", "@city", "--out", "@held", "--hold", "@out/allocations.csv"]).ends(0);
    html::check(&bench.text("held", "report.html"));
}

#[test]
fn an_infeasible_round_has_a_page_too() {
    let bench = Bench::new();
    bench.write("decisions.csv", "referral_id,decision,intake_id\nR5,place,FL\nR6,place,FL\n");
    bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(4);
    html::check(&bench.text("out", "report.html"));
    assert!(!bench.path("packs").exists(), "no packs of nothing");
}

/// By domain.md §5.2 the student may leave on 26 June 2026.
#[test]
fn a_warning_of_the_run_has_a_row_of_its_own() {
    let bench = Bench::new();
    bench.edit("students.csv", "P1,S1,9", "P1,S1,11");
    bench.edit("intakes.csv", "2026-01-12,2026-03-27,Mon", "2026-01-12,2026-07-17,Mon");
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let page = bench.text("out", "report.html");
    html::check(&page);
    let told = &row(&page, "of the run")[1..];
    assert_eq!(told[0], "the result");
    assert!(told[1].ends_with("when compulsory school age ends: R1"), "{told:?}");
}

#[test]
fn the_page_counts_what_the_files_say() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let page = bench.text("out", "report.html");
    // By hand, see the round: six referrals, four placed.
    assert_eq!(row(&page, "Tier 1"), ["Tier 1", "3", "3", "3", "100.0%"]);
    assert_eq!(row(&page, "Flourish"), ["Flourish", "3", "2", "1", "33.3%"]);
    assert_eq!(row(&page, "access 0, band 4, not looked after")[1..], ["0;4;1", "1", "1", "100.0%"]);
    assert_eq!(row(&page, "S1")[2..], ["yes", "5", "4", "80.0%"]);
    // 3 November to 5 December is 32 days.
    assert_eq!(row(&page, "Placed"), ["Placed", "4", "4 weeks", "4 weeks"]);
    assert_eq!(row(&page, "T-MON")[3..], ["2", "0", "2", "0", "3"]);
}

/// `printf '20251205:R1' | sha256sum` begins with 181df, which is 98783.
#[test]
fn the_lottery_is_worked_through() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let page = bench.text("out", "report.html");
    let example = page.split_once("printf &#39;20251205:R1&#39; | sha256sum\n").unwrap().1;
    assert!(example.starts_with("181dfcd57bd7cd52cc8a94b974cec4381b5b51a167a0e15686120bfc7d66fad2</code>"));
    assert!(page.contains("The first five digits are 181df. As a number that is 98,783"));
    assert!(page.contains("<bdi>98,783</bdi>"));
}

/// P1 to P5 of the one school are placed but for P4, P6 is not: groups of one
/// and two, of which nothing may be told.
/// The equality part of a report.
fn equality(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<h2 id=\"equality\">")?;
    rest.split_once("</section>").map(|(part, _)| part)
}

#[test]
fn small_numbers_are_not_shown() {
    let bench = Bench::new();
    bench.write(
        "students.csv",
        "student_id,school_id,year_group,ehcp,tags\nP1,S1,9,yes,grief\nP2,S1,9,no,\nP3,S1,9,no,\nP4,S1,8,no,\nP5,S1,8,no,\nP6,S2,8,no,\n",
    );
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let page = bench.text("out", "report.html");
    let part = equality(&page).unwrap();
    // Six students: no number is shown.
    for name in ["yes", "no", "All", "Key Stage 3 (Years 7 to 9)", "grief"] {
        assert_eq!(row(part, name), [name, "[c]", "[c]", "[c]", "[c]", ""]);
    }
    assert!(!part.contains("role=\"img\""), "no bar tells what the cells hide");
    let mut students = fs::read_to_string(bench.round().join("students.csv")).unwrap();
    let mut referrals = fs::read_to_string(bench.round().join("referrals.csv")).unwrap();
    let last = referrals.lines().last().unwrap().to_owned();
    for more in 7..=13 {
        students.push_str(&format!("P{more},S1,{},no,\n", if more < 10 { 5 } else { 10 }));
        let (_, rest) = last.split_once(',').unwrap().1.split_once(',').unwrap();
        referrals.push_str(&format!("R{more},P{more},{rest}\n"));
    }
    bench.write("students.csv", &students);
    bench.write("referrals.csv", &referrals);
    bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    let page = bench.text("out", "report.html");
    let part = equality(&page).unwrap();
    // Thirteen students in groups of six, three and four: four is hidden with three, and both come to seven.
    let sizes = |name: &str| row(part, name)[1].clone();
    let groups = ["Key Stage 2 (Years 3 to 6)", "Key Stage 3 (Years 7 to 9)", "Key Stage 4 (Years 10 and 11)", "All"];
    assert_eq!(groups.map(sizes), ["[c]", "5", "[c]", "15"]);
    assert!(!part.contains("role=\"img\""), "no bar tells what the cells hide");
}

/// Texts that are likely to hurt, in every name and title that there is.
#[test]
fn hostile_texts_do_no_harm_on_any_page() {
    let long = "very ".repeat(2_000);
    for text in [
        "</title></style></script><script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "' onmouseover='alert(3)",
        "{{ 7 * 7 }}{% include \"x\" %}",
        "=HYPERLINK(1)",
        "\u{202e}desrever\u{2066}",
        "a\u{0301}\u{0301}\u{0301} 妖精动漫 \u{1f9d1}\u{200d}\u{1f3eb}",
        long.as_str(),
    ] {
        let bench = Bench::new();
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        let toml = format!("'''{text}'''");
        bench.edit("schools.csv", "Brook Academy", &cell);
        bench.edit("courses.csv", "Bicycles", &cell);
        bench.edit("providers.csv", "Workshop", &cell);
        bench.edit("round.toml", "\"Testshire, spring\"", &toml);
        bench.edit("policy.toml", "\"Testshire\"", &toml);
        bench.edit("policy.toml", "\"Flourish\"", &toml);
        let dates = "kind,date,end,programme,label\nterm,2025-09-03,2025-12-19,,\nterm,2026-01-05,2026-03-27,,\n";
        bench.write("calendar.csv", &format!("{dates}panel,2025-12-16,,flourish,{cell}\n"));
        bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
        html::check(&bench.text("out", "report.html"));
        for name in bench.files("packs").keys().filter(|name| name.ends_with(".html")) {
            let page = bench.text("packs", name);
            html::check(&page);
            assert!(!page.contains('\u{202e}'), "{name}");
            let heading = page.split_once("<h1>").unwrap().1.split_once("</h1>").unwrap().0;
            assert!(heading.chars().count() < 1_000, "{name}");
        }
    }
}

#[test]
fn hostile_ids_do_no_harm_on_any_page() {
    for id in ["<b>R</b>", "=1+1", "R\"1", "R'1", "../../etc", "R\u{202e}1", "%s%n"] {
        let bench = Bench::new();
        let quoted = format!("\"{}\"", id.replace('"', "\"\""));
        for (file, from) in [("schools.csv", "\nS1,"), ("referrals.csv", "\nR1,"), ("intakes.csv", "\nT-MON,")] {
            bench.edit(file, from, &format!("\n{quoted},"));
        }
        bench.edit("students.csv", ",S1,", &format!(",{quoted},"));
        bench.edit("referrals.csv", "T-MON", &quoted);
        bench.run(&["allocate", "ROUND", "--out", "@out", "--packs", "@packs"]).ends(0);
        html::check(&bench.text("out", "report.html"));
        let packs = bench.files("packs");
        let plain = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        assert!(packs.keys().all(plain), "{:?}", packs.keys());
        for name in packs.keys().filter(|name| name.ends_with(".html")) {
            html::check(&bench.text("packs", name));
        }
    }
}

/// By hand: all live a tenth of a degree away, some 11 km. Three placements of
/// Tier 1 are on one day of each of eleven weeks, at £5 a day; Flourish is no
/// part of the terms.
#[test]
fn the_page_says_what_transport_costs_and_what_else_programmes_ask() {
    let bench = Bench::new();
    bench.write("providers.csv", "provider_id,name,lat,lon\nV1,Workshop,52.5,-1.5\n");
    bench.write(
        "schools.csv",
        "school_id,name,sla,lat,lon\nS1,Brook Academy,yes,52.4,-1.5\nS2,Hill School,no,52.4,-1.5\n",
    );
    bench.edit("policy.toml", "name = \"Tier 1\"", "name = \"Tier 1\"\nrepeat = false\nmax_km = 20");
    let terms = "[[transport]]\nid = \"far\"\nprogrammes = [\"tier1\"]\nfrom_km = 8\ncost = 5\nper = \"day\"\n\n";
    bench.edit("policy.toml", "[objective]", &format!("{terms}[objective]"));
    let run = bench.run(&["allocate", "ROUND", "--out", "@out"]).ends(0);
    assert!(run.stderr.contains("£750 in fees, £165 for transport\n"), "{}", run.stderr);
    let page = bench.text("out", "report.html");
    html::check(&page);
    assert_eq!(row(&page, "far"), ["far", "of Tier 1, from 8.0 km", "£5 a day", ""]);
    let by_programme = page.split_once("id=\"transport-table\"").unwrap().1;
    assert_eq!(row(by_programme, "Tier 1"), ["Tier 1", "3", "3", "£165"]);
    assert_eq!(row(by_programme, "Flourish"), ["Flourish", "1", "0", "£0"]);
    let conditions = page.split_once("id=\"conditions-table\"").unwrap().1;
    assert_eq!(row(conditions, "Tier 1"), ["Tier 1", "once in an academic year; no farther than 20.0 km"]);
    // What is written is read again without a word.
    let audit = bench.run(&["audit", "ROUND", "@out/allocations.csv"]).ends(0);
    assert!(!audit.stderr.contains("warning"), "{}", audit.stderr);
}
