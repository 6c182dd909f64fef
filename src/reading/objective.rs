//! What is optimised: the keys of the priority class and the ladder.

use super::record::Record;
use super::settings::record_of;
use super::vocabulary::{Words, tag_of};
use crate::ids::{StageId, Word};
use crate::normal::is_same;
use crate::problem::{Code, Place, Problem, meant, nearest, quoted};
use crate::round::{Objective, PriorityKey};
use crate::schema::{ColumnOf, objective};
use crate::source::{Group, Value};

const PLAIN_KEYS: [(&str, PriorityKey); 4] = [
    ("access", PriorityKey::Access),
    ("band", PriorityKey::Band),
    ("looked_after", PriorityKey::LookedAfter),
    ("ehcp", PriorityKey::Ehcp),
];

/// What is optimised, in order.
pub(super) fn read(place: &Place, group: &Group, tags: &mut Words, problems: &mut Vec<Problem>) -> Objective {
    let mut record = record_of(place, "objective.", group, objective::KEYS, problems);
    // An empty list is meant: one class for all, or no stage but the first and last.
    let priority = if is_empty(group, objective::PRIORITY) { Vec::new() } else { priority(&mut record, tags) };
    let ladder =
        if is_empty(group, objective::LADDER) { vec![StageId::Placed, StageId::Settle] } else { ladder(&mut record) };
    Objective { priority, ladder }
}

fn is_empty(group: &Group, key: ColumnOf<Objective>) -> bool {
    group.get(key.name).is_some_and(|setting| match &setting.value {
        Value::List(values) => values.is_empty(),
        // A cell cannot hold an empty list: a blank one is the default.
        Value::Cell(text) => is_same(text, "none"),
        _ => false,
    })
}

fn priority(record: &mut Record<'_, Objective>, tags: &mut Words) -> Vec<PriorityKey> {
    let mut keys = Vec::new();
    for entry in record.entries(objective::PRIORITY) {
        let plain = PLAIN_KEYS.iter().find(|(name, _)| is_same(name, &entry)).map(|(_, key)| key.clone());
        let tag = tag_of(&entry).and_then(|tag| tags.shown(tag));
        let Some(key) = plain.or_else(|| tag.map(PriorityKey::Tag)) else {
            let near = nearest(&entry, PLAIN_KEYS.iter().map(|(name, _)| *name));
            let expected = "access, band, looked_after, ehcp or tag:NAME";
            record.tell(Code::UnknownWord, objective::PRIORITY, quoted(&entry), expected, &meant(near));
            continue;
        };
        if keys.contains(&key) {
            let found = format!("{} twice", quoted(&entry));
            record.tell(
                Code::ContradictorySettings,
                objective::PRIORITY,
                found,
                "every key once",
                "Delete one of the two.",
            );
        } else {
            keys.push(key);
        }
    }
    keys
}

/// The stages; `placed` and `settle` are added where they are left out.
fn ladder(record: &mut Record<'_, Objective>) -> Vec<StageId> {
    let mut stages = Vec::new();
    for entry in record.entries(objective::LADDER) {
        let Some(stage) = StageId::parse(&entry) else {
            let near = nearest(&entry, StageId::ALL.iter().map(|stage| stage.word()));
            let expected = StageId::ALL.iter().map(|stage| stage.word()).collect::<Vec<_>>().join(", ");
            record.tell(
                Code::UnknownWord,
                objective::LADDER,
                quoted(&entry),
                &format!("one of {expected}"),
                &meant(near),
            );
            continue;
        };
        if stages.contains(&stage) {
            let found = format!("{} twice", quoted(&entry));
            record.tell(
                Code::ContradictorySettings,
                objective::LADDER,
                found,
                "every stage once",
                "Delete one of the two.",
            );
            continue;
        }
        stages.push(stage);
    }
    let choices: Vec<&str> = stages.iter().filter(|stage| is_choice(**stage)).map(|stage| stage.word()).collect();
    if choices.len() > 1 {
        let expected = "one of choice, choice-greedy and choice-generous";
        record.tell(
            Code::ContradictorySettings,
            objective::LADDER,
            choices.join(" and "),
            expected,
            "Keep the one that is meant.",
        );
    }
    let place = |stage| stages.iter().position(|each| *each == stage);
    let last = stages.len().saturating_sub(1);
    if place(StageId::Placed).is_some_and(|position| position != 0) {
        let found = "placed after another stage";
        record.tell(
            Code::ContradictorySettings,
            objective::LADDER,
            found,
            "placed as the first stage",
            "Put placed first.",
        );
    }
    if place(StageId::Settle).is_some_and(|position| position != last) {
        let found = "settle before another stage";
        record.tell(
            Code::ContradictorySettings,
            objective::LADDER,
            found,
            "settle as the last stage",
            "Put settle last.",
        );
    }
    stages.retain(|stage| !matches!(stage, StageId::Placed | StageId::Settle));
    stages.insert(0, StageId::Placed);
    stages.push(StageId::Settle);
    stages
}

fn is_choice(stage: StageId) -> bool {
    matches!(stage, StageId::Choice | StageId::ChoiceGreedy | StageId::ChoiceGenerous)
}
