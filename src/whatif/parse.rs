//! From the text of a scenario file to a scenario; every mistake in it is told
//! with its line.

use super::demand;
use super::require::Requirement;
use super::scenario::{Edit, Insert, NewCell, Removal, Scenario, Setting, Sweep, Target};
use super::sections::{conditions, groups};
use super::text::text_of;
use crate::digest::sha256;
use crate::ids::Word;
use crate::problem::{Code, meant, nearest, quoted};
use crate::schema::{Column, TableId, spec};
use crate::source::{Group, Setting as Entry, SettingsReader, Value};
use std::collections::BTreeSet;

const KEYS: [&str; 8] = ["name", "edit", "remove", "insert", "policy", "sweep", "demand", "require"];
/// More variants than these are more likely a slip than meant.
const MOST_VARIANTS: usize = 100_000;

impl Scenario {
    /// Reads the bytes of a scenario file; `file` is its name in messages, and
    /// names the scenario where it does not name itself. Every mistake that can
    /// be seen without the round is told in [`Scenario::problems`].
    pub fn parse(file: &str, bytes: &[u8]) -> Scenario {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let unread =
            Scenario { name: stem.to_owned(), file: file.to_owned(), sha256: sha256(bytes), ..Scenario::default() };
        let (mut reader, root) = SettingsReader::open(file, bytes);
        let Some(root) = root else { return Scenario { problems: reader.into_problems(), ..unread } };
        reader.known_keys(&root, "", &KEYS);
        let mut scenario = Scenario {
            name: name(&mut reader, &root, stem),
            policy: policy(&mut reader, &root),
            edits: groups(&mut reader, &root, "edit", edit),
            removals: groups(&mut reader, &root, "remove", removal),
            inserts: groups(&mut reader, &root, "insert", insert),
            sweeps: sweeps(&mut reader, &root),
            requirements: requirements(&mut reader, &root),
            demand: demand::parse(&mut reader, &root),
            ..unread
        };
        if scenario.count() > MOST_VARIANTS {
            let line = root.get("sweep").or(root.get("demand")).and_then(|entry| entry.line);
            let expected = format!("{MOST_VARIANTS} combinations of values and draws or fewer");
            let found = scenario.count().to_string();
            reader.tell(Code::NumberTooLarge, line, "sweep", found, &expected, "Sweep over less, or draw fewer.");
        }
        scenario.problems = reader.into_problems();
        scenario
    }
}

fn name(reader: &mut SettingsReader<'_>, root: &Group, stem: &str) -> String {
    let Some(entry) = root.get("name") else { return stem.to_owned() };
    match &entry.value {
        Value::Text(text) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => {
            reader.wrong_type(entry.line, "name", "a text", "Write it in quotation marks.");
            stem.to_owned()
        }
    }
}

fn edit(reader: &mut SettingsReader<'_>, group: &Group) -> Option<Edit> {
    reader.known_keys(group, "edit.", &["table", "where", "set"]);
    let table = table(reader, group, "edit.")?;
    let conditions = conditions(reader, group, "edit.", table);
    let cells = cells(reader, group, "edit.", "set", table);
    Some(Edit { table, conditions, cells, line: group.line })
}

fn removal(reader: &mut SettingsReader<'_>, group: &Group) -> Option<Removal> {
    reader.known_keys(group, "remove.", &["table", "where"]);
    let table = table(reader, group, "remove.")?;
    if group.get("where").is_none() {
        let advice = "Say which rows; where = {} would be all of them.";
        reader.tell(Code::MissingValue, group.line, "remove.where", "nothing", "a condition", advice);
    }
    Some(Removal { table, conditions: conditions(reader, group, "remove.", table), line: group.line })
}

fn insert(reader: &mut SettingsReader<'_>, group: &Group) -> Option<Insert> {
    reader.known_keys(group, "insert.", &["table", "row"]);
    let table = table(reader, group, "insert.")?;
    Some(Insert { table, cells: cells(reader, group, "insert.", "row", table), line: group.line })
}

fn table(reader: &mut SettingsReader<'_>, group: &Group, prefix: &str) -> Option<TableId> {
    let key = format!("{prefix}table");
    let known = || TableId::ALL.iter().map(|table| table.word());
    let expected = format!("one of {}", known().collect::<Vec<_>>().join(", "));
    let Some(entry) = group.get("table") else {
        reader.tell(Code::MissingValue, group.line, &key, "nothing", &expected, "Name the table.");
        return None;
    };
    let Value::Text(name) = &entry.value else {
        reader.wrong_type(entry.line, &key, &expected, "Write it in quotation marks.");
        return None;
    };
    let bare = name.trim().to_lowercase();
    let bare = bare.strip_suffix(".csv").unwrap_or(&bare);
    let table = TableId::parse(bare);
    if table.is_none() {
        reader.tell(Code::UnknownWord, entry.line, &key, quoted(name), &expected, meant(nearest(bare, known())));
    }
    table
}

/// Columns of a table with their new texts.
fn cells(reader: &mut SettingsReader<'_>, group: &Group, prefix: &str, name: &str, table: TableId) -> Vec<NewCell> {
    let key = format!("{prefix}{name}");
    let advice = format!("Write it as {name} = {{ column = \"value\" }}.");
    let Some(entry) = group.get(name) else {
        reader.tell(Code::MissingValue, group.line, &key, "nothing", "columns with values", advice);
        return Vec::new();
    };
    let Value::Group(cells) = &entry.value else {
        reader.wrong_type(entry.line, &key, "columns with values", &advice);
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in &cells.settings {
        let line = entry.line.or(group.line);
        let Some(column) = column(reader, &key, entry, line, table) else { continue };
        let Some(text) = entry.value.cell() else {
            let key = format!("{key}.{}", entry.key);
            reader.wrong_type(line, &key, &column.kind.expected(), "Write the value in quotation marks.");
            continue;
        };
        found.push(NewCell { column, text, line });
    }
    found
}

fn column(
    reader: &mut SettingsReader<'_>,
    key: &str,
    entry: &Entry,
    line: Option<u32>,
    table: TableId,
) -> Option<&'static Column> {
    let columns = spec(table).columns;
    let found = columns.iter().find(|column| column.name == entry.key);
    if found.is_none() {
        let near = nearest(&entry.key, columns.iter().map(|column| column.name));
        let key = format!("{key}.{}", entry.key);
        let expected = format!("a column of {}", table.file());
        reader.tell(Code::UnknownKey, line, &key, "a column that is not known here", &expected, meant(near));
    }
    found
}

/// Keys of the policy, written as `"sla.paid_places"` or as groups.
fn policy(reader: &mut SettingsReader<'_>, root: &Group) -> Vec<Setting> {
    let Some(entry) = root.get("policy") else { return Vec::new() };
    let Value::Group(group) = &entry.value else {
        reader.wrong_type(entry.line, "policy", "keys with values", "Write them in a section [policy].");
        return Vec::new();
    };
    let mut found = Vec::new();
    flatten(group, "", &mut found);
    found
}

fn sweeps(reader: &mut SettingsReader<'_>, root: &Group) -> Vec<Sweep> {
    let Some(entry) = root.get("sweep") else { return Vec::new() };
    let Value::Group(group) = &entry.value else {
        reader.wrong_type(entry.line, "sweep", "names with what to vary", "Write them in a section [sweep].");
        return Vec::new();
    };
    group.settings.iter().filter_map(|entry| sweep(reader, entry)).collect()
}

fn sweep(reader: &mut SettingsReader<'_>, entry: &Entry) -> Option<Sweep> {
    let key = format!("sweep.{}", entry.key);
    let Value::Group(group) = &entry.value else {
        let advice = "Write { table = …, where = { … }, set = \"column\", values = [ … ] }.";
        reader.wrong_type(entry.line, &key, "what to vary", advice);
        return None;
    };
    let group = &Group { line: group.line.or(entry.line), ..group.clone() };
    let prefix = format!("{key}.");
    let target = match group.get("policy") {
        Some(Entry { value: Value::Text(path), .. }) => {
            reader.known_keys(group, &prefix, &["policy", "values"]);
            Some(Target::Policy { path: path.trim().to_owned() })
        }
        Some(entry) => {
            reader.wrong_type(
                entry.line,
                &format!("{prefix}policy"),
                "a key of the policy",
                "Write it in quotation marks.",
            );
            None
        }
        None => swept_cells(reader, group, &prefix),
    };
    let values = values(reader, group, &format!("{prefix}values"))?;
    Some(Sweep { key: entry.key.clone(), target: target?, values, line: group.line })
}

/// The values that a sweep tries.
fn values(reader: &mut SettingsReader<'_>, group: &Group, key: &str) -> Option<Vec<Value>> {
    let entry = group.get("values");
    let Some(Value::List(values)) = entry.map(|entry| &entry.value).filter(|value| **value != Value::List(Vec::new()))
    else {
        let advice = "Write values = [\"+0\", \"+3\"].";
        reader.tell(Code::MissingValue, group.line, key, "none", "a list of values", advice);
        return None;
    };
    let line = entry.and_then(|entry| entry.line).or(group.line);
    let Some(texts) = values.iter().map(Value::cell).collect::<Option<Vec<String>>>() else {
        reader.wrong_type(line, key, "a list of values", "Write each in quotation marks.");
        return None;
    };
    // Variants are told apart by the texts of their values.
    let mut seen = BTreeSet::new();
    if let Some(twice) = texts.iter().find(|text| !seen.insert(text.as_str())) {
        let found = format!("{} twice", quoted(twice));
        reader.tell(Code::DuplicateId, line, key, found, "every value once", "Delete one of the two.");
        return None;
    }
    Some(values.clone())
}

fn swept_cells(reader: &mut SettingsReader<'_>, group: &Group, prefix: &str) -> Option<Target> {
    reader.known_keys(group, prefix, &["table", "where", "set", "values", "policy"]);
    let table = table(reader, group, prefix)?;
    let conditions = conditions(reader, group, prefix, table);
    let key = format!("{prefix}set");
    let Some(Entry { value: Value::Text(name), line, .. }) = group.get("set") else {
        let expected = format!("a column of {}", table.file());
        reader.tell(Code::MissingValue, group.line, &key, "none", &expected, "Name the column in quotation marks.");
        return None;
    };
    let named = Entry { key: name.trim().to_owned(), value: Value::Flag(true), line: *line };
    let column = column(reader, &key, &named, *line, table)?;
    if column.private {
        let found = format!("{}, whose values may be about a child", column.name);
        let expected = "a column whose values names may show";
        let advice = "Write a scenario of its own for each value.";
        reader.tell(Code::ContradictorySettings, *line, &key, found, expected, advice);
        return None;
    }
    Some(Target::Cells { table, conditions, column: column.name })
}

fn requirements(reader: &mut SettingsReader<'_>, root: &Group) -> Vec<Requirement> {
    let Some(entry) = root.get("require") else { return Vec::new() };
    let Value::Group(group) = &entry.value else {
        let advice = "Write require = { \"placed_flourish\" = \">= 24\" }.";
        reader.wrong_type(entry.line, "require", "columns of comparison.csv with conditions", advice);
        return Vec::new();
    };
    let mut found = Vec::new();
    for one in &group.settings {
        let line = one.line.or(entry.line);
        match Requirement::parse(&one.key, &text_of(&one.value), line) {
            Some(requirement) => found.push(requirement),
            None => {
                let key = format!("require.{}", one.key);
                let advice = "Write >=, <=, >, <, = or != and a whole number.";
                reader.tell(
                    Code::BadNumber,
                    line,
                    &key,
                    quoted(&text_of(&one.value)),
                    "a condition such as \">= 24\"",
                    advice,
                );
            }
        }
    }
    found
}

/// The keys of a group and its groups as paths.
fn flatten(group: &Group, prefix: &str, found: &mut Vec<Setting>) {
    for entry in &group.settings {
        let path = format!("{prefix}{}", entry.key);
        match &entry.value {
            Value::Group(inner) => flatten(inner, &format!("{path}."), found),
            value => found.push(Setting { path, value: value.clone(), line: entry.line }),
        }
    }
}
