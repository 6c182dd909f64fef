//! `docs/how-to.md` holds: each section's rows are written into the first steps,
//! the program is run on them, and what comes out is what the page says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "proof/mod.rs"]
mod proof;

use proof::Files;
use proof::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use toml_edit::{DocumentMut, Item};

/// Tables of which every row of the page is one more.
const ADDED: [&str; 3] = ["placements.csv", "decisions.csv", "separations.csv"];

/// What a section says, in its order.
#[derive(Debug)]
enum Said {
    /// Rows or settings for a file; `true`: in place of those said before.
    Write(String, bool, String),
    /// A run of the program.
    Run(String),
    /// What comes out.
    Then(Vec<String>),
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sections of the page, each with what it says; the first has no heading of
/// its own.
fn sections() -> Vec<(String, Vec<Said>)> {
    let page = fs::read_to_string(root().join("docs/how-to.md")).unwrap();
    let mut sections = vec![("As it is".to_owned(), Vec::new())];
    let mut file = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            sections.push((title.to_owned(), Vec::new()));
        } else if let Some(kind) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let said = match kind {
                "csv" | "toml" => {
                    let (name, instead) = file.take().unwrap_or_else(|| panic!("no file is named before {body:?}"));
                    Said::Write(name, instead, body.join("\n") + "\n")
                }
                "console" => Said::Run(body[0].strip_prefix("$ rightplace ").unwrap().to_owned()),
                "then" => Said::Then(body.into_iter().map(str::to_owned).collect()),
                other => panic!("the page has a block of {other}"),
            };
            sections.last_mut().unwrap().1.push(said);
        } else if let Some((name, rest)) = line.strip_prefix('`').and_then(|rest| rest.split_once('`'))
            && (rest.is_empty() || rest == " instead")
        {
            file = Some((name.to_owned(), !rest.is_empty()));
        }
    }
    sections
}

/// The first steps without their decisions, in a folder of their own.
struct Steps {
    folder: TempDir,
}

impl Steps {
    fn new() -> Steps {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("first-steps");
        fs::create_dir(&own).unwrap();
        for entry in fs::read_dir(root().join("scenarios/first-steps")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if !["README.md", "menu.toml", "decisions.csv"].contains(&name) {
                fs::copy(&path, own.join(name)).unwrap();
            }
        }
        Steps { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("first-steps").join(name)
    }

    fn write(&self, name: &str, instead: bool, text: &str) {
        let path = self.path(name);
        let own = if instead { String::new() } else { fs::read_to_string(&path).unwrap_or_default() };
        let merged = if name.ends_with(".toml") {
            with_settings(&own, text)
        } else {
            with_rows(&own, text, ADDED.contains(&name))
        };
        fs::write(path, merged).unwrap();
    }

    fn run(&self, command: &str) -> Output {
        let words = command.split_whitespace();
        Command::new(env!("CARGO_BIN_EXE_rightplace")).args(words).current_dir(self.folder.path()).output().unwrap()
    }

    /// What comes out of each referral, by the files of a result; and the codes
    /// that the check tells.
    fn outcome(&self, result: &str) -> BTreeMap<String, BTreeMap<String, String>> {
        let rows = |name: &str| {
            let path = self.folder.path().join(result).join(name);
            let mut reader = csv::Reader::from_path(path).unwrap();
            let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
            rows
        };
        rows("allocations.csv")
            .into_iter()
            .chain(rows("unplaced.csv"))
            .map(|row| (row["referral_id"].clone(), row))
            .collect()
    }
}

/// Rows added to a table, or put in place of those with the same first cell.
fn with_rows(own: &str, text: &str, is_added: bool) -> String {
    if own.is_empty() {
        return text.to_owned();
    }
    let mut files = Files::from([("own".to_owned(), own.to_owned()), ("more".to_owned(), text.to_owned())]);
    let mut table = Table::of(&files, "own");
    table.merge(&Table::of(&files, "more"), !is_added);
    table.put(&mut files);
    files["own"].clone()
}

/// Settings changed in a file, or added to it.
fn with_settings(own: &str, text: &str) -> String {
    let mut own: DocumentMut = own.parse().unwrap();
    let more: DocumentMut = text.parse().unwrap();
    for (key, item) in more.iter() {
        match (own.get_mut(key).and_then(Item::as_array_of_tables_mut), item.as_array_of_tables()) {
            (Some(tables), Some(added)) => added.iter().for_each(|table| tables.push(table.clone())),
            _ => drop(own.insert(key, item.clone())),
        }
    }
    own.to_string()
}

/// What a line of `then` comes to, said in the same words.
fn told(line: &str, outcome: &BTreeMap<String, BTreeMap<String, String>>, warnings: &BTreeSet<String>) -> String {
    if let Some(code) = line.strip_prefix("warning ") {
        return if warnings.contains(code) { line.to_owned() } else { format!("no {line}") };
    }
    let referral = line.split(' ').next().unwrap();
    let row = &outcome[referral];
    match row.get("intake_id") {
        None => format!("{referral} no place: {}", row["reason"]),
        Some(intake) if line.contains(" from ") => format!("{referral} {intake} from {}", row["start"]),
        Some(intake) if line.contains(" of ") => {
            format!("{referral} {intake}, £{} of {}", row["fee"], row["school_id"])
        }
        Some(intake) => format!("{referral} {intake}"),
    }
}

#[test]
fn what_comes_out_is_what_the_page_says() {
    let mut wrong = Vec::new();
    let sections = sections();
    assert!(sections.len() > 10, "{}", sections.len());
    for (title, said) in &sections {
        let steps = Steps::new();
        let mut result = None;
        let mut promises = 0;
        for one in said {
            match one {
                Said::Write(name, instead, text) => {
                    steps.write(name, *instead, text);
                    result = None;
                }
                Said::Run(command) => {
                    let ran = steps.run(command);
                    assert!(ran.status.success(), "{title}: {}", String::from_utf8_lossy(&ran.stderr));
                    result = command.split_once("--out ").map(|(_, folder)| folder.to_owned());
                }
                Said::Then(lines) => {
                    let folder = result.get_or_insert_with(|| {
                        let ran = steps.run("allocate first-steps --out out");
                        assert!(ran.status.success(), "{title}: {}", String::from_utf8_lossy(&ran.stderr));
                        "out".to_owned()
                    });
                    let check = steps.run("check first-steps --json");
                    let check: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
                    let codes = check["problems"].as_array().unwrap().iter();
                    let codes = codes.map(|problem| problem["code"].as_str().unwrap().to_owned()).collect();
                    let outcome = steps.outcome(folder);
                    let found: Vec<String> = lines.iter().map(|line| told(line, &outcome, &codes)).collect();
                    promises += lines.len();
                    if found != *lines {
                        wrong.push(format!("{title}: the page says {lines:?}, and it is {found:?}"));
                    }
                }
            }
        }
        assert!(promises > 0, "{title} promises nothing");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
