//! A result as a line of a journal.

use crate::allocation::{Class, Part, Sense, Step};
use crate::ids::{StageId, Word};
use crate::posed::Untouched;
use crate::result::Status;
use crate::solve::Fault;
use crate::units::Pence;
use crate::whatif::outcome::{Known, Movement, Outcome, Shift, Shifts};
use crate::whatif::study::{Failure, Finding};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What is written down of a variant.
pub(in crate::whatif) struct Entry {
    pub result: Result<Finding, Failure>,
    /// The intake of each placed referral, by id, where movements do not tell.
    pub placed: Option<BTreeMap<String, String>>,
}

/// The text of an entry; nothing for what is not to be written down: it is not
/// proven, or it is known at once.
pub(in crate::whatif) fn encode(entry: &Entry) -> Option<String> {
    let value = match &entry.result {
        Ok(finding) if finding.outcome.status != Status::Feasible => json!({
            "outcome": outcome(&finding.outcome)?,
            "movements": finding.movements.iter().map(movement).collect::<Vec<_>>(),
            "shifts": shifts(&finding.shifts),
            "placed": entry.placed,
        }),
        Err(Failure::Solver(Fault::Solver(what))) => json!({ "solver": what }),
        Ok(_) | Err(_) => return None,
    };
    Some(value.to_string())
}

/// The entry of a text; nothing where it is none.
pub(in crate::whatif) fn decode(text: &str) -> Option<Entry> {
    let value: Value = serde_json::from_str(text).ok()?;
    if let Some(what) = value.get("solver") {
        let failure = Failure::Solver(Fault::Solver(what.as_str()?.to_owned()));
        return Some(Entry { result: Err(failure), placed: None });
    }
    let placed = match &value["placed"] {
        Value::Null => None,
        placed => Some(pairs(placed, |value| value.as_str().map(str::to_owned))?),
    };
    let moved = value["movements"].as_array()?.iter().map(read_movement).collect::<Option<Vec<_>>>()?;
    let finding =
        Finding { outcome: read_outcome(&value["outcome"])?, movements: moved, shifts: read_shifts(&value["shifts"])? };
    Some(Entry { result: Ok(finding), placed })
}

fn outcome(outcome: &Outcome) -> Option<Value> {
    let known = match &outcome.known {
        Known::Climbed => json!([]),
        Known::Follows(why) => json!([why_word(*why)]),
        Known::FollowsOther(why, other) => json!([why_word(*why), other]),
        Known::OtherWay => return None,
    };
    Some(json!({
        "status": outcome.status.word(),
        "known": known,
        "steps": outcome.steps.iter().map(step).collect::<Vec<_>>(),
        "referrals": outcome.referrals,
        "placed": outcome.placed,
        "programmes": outcome.by_programme,
        "fees": outcome.fees.0,
        "place_fees": outcome.place_fees.0,
        "paid_places": outcome.paid_places,
        "charged": outcome.charged,
        "budget_left": outcome.budget_left.map(|left| left.0),
    }))
}

fn read_outcome(value: &Value) -> Option<Outcome> {
    let whole = |key: &str| value[key].as_i64();
    let known = value["known"].as_array()?;
    let why = |value: &Value| match value.as_str()? {
        "same" => Some(Untouched::Same),
        "tighter" => Some(Untouched::Tighter),
        _ => None,
    };
    let known = match known.as_slice() {
        [] => Known::Climbed,
        [one] => Known::Follows(why(one)?),
        [one, other] => Known::FollowsOther(why(one)?, other.as_str()?.to_owned()),
        _ => return None,
    };
    let programme = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_i64()?));
    Some(Outcome {
        status: [Status::Optimal, Status::Infeasible].into_iter().find(|status| value["status"] == status.word())?,
        known,
        steps: value["steps"].as_array()?.iter().map(read_step).collect::<Option<_>>()?,
        referrals: whole("referrals")?,
        placed: whole("placed")?,
        by_programme: value["programmes"].as_array()?.iter().map(programme).collect::<Option<_>>()?,
        fees: Pence(whole("fees")?),
        place_fees: Pence(whole("place_fees")?),
        paid_places: whole("paid_places")?,
        charged: whole("charged")?,
        budget_left: match &value["budget_left"] {
            Value::Null => None,
            left => Some(Pence(left.as_i64()?)),
        },
    })
}

fn why_word(why: Untouched) -> &'static str {
    match why {
        Untouched::Same => "same",
        Untouched::Tighter => "tighter",
    }
}

/// A step with its stage, its part and its value, which is its bound too.
pub(in crate::whatif) fn step(step: &Step) -> Value {
    let part = match &step.part {
        Part::Whole => Value::Null,
        Part::Class(class) => json!(class.0),
        Part::Rank(rank) => json!(rank),
    };
    json!([step.stage.word(), part, step.sense.word(), step.value])
}

pub(in crate::whatif) fn read_step(value: &Value) -> Option<Step> {
    let small = |value: &Value| u32::try_from(value.as_u64()?).ok();
    let part = match &value[1] {
        Value::Null => Part::Whole,
        Value::Array(class) => Part::Class(Class(class.iter().map(small).collect::<Option<_>>()?)),
        rank => Part::Rank(small(rank)?),
    };
    let proven = value[3].as_i64()?;
    Some(Step {
        stage: StageId::parse(value[0].as_str()?)?,
        part,
        sense: Sense::parse(value[2].as_str()?)?,
        value: proven,
        bound: proven,
    })
}

fn movement(movement: &Movement) -> Value {
    json!([movement.referral, movement.before, movement.after])
}

fn read_movement(value: &Value) -> Option<Movement> {
    let text = |at: usize| match &value[at] {
        Value::Null => Some(None),
        text => Some(Some(text.as_str()?.to_owned())),
    };
    Some(Movement { referral: text(0)??, before: text(1)?, after: text(2)? })
}

fn shifts(shifts: &Shifts) -> Value {
    let one = |shift: &Shift| json!([shift.gains, shift.loses, shift.moves]);
    let group = |group: &BTreeMap<String, Shift>| -> Map<String, Value> {
        group.iter().map(|(name, shift)| (name.clone(), one(shift))).collect()
    };
    json!([one(&shifts.all), group(&shifts.programmes), group(&shifts.classes), group(&shifts.schools)])
}

fn read_shifts(value: &Value) -> Option<Shifts> {
    let one = |value: &Value| {
        let [gains, loses, moves] = [value[0].as_i64()?, value[1].as_i64()?, value[2].as_i64()?];
        Some(Shift { gains, loses, moves })
    };
    Some(Shifts {
        all: one(&value[0])?,
        programmes: pairs(&value[1], one)?,
        classes: pairs(&value[2], one)?,
        schools: pairs(&value[3], one)?,
    })
}

fn pairs<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<BTreeMap<String, T>> {
    value.as_object()?.iter().map(|(name, value)| Some((name.clone(), read(value)?))).collect()
}
