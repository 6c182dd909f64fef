//! `docs/programmes.md` holds: every quote is in its line of its text, every
//! key is in the scenario's files with the value stated, every programme, pool
//! and other table of a policy is answered for.

use crate::scenarios;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{DocumentMut, Item, Value};

const TEXTS: [&str; 5] = [
    "000_3cbaa9e03e305548.txt",
    "001_69919eb61648e625.txt",
    "002_e4a9513cb7e19d3b.txt",
    "003_65bb294695200a49.txt",
    "004_d9ac5afba84991b9.txt",
];

/// Arrays of tables of a policy whose entries have ids.
const TABLES: [&str; 5] = ["programme", "pool", "clock", "transport", "mix"];

/// A row of the page.
#[derive(Debug)]
pub struct Row {
    pub scenario: String,
    source: String,
    quote: String,
    pub keys: Vec<(String, String)>,
    reading: String,
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sources")
}

/// With single spaces, whatever white space there was.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of `S1:204` or `S1:984-1046`.
fn cited(source: &str) -> String {
    let (text, lines) = source.split_once(':').unwrap();
    let text = fs::read_to_string(sources().join(TEXTS[text[1..].parse::<usize>().unwrap()])).unwrap();
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    plain(&text.lines().skip(first - 1).take(last + 1 - first).collect::<Vec<_>>().join(" "))
}

/// The heading of the list of lines that no key carries.
const OTHERS: &str = "\n## All other lines\n";

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/programmes.md")).unwrap()
}

/// The lines of `S1:204`, `S1:984-1046` or `S1:1, 3-5`, each with its text.
fn lines_of(source: &str) -> Vec<(usize, usize)> {
    let (text, lines) = source.split_once(':').unwrap();
    let text: usize = text[1..].parse().unwrap();
    let span = |each: &str| {
        let (first, last) = each.split_once('-').unwrap_or((each, each));
        first.parse::<usize>().unwrap()..=last.parse::<usize>().unwrap()
    };
    lines.split(", ").flat_map(span).map(|line| (text, line)).collect()
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(open)?;
    rest.rsplit_once(close).map(|(inside, _)| inside)
}

pub fn rows() -> Vec<Row> {
    let page = page();
    let (page, _) = page.split_once(OTHERS).unwrap();
    let mut scenario = String::new();
    let mut rows = Vec::new();
    for line in page.lines() {
        if let Some(rest) = line.strip_prefix("Scenario: [`") {
            scenario = rest.split('`').next().unwrap().to_owned();
        }
        if !line.starts_with("| S") {
            continue;
        }
        let cells: Vec<&str> = line.split('|').skip(1).map(str::trim).collect();
        assert_eq!(cells.len(), 5, "{line}");
        let quote = between(cells[1], "“", "”");
        assert!(quote.is_some(), "no quote in {line}");
        let spans: Vec<&str> = cells[2].split('`').skip(1).step_by(2).collect();
        let keys: Vec<(&str, &str)> = spans.iter().filter_map(|span| span.split_once(" = ")).collect();
        assert_eq!(keys.len(), spans.len(), "a key has no value in {line}");
        rows.push(Row {
            scenario: scenario.clone(),
            source: cells[0].to_owned(),
            quote: plain(quote.unwrap()),
            keys: keys.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            reading: cells[3].to_owned(),
        });
    }
    rows
}

fn policy(scenario: &str) -> DocumentMut {
    let folder = scenarios().join(scenario);
    fs::read_to_string(folder.join("policy.toml")).unwrap().parse().unwrap()
}

/// A value as it is compared: without comments, breaks and spaces around it.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(", ")),
        Value::String(text) => format!("{:?}", text.value()),
        other => other.to_string().trim().to_owned(),
    }
}

/// The value of a key such as `sla.paid_places` or `programme.keys.tags_any`.
fn setting(policy: &DocumentMut, key: &str) -> Option<String> {
    let mut parts = key.split('.');
    let mut item = policy.get(parts.next()?)?;
    if let Item::ArrayOfTables(tables) = item {
        let id = parts.next()?;
        let table = tables.iter().find(|table| table.get("id").and_then(Item::as_str) == Some(id))?;
        item = table.get(parts.next()?)?;
    }
    for part in parts {
        item = item.get(part)?;
    }
    item.as_value().map(canonical)
}

/// The cells of `courses[course_id=KEYS].places`: of all rows that have these
/// values, in the rounds of the scenario.
fn cells(scenario: &str, key: &str) -> BTreeSet<String> {
    let (table, rest) = key.split_once('[').unwrap();
    let (condition, column) = rest.rsplit_once("].").unwrap();
    let conditions: Vec<(&str, &str)> = condition.split(';').map(|each| each.split_once('=').unwrap()).collect();
    let folder = scenarios().join(scenario);
    let below = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let files = below.chain([folder.clone()]).map(|each| each.join(format!("{table}.csv")));
    let mut found = BTreeSet::new();
    for file in files.filter(|file| file.is_file()) {
        let mut reader = csv::Reader::from_path(&file).unwrap();
        let names = reader.headers().unwrap().clone();
        for record in reader.records() {
            let record = record.unwrap();
            let row: BTreeMap<&str, &str> = names.iter().zip(record.iter()).collect();
            if conditions.iter().all(|(name, value)| row.get(name) == Some(value)) {
                found.insert(row.get(column).map_or_else(String::new, |cell| (*cell).to_owned()));
            }
        }
    }
    found
}

#[test]
fn every_quote_is_in_its_line() {
    let rows = rows();
    assert!(rows.len() > 100, "{}", rows.len());
    for row in rows {
        assert!(cited(&row.source).contains(&row.quote), "{} has no “{}”", row.source, row.quote);
    }
}

#[test]
fn every_key_is_there_with_its_value() {
    for row in rows() {
        let policy = policy(&row.scenario);
        for (key, value) in &row.keys {
            if key.contains('[') {
                assert_eq!(cells(&row.scenario, key), BTreeSet::from([value.clone()]), "{} of {}", key, row.scenario);
            } else {
                let stated: DocumentMut = format!("value = {value}").parse().unwrap();
                let stated = canonical(stated["value"].as_value().unwrap());
                assert_eq!(setting(&policy, key), Some(stated), "{} of {}", key, row.scenario);
            }
        }
    }
}

#[test]
fn what_no_key_carries_has_a_reason() {
    for row in rows() {
        assert!(!row.keys.is_empty() || row.reading.len() > 20, "{row:?}");
    }
}

#[test]
fn every_line_of_the_texts_is_in_a_row_or_among_the_others() {
    let page = page();
    let (_, others) = page.split_once(OTHERS).unwrap();
    let others =
        others.lines().filter(|line| line.starts_with("| S")).map(|line| line.split('|').nth(1).unwrap().trim());
    let others: Vec<(usize, usize)> = others.flat_map(|cell| cell.split("; ")).flat_map(lines_of).collect();
    let in_rows: BTreeSet<(usize, usize)> = rows().iter().flat_map(|row| lines_of(&row.source)).collect();
    let answered: BTreeSet<(usize, usize)> = in_rows.iter().chain(&others).copied().collect();
    for (text, name) in TEXTS.iter().enumerate() {
        let lines = fs::read_to_string(sources().join(name)).unwrap();
        for (line, _) in (1..).zip(lines.lines()).filter(|(_, said)| !said.trim().is_empty()) {
            assert!(answered.contains(&(text, line)), "S{text}:{line} is in no row, and not among the others");
        }
    }
    let twice: Vec<_> = others.iter().filter(|line| in_rows.contains(line) && !is_blank(**line)).collect();
    assert!(twice.is_empty(), "in a row and among the others: {twice:?}");
}

fn is_blank((text, line): (usize, usize)) -> bool {
    let lines = fs::read_to_string(sources().join(TEXTS[text])).unwrap();
    lines.lines().nth(line - 1).is_none_or(|said| said.trim().is_empty())
}

#[test]
fn every_sentence_of_the_list_is_answered() {
    let rows = rows();
    let list = fs::read_to_string(sources().join("quotes.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let listed: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(listed.len(), 39);
    for record in listed {
        let (line, quote) = (&record[0], plain(&record[1]));
        assert!(cited(line).contains(&quote), "{line} has no “{quote}”");
        let answered = rows.iter().any(|row| row.source == line && row.quote.contains(&quote));
        assert!(answered, "nothing answers to {line}, “{quote}”");
    }
}

#[test]
fn every_entry_of_a_policy_is_answered_for_and_names_its_text() {
    let rows = rows();
    let named: BTreeSet<&str> = rows.iter().map(|row| row.scenario.as_str()).collect();
    let folders = fs::read_dir(scenarios()).unwrap().map(|entry| entry.unwrap().path());
    let with_policy = folders.filter(|folder| folder.join("policy.toml").exists());
    let mut all: BTreeSet<String> =
        with_policy.map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    // It is no authority's: nobody's text says anything of it.
    all.remove("first-steps");
    assert_eq!(named, all.iter().map(String::as_str).collect());
    for scenario in &named {
        let policy = policy(scenario);
        let keys: BTreeSet<&str> = rows
            .iter()
            .filter(|row| row.scenario == *scenario)
            .flat_map(|row| row.keys.iter().map(|(key, _)| key.as_str()))
            .collect();
        for table in TABLES {
            let entries = policy.get(table).and_then(Item::as_array_of_tables);
            for entry in entries.into_iter().flat_map(|entries| entries.iter()) {
                let id = entry["id"].as_str().unwrap();
                let prefix = format!("{table}.{id}.");
                assert!(keys.iter().any(|key| key.starts_with(&prefix)), "no row for {prefix} of {scenario}");
                let Some(source) = entry.get("source").and_then(Item::as_str) else {
                    assert_ne!(table, "programme", "{id} of {scenario} names no source");
                    continue;
                };
                let (file, section) = source.split_once(", ").unwrap();
                let text = plain(&fs::read_to_string(sources().join(file)).unwrap());
                for part in section.split(": ") {
                    assert!(text.contains(part), "{file} has no section {part}, named by {id} of {scenario}");
                }
            }
        }
    }
}
