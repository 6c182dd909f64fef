use super::mps::{column_name, row_name};
use super::parts::class_and_rank;
use crate::ids::Word;
use crate::program::{Column, ColumnIndex, Meaning, Objective, Program, Row};
use serde::Serialize;
use serde_json::Value;

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

/// A program in whole numbers: `columns`, `rows`, `cliques` and `objectives`.
/// Terms are pairs of a column's position, counted from 0, and a coefficient.
///
/// # Errors
///
/// Where a text cannot be formed; that is a fault of the program.
pub fn program_json(program: &Program) -> Result<Vec<u8>, serde_json::Error> {
    text(&[], program)
}

/// The program after some other keys. An element of a list is a line.
pub(super) fn text(head: &[(&str, Value)], program: &Program) -> Result<Vec<u8>, serde_json::Error> {
    let mut keys: Vec<String> = Vec::new();
    for (key, value) in head {
        keys.push(format!("\"{key}\": {value}"));
    }
    let rows = program.rows().iter().enumerate();
    keys.push(list("columns", program.columns().iter().enumerate().map(ColumnEntry::of))?);
    keys.push(list("rows", rows.map(|(position, row)| RowEntry::of(position, row, program.is_needless(position))))?);
    keys.push(list("cliques", program.cliques().iter())?);
    keys.push(list("objectives", program.objectives().iter().map(ObjectiveEntry::of))?);
    Ok(format!("{{\n{}\n}}\n", keys.join(",\n")).into_bytes())
}

fn list<T: Serialize>(key: &str, elements: impl Iterator<Item = T>) -> Result<String, serde_json::Error> {
    let lines: Vec<String> = elements.map(|element| serde_json::to_string(&element)).collect::<Result<_, _>>()?;
    Ok(format!("\"{key}\": [\n{}\n]", lines.join(",\n")))
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
        let kind = row.constraint.map_or("definition", Word::word);
        RowEntry { name: row_name(position), kind, lower: row.lower, upper: row.upper, needless, terms: &row.terms }
    }
}

impl ObjectiveEntry<'_> {
    fn of(objective: &Objective) -> ObjectiveEntry<'_> {
        let (class, rank) = class_and_rank(&objective.part);
        let (stage, sense) = (objective.stage.word(), objective.sense.word());
        ObjectiveEntry { stage, class, rank, sense, terms: &objective.terms }
    }
}
