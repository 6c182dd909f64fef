use super::cliques::{self, Cliques};
use super::stages::{self, Objective};
use crate::allocation::{Allocation, Placement, Step};
use crate::limits;
use crate::round::{Intake, Key, Student};
use crate::rows::{Column, ColumnIndex, Draft, Residual, Row, write_charges};
use crate::rules::{Casebook, Options};
use std::collections::BTreeSet;

/// The integer program of a round. The first columns are the options, in
/// their order; the others follow from them.
#[derive(Debug, Clone)]
pub struct Program {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    pub(super) objectives: Vec<Objective>,
    pub(super) placements: Vec<Placement>,
    pub(super) students: Vec<Key<Student>>,
    pub(super) cliques: Vec<Vec<ColumnIndex>>,
    pub(super) needless: BTreeSet<usize>,
}

impl Program {
    /// Writes the program of a round. `relaxed_groups` are intakes that may run
    /// below their smallest group.
    pub fn write(book: &Casebook, options: &Options, relaxed_groups: &BTreeSet<Key<Intake>>) -> Program {
        Program::of(Draft::new(book, options, relaxed_groups, None))
    }

    /// Writes the program of what is left to decide. Of the options, those that
    /// could not be placed may be missing, and those that stand still and share
    /// no row with one that could be.
    pub fn write_residual(
        book: &Casebook,
        options: &Options,
        relaxed_groups: &BTreeSet<Key<Intake>>,
        residual: &Residual,
    ) -> Program {
        Program::of(Draft::new(book, options, relaxed_groups, Some(residual)))
    }

    fn of(mut draft: Draft) -> Program {
        let options = draft.options;
        write_charges(&mut draft);
        limits::write(&mut draft);
        let objectives = stages::objectives(&mut draft);
        let placements = options.all().iter().map(|option| Placement {
            referral: option.referral,
            intake: option.intake,
            span: option.span,
        });
        let students = draft.students();
        let found = cliques::find(&draft.rows, students.iter().map(|student| draft.of_student(*student)));
        let placements = placements.collect();
        let owners = (0..options.all().len()).map(|column| draft.student_of(column)).collect();
        let Cliques { cliques, needless } = found;
        Program {
            columns: draft.columns,
            rows: draft.rows,
            objectives,
            placements,
            students: owners,
            cliques,
            needless,
        }
    }

    /// The columns; the first are the options.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows by constraint in the published order, then rows that define
    /// columns.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Sets of options of which the rows allow at most one to be placed: they
    /// follow from the rows, and make a linear relaxation much tighter.
    pub fn cliques(&self) -> &[Vec<ColumnIndex>] {
        &self.cliques
    }

    /// Whether a row, by its position, says no more than the cliques do.
    pub fn is_needless(&self, row: usize) -> bool {
        self.needless.contains(&row)
    }

    /// The objectives of the ladder's steps, in order.
    pub fn objectives(&self) -> &[Objective] {
        &self.objectives
    }

    /// How many options there are: the first columns.
    pub fn option_count(&self) -> usize {
        self.placements.len()
    }

    /// The placement that an option's column stands for.
    pub fn placement(&self, column: ColumnIndex) -> Placement {
        self.placements[column]
    }

    /// The student whom an option's column is for.
    pub fn student(&self, column: ColumnIndex) -> Key<Student> {
        self.students[column]
    }

    /// The values of all columns where just these options are placed.
    pub fn values(&self, placed: &BTreeSet<ColumnIndex>) -> Vec<i64> {
        let mut values = vec![0; self.columns.len()];
        for column in placed {
            values[*column] = 1;
        }
        for column in self.option_count()..self.columns.len() {
            values[column] = self.columns[column].follow(&values);
        }
        values
    }

    /// The first row that values break, in the order of the rows.
    pub fn broken_row(&self, values: &[i64]) -> Option<&Row> {
        self.rows.iter().find(|row| !row.holds(values))
    }

    /// The allocation of the placed options.
    pub fn allocation(&self, placed: &BTreeSet<ColumnIndex>) -> Allocation {
        Allocation { placements: placed.iter().map(|column| self.placements[*column]).collect() }
    }

    /// The steps of the ladder with their values and the bounds given.
    pub fn steps(&self, values: &[i64], bounds: &[i64]) -> Vec<Step> {
        let pairs = self.objectives.iter().zip(bounds);
        pairs.map(|(objective, bound)| objective.step(values, *bound)).collect()
    }
}
