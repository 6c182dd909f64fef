//! Settings as a sheet of key and value rows.

use super::bounds::{MOST_KEYS_OF_SHEET, too_large};
use super::error_value::{is_error_value, shown};
use super::plain::plain;
use super::raw::RawRow;
use super::settings::{Group, Value};
use super::sheet::is_example;
use super::tidy::tidy;
use crate::problem::{Code, Place, Problem, quoted};
use crate::schema::{Column, POLICY_GROUPS, POLICY_LISTS, policy};
use std::collections::BTreeMap;

/// The settings of a sheet's rows: a key such as `sla.paid_places` or
/// `programme.flourish.access` and its value, below a header with the words
/// key and value or in the first two columns. Keys ignore case, spaces and
/// underscores; a key without a value has its default.
pub(super) fn parse(sheet: &Place, records: &[RawRow], keys: &[Column], problems: &mut Vec<Problem>) -> Group {
    let (first, key_at, value_at) = layout(records);
    let mut settings = Group::default();
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    let mut example = None;
    for record in records.iter().skip(first) {
        let cell = |at: usize| record.cells.get(at).map(|cell| tidy(cell, true).0.into_owned()).unwrap_or_default();
        let (key, value) = (cell(key_at), cell(value_at));
        if is_example(&key) {
            example = example.or(Some(record.row));
            continue;
        }
        if key.is_empty() || value.is_empty() {
            continue;
        }
        if is_error_value(&key) {
            problems.push(no_value(sheet.row(record.row).column("key"), &key));
            continue;
        }
        if rows.len() >= MOST_KEYS_OF_SHEET {
            problems.push(too_large(sheet.line(Some(record.row)), "a sheet of more settings than are read"));
            break;
        }
        let path = path(&key, keys);
        let told = |code| Problem::new(code, sheet.line(Some(record.row)).key(path.clone()));
        if let Some(earlier) = rows.insert(path.clone(), record.row) {
            problems.push(told(Code::DuplicateKey).says(
                format!("the key of row {earlier}"),
                "every key once",
                "Delete one of the two.",
            ));
        } else if is_error_value(&value) {
            problems.push(no_value(sheet.line(Some(record.row)).key(path), &value));
        } else if let Some(id) = renamed(&path, &value) {
            problems.push(told(Code::ContradictorySettings).says(
                quoted(&value),
                format!("{}, as in the key", quoted(id)),
                "Delete the row: the id stands in the keys.",
            ));
        } else if settings.set(&path, Value::Cell(value), Some(record.row)).is_err() {
            let expected = "a key such as bands, sla.paid_places or programme.ID.weeks";
            problems.push(told(Code::UnknownKey).says("a key that is not known here", expected, "Check the spelling."));
        }
    }
    if example.is_some() {
        problems.push(Problem::new(Code::ExampleRow, sheet.line(example)).says(
            "examples, which are not read",
            "no row that begins with \"e.g.\"",
            "Delete them when they are no longer of use.",
        ));
    }
    settings
}

/// How many records stand above the settings, and the columns of keys and
/// values.
pub(super) fn layout(records: &[RawRow]) -> (usize, usize, usize) {
    let heads = |record: &RawRow| {
        let at = |word| record.cells.iter().position(|cell| plain(cell) == word);
        at("key").zip(at("value"))
    };
    let header = records.iter().enumerate().find_map(|(position, record)| Some((position + 1, heads(record)?)));
    let (first, (key_at, value_at)) = header.unwrap_or((0, (0, 1)));
    (first, key_at, value_at)
}

fn no_value(place: Place, text: &str) -> Problem {
    let (found, advice) = shown(text);
    Problem::new(Code::FormulaError, place).says(found, "a key and its value", advice)
}

/// The path of a key, its parts spelt as they are declared.
fn path(key: &str, keys: &[Column]) -> String {
    let mut parts: Vec<&str> = key.split('.').map(str::trim).collect();
    let first = spelt(parts.remove(0), keys);
    let is_policy = keys == policy::KEYS;
    let of = |groups: &'static [(&str, &'static [Column])]| {
        let (_, keys) = groups.iter().find(|(name, _)| is_policy && *name == first)?;
        Some(*keys)
    };
    let has_id = of(POLICY_LISTS).is_some();
    let within = of(POLICY_LISTS).or_else(|| of(POLICY_GROUPS)).unwrap_or_default();
    let mut path = vec![first];
    // An id may hold full stops, and a key holds none.
    let of_id = if has_id { parts.len().saturating_sub(1).max(1).min(parts.len()) } else { 0 };
    path.extend(parts[..of_id].iter().map(|part| (*part).to_owned()));
    path.extend(parts[of_id..].iter().map(|part| spelt(part, within)));
    path.join(".")
}

fn spelt(part: &str, keys: &[Column]) -> String {
    let wanted = plain(part);
    keys.iter().find(|key| plain(key.name) == wanted).map_or_else(|| part.to_owned(), |key| key.name.to_owned())
}

/// The id in the path of an id to which another value is given.
fn renamed<'p>(path: &'p str, value: &str) -> Option<&'p str> {
    let (_, rest) = path.split_once('.')?;
    let id = rest.strip_suffix(".id")?;
    (id != value).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::settings::parse as parse_toml;

    fn read(rows: &[(&str, &str)]) -> (Group, Vec<(Code, Option<u32>)>) {
        let record = |(at, (key, value)): (usize, &(&str, &str))| RawRow {
            row: u32::try_from(at).unwrap() + 1,
            cells: vec![(*key).to_owned(), (*value).to_owned()],
            ragged: false,
        };
        let records: Vec<RawRow> = rows.iter().enumerate().map(record).collect();
        let mut problems = Vec::new();
        let group = parse(&Place::of_sheet("round.xlsx", "policy"), &records, policy::KEYS, &mut problems);
        (group, problems.into_iter().map(|problem| (problem.code, problem.place.number())).collect())
    }

    /// The paths and values of a group.
    fn flat(group: &Group, before: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for setting in &group.settings {
            let path = format!("{before}{}", setting.key);
            match &setting.value {
                Value::Group(group) => pairs.extend(flat(group, &format!("{path}."))),
                Value::List(groups) => {
                    for group in groups {
                        if let Value::Group(group) = group {
                            pairs.extend(flat(group, &format!("{path}.")));
                        }
                    }
                }
                Value::Cell(text) | Value::Text(text) => pairs.push((path, text.clone())),
                other => pairs.push((path, format!("{other:?}"))),
            }
        }
        pairs
    }

    #[test]
    fn rows_of_keys_make_the_tree_of_a_file() {
        let (group, problems) = read(&[
            ("Key", "Value"),
            ("Bands", "4"),
            ("SLA.Paid places", "15"),
            ("programme.flourish.Year Groups", "7-11"),
            ("programme.flourish.id", "flourish"),
            ("pool.hours.per", "school"),
            ("transport.over-2.5km.Cost", "3"),
            ("authority", " "),
            ("e.g. bands", "9"),
        ]);
        assert_eq!(problems, [(Code::ExampleRow, Some(9))]);
        let text = "bands = \"4\"\nsla.paid_places = \"15\"\n[[programme]]\nid = \"flourish\"\nyear_groups = \"7-11\"\n[[pool]]\nid = \"hours\"\nper = \"school\"\n[[transport]]\nid = \"over-2.5km\"\ncost = \"3\"\n";
        let expected = parse_toml(&Place::of_file("policy.toml"), text, &mut Vec::new()).unwrap();
        assert_eq!(flat(&group, ""), flat(&expected, ""));
    }

    #[test]
    fn keys_that_clash_are_told() {
        let told =
            read(&[("bands", "4"), ("BANDS", "5"), ("programme.a.id", "b"), ("programme.a", "x"), ("bands.x", "1")]);
        let expected = [
            (Code::DuplicateKey, Some(2)),
            (Code::ContradictorySettings, Some(3)),
            (Code::UnknownKey, Some(4)),
            (Code::UnknownKey, Some(5)),
        ];
        assert_eq!(told.1, expected);
    }
}
