//! Empty rounds to fill in, and JSON Schema.

use crate::common::told;
use crate::parts::{put_together, taken_apart};
use rightplace::forms::{files, schemas, workbook};
use rightplace::ids::Word;
use rightplace::round::Round;
use rightplace::schema::TABLES;
use rightplace::source::{Source, Value};
use std::fs;
use std::path::Path;

/// What an empty form lacks.
const LACKING: [&str; 4] = ["as_of", "academic_year", "seed", "programme"];

/// The errors; an empty form also warns of examples and of the terms that it
/// has not.
fn errors(lines: Vec<String>) -> Vec<String> {
    let is_usual = |line: &str| line.starts_with("warning[example-row]") || line.starts_with("warning[no-terms]");
    lines.into_iter().filter(|line| !is_usual(line)).collect()
}

/// A settings file with all of its remarks on keys taken for settings.
fn filled(text: &str) -> String {
    let is_setting = |line: &str| {
        let key = line.split(" = ").next().unwrap_or_default();
        line.starts_with('[') || (line.contains(" = ") && key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    let lines = text.lines().filter_map(|line| line.strip_prefix("# ")).filter(|line| is_setting(line));
    // A pool has one amount for all or one for each school.
    let lines = lines.filter(|line| *line != "amount = 400");
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn an_empty_folder_lacks_what_must_be_decided_and_is_a_round_once_filled() {
    let mut files = files();
    assert_eq!(files.len(), TABLES.len() + 3);
    let reading = Round::from_source(&Source::from_texts(files.clone()));
    let lines = errors(told(&reading));
    assert_eq!(lines.len(), LACKING.len(), "{lines:#?}");
    for (line, key) in lines.iter().zip(LACKING) {
        assert!(line.starts_with("error[missing-value]") && line.contains(&format!("key {key}:")), "{line}");
    }
    for (name, text) in &mut files {
        *text = if name.ends_with(".toml") { filled(text) } else { text.replace("e.g. ", "") };
    }
    let reading = Round::from_source(&Source::from_texts(files));
    assert_eq!(told(&reading), [""; 0]);
    let round = reading.round.unwrap();
    assert_eq!((round.referrals.len(), round.decisions.len(), round.held.len()), (1, 2, 1));
}

#[test]
fn an_empty_workbook_lacks_the_same_and_is_a_round_once_filled() {
    let bytes = workbook().unwrap();
    assert_eq!(workbook().unwrap(), bytes, "the same bytes every time");
    let lines = errors(told(&Round::from_source(&Source::from_workbook("r.xlsx", &bytes))));
    assert_eq!(lines.len(), LACKING.len(), "{lines:#?}");

    let reading = Round::from_source(&filled_workbook(&bytes));
    assert_eq!(told(&reading), [""; 0]);
    let round = reading.round.unwrap();
    assert_eq!((round.referrals.len(), round.decisions.len(), round.held.len()), (1, 2, 1));
}

/// The empty workbook with its examples taken for rows, and the run's settings.
pub fn filled_workbook(bytes: &[u8]) -> Source {
    let mut parts = taken_apart(bytes);
    let strings = String::from_utf8(parts["xl/sharedStrings.xml"].clone()).unwrap();
    parts.insert("xl/sharedStrings.xml".into(), strings.replace(">e.g. ", ">").into_bytes());
    let mut source = Source::from_workbook("r.xlsx", &put_together(&parts));
    let run = source.run.as_mut().unwrap();
    for (key, value) in [("as_of", "2025-12-05"), ("academic_year", "2025-26"), ("seed", "1")] {
        run.set(key, Value::Cell(value.into()), None).unwrap();
    }
    let policy = source.policy.as_mut().unwrap();
    policy.set("bands", Value::Cell("4".into()), None).unwrap();
    // A pool has one amount for all or one for each school.
    policy.set("pool.tutor_hours.amount", Value::Cell(String::new()), None).unwrap();
    source
}

#[test]
fn a_workbook_has_drop_downs_and_a_note_on_every_column() {
    let parts = taken_apart(&workbook().unwrap());
    let text = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let notes: usize = parts
        .keys()
        .filter(|name| name.starts_with("xl/comments"))
        .map(|name| text(name).matches("<comment ").count())
        .sum();
    assert_eq!(notes, TABLES.iter().map(|table| table.columns.len()).sum::<usize>());
    let sheets: String =
        parts.keys().filter(|name| name.starts_with("xl/worksheets/sheet")).map(|name| text(name)).collect();
    for words in [
        "\"yes,no\"",
        "\"pending,approved,deferred,declined,withdrawn\"",
        "\"place,bar,keep,waive\"",
        "schools!$A$3:$A$2001",
    ] {
        assert!(sheets.contains(&words.replace('"', "&quot;")) || sheets.contains(words), "{words}");
    }
}

#[test]
fn the_schemas_in_the_documents_are_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    let schemas = schemas();
    if std::env::var_os("RIGHTPLACE_REGENERATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &schemas {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let kept = crate::common::files(&folder);
    assert!(kept.keys().eq(schemas.keys()), "{:?}", kept.keys());
    for (name, text) in &schemas {
        assert!(kept[name] == text.as_bytes(), "{name}: RIGHTPLACE_REGENERATE=1 writes it anew");
    }
}

#[test]
fn a_schema_has_every_column_and_what_is_needed() {
    let schemas = schemas();
    for table in TABLES {
        let schema: serde_json::Value =
            serde_json::from_str(&schemas[&format!("{}.schema.json", table.id.word())]).unwrap();
        for column in table.columns {
            assert!(schema["items"]["properties"][column.name]["description"].is_string(), "{}", column.name);
        }
    }
    let intakes: serde_json::Value = serde_json::from_str(&schemas["intakes.schema.json"]).unwrap();
    assert_eq!(intakes["items"]["required"], serde_json::json!(["intake_id", "course_id", "start", "days", "places"]));
    let policy: serde_json::Value = serde_json::from_str(&schemas["policy.schema.json"]).unwrap();
    let access = &policy["properties"]["programme"]["items"]["properties"]["access"];
    assert_eq!(access["enum"], serde_json::json!(["open", "priority", "exclusive"]));
    assert_eq!(policy["properties"]["sla"]["properties"]["paid_places"]["default"], serde_json::json!(0));
}
