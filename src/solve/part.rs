use super::{Aim, Basis, Bounds, Mip, MipRow, Stand};
use crate::allocation::Sense;
use crate::ids::ConstraintId;
use crate::posed::Rows;
use crate::program::{ColumnIndex, Program, Row, Tendency};
use std::collections::BTreeMap;

/// A part of a program that can be climbed by itself: its columns stand in no
/// row with columns of another part. What is settled has been taken out.
#[derive(Clone)]
pub(super) struct Part {
    /// The program's columns that are still open, ascending.
    pub columns: Vec<ColumnIndex>,
    /// Their bounds.
    pub bounds: Vec<(i64, i64)>,
    /// Whether a solver must be told that they are whole numbers.
    pub integer: Vec<bool>,
    /// To which referral they belong; a number of its own for any other column.
    pub owners: Vec<usize>,
    /// To which student they belong; a number of its own for any other column.
    pub students: Vec<usize>,
    /// How they follow from the options.
    pub follows: Vec<Tendency>,
    /// The rows, in positions of this part's columns.
    pub rows: Vec<MipRow>,
    /// What each row is.
    pub kinds: Vec<RowKind>,
    /// Which one it is: of the program's rows its place among them, of values the step; nothing of any other.
    pub origins: Vec<Option<usize>>,
    /// Where columns and rows stood in the last relaxation.
    pub basis: Option<Basis>,
    /// What each step of the ladder counts here, to be maximised.
    pub goals: Vec<Goal>,
    /// The best known values of the columns.
    pub incumbent: Vec<i64>,
    /// The incumbent is proven to be the best in all steps before this one.
    pub proven: usize,
}

/// What a row of a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A row of the program: a limit, or the definition of a column.
    Given,
    /// What follows from limits for whole numbers.
    Cut,
    /// The value of a finished step.
    Value,
}

/// What follows for every solution that attains a value.
#[derive(Default)]
pub(super) struct Implied {
    /// Columns that keep a value.
    pub columns: Vec<(usize, i64)>,
    /// Rows that are tight: their position and the sum.
    pub rows: Vec<(usize, i64)>,
}

/// What a step counts in a part: the terms, and what settled columns add.
#[derive(Clone, Default)]
pub(super) struct Goal {
    pub terms: Vec<(usize, i64)>,
    pub settled: i64,
}

impl Goal {
    pub fn value(&self, values: &[i64]) -> i64 {
        self.settled + self.terms.iter().map(|(column, coefficient)| coefficient * values[*column]).sum::<i64>()
    }
}

impl Part {
    /// The whole of a program, with some feasible values of its columns: its
    /// rows but the needless ones, then the cliques.
    pub fn whole(program: &Program, incumbent: Vec<i64>) -> Part {
        let rows: Vec<MipRow> = Part::rows_of_whole(program).map(|(_, row)| row).collect();
        let goals = program.objectives().iter().map(|objective| {
            let sign = if objective.sense == Sense::Max { 1 } else { -1 };
            let terms = objective.terms.iter().map(|(column, coefficient)| (*column, sign * coefficient));
            Goal { terms: terms.collect(), settled: 0 }
        });
        let owner = |column| match column < program.option_count() {
            true => program.placement(column).referral.index(),
            false => usize::MAX - column,
        };
        let student = |column| match column < program.option_count() {
            true => program.student(column).index(),
            false => usize::MAX - column,
        };
        Part {
            students: (0..program.columns().len()).map(student).collect(),
            columns: (0..program.columns().len()).collect(),
            bounds: program.columns().iter().map(|column| (column.lower, column.upper)).collect(),
            integer: program.columns().iter().map(|column| column.integer).collect(),
            owners: (0..program.columns().len()).map(owner).collect(),
            follows: program.columns().iter().map(|column| column.tendency()).collect(),
            kinds: vec![RowKind::Given; rows.len()],
            origins: (0..rows.len()).map(Some).collect(),
            rows,
            basis: None,
            goals: goals.collect(),
            incumbent,
            proven: 0,
        }
    }

    /// The rows of the whole of a program, with what they belong to; a clique
    /// belongs to no constraint.
    pub fn rows_of_whole(program: &Program) -> impl Iterator<Item = (Option<ConstraintId>, MipRow)> {
        let said = |(position, row): (usize, &Row)| {
            let bounds = Bounds { lower: row.lower, upper: row.upper };
            let own = (row.constraint(), MipRow { terms: row.terms.clone(), bounds });
            (!program.is_needless(position)).then_some(own)
        };
        let clique = |clique: &Vec<ColumnIndex>| {
            let bounds = Bounds { lower: None, upper: Some(1) };
            (None, MipRow { terms: clique.iter().map(|column| (*column, 1)).collect(), bounds })
        };
        program.rows().iter().enumerate().filter_map(said).chain(program.cliques().iter().map(clique))
    }

    /// By how much a goal can differ between two solutions, at the most.
    pub fn range(&self, goal: &Goal) -> i64 {
        let (least, most) = self.ends(goal);
        most.saturating_sub(least)
    }

    /// The least and the greatest that a goal's terms can come to, judged by the
    /// bounds alone: of each referral only one column counts.
    pub fn ends(&self, goal: &Goal) -> (i64, i64) {
        let mut ends: BTreeMap<usize, (i64, i64)> = BTreeMap::new();
        for (column, coefficient) in &goal.terms {
            let (lower, upper) = self.bounds[*column];
            let (least, most) = ends.entry(self.owners[*column]).or_default();
            *least = (*least).min(coefficient * lower).min(coefficient * upper);
            *most = (*most).max(coefficient * lower).max(coefficient * upper);
        }
        ends.values()
            .fold((0, 0), |(least, most), (low, high)| (least.saturating_add(*low), most.saturating_add(*high)))
    }

    /// The integer program of an objective, without the cuts: they help a
    /// relaxation, but are too dense for branch and bound.
    pub fn mip(&self, objective: Vec<(usize, i64)>) -> Mip {
        let rows = self.rows.iter().zip(&self.kinds).filter(|(_, kind)| **kind != RowKind::Cut);
        self.with_rows(objective, rows.map(|(row, _)| row.clone()).collect())
    }

    /// What is relaxed for an objective: all rows, with the cuts.
    pub fn relaxation(&self, objective: Vec<(usize, i64)>) -> Mip {
        self.with_rows(objective, self.rows.clone())
    }

    fn with_rows(&self, objective: Vec<(usize, i64)>, rows: Vec<MipRow>) -> Mip {
        Mip {
            columns: self.bounds.clone(),
            integer: self.integer.clone(),
            rows,
            objective,
            sense: Sense::Max,
            start: Some(self.incumbent.clone()),
            aim: Aim::Solve,
        }
    }

    /// Whether values keep every bound and row.
    pub fn holds(&self, values: &[i64]) -> bool {
        let within = |((lower, upper), value): (&(i64, i64), &i64)| lower <= value && value <= upper;
        self.bounds.iter().zip(values).all(within) && self.rows.iter().all(|row| row.holds(values))
    }

    /// The least and the greatest sum that the bounds of the columns allow.
    pub fn activity(&self, terms: &[(usize, i64)]) -> (i64, i64) {
        terms.iter().fold((0, 0), |(least, most), (column, coefficient)| {
            let (lower, upper) = self.bounds[*column];
            let (a, b) = (coefficient * lower, coefficient * upper);
            (least + a.min(b), most + a.max(b))
        })
    }

    /// Sets the columns that follow from the options, as the limits allow.
    pub fn complete(&self, values: &mut [i64]) {
        for (column, follows) in self.follows.iter().enumerate() {
            match follows {
                Tendency::Free => {}
                Tendency::Least => values[column] = self.bounds[column].0,
                Tendency::Most => values[column] = self.bounds[column].1,
            }
        }
        for row in self.rows_of(RowKind::Given) {
            for (column, coefficient) in &row.terms {
                let follows = self.follows[*column];
                if follows == Tendency::Free {
                    continue;
                }
                let others = row.activity(values) - coefficient * values[*column];
                match (follows, row.ends_for(*coefficient, others)) {
                    (Tendency::Least, (Some(least), _)) => values[*column] = values[*column].max(least),
                    (Tendency::Most, (_, Some(most))) => values[*column] = values[*column].min(most),
                    _ => {}
                }
            }
        }
    }

    /// Keeps a finished step's value in all that follows.
    pub fn keep_value(&mut self, step: usize, value: i64) {
        let goal = &self.goals[step];
        let bounds = Bounds { lower: Some(value - goal.settled), upper: None };
        let row = MipRow { terms: goal.terms.clone(), bounds };
        self.add_standing((RowKind::Value, Some(step)), row, Stand::Basic);
    }

    /// Adds a row.
    pub fn add(&mut self, kind: RowKind, row: MipRow) {
        self.add_standing((kind, None), row, Stand::Basic);
    }

    /// Adds a row that stands somewhere in the last relaxation: what it is, and which one.
    pub fn add_standing(&mut self, (kind, origin): (RowKind, Option<usize>), row: MipRow, stand: Stand) {
        self.rows.push(row);
        self.kinds.push(kind);
        self.origins.push(origin);
        if let Some(basis) = &mut self.basis {
            basis.rows.push(stand);
        }
    }

    /// Keeps only the rows at positions of which something holds.
    pub fn retain_rows(&mut self, holds: impl Fn(usize) -> bool) {
        fn retain<T>(rows: &mut Vec<T>, holds: impl Fn(usize) -> bool) {
            let mut position = 0;
            rows.retain(|_| {
                position += 1;
                holds(position - 1)
            });
        }
        retain(&mut self.rows, &holds);
        retain(&mut self.kinds, &holds);
        retain(&mut self.origins, &holds);
        if let Some(basis) = &mut self.basis {
            retain(&mut basis.rows, &holds);
        }
    }

    /// The rows of a kind.
    pub fn rows_of(&self, kind: RowKind) -> impl Iterator<Item = &MipRow> {
        self.rows.iter().zip(&self.kinds).filter(move |(_, own)| **own == kind).map(|(row, _)| row)
    }

    /// Whether a column is an option.
    pub fn is_option(&self, column: usize) -> bool {
        self.follows[column] == Tendency::Free
    }

    /// Takes over what every solution of interest has in common.
    pub fn apply(&mut self, implied: &Implied) {
        for (column, value) in &implied.columns {
            self.bounds[*column] = (*value, *value);
        }
        for (row, sum) in &implied.rows {
            self.rows[*row].bounds = Bounds { lower: Some(*sum), upper: Some(*sum) };
        }
    }
}

impl Rows for Part {
    fn column_count(&self) -> usize {
        self.columns.len()
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn terms(&self, row: usize) -> &[(usize, i64)] {
        &self.rows[row].terms
    }

    fn bounds(&self, row: usize) -> (Option<i64>, Option<i64>) {
        let bounds = self.rows[row].bounds;
        (bounds.lower, bounds.upper)
    }

    fn follows(&self, column: usize) -> bool {
        !self.is_option(column)
    }

    fn follow(&self, column: usize, values: &[i64], sums: &[i64], of: &[(usize, i64)]) -> Option<i64> {
        let (lower, upper) = self.bounds[column];
        let ends = of.iter().filter(|(row, _)| self.kinds[*row] == RowKind::Given).map(|(row, coefficient)| {
            let others = sums[*row] - coefficient * values[column];
            self.rows[*row].ends_for(*coefficient, others)
        });
        let value = match self.follows[column] {
            Tendency::Free => values[column],
            Tendency::Least => ends.filter_map(|(least, _)| least).fold(lower, i64::max),
            Tendency::Most => ends.filter_map(|(_, most)| most).fold(upper, i64::min),
        };
        (lower..=upper).contains(&value).then_some(value)
    }
}
