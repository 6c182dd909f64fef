//! The house is as `docs/architecture.md` says, and the documents speak of
//! everything that is published.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use rightplace::bench::PeerOutcome;
use rightplace::deadlines::{LimitState, Standing};
use rightplace::ids::{ConstraintId, RuleId, StageId, Word};
use rightplace::result::Status;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The files of a folder and its folders, with an ending, by path.
fn files(folder: &Path, ending: &str) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.insert(path);
        }
    }
    found
}

/// The words in backticks of a text.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The rows of the tables of a section, cell by cell.
fn rows<'t>(text: &'t str, heading: &str) -> Vec<Vec<&'t str>> {
    let section = text.split(&format!("\n## {heading}\n")).nth(1).unwrap().split("\n## ").next().unwrap();
    let body = section.lines().filter(|line| line.starts_with("| `"));
    body.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// The rooms from the top down, each with the rooms that it may import.
fn house(document: &str) -> Vec<(&str, BTreeSet<&str>)> {
    rows(document, "The rooms")
        .into_iter()
        .map(|cells| {
            let may = if cells.len() > 2 { quoted(cells[2]) } else { Vec::new() };
            (cells[0].trim_matches('`'), may.into_iter().collect())
        })
        .collect()
}

/// The room of a source file; the crate's roots belong to none.
fn room_of(file: &Path) -> Option<String> {
    let within = file.strip_prefix(root().join("src")).unwrap();
    let first = within.iter().next().unwrap().to_str().unwrap();
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "main"].contains(&name)).then(|| name.to_owned())
}

/// The rooms that a source text names by their paths.
fn imports(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in ["crate::", "rightplace::"] {
        for (position, _) in text.match_indices(path) {
            let rest = &text[position + path.len()..];
            let room: String = rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            found.insert(room);
        }
    }
    found
}

#[test]
fn rooms_import_downward_only_and_as_the_table_says() {
    let document = read("docs/architecture.md");
    let house = house(&document);
    let mut below: BTreeSet<&str> = BTreeSet::new();
    for (room, may) in house.iter().rev() {
        assert!(may.is_subset(&below), "{room} may import a room that is not below it: {may:?}");
        below.insert(room);
    }
    let allowed: BTreeMap<&str, BTreeSet<&str>> = house.into_iter().collect();
    let mut seen = BTreeSet::new();
    for file in files(&root().join("src"), "rs") {
        let Some(room) = room_of(&file) else { continue };
        let may = allowed.get(room.as_str());
        assert!(may.is_some(), "docs/architecture.md does not have the room {room}");
        for imported in imports(&fs::read_to_string(&file).unwrap()) {
            let is_allowed = imported == room || may.is_some_and(|may| may.contains(imported.as_str()));
            assert!(is_allowed, "{} imports {imported:?}", file.display());
        }
        seen.insert(room);
    }
    let told: BTreeSet<String> = allowed.keys().map(|room| (*room).to_owned()).collect();
    assert_eq!(seen, told);
}

#[test]
fn what_must_be_independent_is() {
    let document = read("docs/architecture.md");
    let allowed: BTreeMap<&str, BTreeSet<&str>> = house(&document).into_iter().collect();
    for room in ["rules", "rows", "limits", "program", "posed", "solve", "explain", "result", "report"] {
        assert!(!allowed["audit"].contains(room), "the audit checks what {room} does");
    }
    for room in ["round", "rules", "program", "solve", "audit"] {
        assert!(!allowed["generate"].contains(room), "generated rounds put {room} to the test");
    }
}

#[test]
fn no_source_file_is_longer_than_500_lines() {
    let sources = files(&root().join("src"), "rs");
    assert!(sources.len() > 100, "the sources are found");
    for file in sources {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        assert!(lines <= 500, "{} has {lines} lines", file.display());
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let run = Command::new("python3").arg(root().join("tests/structure.py")).arg("--cycles").output();
    let run = run.expect("python3 is needed: apt-get install python3");
    assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(run.stdout.is_empty() && run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}

/// The first cells of a section of `docs/rules.md`.
fn listed(heading: &str) -> Vec<String> {
    let document = read("docs/rules.md");
    rows(&document, heading).iter().map(|cells| cells[0].trim_matches('`').to_owned()).collect()
}

fn words<T: Word>() -> Vec<String> {
    T::ALL.iter().map(|value| value.word().to_owned()).collect()
}

#[test]
fn every_rule_constraint_and_stage_is_documented_in_the_published_order() {
    assert_eq!(listed("Rules"), words::<RuleId>());
    assert_eq!(listed("Constraints"), words::<ConstraintId>());
    assert_eq!(listed("Stages"), words::<StageId>());
}

/// The names of published words in a source text, as code writes them: those
/// behind `type_` and two colons.
fn named<T: Word + Debug>(type_: &str, text: &str) -> BTreeSet<String> {
    let mark = format!("{type_}::");
    let names = text.split(&mark).skip(1);
    let names = names.map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric()).collect::<String>());
    names.filter(|name| T::ALL.iter().any(|id| format!("{id:?}") == *name)).collect()
}

/// Of the files of a room that implement a trait, the published words that each
/// names: its own and no other.
fn is_one_file_each<T: Word + Debug>(folder: &str, trait_: &str, type_: &str) {
    // `return` is a word of the language.
    let file_of = |id: &T| match id.word() {
        "return" => "returning.rs".to_owned(),
        word => format!("{}.rs", word.replace('-', "_")),
    };
    let expected: BTreeMap<String, BTreeSet<String>> =
        T::ALL.iter().map(|id| (file_of(id), [format!("{id:?}")].into())).collect();
    let found: BTreeMap<String, BTreeSet<String>> = files(&root().join(folder), "rs")
        .into_iter()
        .map(|file| (file.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&file).unwrap()))
        .filter(|(_, text)| text.contains(&format!("impl {trait_} for")))
        .map(|(name, text)| (name, named::<T>(type_, &text)))
        .collect();
    assert_eq!(found, expected, "each file of {folder} names itself and no other");
}

#[test]
fn every_rule_has_one_file() {
    is_one_file_each::<RuleId>("src/rules/each", "Rule", "RuleId");
}

#[test]
fn every_limit_has_one_file_and_a_check_of_its_own_in_the_audit() {
    is_one_file_each::<ConstraintId>("src/limits", "Constraint", "ConstraintId");
    let registry = read("src/audit/constraints/mod.rs");
    let checks: BTreeSet<&str> = registry
        .lines()
        .filter(|line| line.trim_start().starts_with("ConstraintId::"))
        .filter_map(|line| line.split(" => ").nth(1))
        .collect();
    assert_eq!(checks.len(), ConstraintId::ALL.len(), "no two constraints share a check: {checks:?}");
}

/// Only the rooms where every rule and constraint has something of its own tell
/// them apart: elsewhere one more of them is no more code. A waiver of `status`
/// and a further choice are changes of their own kinds; they are named with
/// `programme`, which is never waived.
#[test]
fn rules_and_limits_are_told_apart_in_their_own_files_alone() {
    for file in files(&root().join("src"), "rs") {
        let room = room_of(&file).unwrap_or_default();
        let text = fs::read_to_string(&file).unwrap();
        if !["ids", "rules", "audit", "generate"].contains(&room.as_str()) {
            let rules = named::<RuleId>("RuleId", &text);
            assert!(rules.len() <= 3, "{} tells rules apart: {rules:?}", file.display());
        }
        if !["ids", "limits", "audit", "generate"].contains(&room.as_str()) {
            let constraints = named::<ConstraintId>("ConstraintId", &text);
            assert!(constraints.len() <= 2, "{} tells constraints apart: {constraints:?}", file.display());
        }
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut documents = files(&root().join("docs"), "md");
    documents.extend(files(&root().join("scenarios"), "md"));
    let others = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "fuzz/README.md"];
    documents.extend(others.map(|name| root().join(name)));
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap();
            let is_local = !path.is_empty() && !path.contains("://");
            let exists = document.parent().unwrap().join(path).exists();
            assert!(!is_local || exists, "{} links to {target}", document.display());
        }
    }
}

#[test]
fn the_files_that_recipes_name_are_there() {
    let text = read("CONTRIBUTING.md");
    let is_path = |word: &&str| ["src/", "tests/", "docs/", ".ci/"].iter().any(|folder| word.starts_with(folder));
    let named: Vec<&str> = quoted(&text).into_iter().filter(is_path).filter(|path| !path.contains("NAME")).collect();
    assert!(named.len() > 20, "{named:?}");
    for path in named {
        assert!(root().join(path).exists(), "CONTRIBUTING.md names {path}");
    }
}

/// The words between quotation marks behind an arrow, in the functions of these
/// names in some rooms.
fn arms(rooms: &[&str], names: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in names {
        let head = format!("fn {name}(");
        let bodies: Vec<String> = rooms
            .iter()
            .flat_map(|room| files(&root().join("src").join(room), "rs"))
            .filter_map(|file| {
                let text = fs::read_to_string(file).unwrap();
                let body = text.split(&head).nth(1)?;
                Some(body.split("\n    }\n").next()?.split("\n}\n").next()?.to_owned())
            })
            .collect();
        assert!(!bodies.is_empty(), "there is a function {name}");
        for body in bodies {
            let behind = body.split("=> \"").skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(behind.map(str::to_owned));
        }
    }
    found
}

/// The words of the first cells of a section of `docs/when-it-says.md`.
fn said(heading: &str) -> BTreeSet<String> {
    let document = read("docs/when-it-says.md");
    rows(&document, heading).iter().flat_map(|cells| quoted(cells[0])).map(str::to_owned).collect()
}

#[test]
fn every_exit_status_is_explained() {
    let text = read("src/cli/exit.rs");
    let codes = text.lines().filter_map(|line| line.trim().strip_suffix(',')?.split_once(" = "));
    let mut codes: BTreeSet<String> = codes.map(|(_, code)| code.to_owned()).collect();
    assert!(codes.len() > 5, "{codes:?}");
    // A second Ctrl-C, by the custom of shells.
    codes.insert("130".to_owned());
    assert_eq!(said("Exit statuses"), codes);
}

#[test]
fn every_status_is_explained() {
    let mut statuses: BTreeSet<String> =
        [Status::Optimal, Status::Feasible, Status::Infeasible].iter().map(|status| status.word().to_owned()).collect();
    statuses.extend(arms(&["plan"], &["status"]));
    let outcomes = [PeerOutcome::Climbed, PeerOutcome::Infeasible, PeerOutcome::NotInstalled, PeerOutcome::Failed];
    statuses.extend(outcomes.iter().map(|outcome| outcome.word().to_owned()));
    // What stands in place of a status where there is no result to have one.
    let without = ["estimate", "not reached", "not run"];
    let source: String = files(&root().join("src"), "rs").into_iter().map(read).collect();
    for word in without {
        assert!(source.contains(&format!("\"{word}\"")), "nothing says {word:?}");
    }
    statuses.extend(without.map(str::to_owned));
    assert_eq!(said("Statuses of a result"), statuses);
}

#[test]
fn every_ground_of_an_answer_is_explained() {
    let told = said("How an answer is known");
    for word in arms(&["plan", "whatif"], &["known", "fewer_known"]) {
        assert!(told.contains(&word), "docs/when-it-says.md does not explain {word:?}");
    }
    let deadlines: BTreeSet<String> = words::<Standing>().into_iter().chain(words::<LimitState>()).collect();
    assert_eq!(said("What `deadlines` says"), deadlines);
}

/// The texts between two marks.
fn between<'t>(text: &'t str, open: &str, close: char) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

#[test]
fn every_declared_column_is_listed_by_its_table() {
    let mut declared_in_all = 0;
    for file in files(&root().join("src/schema"), "rs") {
        let text = fs::read_to_string(&file).unwrap();
        let declared: Vec<&str> = between(&text, "pub const ", ':')
            .into_iter()
            .filter(|name| text.contains(&format!("{name}: ColumnOf<")))
            .collect();
        let lists = between(&text, "&[", ']').into_iter().filter(|list| list.contains(".column"));
        let listed = lists.flat_map(|list| list.split(".column").map(|name| name.trim_matches([',', ' ', '\n'])));
        let listed: Vec<&str> = listed.filter(|name| !name.is_empty()).collect();
        if !declared.is_empty() {
            assert_eq!(declared, listed, "{}", file.display());
        }
        declared_in_all += declared.len();
    }
    assert!(declared_in_all > 150, "the declarations are found");
}

/// The settings files that ask something of a round, such as scenarios, have
/// keys of their own: what is asked of a group is what `known_keys` is told.
#[test]
fn no_settings_file_is_asked_for_a_key_that_it_cannot_have() {
    let schema: String =
        files(&root().join("src/schema"), "rs").iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let declared: BTreeSet<&str> =
        between(&schema, "ColumnOf::new(", ',').iter().map(|name| name.trim().trim_matches('"')).collect();
    let mut asked_in_all = 0;
    for room in ["whatif", "plan"] {
        let texts: Vec<String> =
            files(&root().join("src").join(room), "rs").iter().map(|file| fs::read_to_string(file).unwrap()).collect();
        let lists = texts.iter().flat_map(|text| between(text, "[", ']'));
        let known: BTreeSet<&str> = lists.flat_map(|list| between(list, "\"", '"')).collect();
        for text in texts.iter().filter(|text| text.contains("SettingsReader")) {
            for mark in [".get(\"", "prefix, \"", "root, \"", "group, \"", "of(\""] {
                for key in between(text, mark, '"').into_iter().filter(|key| !key.ends_with('.')) {
                    assert!(known.contains(key) || declared.contains(key), "{room} asks for {key:?}");
                    asked_in_all += 1;
                }
            }
        }
    }
    assert!(asked_in_all > 40, "the questions are found: {asked_in_all}");
}

/// Every word of the glossary stands once, and what it names is there.
#[test]
fn the_glossary_leads_to_what_it_names() {
    let document = read("docs/glossary.md");
    let rows: Vec<Vec<&str>> = document
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| our word"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() > 50, "the tables are found");
    let mut words = BTreeSet::new();
    for row in rows {
        assert!(words.insert(row[0]), "{} stands twice", row[0]);
        for place in quoted(row[2]) {
            let path = root().join("src").join(place);
            assert!(path.exists() || path.with_extension("rs").exists(), "{} leads to {place}", row[0]);
        }
    }
}
