//! From a round and a variant of a scenario to the edited round: the tables
//! and settings are changed as an officer would change the files, and then
//! read by the ordinary reader.

use super::condition::Condition;
use super::relatives::Register;
use super::rows::meeting;
use super::scenario::{NewCell, Scenario, Setting, Target, Variant};
use super::text::text_of;
use super::{amount, policy, remove};
use crate::problem::{Code, Place, Problem, quoted};
use crate::reading::forms;
use crate::round::Round;
use crate::schema::{Kind, TableId, spec};
use crate::source::{RawRow, RawTable, Source};
use std::collections::BTreeMap;

/// Reads the round that a variant of a scenario makes of another.
///
/// # Errors
///
/// Every error in the edited round. Those that the scenario brought about name
/// its file and line.
pub fn edited(base: &Source, scenario: &Scenario, variant: &Variant) -> Result<Round, Vec<Problem>> {
    let (source, trail) = edited_source(base, scenario, variant)?;
    let reading = Round::from_source(&source);
    let errors = reading.problems.into_iter().filter(Problem::is_error);
    reading.round.ok_or_else(|| errors.map(|problem| trail.place(problem)).collect())
}

/// The raw input that a variant of a scenario makes of another.
///
/// # Errors
///
/// Where a part of the scenario cannot be done.
pub(super) fn edited_source(
    base: &Source,
    scenario: &Scenario,
    variant: &Variant,
) -> Result<(Source, Trail), Vec<Problem>> {
    let mut bench = Bench {
        source: base.clone(),
        trail: Trail { file: scenario.file.clone(), ..Trail::default() },
        problems: Vec::new(),
    };
    for setting in &scenario.policy {
        bench.set_policy(setting);
    }
    for edit in &scenario.edits {
        bench.edit(edit.table, &edit.conditions, &edit.cells, edit.line);
    }
    for removal in &scenario.removals {
        let rows = bench.matching(removal.table, &removal.conditions, removal.line);
        remove::remove(&mut bench.source, removal.table, &rows);
    }
    for insert in &scenario.inserts {
        bench.insert(insert.table, &insert.cells, insert.line);
    }
    for (sweep, choice) in scenario.sweeps().iter().zip(&variant.choice) {
        let Some(value) = sweep.values.get(*choice) else { continue };
        match &sweep.target {
            Target::Policy { path } => {
                bench.set_policy(&Setting { path: path.clone(), value: value.clone(), line: sweep.line });
            }
            Target::Cells { table, conditions, column } => {
                let column = spec(*table).columns.iter().find(|known| known.name == *column);
                let cells = column.map(|column| NewCell { column, text: text_of(value), line: sweep.line });
                bench.edit(*table, conditions, cells.as_slice(), sweep.line);
            }
        }
    }
    if bench.problems.is_empty()
        && let Some(demand) = &scenario.demand
    {
        match demand.draw(&mut bench.source, &scenario.file, variant.draw) {
            Ok(added) => {
                bench.trail.lines.extend(added.into_iter().map(|row| (row, demand.line)));
            }
            Err(problems) => bench.problems.extend(problems),
        }
    }
    if bench.problems.is_empty() { Ok((bench.source, bench.trail)) } else { Err(bench.problems) }
}

/// Where a scenario left its marks, so that errors of the reader can be traced
/// back to it. Files are those of the raw tables and settings: of a workbook
/// the sheets.
#[derive(Default)]
pub(super) struct Trail {
    file: String,
    /// Lines by the places of edited cells, inserted rows and settings.
    lines: BTreeMap<Place, Option<u32>>,
}

impl Trail {
    /// The problem at the line of the scenario that brought it about, if any.
    fn place(&self, problem: Problem) -> Problem {
        let setting = Place { at: None, ..problem.place.clone() };
        let row = Place { field: None, ..problem.place.clone() };
        let line = [&problem.place, &setting, &row].into_iter().find_map(|place| self.lines.get(place)).copied();
        match line {
            Some(line) => problem.traced_to(&self.file, line),
            None => problem,
        }
    }
}

struct Bench {
    source: Source,
    trail: Trail,
    problems: Vec<Problem>,
}

impl Bench {
    fn tell(&mut self, code: Code, line: Option<u32>, key: &str, found: String, expected: &str, advice: &str) {
        let problem =
            Problem::new(code, Place::of_file(&self.trail.file).line(line).key(key)).says(found, expected, advice);
        self.problems.push(problem);
    }

    fn set_policy(&mut self, setting: &Setting) {
        let Setting { path, value, line } = setting;
        match policy::set(&mut self.source, &self.trail.file, path, value, *line) {
            Ok(()) => {
                self.trail.lines.insert(self.source.policy_place.key(path), *line);
            }
            Err(problem) => self.problems.push(*problem),
        }
    }

    /// The positions of the rows that meet all conditions; that there is none
    /// is told.
    fn matching(&mut self, table: TableId, conditions: &[Condition], line: Option<u32>) -> Vec<usize> {
        let found = meeting(&self.source, table, conditions);
        if found.is_empty() {
            let alone =
                |condition: &&Condition| meeting(&self.source, table, std::slice::from_ref(*condition)).is_empty();
            let worst = conditions.iter().find(alone);
            let line = worst.and_then(|condition| condition.line).or(line);
            let found = match worst {
                Some(condition) => format!("no row of {} with {condition}", table.file()),
                None => format!("no row of {} that meets every condition", table.file()),
            };
            self.tell(
                Code::NoMatch,
                line,
                "where",
                found,
                "a row to change",
                "Check the spelling, or leave the section out.",
            );
        }
        found
    }

    fn edit(&mut self, table: TableId, conditions: &[Condition], cells: &[NewCell], line: Option<u32>) {
        let rows = self.matching(table, conditions, line);
        if rows.is_empty() {
            return;
        }
        // All new texts come from the rows as they were.
        let register = Register::of(&self.source, table);
        let mut written: Vec<(usize, &NewCell, String)> = Vec::new();
        for new in cells {
            for row in &rows {
                match self.new_text(&register, table, *row, new) {
                    Ok(text) => written.push((*row, new, text)),
                    Err(code) => {
                        let key = format!("set.{}", new.column.name);
                        let found = format!("the change {}", quoted(&new.text));
                        let expected = new.column.kind.expected();
                        let advice = "Write a number to set, or \"+5\", \"-2\", \"*1.15\" to change.";
                        self.tell(code, new.line.or(line), &key, found, &expected, advice);
                        break;
                    }
                }
            }
        }
        for (row, new, text) in written {
            self.write(table, row, new, text, line);
        }
    }

    /// What an edit makes of a cell.
    fn new_text(&self, register: &Register, table: TableId, row: usize, new: &NewCell) -> Result<String, Code> {
        if !amount::is_change(new.column.kind, &new.text) {
            return Ok(new.text.clone());
        }
        let Some(row) = self.source.tables.get(&table).and_then(|table| table.rows.get(row)) else {
            return Ok(String::new());
        };
        let old = register.cell(table, row, new.column);
        match old {
            "" => {
                let default = register.default_number(&self.source, table, row, new.column);
                amount::changed(new.column.kind, &default, &new.text)
            }
            old => amount::changed(new.column.kind, old, &new.text),
        }
    }

    /// Writes a cell; a column that the table lacks is added.
    fn write(&mut self, table: TableId, row: usize, new: &NewCell, text: String, line: Option<u32>) {
        let Some(raw) = self.source.tables.get_mut(&table) else { return };
        let at = raw.column_or_new(new.column);
        let Some(row) = raw.rows.get_mut(row) else { return };
        if let Some(cell) = row.cells.get_mut(at) {
            *cell = text;
        }
        self.trail.lines.insert(raw.place.row(row.row).column(new.column.name), new.line.or(line));
    }

    fn insert(&mut self, table: TableId, cells: &[NewCell], line: Option<u32>) {
        let empty = || RawTable::empty(Place::of_file(table.file()), &[]);
        let raw = self.source.tables.entry(table).or_insert_with(empty);
        let number = raw.rows.last().map_or(raw.header_row, |row| row.row).saturating_add(1);
        let columns: Vec<usize> = cells.iter().map(|new| raw.column_or_new(new.column)).collect();
        let mut row = RawRow { row: number, cells: vec![String::new(); raw.header.len()], ragged: false };
        for (new, at) in cells.iter().zip(columns) {
            if let Some(cell) = row.cells.get_mut(at) {
                cell.clone_from(&new.text);
            }
            self.trail.lines.insert(raw.place.row(number).column(new.column.name), new.line.or(line));
        }
        self.trail.lines.insert(raw.place.row(number), line);
        raw.rows.push(row);
        let own = cells.iter().find(|new| matches!(new.column.kind, Kind::Id));
        if let Some(own) = own {
            self.source.removed.remove(forms::bare(&own.text));
        }
    }
}
