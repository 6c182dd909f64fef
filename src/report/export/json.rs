//! `program.json`: a program in whole numbers, a line for each column and row.

use super::mps::{column_name, row_name};
use super::parts::class_and_rank;
use crate::ids::Word;
use crate::paper::json;
use crate::program::{Column, ColumnIndex, Meaning, Objective, Program, Row};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct ColumnEntry {
    name: String,
    kind: &'static str,
    lower: i64,
    upper: i64,
    integer: bool,
}

#[derive(Serialize)]
struct RowEntry<'a> {
    name: String,
    kind: &'static str,
    lower: Option<i64>,
    upper: Option<i64>,
    needless: bool,
    terms: &'a [(ColumnIndex, i64)],
}

#[derive(Serialize)]
struct ObjectiveEntry<'a> {
    stage: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    sense: &'static str,
    terms: &'a [(ColumnIndex, i64)],
}

/// A program as JSON has it. Terms are pairs of a column's position, counted
/// from 0, and a coefficient.
#[derive(Serialize)]
struct ProgramEntry<'a> {
    columns: Vec<ColumnEntry>,
    rows: Vec<RowEntry<'a>>,
    cliques: &'a [Vec<ColumnIndex>],
    objectives: Vec<ObjectiveEntry<'a>>,
}

/// `program.json`: a program after how it was solved.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    pub program_version: &'static str,
    pub solver: &'a str,
    pub solver_version: &'a str,
    pub status: &'static str,
    pub inputs: BTreeMap<&'a str, &'a str>,
    pub files: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    #[serde(flatten)]
    program: ProgramEntry<'a>,
}

/// A program in whole numbers: `columns`, `rows`, `cliques` and `objectives`.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn program_json(program: &Program) -> Result<Vec<u8>, serde_json::Error> {
    json::by_line(&ProgramEntry::of(program))
}

/// `program.json`.
pub(super) fn whole(head: Head, program: &Program) -> Result<Vec<u8>, serde_json::Error> {
    json::by_line(&Whole { head, program: ProgramEntry::of(program) })
}

impl ProgramEntry<'_> {
    fn of(program: &Program) -> ProgramEntry<'_> {
        let rows = program.rows().iter().enumerate();
        ProgramEntry {
            columns: program.columns().iter().enumerate().map(ColumnEntry::of).collect(),
            rows: rows.map(|(at, row)| RowEntry::of(at, row, program.is_needless(at))).collect(),
            cliques: program.cliques(),
            objectives: program.objectives().iter().map(ObjectiveEntry::of).collect(),
        }
    }
}

impl ColumnEntry {
    fn of((position, column): (usize, &Column)) -> ColumnEntry {
        let kind = match column.meaning {
            Meaning::Option => "option",
            Meaning::Runs(_) => "runs",
            Meaning::Charged(..) => "charged",
            Meaning::Child(_) => "child",
            Meaning::Share => "share",
            Meaning::Bought(..) => "bought",
        };
        let Column { lower, upper, integer, .. } = *column;
        ColumnEntry { name: column_name(position), kind, lower, upper, integer }
    }
}

impl RowEntry<'_> {
    fn of(position: usize, row: &Row, needless: bool) -> RowEntry<'_> {
        let kind = row.constraint().map_or("definition", Word::word);
        RowEntry { name: row_name(position), kind, lower: row.lower, upper: row.upper, needless, terms: &row.terms }
    }
}

impl ObjectiveEntry<'_> {
    fn of(objective: &Objective) -> ObjectiveEntry<'_> {
        let (class, rank) = class_and_rank(&objective.segment);
        let (stage, sense) = (objective.stage.word(), objective.sense.word());
        ObjectiveEntry { stage, class, rank, sense, terms: &objective.terms }
    }
}
