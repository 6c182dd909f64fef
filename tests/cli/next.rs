//! What commands say at their end, and what they say of paths and threads.

use crate::support::{Bench, Run};
use std::fs;
use std::process::Command;

/// The last line, which must say what is next.
#[track_caller]
fn next(run: &Run) -> &str {
    let last = run.stderr.lines().last().unwrap_or_default();
    last.strip_prefix("Next: ").unwrap_or_else(|| panic!("{}", run.stderr))
}

/// Runs the command that a run names as next, as a shell takes it.
#[cfg(unix)]
#[track_caller]
fn follow(bench: &Bench, run: &Run) -> Run {
    let next = next(run);
    let command = &next[next.find("rightplace ").unwrap()..];
    let program = format!("'{}'", env!("CARGO_BIN_EXE_rightplace"));
    let mut shell = Command::new("bash");
    shell.arg("-c").arg(command.replacen("rightplace", &program, 1)).current_dir(bench.path(""));
    Run::from(shell.env("NO_COLOR", "1").output().unwrap())
}

#[cfg(unix)]
#[test]
fn every_command_leads_to_the_next_as_it_is_printed() {
    let bench = Bench::new();
    fs::rename(bench.round(), bench.path("spring 2026")).unwrap();
    let check = bench.run(&["check", "@spring 2026"]).ends(0);
    assert!(next(&check).starts_with("rightplace allocate '"), "{}", check.stderr);
    let allocated = follow(&bench, &check).ends(0);
    assert!(bench.path("spring 2026-result/allocations.csv").is_file());
    assert!(next(&allocated).starts_with("rightplace explain "), "{}", allocated.stderr);
    let explained = follow(&bench, &allocated).ends(0);
    assert!(next(&explained).starts_with("rightplace deadlines "), "{}", explained.stderr);
    let dates = follow(&bench, &explained).ends(0);
    next(&dates);
    let audit = bench.run(&["audit", "@spring 2026", "@spring 2026-result/allocations.csv"]).ends(0);
    follow(&bench, &audit).ends(0);
    let replay = bench.run(&["replay", "@spring 2026-result", "--round", "@spring 2026"]).ends(0);
    follow(&bench, &replay).ends(0);
}

#[cfg(unix)]
#[test]
fn commands_that_begin_a_round_lead_to_its_check() {
    let bench = Bench::new();
    for arguments in [&["init", "@a b"][..], &["init", "@c d.xlsx"]] {
        let run = bench.run(arguments).ends(0);
        let check = follow(&bench, &run).ends(3);
        // Its errors lead to it again.
        follow(&bench, &check).ends(3);
    }
    let run = bench.run(&["generate", "--tiny", "--out", "@tiny"]).ends(0);
    follow(&bench, &run).ends(0);
}

#[test]
fn the_other_commands_say_what_is_next_too() {
    let bench = Bench::new();
    bench.write_beside(
        "more.toml",
        "[[edit]]\ntable = \"intakes\"\nwhere = { intake_id = \"FL\" }\nset = { places = 2 }\n",
    );
    for (arguments, said) in [
        (&["whatif", "ROUND", "@more.toml", "--out", "@what-if"][..], "rightplace check "),
        (&["whatif", "ROUND", "@more.toml", "--estimate", "--out", "@estimate"], "--estimate"),
        (&["plan", "value", "ROUND", "--out", "@value"], "menu"),
        (&["export", "ROUND", "--out", "@export"], "solver"),
        (&["schema", "--out", "@schema"], "check"),
        (&["deadlines", "ROUND", "--ics"], "calendar"),
    ] {
        let run = bench.run(arguments).ends(0);
        assert!(next(&run).contains(said), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_path_that_names_nothing_is_one_message_in_every_command() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@result"]).ends(0);
    bench.write_beside("more.toml", "[[remove]]\ntable = \"intakes\"\nwhere = { intake_id = \"FL\" }\n");
    let near = |name: &str| format!("did you mean {}?", bench.path(name).display());
    for (arguments, meant) in [
        (&["allocate", "@ruond", "--out", "@out"][..], "round"),
        (&["audit", "@rond", "@result/allocations.csv"], "round"),
        (&["audit", "ROUND", "@result/alocations.csv"], "result/allocations.csv"),
        (&["audit", "ROUND", "@reslt/allocations.csv"], "result/allocations.csv"),
        (&["explain", "@rounds", "--out", "@out"], "round"),
        (&["allocate", "ROUND", "--out", "@out", "--keep", "@resul/allocations.csv"], "result/allocations.csv"),
        (&["allocate", "ROUND", "--out", "@out", "--hold", "@resul/allocations.csv"], "result/allocations.csv"),
        (&["replay", "@resullt", "--round", "ROUND"], "result"),
        (&["replay", "@result", "--round", "@roundd"], "round"),
        (&["deadlines", "@roud"], "round"),
        (&["deadlines", "ROUND", "--allocations", "@result/allocation.csv"], "result/allocations.csv"),
        (&["whatif", "@roun", "@more.toml", "--out", "@out"], "round"),
        (&["whatif", "ROUND", "@mor.toml", "--out", "@out"], "more.toml"),
        (&["plan", "value", "@roun", "--out", "@out"], "round"),
        (&["plan", "buy", "ROUND", "@mre.toml", "--out", "@out"], "more.toml"),
        (&["export", "@roun", "--out", "@out"], "round"),
        (&["year", "@resul", "--out", "@out"], "result"),
        (&["bench", "@roun", "--out", "@out"], "round"),
        (&["generate", "--out", "@out", "--after", "@more.tml"], "more.toml"),
    ] {
        // A round, a year or an earlier result is input; the others say what to do.
        let is_usage = ["more.toml", "result"].contains(&meant) && !["year", "generate"].contains(&arguments[0]);
        let run = bench.run(arguments).ends(if is_usage { 2 } else { 3 });
        let errors: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("error")).collect();
        assert_eq!(errors.len(), 1, "{arguments:?}: {}", run.stderr);
        assert!(errors[0].contains("there is no ") && errors[0].contains(&near(meant)), "{arguments:?}: {}", errors[0]);
        assert!(run.stdout.is_empty(), "{}", run.stdout);
    }
    assert!(!bench.path("out").exists());
}

#[test]
fn wrong_usage_ends_with_2_whatever_it_is() {
    let bench = Bench::new();
    bench.write_beside("file", "");
    for arguments in [
        &["init", "@file/new"][..],
        &["init", "@file"],
        &["allocate", "ROUND", "--out", "@file"],
        &["allocate", "ROUND", "--out", "@file/out"],
        &["allocate", "ROUND", "--out", "ROUND"],
        &["explain", "ROUND", "--out", "@out", "R99"],
        &["schema", "--out", "@file"],
        &["generate", "--out", "@file"],
        &["whatif", "ROUND", "@", "--out", "@out"],
        &["year", "ROUND", "--out", "ROUND"],
        &["replay", "ROUND", "--round", "ROUND"],
        &["bench", "--out", "@out"],
    ] {
        let run = bench.run(arguments).ends(2);
        assert!(run.stderr.starts_with("error"), "{arguments:?}: {}", run.stderr);
    }
    assert!(!bench.path("out").exists());
}

#[test]
fn no_more_threads_are_used_than_there_are_cores() {
    let bench = Bench::new();
    let run = bench.run(&["allocate", "ROUND", "--out", "@many", "--threads", "60000"]).ends(0);
    assert_eq!(run.stderr.matches("Threads: the machine has").count(), 1, "{}", run.stderr);
    let run = bench.run(&["allocate", "ROUND", "--out", "@one", "--threads", "1"]).ends(0);
    assert!(!run.stderr.contains("Threads:"), "{}", run.stderr);
    assert_eq!(bench.text("many", "allocations.csv"), bench.text("one", "allocations.csv"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_printed_such_that_a_shell_takes_it() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    let named = bench.path("").join(OsStr::from_bytes(b"caf\xe9"));
    fs::rename(bench.round(), &named).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_rightplace"));
    command.arg("allocate").arg(&named).arg("--out").arg(bench.path("out")).env("NO_COLOR", "1");
    let run = Run::from(command.output().unwrap()).ends(0);
    let check = run.stderr.lines().find_map(|line| line.strip_prefix("Check it: ")).unwrap();
    assert!(check.contains("caf\\xe9'"), "{check}");
    let program = format!("'{}'", env!("CARGO_BIN_EXE_rightplace"));
    let shell = Command::new("bash").arg("-c").arg(check.replacen("rightplace", &program, 1)).output().unwrap();
    Run::from(shell).ends(0);
    follow(&bench, &run).ends(0);
}

#[test]
fn who_loses_a_place_is_named_on_the_console_and_in_the_packs() {
    let bench = Bench::new();
    bench.run(&["allocate", "ROUND", "--out", "@first"]).ends(0);
    let first = bench.text("first", "allocations.csv");
    assert!(first.contains("\nR5,") && !first.contains("\nR6,"), "{first}");
    bench.write("decisions.csv", "referral_id,decision,intake_id\nR6,place,FL\n");
    let run = bench
        .run(&["allocate", "ROUND", "--out", "@next", "--keep", "@first/allocations.csv", "--packs", "@packs"])
        .ends(0);
    assert!(
        run.stderr.contains("Changes: 1 gains, 1 loses, 0 move\n  R5 loses FL, which it was told of\n"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("  R6 gains FL\n"), "{}", run.stderr);
    let packs = bench.files("packs");
    let of = |name: &str| String::from_utf8(packs[name].clone()).unwrap();
    assert!(of("school-S1.html").contains("told FL, now withdrawn"));
    assert!(of("school-S1.csv").contains("Told FL, now withdrawn. "), "{}", of("school-S1.csv"));
    assert!(!of("school-S2.html").contains("withdrawn"));
}

#[test]
fn scenarios_whose_variants_have_one_name_are_told() {
    let bench = Bench::new();
    let edit = "table = \"intakes\"\nwhere = { intake_id = \"FL\" }\nset = { places = 2 }\n";
    bench.write_beside("a.toml", &format!("name = \"More: places=+1\"\n[[edit]]\n{edit}"));
    bench.write_beside(
        "b.toml",
        "name = \"More\"\n[sweep]\nplaces = { table = \"intakes\", set = \"places\", values = [\"+0\", \"+1\"] }\n",
    );
    let run = bench.run(&["whatif", "ROUND", "@a.toml", "@b.toml", "--out", "@out"]).ends(0);
    let told =
        "error[duplicate-id] b.toml, key name: found \"More: places=+1\", as in a.toml; expected a name of its own";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    assert_eq!(bench.text("out", "comparison.csv").matches("More: places=+1,").count(), 1);
}
