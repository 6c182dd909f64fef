//! What the README shows is what the program does. After a change of the
//! output, `RIGHTPLACE_REGENERATE=1 cargo test --release --test readme` writes
//! the samples anew; look at what changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, pipe};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const FENCE: &str = "```";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The texts of the fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let opening = format!("{FENCE}{language}\n");
    let bodies = text.split(&opening).skip(1);
    bodies.map(|rest| rest.split_once(FENCE).unwrap().0.to_owned()).collect()
}

/// A folder with the small scenario, as the clone that a reader stands in.
struct Clone {
    folder: TempDir,
}

impl Clone {
    fn new() -> Clone {
        let clone = Clone { folder: tempfile::tempdir().unwrap() };
        let scenario = PathBuf::from("scenarios/first-steps");
        let copy = clone.folder.path().join(&scenario);
        fs::create_dir_all(&copy).unwrap();
        fs::create_dir(clone.folder.path().join("out")).unwrap();
        for entry in fs::read_dir(root().join(&scenario)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, copy.join(path.file_name().unwrap())).unwrap();
        }
        clone
    }

    /// What a terminal shows of a command, which must succeed.
    fn shows(&self, command: &str) -> String {
        let mut words = command.split_whitespace();
        match words.next() {
            Some("cat") => fs::read_to_string(self.folder.path().join(words.next().unwrap())).unwrap(),
            Some("rightplace") => self.runs(words),
            other => panic!("the README may show rightplace and cat, not {other:?}"),
        }
    }

    fn runs<'a>(&self, arguments: impl Iterator<Item = &'a str>) -> String {
        let (mut shown, screen) = pipe().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_rightplace"));
        command.args(arguments).current_dir(self.folder.path()).env("NO_COLOR", "1").env("COLUMNS", "100");
        command.stdout(screen.try_clone().unwrap()).stderr(screen);
        let mut running = command.spawn().unwrap();
        // The command keeps the writing end of the pipe open.
        drop(command);
        let mut text = String::new();
        shown.read_to_string(&mut text).unwrap();
        assert!(running.wait().unwrap().success(), "{text}");
        text
    }

    /// A block of commands with what each shows.
    fn replay(&self, block: &str) -> String {
        let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
        let shown = commands.map(|command| format!("$ {command}\n{}\n", self.shows(command).trim_matches('\n')));
        shown.collect()
    }
}

#[test]
fn every_sample_is_what_the_program_shows() {
    let clone = Clone::new();
    let text = readme();
    let samples = blocks(&text, "console");
    assert!(samples.iter().any(|sample| sample.contains("$ rightplace allocate")), "an allocation is shown");
    let mut real = text.clone();
    for sample in &samples {
        let opened = format!("{FENCE}console\n");
        real = real.replace(&format!("{opened}{sample}{FENCE}"), &format!("{opened}{}{FENCE}", clone.replay(sample)));
    }
    if std::env::var_os("RIGHTPLACE_REGENERATE").is_some() {
        fs::write(root().join("README.md"), &real).unwrap();
    } else {
        assert_eq!(text, real);
    }
}

#[test]
fn two_commands_run_and_test_the_project() {
    let text = readme();
    let commands = blocks(&text, "sh");
    assert_eq!(commands.len(), 2);
    assert_eq!(commands[1], "cargo test --release\n");
    let runs: Vec<&str> = commands[0].split("cargo run --release -- ").skip(1).collect();
    assert_eq!(runs.len(), 2);
    let words = |run: &str| -> Vec<String> {
        run.split_whitespace().take_while(|word| *word != "&&").map(str::to_owned).collect()
    };
    let (allocate, audit) = (words(runs[0]), words(runs[1]));
    assert_eq!(allocate[0], "allocate");
    assert!(root().join(&allocate[1]).join("round.toml").exists(), "{allocate:?}");
    assert_eq!(allocate[2], "--out");
    assert_eq!(audit, ["audit", &allocate[1], &format!("{}/allocations.csv", allocate[3])]);
}

#[test]
fn the_commands_are_those_that_there_are() {
    let help = Clone::new().shows("rightplace --help");
    let listed = help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let are: BTreeSet<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    let text = readme();
    let section = text.split("\n## Commands\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `rightplace "));
    let mut told: BTreeSet<&str> = rows.filter_map(|row| row.split([' ', '`']).next()).collect();
    told.insert("help");
    assert_eq!(told, are);
}
