//! Keys of the policy: which there are, and new values for them.

use super::amount;
use super::text::text_of;
use crate::problem::{Code, Place, Problem, meant, nearest};
use crate::schema::{Blank, Column, Kind, MEMBER_ID, POLICY_GROUPS, POLICY_LISTS, mix, policy};
use crate::source::{Group, Source, Value, of_member};
use std::collections::BTreeSet;

/// The member of a list of groups that has an id.
pub(super) fn member<'s>(root: &'s Group, list: &str, id: &str) -> Option<&'s Group> {
    members(root, list).find(|group| id_of(group) == Some(id))
}

fn members<'s>(root: &'s Group, list: &str) -> impl Iterator<Item = &'s Group> {
    let values = match root.get(list).map(|entry| &entry.value) {
        Some(Value::List(values)) => values.as_slice(),
        _ => &[],
    };
    values.iter().filter_map(|value| match value {
        Value::Group(group) => Some(group),
        _ => None,
    })
}

/// The ids of the programmes of a round's policy.
pub(super) fn programmes(source: &Source) -> BTreeSet<String> {
    let root = source.policy.iter();
    root.flat_map(|root| members(root, policy::PROGRAMME.name)).filter_map(id_of).map(str::to_owned).collect()
}

fn id_of(group: &Group) -> Option<&str> {
    match &group.get(MEMBER_ID)?.value {
        Value::Text(text) | Value::Cell(text) => Some(text.trim()),
        _ => None,
    }
}

/// A key of the policy: what it holds, and its value.
struct Declared<'s> {
    kind: Kind,
    default: &'static str,
    /// The value as it is.
    old: Option<&'s Value>,
}

impl<'s> Declared<'s> {
    fn of(key: &Column, group: Option<&'s Group>) -> Declared<'s> {
        let default = match key.blank {
            Blank::Value(value) => value,
            _ => "",
        };
        Declared { kind: key.kind, default, old: group.and_then(|group| group.get(key.name)).map(|entry| &entry.value) }
    }
}

/// Gives a key of the policy a value.
///
/// # Errors
///
/// Where there is no such key or programme, or the value cannot change what is
/// there. The problem names the nearest that is known.
pub(super) fn set(
    source: &mut Source,
    file: &str,
    path: &str,
    value: &Value,
    line: Option<u32>,
) -> Result<(), Box<Problem>> {
    let empty = Group::default();
    let root = source.policy.as_ref().unwrap_or(&empty);
    let wrong = |code, found: String, expected: &str, advice: String| {
        Box::new(
            Problem::new(code, Place::of_file(file).line(line).key(format!("policy.{path}")))
                .says(found, expected, advice),
        )
    };
    let place = find(root, path).map_err(|Unknown { known, near }| {
        let expected = format!("one of {}", known.join(", "));
        wrong(Code::UnknownKey, "a key that the policy does not have".to_owned(), &expected, meant(near.as_deref()))
    })?;
    let kind = place.kind;
    let text = text_of(value);
    let value = match value {
        Value::Text(_) if amount::is_change(kind, &text) => {
            let old = place.old.map(text_of);
            let old = old.filter(|old| !old.trim().is_empty()).unwrap_or_else(|| place.default.to_owned());
            let changed = amount::changed(kind, &old, &text);
            let changed = changed.map_err(|code| {
                wrong(
                    code,
                    format!("the change {text}"),
                    &kind.expected(),
                    "Write it as \"+5\", \"-2\" or \"*1.15\".".to_owned(),
                )
            })?;
            // No limit stays no limit.
            if changed.is_empty() {
                return Ok(());
            }
            Value::Cell(changed)
        }
        other => other.clone(),
    };
    let Some(policy) = source.policy.as_mut() else { return Ok(()) };
    let told =
        wrong(Code::WrongType, "a key within a value".to_owned(), "a key of the policy", "Check the path.".to_owned());
    policy.set(path, value, line).map_err(|_| told)
}

/// A key that is not known: what would be, and what was probably meant.
struct Unknown {
    known: Vec<String>,
    near: Option<String>,
}

impl Unknown {
    fn among<'k>(word: &str, prefix: &str, known: impl Iterator<Item = &'k str> + Clone) -> Unknown {
        let whole = |word: &str| format!("{prefix}{word}");
        Unknown { known: known.clone().map(whole).collect(), near: nearest(word, known).map(whole) }
    }
}

fn find<'s>(root: &'s Group, path: &str) -> Result<Declared<'s>, Unknown> {
    let top = policy::KEYS.iter().map(|key| key.name);
    let Some((first, rest)) = path.split_once('.') else {
        let key = policy::KEYS.iter().find(|key| key.name == path && !matches!(key.kind, Kind::Group));
        return key.map(|key| Declared::of(key, Some(root))).ok_or_else(|| Unknown::among(path, "", top));
    };
    if policy::KEYS.iter().any(|key| key.name == first && matches!(key.kind, Kind::DaysByWord)) {
        let group = match root.get(first).map(|entry| &entry.value) {
            Some(Value::Group(group)) => Some(group),
            _ => None,
        };
        let old = group.and_then(|group| group.get(rest)).map(|entry| &entry.value);
        return Ok(Declared { kind: Kind::Whole, default: "", old });
    }
    let once = POLICY_GROUPS.iter().find(|(name, _)| *name == first);
    let (keys, prefix, group, name) = match once {
        Some(&(_, keys)) => {
            let group = match root.get(first).map(|entry| &entry.value) {
                Some(Value::Group(group)) => Some(group),
                _ => None,
            };
            (keys, format!("{first}."), group, rest)
        }
        None => {
            let Some(&(_, keys)) = POLICY_LISTS.iter().find(|(list, _)| *list == first) else {
                return Err(Unknown::among(first, "", top));
            };
            let (id, name) = of_member(first, rest).unwrap_or((rest, ""));
            let ids = members(root, first).filter_map(id_of);
            let Some(group) = member(root, first, id) else {
                return Err(Unknown::among(id, &format!("{first}."), ids.collect::<Vec<_>>().into_iter()));
            };
            let of_who = name.split_once('.').filter(|(who, _)| *who == mix::WHO.name);
            match of_who {
                Some((who, name)) => {
                    let group = match group.get(who).map(|entry| &entry.value) {
                        Some(Value::Group(group)) => Some(group),
                        _ => None,
                    };
                    (mix::WHO_KEYS, format!("{first}.{id}.{who}."), group, name)
                }
                None => (keys, format!("{first}.{id}."), Some(group), name),
            }
        }
    };
    match keys.iter().find(|key| key.name == name) {
        Some(key) => Ok(Declared::of(key, group)),
        None => Err(Unknown::among(name, &prefix, keys.iter().map(|key| key.name))),
    }
}
