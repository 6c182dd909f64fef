//! A start for a climb: the allocation of one round carried over to another.

use crate::ids::ConstraintId;
use crate::posed::{Posed, Seating};
use crate::program::{ColumnIndex, Program, Row};
use std::collections::{BTreeMap, BTreeSet};

/// What can be kept of an allocation in another program: what decisions place,
/// then all that still fits, in the order of the options; groups that become
/// too small are given up. It may break a decision's row where decisions clash.
pub(super) fn carried_over(ids: &BTreeMap<String, String>, edited: &Posed) -> BTreeSet<ColumnIndex> {
    let program = edited.program();
    let wanted = ids.iter().filter_map(|(referral, intake)| edited.option_by_id(referral, intake));
    let wanted: BTreeSet<ColumnIndex> = wanted.collect();
    if program.broken_row(&program.values(&wanted)).is_none() {
        return wanted;
    }
    let pinned = pinned(program);
    let mut closed: BTreeSet<ColumnIndex> = BTreeSet::new();
    loop {
        let mut seats = Seats::new(program, &pinned);
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
            _ => return seats.placed(),
        }
    }
}

/// The options that decisions place.
pub(super) fn pinned(program: &Program) -> BTreeSet<ColumnIndex> {
    let rows =
        program.rows().iter().filter(|row| row.constraint() == Some(ConstraintId::Pinned) && row.terms.len() == 1);
    rows.map(|row| row.terms[0].0).collect()
}

/// An allocation being filled, one option after the other. Groups may be too
/// small on the way.
pub(super) struct Seats<'p> {
    program: &'p Program,
    seating: Seating<'p, Program>,
}

impl<'p> Seats<'p> {
    /// Just these are placed, whatever that breaks.
    pub fn new(program: &'p Program, placed: &BTreeSet<ColumnIndex>) -> Seats<'p> {
        Seats { program, seating: Seating::new(program, program.values(placed)) }
    }

    /// What is placed.
    pub fn placed(&self) -> BTreeSet<ColumnIndex> {
        (0..self.program.option_count()).filter(|column| self.has(*column)).collect()
    }

    /// Whether a column is an option that is placed.
    pub fn has(&self, column: ColumnIndex) -> bool {
        column < self.program.option_count() && self.seating.has(column)
    }

    /// Begins again with just these placed.
    pub fn restart(&mut self, placed: &BTreeSet<ColumnIndex>) {
        self.seating.seat(self.program.values(placed));
    }

    /// Places an option if every limit that it comes nearer to allows it;
    /// whether it is placed now.
    pub fn place(&mut self, column: ColumnIndex) -> bool {
        let program = self.program;
        self.has(column) || self.seating.place(&[column], |row| is_on_the_way(&program.rows()[row]))
    }

    /// The row of a group that runs and is too small.
    pub fn short_group(&self) -> Option<&'p Row> {
        let is_group = |row: &Row| row.constraint() == Some(ConstraintId::MinGroup) && row.lower.is_some();
        let mut rows = self.program.rows().iter().enumerate();
        rows.find(|(at, row)| is_group(row) && !self.seating.keeps(*at)).map(|(_, row)| row)
    }
}

/// Whether a row must hold while options are placed one by one: it is a limit
/// that more placements can only come nearer to.
fn is_on_the_way(row: &Row) -> bool {
    row.limit.is_some() && row.lower.is_none()
}
