//! The list of the files of what places are worth.

use super::closing::Fewer;
use super::point::Point;
use super::whole::Value;
use super::words::{NO_LIMIT, fewer_known, known};
use super::{Closing, Worth};
use crate::paper::{Files, WriteFault};
use crate::report::{self, StepEntry};
use serde::Serialize;

/// What `plan-value.json` says of places.
#[derive(Serialize)]
struct Said<'a> {
    status: &'static str,
    asked: AskedEntry,
    stages: Vec<StepEntry>,
    counted: usize,
    limits: Vec<LimitEntry<'a>>,
    closings: Vec<ClosingEntry<'a>>,
}

#[derive(Serialize)]
struct AskedEntry {
    most: u32,
    pounds: u32,
    whole: bool,
}

#[derive(Serialize)]
struct LimitEntry<'a> {
    limit: String,
    id: &'a str,
    school_id: &'a str,
    amount: String,
    known: String,
    points: Vec<PointEntry<'a>>,
}

#[derive(Serialize)]
struct PointEntry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<More>,
    values: &'a [i64],
    proven: bool,
    taken_from_later: i64,
}

/// How many more, or that there is no limit.
#[derive(Serialize)]
#[serde(untagged)]
enum More {
    Amount(u32),
    NoLimit(&'static str),
}

#[derive(Serialize)]
struct ClosingEntry<'a> {
    intake_id: &'a str,
    unused: u32,
    known: &'static str,
    one_fewer: Option<PointEntry<'a>>,
}

/// `plan-value.json`: what was asked, every value of every step, and the
/// SHA-256 of every file.
pub(super) fn index(value: &Value, files: &Files) -> Result<Vec<u8>, WriteFault> {
    let ask = value.ask;
    let said = Said {
        status: if value.is_proven() { "optimal" } else { "feasible" },
        asked: AskedEntry { most: ask.most, pounds: ask.pounds, whole: ask.is_whole },
        stages: value.steps.iter().map(StepEntry::of).collect(),
        counted: value.counted,
        limits: value.worths.iter().map(|worth| limit_entry(value, worth)).collect(),
        closings: value.closings.iter().map(|closing| closing_entry(value, closing)).collect(),
    };
    report::index(ask.round(), (ask.engine.solver.name(), &ask.engine.solver.version()), &said, files)
}

fn limit_entry<'a>(value: &'a Value, worth: &'a Worth) -> LimitEntry<'a> {
    let Worth { capacity, verdict } = worth;
    let round = value.ask.round();
    let points = worth.shown().into_iter().map(|(more, point)| {
        let more = more.map_or(More::NoLimit(NO_LIMIT), More::Amount);
        PointEntry { more: Some(more), ..PointEntry::of(point) }
    });
    LimitEntry {
        limit: capacity.limit.constraint.to_string(),
        id: capacity.limit.id(round),
        school_id: capacity.limit.school(round),
        amount: capacity.limit.amount(round),
        known: known(verdict),
        points: points.collect(),
    }
}

fn closing_entry<'a>(value: &'a Value, closing: &'a Closing) -> ClosingEntry<'a> {
    let one_fewer = match &closing.fewer {
        Fewer::Solved { point, .. } => Some(PointEntry::of(point)),
        _ => None,
    };
    ClosingEntry {
        intake_id: &value.ask.round().intakes[closing.intake].id,
        unused: closing.unused(),
        known: fewer_known(&closing.fewer),
        one_fewer,
    }
}

impl PointEntry<'_> {
    fn of(point: &Point) -> PointEntry<'_> {
        let taken_from_later = point.taken_from_later();
        PointEntry { more: None, values: &point.values, proven: point.is_proven, taken_from_later }
    }
}
