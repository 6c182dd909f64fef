//! A start for a climb: the allocation of one round carried over to another.

use super::written::Written;
use crate::ids::ConstraintId;
use crate::program::{ColumnIndex, Program, Row};
use std::collections::{BTreeMap, BTreeSet};

/// What can be kept of an allocation in another program: what decisions place,
/// then all that still fits, in the order of the options; groups that become
/// too small are given up. It may break a decision's row where decisions clash.
pub(super) fn carried_over(ids: &BTreeMap<String, String>, edited: &Written) -> BTreeSet<ColumnIndex> {
    let program = &edited.program;
    let wanted = ids.iter().filter_map(|(referral, intake)| edited.option(referral, intake));
    let wanted: BTreeSet<ColumnIndex> = wanted.collect();
    if program.broken_row(&program.values(&wanted)).is_none() {
        return wanted;
    }
    let pinned = pinned(program);
    let mut closed: BTreeSet<ColumnIndex> = BTreeSet::new();
    loop {
        let mut seats = Seats::new(program);
        pinned.iter().for_each(|column| seats.take(*column));
        for column in wanted.difference(&closed) {
            seats.place(*column);
        }
        let broken =
            seats.short_group().map(|row| row.terms.iter().map(|(column, _)| *column).collect::<BTreeSet<_>>());
        match broken {
            // Each turn gives up at least one more option, so it ends.
            Some(members) if members.iter().any(|column| seats.has(*column) && !pinned.contains(column)) => {
                closed.extend(members);
            }
            _ => return seats.placed,
        }
    }
}

/// The options that decisions place.
pub(super) fn pinned(program: &Program) -> BTreeSet<ColumnIndex> {
    let rows = program.rows().iter().filter(|row| row.constraint == Some(ConstraintId::Pinned) && row.terms.len() == 1);
    rows.map(|row| row.terms[0].0).collect()
}

/// An allocation being filled, one option after the other. Groups may be too
/// small on the way.
pub(super) struct Seats<'p> {
    program: &'p Program,
    /// For each option the rows to look at when it is placed.
    rows_of: Vec<Vec<usize>>,
    /// Rows with columns that follow from options: any option may matter.
    always: Vec<usize>,
    /// What is placed.
    pub placed: BTreeSet<ColumnIndex>,
    values: Vec<i64>,
}

impl<'p> Seats<'p> {
    /// Nothing is placed yet.
    pub fn new(program: &'p Program) -> Seats<'p> {
        let options = program.option_count();
        let mut rows_of: Vec<Vec<usize>> = vec![Vec::new(); options];
        let mut always = Vec::new();
        for (position, row) in program.rows().iter().enumerate().filter(|(_, row)| is_on_the_way(row)) {
            if row.terms.iter().any(|(column, _)| *column >= options) {
                always.push(position);
                continue;
            }
            row.terms.iter().for_each(|(column, _)| rows_of[*column].push(position));
        }
        let placed = BTreeSet::new();
        let values = program.values(&placed);
        Seats { program, rows_of, always, placed, values }
    }

    /// Whether an option is placed.
    pub fn has(&self, column: ColumnIndex) -> bool {
        self.placed.contains(&column)
    }

    /// Begins again with just these placed.
    pub fn restart(&mut self, placed: &BTreeSet<ColumnIndex>) {
        self.placed.clone_from(placed);
        self.values = self.program.values(&self.placed);
    }

    /// Places an option if every limit that has it allows it.
    pub fn place(&mut self, column: ColumnIndex) -> bool {
        if self.has(column) {
            return true;
        }
        let holds = |values: &[i64], rows: &[usize]| rows.iter().all(|row| self.program.rows()[*row].holds(values));
        self.values[column] = 1;
        if !holds(&self.values, &self.rows_of[column]) {
            self.values[column] = 0;
            return false;
        }
        self.placed.insert(column);
        let values = self.program.values(&self.placed);
        let fits = holds(&values, &self.always);
        if fits {
            self.values = values;
        } else {
            self.placed.remove(&column);
            self.values[column] = 0;
        }
        fits
    }

    /// Places an option in any case.
    pub fn take(&mut self, column: ColumnIndex) {
        self.placed.insert(column);
        self.values = self.program.values(&self.placed);
    }

    /// The row of a group that runs and is too small.
    pub fn short_group(&self) -> Option<&'p Row> {
        let is_group = |row: &&Row| row.constraint == Some(ConstraintId::MinGroup) && row.lower.is_some();
        self.program.rows().iter().filter(is_group).find(|row| !row.holds(&self.values))
    }
}

/// Whether a row must hold while options are placed one by one: it is a limit
/// that more placements can only come nearer to.
fn is_on_the_way(row: &Row) -> bool {
    row.constraint.is_some() && row.lower.is_none()
}
