//! Settings as a tree, wherever they were written: a TOML file, a sheet of key
//! and value rows, a scenario.

use super::bounds::{MOST_KEYS, too_large};
use crate::problem::{Code, Place, Problem};
use crate::schema::{MEMBER_ID, POLICY_LISTS, mix, policy};
use chrono::NaiveDate;
use toml_edit::{Array, Document, Item, TableLike};

/// The value of a setting.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number with decimals, as written.
    Decimal(String),
    /// True or false.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
    /// A cell of a sheet, whose type is what the setting asks for.
    Cell(String),
    /// Several values.
    List(Vec<Value>),
    /// A group of settings.
    Group(Group),
    /// What no setting can be, such as a time of day.
    Other,
}

impl Value {
    /// A single value as the text of a cell; nothing for lists and groups.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) | Value::Cell(text) | Value::Decimal(text) => Some(text.clone()),
            Value::Whole(number) => Some(number.to_string()),
            Value::Flag(flag) => Some(if *flag { "yes" } else { "no" }.to_owned()),
            Value::Date(date) => Some(date.to_string()),
            Value::List(_) | Value::Group(_) | Value::Other => None,
        }
    }

    /// A value as the text of a cell, of a list its entries; nothing for what
    /// no cell can hold.
    pub(crate) fn cell(&self) -> Option<String> {
        match self {
            Value::List(values) => Some(values.iter().map(Value::text).collect::<Option<Vec<_>>>()?.join(";")),
            one => one.text(),
        }
    }
}

/// A setting with the line where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// The line of the file, or the row of the sheet.
    pub line: Option<u32>,
}

/// Settings that stand together, in the order in which they were written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// The settings.
    pub settings: Vec<Setting>,
    /// The line where the group begins.
    pub line: Option<u32>,
}

impl Group {
    /// The setting of a key.
    pub fn get(&self, key: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.key == key)
    }

    /// Sets a value by its path: `bands`, `sla.paid_places`, or, for a list of
    /// groups with ids, `programme.flourish.access`. Groups on the way are
    /// made where they are missing.
    ///
    /// # Errors
    /// The part of the path that names a value instead of a group.
    pub fn set(&mut self, path: &str, value: Value, line: Option<u32>) -> Result<(), String> {
        let Some((first, rest)) = path.split_once('.') else {
            match self.settings.iter_mut().find(|setting| setting.key == path) {
                Some(setting) => setting.value = value,
                None => self.settings.push(Setting { key: path.to_owned(), value, line }),
            }
            return Ok(());
        };
        let position = match self.settings.iter().position(|setting| setting.key == first) {
            Some(position) => position,
            None => {
                let listed = POLICY_LISTS.iter().any(|(list, _)| *list == first);
                let empty = if listed { Value::List(Vec::new()) } else { Value::Group(Group::default()) };
                self.settings.push(Setting { key: first.to_owned(), value: empty, line });
                self.settings.len() - 1
            }
        };
        match &mut self.settings[position].value {
            Value::Group(group) => group.set(rest, value, line),
            Value::List(groups) => {
                let Some((id, rest)) = of_member(first, rest) else { return Err(first.to_owned()) };
                member(groups, id, line).map_or(Err(first.to_owned()), |group| group.set(rest, value, line))
            }
            _ => Err(first.to_owned()),
        }
    }
}

/// The id of a member of a list of groups, and the path of its key: an id may
/// hold full stops, and a key holds none but where it is of a group in it.
pub(crate) fn of_member<'p>(list: &str, path: &'p str) -> Option<(&'p str, &'p str)> {
    let (id, key) = path.rsplit_once('.')?;
    let nested = id.rsplit_once('.').filter(|(_, group)| list == policy::MIX.name && *group == mix::WHO.name);
    Some(nested.map_or((id, key), |(id, _)| (id, &path[id.len() + 1..])))
}

/// The group with an id, made when it is not there.
fn member<'a>(groups: &'a mut Vec<Value>, id: &str, line: Option<u32>) -> Option<&'a mut Group> {
    let has_id = |value: &Value| match value {
        Value::Group(group) => group.get(MEMBER_ID).is_some_and(
            |setting| matches!(&setting.value, Value::Text(text) | Value::Cell(text) if text.trim() == id),
        ),
        _ => false,
    };
    let position = groups.iter().position(has_id).unwrap_or(groups.len());
    if position == groups.len() {
        let id = Setting { key: MEMBER_ID.to_owned(), value: Value::Text(id.to_owned()), line };
        groups.push(Value::Group(Group { settings: vec![id], line }));
    }
    match groups.get_mut(position) {
        Some(Value::Group(group)) => Some(group),
        _ => None,
    }
}

/// The settings of a TOML text; a text that is none is told.
pub(crate) fn parse(place: &Place, text: &str, problems: &mut Vec<Problem>) -> Option<Group> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let twice = error.message().contains("duplicate key");
            let code = if twice { Code::DuplicateKey } else { Code::BadToml };
            let line = error.span().map(|span| Lines::of(text).number(span.start));
            let (expected, advice) = if twice {
                ("every key once", "Delete one of the two.")
            } else {
                ("settings as key = value", "Mend the line; texts stand in quotation marks, dates without.")
            };
            problems.push(Problem::new(code, place.line(line)).says(first_line(error.message()), expected, advice));
            return None;
        }
    };
    let root = Group { settings: group(&Lines::of(text), document.as_table()), line: None };
    if size(&root) > MOST_KEYS {
        problems.push(too_large(place.clone(), "settings of more keys and values than are read"));
        return None;
    }
    Some(root)
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or_default()
}

/// How many keys and values a group has, with those of the groups in it.
fn size(group: &Group) -> usize {
    fn of(value: &Value) -> usize {
        match value {
            Value::Group(group) => size(group),
            Value::List(values) => values.iter().map(|value| of(value).max(1)).sum(),
            _ => 1,
        }
    }
    group.settings.iter().map(|setting| of(&setting.value).max(1)).sum()
}

/// Where the lines of a text end.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        Lines(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The number of the line that a byte is in.
    fn number(&self, byte: usize) -> u32 {
        u32::try_from(self.0.partition_point(|end| *end < byte)).unwrap_or(u32::MAX).saturating_add(1)
    }
}

fn group(lines: &Lines, table: &dyn TableLike) -> Vec<Setting> {
    let setting = |(name, item): (&str, &Item)| {
        let span = table.key(name).and_then(toml_edit::Key::span).or_else(|| item.span());
        Setting { key: name.to_owned(), value: of_item(lines, item), line: span.map(|span| lines.number(span.start)) }
    };
    table.iter().map(setting).collect()
}

fn of_item(lines: &Lines, item: &Item) -> Value {
    let start = |span: Option<std::ops::Range<usize>>| span.map(|span| lines.number(span.start));
    match item {
        Item::Value(value) => of_value(lines, value),
        Item::Table(table) => Value::Group(Group { settings: group(lines, table), line: start(table.span()) }),
        Item::ArrayOfTables(tables) => Value::List(
            tables
                .iter()
                .map(|table| Value::Group(Group { settings: group(lines, table), line: start(table.span()) }))
                .collect(),
        ),
        Item::None => Value::Other,
    }
}

fn of_value(lines: &Lines, value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(words) => Value::Text(words.value().clone()),
        toml_edit::Value::Integer(number) => Value::Whole(*number.value()),
        toml_edit::Value::Float(number) => Value::Decimal(number.value().to_string()),
        toml_edit::Value::Boolean(flag) => Value::Flag(*flag.value()),
        toml_edit::Value::Datetime(moment) => match (moment.value().date, moment.value().time) {
            (Some(day), None) => NaiveDate::from_ymd_opt(i32::from(day.year), u32::from(day.month), u32::from(day.day))
                .map_or(Value::Other, Value::Date),
            _ => Value::Other,
        },
        toml_edit::Value::Array(values) => Value::List(list(lines, values)),
        toml_edit::Value::InlineTable(table) => Value::Group(Group {
            settings: group(lines, table),
            line: table.span().map(|span| lines.number(span.start)),
        }),
    }
}

fn list(lines: &Lines, values: &Array) -> Vec<Value> {
    values.iter().map(|value| of_value(lines, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toml_text_keeps_its_lines() {
        let text =
            "bands = 4\n\n[sla]\nplace_fee = 85.50\n[[programme]]\nid = \"a\"\n[[programme]]\nid = \"b\"\nweeks = 12\n";
        let mut problems = Vec::new();
        let root = parse(&Place::of_file("policy.toml"), text, &mut problems).unwrap();
        assert_eq!(problems, []);
        assert_eq!(root.get("bands").unwrap().line, Some(1));
        let Value::Group(sla) = &root.get("sla").unwrap().value else { panic!() };
        assert_eq!(sla.get("place_fee").unwrap().value, Value::Decimal("85.5".into()));
        assert_eq!(sla.get("place_fee").unwrap().line, Some(4));
        let Value::List(programmes) = &root.get("programme").unwrap().value else { panic!() };
        let Value::Group(second) = &programmes[1] else { panic!() };
        assert_eq!(second.get("weeks").unwrap().line, Some(9));
    }

    #[test]
    fn a_broken_or_doubled_key_is_told_with_its_line() {
        let told = |text| {
            let mut problems = Vec::new();
            assert!(parse(&Place::of_file("round.toml"), text, &mut problems).is_none());
            (problems[0].code, problems[0].place.number())
        };
        assert_eq!(told("a = 1\nb = \n"), (Code::BadToml, Some(2)));
        assert_eq!(told("a = 1\na = 2\n"), (Code::DuplicateKey, Some(2)));
    }

    #[test]
    fn a_path_sets_programmes_by_id() {
        let mut root = Group::default();
        root.set("programme.flourish.access", Value::Text("open".into()), None).unwrap();
        root.set("programme.flourish.access", Value::Text("priority".into()), None).unwrap();
        root.set("transport.over-2.5km.cost", Value::Whole(3), None).unwrap();
        root.set("sla.paid_places", Value::Whole(20), None).unwrap();
        let mut problems = Vec::new();
        let written = "[[programme]]\nid = \"flourish\"\naccess = \"priority\"\n[[transport]]\nid = \"over-2.5km\"\ncost = 3\n[sla]\npaid_places = 20\n";
        let mut expected = parse(&Place::of_file("policy.toml"), written, &mut problems).unwrap();
        forget_lines(&mut expected);
        assert_eq!(root, expected);
        assert_eq!(root.set("sla.paid_places.x", Value::Whole(1), None), Err("paid_places".to_owned()));
    }

    fn forget_lines(group: &mut Group) {
        group.line = None;
        for setting in &mut group.settings {
            setting.line = None;
            match &mut setting.value {
                Value::Group(group) => forget_lines(group),
                Value::List(values) => {
                    for value in values {
                        if let Value::Group(group) = value {
                            forget_lines(group);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
