use super::columns::{Column, ColumnIndex, Follow, Meaning};
use super::limit::Limit;
use super::residual::Residual;
use super::row::Row;
use crate::calendar::Span;
use crate::round::{Course, Held, Intake, Key, Provider, Referral, Round, School, Student};
use crate::rules::{Casebook, Options, PlaceOption};
use std::collections::{BTreeMap, BTreeSet};

/// A program being written, with what the constraints look up.
pub(crate) struct Draft<'a> {
    pub book: &'a Casebook<'a>,
    pub round: &'a Round,
    pub options: &'a Options,
    pub relaxed_groups: &'a BTreeSet<Key<Intake>>,
    pub residual: Option<&'a Residual<'a>>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// What each school's placements cost, place fees included: columns with pence.
    pub costs: BTreeMap<Option<Key<School>>, Vec<(ColumnIndex, i64)>>,
    by_intake: BTreeMap<Key<Intake>, Vec<ColumnIndex>>,
    by_student: BTreeMap<Key<Student>, Vec<ColumnIndex>>,
    by_school: BTreeMap<Key<School>, Vec<ColumnIndex>>,
    held_in: BTreeMap<Key<Intake>, Vec<&'a Held>>,
}

impl<'a> Draft<'a> {
    pub fn new(
        book: &'a Casebook<'a>,
        options: &'a Options,
        relaxed_groups: &'a BTreeSet<Key<Intake>>,
        residual: Option<&'a Residual<'a>>,
    ) -> Draft<'a> {
        let round = book.round;
        let mut draft = Draft {
            book,
            round,
            options,
            relaxed_groups,
            residual,
            columns: Vec::new(),
            rows: Vec::new(),
            costs: BTreeMap::new(),
            by_intake: BTreeMap::new(),
            by_student: BTreeMap::new(),
            by_school: BTreeMap::new(),
            held_in: BTreeMap::new(),
        };
        for option in options.all() {
            let column = draft.add_column(Meaning::Option, 1, true, Follow::Free);
            let referral = &round.referrals[option.referral];
            draft.by_intake.entry(option.intake).or_default().push(column);
            draft.by_student.entry(referral.student).or_default().push(column);
            if let Some(school) = referral.school {
                draft.by_school.entry(school).or_default().push(column);
            }
        }
        for held in &round.held {
            if let Some(intake) = held.intake {
                draft.held_in.entry(intake).or_default().push(held);
            }
        }
        draft
    }

    pub fn add_column(&mut self, meaning: Meaning, upper: i64, integer: bool, rule: Follow) -> ColumnIndex {
        self.columns.push(Column { meaning, lower: 0, upper, integer, rule });
        self.columns.len() - 1
    }

    /// Adds a limit: the terms come to no more than what is left of it. A limit
    /// that nothing can exceed is left out.
    pub fn add_limit(&mut self, limit: Limit, mut terms: Vec<(ColumnIndex, i64)>, used: i64, left: i64) {
        terms.retain(|(_, takes)| *takes != 0);
        terms.sort_unstable();
        let most: i64 = terms.iter().map(|(column, takes)| takes.saturating_mul(self.columns[*column].upper)).sum();
        if most > left {
            self.rows.push(Row { limit: Some(limit), terms, lower: None, upper: Some(left), used });
        }
    }

    /// Adds a row that defines a column.
    pub fn add_definition(&mut self, mut terms: Vec<(ColumnIndex, i64)>, lower: Option<i64>, upper: Option<i64>) {
        terms.sort_unstable();
        self.rows.push(Row { limit: None, terms, lower, upper, used: 0 });
    }

    pub fn option(&self, column: ColumnIndex) -> &'a PlaceOption {
        &self.options.all()[column]
    }

    pub fn student_of(&self, column: ColumnIndex) -> Key<Student> {
        self.round.referrals[self.option(column).referral].student
    }

    pub fn of_referral(&self, referral: Key<Referral>) -> Vec<ColumnIndex> {
        self.options.range(referral).collect()
    }

    pub fn of_intake(&self, intake: Key<Intake>) -> &[ColumnIndex] {
        self.by_intake.get(&intake).map_or(&[], Vec::as_slice)
    }

    pub fn of_student(&self, student: Key<Student>) -> &[ColumnIndex] {
        self.by_student.get(&student).map_or(&[], Vec::as_slice)
    }

    pub fn of_school(&self, school: Key<School>) -> &[ColumnIndex] {
        self.by_school.get(&school).map_or(&[], Vec::as_slice)
    }

    pub fn students(&self) -> Vec<Key<Student>> {
        self.by_student.keys().copied().collect()
    }

    pub fn held_in(&self, intake: Key<Intake>) -> &[&'a Held] {
        self.held_in.get(&intake).map_or(&[], Vec::as_slice)
    }

    /// The place that is free in one of some intakes, as a placement held there
    /// that takes away from what is used; nothing where none is.
    pub fn freed_in(&self, intakes: &[Key<Intake>]) -> Option<(Key<Intake>, Span)> {
        let freed = self.residual.map(|residual| residual.freed).filter(|freed| intakes.contains(freed))?;
        Some((freed, self.round.intakes[freed].span()))
    }

    /// The intakes of each course.
    pub fn intakes_of_courses(&self) -> BTreeMap<Key<Course>, Vec<Key<Intake>>> {
        let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (key, intake) in self.round.intakes.iter() {
            found.entry(intake.course).or_default().push(key);
        }
        found
    }

    /// The intakes of each provider.
    pub fn intakes_of_providers(&self) -> BTreeMap<Key<Provider>, Vec<Key<Intake>>> {
        let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for key in self.round.intakes.keys() {
            found.entry(self.round.provider_of(key)).or_default().push(key);
        }
        found
    }
}
