//! JSON Schema of the tables and settings.

use super::examples::{self, Row};
use super::words::{self, Section};
use crate::ids::Word;
use crate::schema::{Blank, Column, Kind, TABLES, TableSpec};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const WEEKDAY: &str = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)( (am|pm))?";
const YEAR: &str = "(N1|N2|R|[1-9]|1[0-4])";

/// The schemas by file name: one for each table, whose rows are objects of
/// texts, and those of `round.toml` and `policy.toml`. They describe the plain
/// way of writing; reading takes more, such as other forms of dates.
pub fn schemas() -> BTreeMap<String, String> {
    let mut schemas = vec![("round".to_owned(), settings("round.toml", &words::RUN)), ("policy".to_owned(), policy())];
    schemas.extend(TABLES.iter().map(|spec| (spec.id.word().to_owned(), table(spec))));
    let written = |(name, schema): (String, Value)| (format!("{name}.schema.json"), format!("{schema:#}\n"));
    schemas.into_iter().map(written).collect()
}

fn table(spec: &TableSpec) -> Value {
    let rows = examples::rows(spec.id);
    let columns: Map<String, Value> =
        spec.columns.iter().map(|column| (column.name.to_owned(), cell(column, rows))).collect();
    json!({
        "$schema": DIALECT,
        "title": spec.id.file(),
        "description": spec.doc,
        "type": "array",
        "items": {
            "type": "object",
            "properties": columns,
            "required": needed(spec.columns),
            "additionalProperties": true,
        },
    })
}

fn policy() -> Value {
    let [top, sections @ ..] = &words::POLICY;
    let mut schema = settings("policy.toml", top);
    for section in sections {
        let name = section.header.trim_matches(['[', ']']);
        let group = group(section);
        let group = if section.repeated { json!({ "type": "array", "items": group }) } else { group };
        match name.split_once('.') {
            Some((list, member)) => schema["properties"][list]["items"]["properties"][member] = group,
            None => schema["properties"][name] = group,
        }
    }
    schema["required"] = json!(["programme"]);
    schema
}

fn settings(file: &str, section: &Section) -> Value {
    let mut schema = group(section);
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!(file);
    schema
}

/// A group of settings; a key that it does not have is an error.
fn group(section: &Section) -> Value {
    let rows = [section.example];
    let keys: Map<String, Value> = section
        .keys
        .iter()
        .filter(|key| !matches!(key.kind, Kind::Group))
        .map(|key| (key.name.to_owned(), setting(key, &rows)))
        .collect();
    json!({
        "description": section.doc,
        "type": "object",
        "properties": keys,
        "required": needed(section.keys),
        "additionalProperties": false,
    })
}

fn needed(columns: &[Column]) -> Vec<&str> {
    columns.iter().filter(|column| column.blank == Blank::Refused).map(|column| column.name).collect()
}

/// A cell of a table: a text, blank where it may be.
fn cell(column: &Column, rows: &[Row]) -> Value {
    let mut schema = described(column);
    schema.insert("type".to_owned(), json!("string"));
    let may_be_blank = column.blank != Blank::Refused;
    if let Some(mut words) = words_of(column.kind) {
        words.extend(may_be_blank.then_some(""));
        schema.insert("enum".to_owned(), json!(words));
    } else if let Some(pattern) = pattern(column.kind) {
        let pattern = if may_be_blank { format!("^({pattern})?$") } else { format!("^({pattern})$") };
        schema.insert("pattern".to_owned(), json!(pattern));
    } else if !may_be_blank {
        schema.insert("minLength".to_owned(), json!(1));
    }
    if let Kind::Reference(table) | Kind::References(table) = column.kind {
        schema.insert("x-ids-of".to_owned(), json!(table.word()));
    }
    if let Some(example) = examples::of(rows, column.name) {
        schema.insert("examples".to_owned(), json!([example]));
    }
    if let Blank::Value(value) = column.blank {
        schema.insert("default".to_owned(), json!(value));
    }
    Value::Object(schema)
}

/// A setting: typed as TOML types it.
fn setting(key: &Column, rows: &[Row]) -> Value {
    let mut schema = described(key);
    let whole = |least: u64, most: u64| json!({ "type": "integer", "minimum": least, "maximum": most });
    let form = match key.kind {
        Kind::Whole => whole(0, 1_000_000),
        Kind::Ordinal | Kind::Weeks => whole(1, 1_000_000),
        Kind::Amount => whole(0, 1_000_000_000),
        Kind::Seed => whole(0, u64::MAX),
        Kind::DayCount => json!({ "type": "number", "minimum": 0, "maximum": 7, "multipleOf": 0.5 }),
        Kind::Kilometres => json!({ "type": "number", "minimum": 0 }),
        Kind::Money => json!({ "type": ["string", "number"] }),
        Kind::YesNo => json!({ "type": "boolean" }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::List | Kind::References(_) | Kind::Programmes => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        Kind::YearGroups => json!({ "type": ["string", "integer", "array"] }),
        Kind::DaysByWord => json!({ "type": "object", "additionalProperties": { "type": "integer", "minimum": 0 } }),
        Kind::DayRange => json!({ "type": ["string", "number"] }),
        Kind::WeekRange => json!({ "type": ["string", "integer"] }),
        _ => json!({ "type": "string" }),
    };
    if let Value::Object(form) = form {
        schema.extend(form);
    }
    if let Some(words) = words_of(key.kind).filter(|_| !matches!(key.kind, Kind::YesNo)) {
        schema.insert("enum".to_owned(), json!(words));
    }
    if let Some(example) = examples::of(rows, key.name) {
        schema.insert("examples".to_owned(), json!([typed(key.kind, example)]));
    }
    if let Blank::Value(value) = key.blank {
        schema.insert("default".to_owned(), typed(key.kind, value));
    }
    Value::Object(schema)
}

/// What is said of a column in words.
fn described(column: &Column) -> Map<String, Value> {
    let blank = match column.blank {
        Blank::Elsewhere(source) => format!(" Blank: {source}."),
        _ => String::new(),
    };
    let text = format!("{} {}{blank}", column.doc, words::sentence(&column.kind.expected()));
    Map::from_iter([("description".to_owned(), json!(text))])
}

/// A written value with the type that a settings file gives it.
fn typed(kind: Kind, value: &str) -> Value {
    match kind {
        Kind::Whole | Kind::Ordinal | Kind::Weeks | Kind::Amount | Kind::Seed => {
            value.parse::<u64>().map_or(Value::Null, Value::from)
        }
        Kind::DayCount | Kind::Kilometres => value.parse::<f64>().map_or(Value::Null, Value::from),
        Kind::YesNo => json!(value == "yes"),
        Kind::DaysByWord => {
            let one = |entry: &str| {
                Some((entry.split_once('=')?.0.to_owned(), json!(entry.split_once('=')?.1.parse::<u64>().ok()?)))
            };
            Value::Object(value.split(';').filter_map(one).collect())
        }
        Kind::List | Kind::References(_) | Kind::Programmes => json!(value.split(';').collect::<Vec<_>>()),
        _ => json!(value),
    }
}

fn words_of(kind: Kind) -> Option<Vec<&'static str>> {
    match kind {
        Kind::Word(words) => Some(words()),
        Kind::YesNo => Some(vec!["yes", "no"]),
        _ => None,
    }
}

/// The plain way of writing a kind, as a regular expression.
fn pattern(kind: Kind) -> Option<String> {
    let list = |one: &str| format!("{one}(;{one})*");
    let pattern = match kind {
        Kind::Id => r"[^;|\s]([^;|]*[^;|\s])?".to_owned(),
        Kind::Date => "[0-9]{4}-[0-9]{2}-[0-9]{2}".to_owned(),
        Kind::TimeOfDay => "([01][0-9]|2[0-3]):[0-5][0-9]".to_owned(),
        Kind::Money => r"[0-9]+(\.[0-9]{1,2})?".to_owned(),
        Kind::Whole | Kind::Amount | Kind::Seed => "[0-9]+".to_owned(),
        Kind::Ordinal | Kind::Weeks => "[1-9][0-9]*".to_owned(),
        Kind::DayCount => r"[0-7](\.[05])?".to_owned(),
        Kind::DayRange => r"[0-7](\.[05])?(-[0-7](\.[05])?)?".to_owned(),
        Kind::WeekRange => "[1-9][0-9]*(-[1-9][0-9]*)?".to_owned(),
        Kind::Kilometres => r"[0-9]+(\.[0-9]+)?".to_owned(),
        Kind::Latitude | Kind::Longitude => r"-?[0-9]{1,3}(\.[0-9]+)?".to_owned(),
        Kind::YearGroup => YEAR.to_owned(),
        Kind::YearGroups => list(&format!("{YEAR}(-{YEAR})?")),
        Kind::Times => list(WEEKDAY),
        Kind::AcademicYear => "[0-9]{4}-[0-9]{2}".to_owned(),
        Kind::AgeRange => "[0-9]+-[0-9]+".to_owned(),
        Kind::Upn => "[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]".to_owned(),
        Kind::Urn => "[0-9]{6}".to_owned(),
        _ => return None,
    };
    Some(pattern)
}
