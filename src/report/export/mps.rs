//! A step of a ladder as an MPS file.

use super::parts::signed;
use crate::allocation::{Sense, Step};
use crate::program::{Column, Program};
use std::fmt::Write;

/// The name of the objective's row.
const OBJECTIVE: &str = "cost";

/// A row of the file: the sum of some columns lies within bounds.
struct Line<'a> {
    name: String,
    terms: &'a [(usize, i64)],
    lower: Option<i64>,
    upper: Option<i64>,
}

/// A step as an MPS file: the whole program, a row for the value of each step
/// before it, and what the step counts, to be minimised.
///
/// The columns of the file are laid out as fixed MPS has them, and no name has
/// a space, so that readers of free MPS take it as well. What dialects differ
/// in is left out: no `OBJSENSE`, no bound that is not written down, no column
/// without an entry.
pub(super) fn step(program: &Program, earlier: &[Step], step: usize) -> Vec<u8> {
    let objective = &program.objectives()[step];
    let lines = lines(program, earlier);
    let mut text = format!(
        "* Step {} of {}: {}, {}\n* To be minimised{}.\n",
        step + 1,
        program.objectives().len(),
        objective.step(&vec![0; program.columns().len()], 0),
        objective.sense,
        if objective.sense == Sense::Max { ": what the step counts has its sign changed" } else { "" },
    );
    text.push_str("NAME          RIGHTPLC\nROWS\n");
    let _ = writeln!(text, " N  {OBJECTIVE}");
    for line in &lines {
        let _ = writeln!(text, " {}  {}", line.kind(), line.name);
    }
    let costs: Vec<(usize, i64)> =
        objective.terms.iter().map(|(column, count)| (*column, signed(objective.sense, *count))).collect();
    columns(&mut text, program.columns(), &costs, &lines);
    text.push_str("RHS\n");
    for line in &lines {
        entry(&mut text, "RHS", &line.name, line.side());
    }
    if lines.iter().any(|line| line.range().is_some()) {
        text.push_str("RANGES\n");
        for line in &lines {
            if let Some(range) = line.range() {
                entry(&mut text, "RNG", &line.name, range);
            }
        }
    }
    text.push_str("BOUNDS\n");
    for (position, column) in program.columns().iter().enumerate() {
        bounds(&mut text, position, column);
    }
    text.push_str("ENDATA\n");
    text.into_bytes()
}

/// The name of a column.
pub(super) fn column_name(position: usize) -> String {
    format!("x{}", position + 1)
}

/// The name of a row of the program.
pub(super) fn row_name(position: usize) -> String {
    format!("r{}", position + 1)
}

fn lines<'a>(program: &'a Program, earlier: &[Step]) -> Vec<Line<'a>> {
    let rows = program.rows().iter().enumerate().map(|(position, row)| Line {
        name: row_name(position),
        terms: &row.terms,
        lower: row.lower,
        upper: row.upper,
    });
    let values = program.objectives().iter().zip(earlier).enumerate().map(|(position, (objective, step))| {
        let is_max = step.sense == Sense::Max;
        Line {
            name: format!("v{}", position + 1),
            terms: &objective.terms,
            lower: is_max.then_some(step.value),
            upper: (!is_max).then_some(step.value),
        }
    });
    rows.chain(values).collect()
}

impl Line<'_> {
    fn kind(&self) -> char {
        match (self.lower, self.upper) {
            (Some(lower), Some(upper)) if lower == upper => 'E',
            (_, Some(_)) => 'L',
            (Some(_), None) => 'G',
            (None, None) => 'N',
        }
    }

    /// The bound that stands on the right-hand side.
    fn side(&self) -> i64 {
        self.upper.or(self.lower).unwrap_or(0)
    }

    /// How far the other bound is away, where there is one.
    fn range(&self) -> Option<i64> {
        let range = self.upper?.saturating_sub(self.lower?);
        (range != 0).then_some(range)
    }
}

/// The columns in their order, between markers where they are whole numbers.
fn columns(text: &mut String, columns: &[Column], costs: &[(usize, i64)], lines: &[Line]) {
    let mut entries: Vec<Vec<(&str, i64)>> = vec![Vec::new(); columns.len()];
    for (column, count) in costs {
        entries[*column].push((OBJECTIVE, *count));
    }
    for line in lines {
        for (column, coefficient) in line.terms {
            entries[*column].push((&line.name, *coefficient));
        }
    }
    text.push_str("COLUMNS\n");
    let mut is_whole = false;
    for (position, (column, entries)) in columns.iter().zip(&entries).enumerate() {
        if column.integer != is_whole {
            marker(text, column.integer);
            is_whole = column.integer;
        }
        let name = column_name(position);
        for (row, coefficient) in entries {
            entry(text, &name, row, *coefficient);
        }
        if entries.is_empty() {
            entry(text, &name, OBJECTIVE, 0);
        }
    }
    if is_whole {
        marker(text, false);
    }
}

fn marker(text: &mut String, begins: bool) {
    let word = if begins { "'INTORG'" } else { "'INTEND'" };
    let _ = writeln!(text, "    {:<8}  {:<8}  {:15}{word}", "MARKER", "'MARKER'", "");
}

/// Both bounds are written, also where they are what a reader would assume:
/// readers assume different things.
fn bounds(text: &mut String, position: usize, column: &Column) {
    for (kind, value) in [("LO", column.lower), ("UP", column.upper)] {
        let _ = writeln!(text, " {kind} {:<8}  {:<8}  {value:>12}", "BND", column_name(position));
    }
}

fn entry(text: &mut String, first: &str, second: &str, number: i64) {
    let _ = writeln!(text, "    {first:<8}  {second:<8}  {number:>12}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_of_the_kind_that_its_bounds_make_it() {
        let line = |lower, upper| Line { name: "r1".to_owned(), terms: &[], lower, upper };
        let read = |line: Line| (line.kind(), line.side(), line.range());
        assert_eq!(read(line(None, Some(5))), ('L', 5, None));
        assert_eq!(read(line(Some(-2), None)), ('G', -2, None));
        assert_eq!(read(line(Some(3), Some(3))), ('E', 3, None));
        // An L row with the range 7 lies from 5 − 7 to 5.
        assert_eq!(read(line(Some(-2), Some(5))), ('L', 5, Some(7)));
    }
}
