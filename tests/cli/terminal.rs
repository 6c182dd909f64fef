//! What a foreign cell may put on a terminal: nothing but what a line shows.
//! Every name, id and title of the round ends in codes that colour, clear,
//! turn and break a line.

use crate::support::{Bench, Run, rows};
use std::fs;

/// Escape sequences of both kinds, a mark that turns the text, a return to the
/// line's begin and a line of one's own.
const NAME: &str = "\u{1b}[31m\u{9b}2J\u{202e}\u{61c}\r\nerror[forged] x";
/// What is read as if it were not there; an id with anything else is refused.
const ID: &str = "\u{202e}\u{2066}\u{61c}";
/// The same for TOML.
const TOML: &str = r"\u001b[31m\u009b2J\u202e\u061c\r\nerror[forged] x";

/// Spoils every cell of the columns of ids and names.
fn spoilt() -> Bench {
    let bench = Bench::new();
    let spoilt = |column: &str, cell: &str| match column {
        "programme" | "kind" => cell.to_owned(),
        "name" | "title" | "category" | "phase" => format!("{cell}{NAME}"),
        _ if cell.is_empty() => String::new(),
        "choices" => cell.split(';').map(|id| format!("{id}{ID}")).collect::<Vec<_>>().join(";"),
        _ if column.ends_with("_id") => format!("{cell}{ID}"),
        _ => cell.to_owned(),
    };
    for name in ["schools", "students", "referrals", "providers", "courses", "intakes"] {
        let path = bench.round().join(format!("{name}.csv"));
        let text = fs::read_to_string(&path).unwrap();
        let mut header: Vec<String> = text.lines().next().unwrap().split(',').map(str::to_owned).collect();
        header.extend((name == "courses").then(|| "category".to_owned()));
        header.extend((name == "schools").then(|| "phase".to_owned()));
        let mut writer = csv::Writer::from_path(&path).unwrap();
        writer.write_record(&header).unwrap();
        for row in rows(&text) {
            let cell = |column: &String| spoilt(column, row.get(column).map_or("", String::as_str));
            writer.write_record(header.iter().map(cell)).unwrap();
        }
    }
    bench.edit("round.toml", "Testshire, spring", &format!("Testshire{TOML}"));
    bench.edit("policy.toml", "\"Testshire\"", &format!("\"Testshire{TOML}\""));
    bench.edit("policy.toml", "\"Flourish\"", &format!("\"Flourish{TOML}\""));
    bench.edit("policy.toml", "\"Tier 1\"", &format!("\"Tier 1{TOML}\""));
    bench
}

/// Runs a command, which ends with this status and shows nothing but lines of
/// its own.
#[track_caller]
fn shows_lines(bench: &Bench, arguments: &[&str], status: i32) -> Run {
    let run = bench.run(arguments).ends(status);
    let is_data = arguments.iter().any(|word| ["--csv", "--ics"].contains(word));
    for text in [&run.stdout, &run.stderr] {
        let shown = text.replace("\r\n", "\n");
        let turns = ['\u{61c}', '\u{202e}', '\u{2066}'];
        let bad = shown.chars().find(|c| (c.is_control() && *c != '\n') || turns.contains(c));
        assert_eq!(bad, None, "{arguments:?}: {text:?}");
        assert!(is_data || !shown.lines().any(|line| line.starts_with("error[forged]")), "{arguments:?}: {text}");
    }
    run
}

#[test]
fn no_command_shows_what_a_cell_tells_a_terminal() {
    let bench = spoilt();
    let run = shows_lines(&bench, &["check", "ROUND"], 0);
    assert!(run.stdout.contains("an invisible character"), "{}", run.stdout);
    shows_lines(&bench, &["check", "ROUND", "--json"], 0);
    // Ids that hold codes are told without them.
    for name in ["schools", "students", "referrals", "providers", "courses", "intakes"] {
        let bench = Bench::new();
        let path = bench.round().join(format!("{name}.csv"));
        let text = fs::read_to_string(&path).unwrap();
        let (header, rest) = text.split_once('\n').unwrap();
        let rest = rest.replacen(',', "\u{1b}[2J\u{9b}2J\u{7},", 1);
        fs::write(&path, format!("{header}\n{rest}")).unwrap();
        let run = shows_lines(&bench, &["check", "ROUND"], 3);
        assert!(run.stdout.contains("error[bad-id]"), "{name}: {}", run.stdout);
    }
    let run = shows_lines(&bench, &["allocate", "ROUND", "--out", "@out", "--explain"], 0);
    assert!(run.stderr.contains("4 of 6 (66.7%)"), "{}", run.stderr);
    let allocations = "@out/allocations.csv";
    shows_lines(&bench, &["audit", "ROUND", allocations], 0);
    shows_lines(&bench, &["audit", "ROUND", allocations, "--json"], 0);
    shows_lines(&bench, &["explain", "ROUND", "--out", "@out"], 0);
    let run = shows_lines(&bench, &["explain", "ROUND", "--out", "@out", "R6"], 0);
    assert!(run.stdout.contains("Flourish"), "{}", run.stdout);
    shows_lines(&bench, &["explain", "ROUND", "--out", "@out", "R6", "--json"], 0);
    shows_lines(&bench, &["deadlines", "ROUND", "--allocations", allocations], 0);
    shows_lines(&bench, &["deadlines", "ROUND", "--csv"], 0);
    shows_lines(&bench, &["deadlines", "ROUND", "--ics"], 0);
    shows_lines(&bench, &["replay", "@out", "--round", "ROUND"], 0);
    shows_lines(&bench, &["plan", "value", "ROUND", "--out", "@value"], 0);
    shows_lines(&bench, &["export", "ROUND", "--out", "@export"], 0);

    // A placement too many, and another as it was.
    let text = fs::read_to_string(bench.path("out/allocations.csv")).unwrap();
    let twice = text.lines().last().unwrap();
    bench.write_beside("twice.csv", &format!("{text}{twice}\n"));
    shows_lines(&bench, &["audit", "ROUND", "@twice.csv"], 6);
    let intakes = fs::read_to_string(bench.round().join("intakes.csv")).unwrap();
    bench.write("intakes.csv", &intakes.replace(",Mon,2", ",Mon,1"));
    shows_lines(&bench, &["allocate", "ROUND", "--keep", allocations, "--out", "@kept"], 0);
}

#[test]
fn nor_of_a_scenario_a_menu_or_a_year() {
    let bench = spoilt();
    bench.write_beside(
        "more.toml",
        &format!("name = \"More{TOML}\"\n[[edit]]\ntable = \"intakes\"\nwhere = {{ programme = \"flourish\" }}\nset = {{ places = \"+1\" }}\n"),
    );
    shows_lines(&bench, &["whatif", "ROUND", "@more.toml", "--out", "@more"], 0);
    bench.write_beside("none.toml", &format!("name = \"None{TOML}\"\n[[edit]]\ntable = \"x{TOML}\"\n"));
    shows_lines(&bench, &["whatif", "ROUND", "@none.toml", "--out", "@none"], 3);
    bench.write_beside(
        "lost.toml",
        &format!("name = \"Lost{TOML}\"\n[[edit]]\ntable = \"intakes\"\nwhere = {{ intake_id = \"y{TOML}\" }}\nset = {{ places = \"1\" }}\n"),
    );
    let run = bench.run(&["whatif", "ROUND", "@lost.toml", "--out", "@lost"]);
    shows_lines(&bench, &["whatif", "ROUND", "@lost.toml", "--out", "@lost"], run.status);
    let menu = |id: &str, intake: &str| {
        format!(
            "name = \"Menu{TOML}\"\nbudget = \"£600\"\n[[buy]]\nid = \"{id}\"\nintake = \"{intake}\"\nprice = \"£300\"\nmost = 1\n"
        )
    };
    bench.write_beside("menu.toml", &menu(&format!("garden{TOML}"), "FL"));
    let run = shows_lines(&bench, &["plan", "buy", "ROUND", "@menu.toml", "--out", "@buy"], 0);
    assert!(run.stdout.contains("1 × garden"), "{}", run.stdout);
    bench.write_beside("wrong.toml", &menu("garden", &format!("z{TOML}")));
    shows_lines(&bench, &["plan", "buy", "ROUND", "@wrong.toml", "--out", "@wrong"], 3);
    fs::create_dir(bench.path("year")).unwrap();
    fs::rename(bench.round(), bench.path("year/one")).unwrap();
    bench.write_beside("year/year.toml", &format!("name = \"Year{TOML}\"\n"));
    let run = bench.run(&["year", "@year", "--out", "@years"]);
    shows_lines(&bench, &["year", "@year", "--out", "@years"], run.status);
}

#[cfg(unix)]
#[test]
fn nor_of_the_name_of_a_file_or_an_argument() {
    let bench = Bench::new();
    let name = "\u{1b}[31m\u{202e}\nerror[forged] x";
    shows_lines(&bench, &["check", &format!("@{name}")], 3);
    fs::rename(bench.round(), bench.path(name)).unwrap();
    shows_lines(&bench, &["check", &format!("@{name}")], 0);
    shows_lines(&bench, &["allocate", &format!("@{name}"), "--out", &format!("@{name} result")], 0);
    shows_lines(&bench, &["tidy", "@"], 0);
    let run = bench.run(&["check", "--\u{1b}[31m"]).ends(2);
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
}

#[test]
fn nor_is_a_line_as_long_as_a_cell() {
    let bench = Bench::new();
    let long = "x".repeat(9_000);
    bench.edit("policy.toml", "\"Flourish\"", &format!("\"{long}\""));
    bench.edit("courses.csv", "Garden", &long);
    bench.edit("round.toml", "Testshire, spring", &long);
    for arguments in [
        &["check", "ROUND"] as &[&str],
        &["allocate", "ROUND", "--out", "@out"],
        &["deadlines", "ROUND", "--allocations", "@out/allocations.csv"],
    ] {
        let run = bench.run(arguments).ends(0);
        let longest = [&run.stdout, &run.stderr].into_iter().flat_map(|text| text.lines()).map(str::len).max();
        assert!(longest.is_some_and(|longest| longest < 1_000), "{arguments:?}: {longest:?}");
    }
}

#[test]
fn an_id_or_a_name_has_a_longest() {
    let bench = Bench::new();
    bench.edit("schools.csv", "S1,Brook Academy", &format!("S1,{}", "n".repeat(10_001)));
    bench.edit("intakes.csv", "T-TUE,T", &format!("{},T", "i".repeat(201)));
    bench.edit("policy.toml", "id = \"flourish\"", &format!("id = \"{}\"", "f".repeat(201)));
    let run = bench.run(&["check", "ROUND"]).ends(3);
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("error[too-large]")).collect();
    assert_eq!(told.len(), 3, "{}", run.stdout);
    assert!(told.iter().any(|line| line.contains("a text of 201 characters")), "{told:?}");
    assert!(told.iter().any(|line| line.contains("a text of 10001 characters")), "{told:?}");
}
