//! Problems that differ in nothing but their rows, told together: a column that
//! says the same in 600 rows is one thing to look at.

use super::{At, Code, Problem};
use std::collections::BTreeMap;
use std::fmt;

/// Problems that differ in nothing but their rows; or one problem.
#[derive(Debug, Clone)]
pub struct Alike<'p> {
    /// The first of them.
    pub first: &'p Problem,
    /// How many more of the kind are counted and not listed.
    unlisted: usize,
    /// Their rows in ascending order; where there is one problem alone, none.
    rows: Vec<u32>,
}

/// Problems in their order, those that are alike at the place of the first.
pub fn alike<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> Vec<Alike<'p>> {
    let mut groups: Vec<Alike<'p>> = Vec::new();
    let mut known = BTreeMap::new();
    for problem in problems {
        let Some(At::Row(row)) = problem.place.at else {
            groups.push(Alike { first: problem, unlisted: problem.unlisted, rows: Vec::new() });
            continue;
        };
        let place = (&problem.place.file, &problem.place.sheet, &problem.place.field);
        let found = if says_more(problem.code) { "" } else { problem.found.as_str() };
        let position =
            *known.entry((problem.code, place, found, &problem.expected, &problem.advice)).or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) => {
                group.rows.push(row);
                group.unlisted += problem.unlisted;
            }
            None => groups.push(Alike { first: problem, unlisted: problem.unlisted, rows: vec![row] }),
        }
    }
    for group in &mut groups {
        group.rows.sort_unstable();
        group.rows.dedup();
        if group.rows.len() < 2 {
            group.rows.clear();
        }
    }
    groups
}

impl Alike<'_> {
    /// How many problems are told together.
    pub fn listed(&self) -> usize {
        self.rows.len().max(1)
    }

    /// How many more of the kind the file has, which are counted and not
    /// listed.
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }

    /// What was found, and in how many rows.
    pub fn found(&self) -> String {
        match self.rows.len() {
            0 => self.first.found.clone(),
            count => format!("{} (in {count} rows)", self.first.found),
        }
    }
}

/// Whether what is found differs from row to row and means the same.
fn says_more(code: Code) -> bool {
    matches!(code, Code::TimeLeftOut | Code::MomentInTime)
}

impl fmt::Display for Alike<'_> {
    /// One line: `warning[placeholder] referrals.csv, rows 3–9, 12, column
    /// delivery: 8 rows say "N/A"; expected …. …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { code, severity, place, cell, found, expected, advice, .. } = self.first;
        if self.rows.is_empty() {
            return write!(f, "{}", self.first);
        }
        let column = cell.as_deref().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
        let kind = if column.is_empty() { "rows" } else { "cells" };
        write!(f, "{severity}[{code}] ")?;
        place.write(f, Some(&format!("{kind} {}", ranges(&self.rows, column))))?;
        let verb = if found.starts_with('"') || found == "nothing" { "say" } else { "have" };
        let first = if says_more(*code) { ", to name the first" } else { "" };
        let separator = if expected.is_empty() { "" } else { "; expected " };
        write!(f, ": {} rows {verb} {found}{first}{separator}{expected}. {advice}", self.rows.len())
    }
}

/// How many ranges of rows a line names.
const MOST_RANGES: usize = 50;

/// `3–9, 12`; of cells of a column, `D3–D9, D12`.
fn ranges(rows: &[u32], column: &str) -> String {
    let runs = rows.chunk_by(|a, b| a + 1 == *b);
    let words = runs.filter_map(|run| match run {
        [] => None,
        [row] => Some(format!("{column}{row}")),
        [first, second] => Some(format!("{column}{first}, {column}{second}")),
        [first, .., last] => Some(format!("{column}{first}–{column}{last}")),
    });
    let mut words: Vec<String> = words.take(MOST_RANGES + 1).collect();
    if words.len() > MOST_RANGES {
        words.truncate(MOST_RANGES);
        words.push("…".to_owned());
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    fn said(row: u32, found: &str) -> Problem {
        let place = Place::of_file("referrals.csv").row(row).column("delivery");
        let problem = Problem::new(Code::Placeholder, place).id(Some(format!("R{row}")));
        problem.says(found, "words", "It counts as blank.")
    }

    #[test]
    fn what_differs_in_rows_alone_is_one_line_at_the_place_of_the_first() {
        let mut problems: Vec<Problem> = [3, 12, 4, 5, 8, 9].map(|row| said(row, "\"N/A\"")).into();
        problems.insert(1, said(3, "\"-\""));
        let lines: Vec<String> = alike(&problems).iter().map(ToString::to_string).collect();
        let begin = "warning[placeholder] referrals.csv, ";
        let end = "; expected words. It counts as blank.";
        assert_eq!(
            lines,
            [
                format!("{begin}rows 3–5, 8, 9, 12, column delivery: 6 rows say \"N/A\"{end}"),
                format!("{begin}row 3, column delivery (R3): found \"-\"{end}"),
            ]
        );
    }

    #[test]
    fn in_a_workbook_the_cells_are_named() {
        let mut problems = vec![said(3, "\"N/A\""), said(4, "\"N/A\""), said(5, "\"N/A\"")];
        for problem in &mut problems {
            problem.place.sheet = Some("Referrals".to_owned());
            problem.cell = problem.place.number().map(|row| format!("AB{row}"));
        }
        assert!(problems[0].to_string().contains(", sheet Referrals, cell AB3, column delivery (R3): found"));
        assert!(alike(&problems)[0].to_string().contains(", cells AB3–AB5, column delivery: 3 rows say \"N/A\";"));
    }
}
