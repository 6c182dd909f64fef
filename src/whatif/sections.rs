//! What several sections of a scenario file have in common.

use super::condition::Condition;
use super::relatives;
use crate::problem::{Code, meant, nearest};
use crate::schema::TableId;
use crate::source::{Group, SettingsReader, Value};

/// The groups of a list, each read.
pub(super) fn groups<T>(
    reader: &mut SettingsReader<'_>,
    root: &Group,
    key: &str,
    read: fn(&mut SettingsReader<'_>, &Group) -> Option<T>,
) -> Vec<T> {
    reader.groups(root, key).iter().filter_map(|group| read(reader, group)).collect()
}

pub(super) fn conditions(
    reader: &mut SettingsReader<'_>,
    group: &Group,
    prefix: &str,
    table: TableId,
) -> Vec<Condition> {
    let key = format!("{prefix}where");
    let Some(entry) = group.get("where") else { return Vec::new() };
    let Value::Group(where_) = &entry.value else {
        reader.wrong_type(entry.line, &key, "columns with values", "Write it as where = { column = \"value\" }.");
        return Vec::new();
    };
    let mut conditions = Vec::new();
    for entry in &where_.settings {
        let key = format!("{key}.{}", entry.key);
        let line = entry.line.or(group.line);
        let known = relatives::columns_in_reach(table);
        if !known.contains(&entry.key.as_str()) {
            let near = nearest(&entry.key, known.iter().copied());
            let expected = format!("a column of {table}, or of what its rows belong to");
            reader.tell(Code::UnknownKey, line, &key, "a column that is not known here", &expected, meant(near));
            continue;
        }
        let values = match &entry.value {
            Value::List(values) => values.iter().map(Value::cell).collect(),
            value => value.cell().map(|text| vec![text]),
        };
        let Some(values) = values else {
            reader.wrong_type(line, &key, "a value, or a list of values", "Write the value in quotation marks.");
            continue;
        };
        conditions.push(Condition { column: entry.key.clone(), values, line });
    }
    conditions
}
