//! From a group of settings to a record.

use super::record::{Cell, Record, too_long};
use crate::problem::{Code, Place, Problem, bound_now_and_then, meant, nearest, quoted, shortened};
use crate::round::Policy;
use crate::schema::{Column, ColumnOf, Kind, MEMBER_ID};
use crate::source::{Group, Setting, Value};
use std::borrow::Cow;
use std::marker::PhantomData;

/// The record of a group of settings; unknown keys and values of the wrong
/// type are told.
pub(super) fn record_of<'a, T>(
    place: &'a Place,
    prefix: &str,
    group: &'a Group,
    keys: &'static [Column],
    problems: &'a mut Vec<Problem>,
) -> Record<'a, T> {
    for setting in &group.settings {
        if !keys.iter().any(|key| key.name == setting.key) {
            let near = nearest(&setting.key, keys.iter().map(|key| key.name));
            let known = keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ");
            problems.push(
                Problem::new(Code::UnknownKey, place.line(setting.line).key(format!("{prefix}{}", setting.key))).says(
                    "a key that is not known here",
                    format!("one of {known}"),
                    meant(near),
                ),
            );
            bound_now_and_then(problems);
        }
    }
    let cells = keys.iter().map(|key| match group.get(key.name) {
        None => Cell::Text(Cow::Borrowed(""), group.line),
        Some(setting) => {
            let here = || place.line(setting.line).key(format!("{prefix}{}", key.name));
            let read = cell(key.kind, &setting.value);
            let wrong = match &read {
                None => Some(wrong_type(place, prefix, key, setting)),
                Some(text) => too_long(here, key.kind, text),
            };
            match read.filter(|_| wrong.is_none()) {
                Some(text) => Cell::Text(text, setting.line),
                None => {
                    problems.extend(wrong);
                    Cell::Unread
                }
            }
        }
    });
    let cells = cells.collect();
    Record {
        place,
        about_children: false,
        columns: keys,
        prefix: Some(prefix.to_owned()),
        cells,
        row: group.line,
        id: None,
        problems,
        read_as: PhantomData,
    }
}

/// The value as the text of a cell, when its type suits the kind.
fn cell(kind: Kind, value: &Value) -> Option<Cow<'_, str>> {
    match (kind, value) {
        (Kind::Group, Value::Group(_) | Value::List(_)) => Some(Cow::Borrowed("")),
        (Kind::Group, _) => None,
        (Kind::DaysByWord, Value::Group(group)) => days_by_word(group).map(Cow::Owned),
        (_, Value::Cell(text)) => Some(Cow::Borrowed(text)),
        (Kind::Whole | Kind::Ordinal | Kind::Weeks | Kind::Amount | Kind::Seed, Value::Whole(number)) => {
            Some(Cow::Owned(number.to_string()))
        }
        (Kind::Whole | Kind::Ordinal | Kind::Weeks | Kind::Amount | Kind::Seed, _) => None,
        (Kind::DayCount | Kind::DayRange | Kind::Kilometres | Kind::Money, Value::Whole(number)) => {
            Some(Cow::Owned(number.to_string()))
        }
        (Kind::DayCount | Kind::DayRange | Kind::Kilometres | Kind::Money, Value::Decimal(number)) => {
            Some(Cow::Borrowed(number))
        }
        (Kind::DayCount | Kind::Kilometres, _) => None,
        (Kind::YesNo, Value::Flag(flag)) => Some(Cow::Borrowed(if *flag { "yes" } else { "no" })),
        (Kind::YesNo, _) => None,
        (Kind::Date, Value::Date(date)) => Some(Cow::Owned(date.to_string())),
        (Kind::List | Kind::References(_) | Kind::Programmes | Kind::YearGroups, Value::List(values)) => {
            list(kind, values).map(Cow::Owned)
        }
        (Kind::YearGroups | Kind::WeekRange, Value::Whole(number)) => Some(Cow::Owned(number.to_string())),
        (Kind::List | Kind::References(_) | Kind::Programmes, _) => None,
        (_, Value::Text(text)) => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

/// Words with their numbers of days, as a cell has them.
fn days_by_word(group: &Group) -> Option<String> {
    let one = |setting: &Setting| match &setting.value {
        Value::Whole(days) => Some(format!("{}={days}", setting.key)),
        Value::Cell(days) => Some(format!("{}={days}", setting.key)),
        _ => None,
    };
    group.settings.iter().map(one).collect::<Option<Vec<_>>>().map(|all| all.join(";"))
}

fn list(kind: Kind, values: &[Value]) -> Option<String> {
    let entry = |value: &Value| match value {
        Value::Text(text) => Some(text.clone()),
        Value::Whole(number) if matches!(kind, Kind::YearGroups) => Some(number.to_string()),
        _ => None,
    };
    values.iter().map(entry).collect::<Option<Vec<_>>>().map(|entries| entries.join(";"))
}

fn wrong_type(place: &Place, prefix: &str, key: &Column, setting: &Setting) -> Problem {
    let found = match &setting.value {
        Value::Text(text) | Value::Cell(text) => format!("the text {}", quoted(text)),
        Value::Whole(number) => format!("the number {number}"),
        Value::Decimal(number) => format!("the number {}", shortened(number)),
        Value::Flag(flag) => format!("the truth value {flag}"),
        Value::Date(date) => format!("the date {date}"),
        Value::List(_) => "a list".to_owned(),
        Value::Group(_) => "a group of settings".to_owned(),
        Value::Other => "a time, or a date that does not exist".to_owned(),
    };
    let advice = match key.kind {
        Kind::List | Kind::References(_) | Kind::Programmes => "Write a list: [\"one\", \"two\"].",
        Kind::YesNo => "Write true or false, without quotation marks.",
        Kind::Whole | Kind::Ordinal | Kind::Weeks | Kind::Amount | Kind::Seed | Kind::DayCount | Kind::Kilometres => {
            "Write the number without quotation marks."
        }
        Kind::DaysByWord => "Write it as a group: { early_help = 180 }.",
        Kind::Group => "Write it as a section of its own, in square brackets.",
        _ => "Write it in quotation marks.",
    };
    Problem::new(Code::WrongType, place.line(setting.line).key(format!("{prefix}{}", key.name))).says(
        found,
        key.kind.expected(),
        advice,
    )
}

/// What stands before the keys of a group with an id: `programme.flourish.`.
pub(super) fn prefix_of(list: ColumnOf<Policy>, group: &Group) -> String {
    match group.get(MEMBER_ID).map(|setting| &setting.value) {
        Some(Value::Text(id) | Value::Cell(id)) if !id.trim().is_empty() => {
            format!("{}.{}.", list.name, shortened(id.trim()))
        }
        _ => format!("{}.?.", list.name),
    }
}

/// The group of a key, when it is one.
pub(super) fn group(policy: &Group, key: ColumnOf<Policy>) -> Option<&Group> {
    match &policy.get(key.name)?.value {
        Value::Group(group) => Some(group),
        _ => None,
    }
}

/// No authority has more programmes, pools, transport bands or time limits.
const MOST_GROUPS: usize = 1_000;

/// The groups of a key; an entry that is no group is told.
pub(super) fn groups<'a>(
    policy: &'a Group,
    key: ColumnOf<Policy>,
    place: &Place,
    problems: &mut Vec<Problem>,
) -> Vec<&'a Group> {
    let Some(setting) = policy.get(key.name) else { return Vec::new() };
    let advice = format!("Write each as a section of its own: [[{}]].", key.name);
    let mut wrong = || {
        problems.push(Problem::new(Code::WrongType, place.line(setting.line).key(key.name)).says(
            "something else",
            "a list of groups of settings",
            advice.clone(),
        ));
    };
    match &setting.value {
        Value::List(values) if values.len() > MOST_GROUPS => {
            problems.push(Problem::new(Code::TooLarge, place.line(setting.line).key(key.name)).says(
                format!("{} groups of settings", values.len()),
                format!("{MOST_GROUPS} or fewer"),
                "Delete those that are not in use.",
            ));
            Vec::new()
        }
        Value::List(values) => values
            .iter()
            .filter_map(|value| match value {
                Value::Group(group) => Some(group),
                _ => {
                    wrong();
                    None
                }
            })
            .collect(),
        Value::Group(_) => {
            wrong();
            Vec::new()
        }
        _ => Vec::new(),
    }
}
