use crate::round::{Intake, Key, School, Student};
use crate::units::AcademicYear;
use std::collections::BTreeSet;

/// Position of a column.
pub type ColumnIndex = usize;

/// What a column stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// 1: the option is placed.
    Option,
    /// 1: the intake takes some new placement.
    Runs(Key<Intake>),
    /// How many of a school's placements of an academic year are charged.
    Charged(Key<School>, AcademicYear),
    /// 1: the student has some new placement.
    Child(Key<Student>),
    /// The smallest share placed over the schools, in thousandths.
    Share,
    /// 1: of a purchase, by its position, at least a size is bought.
    Bought(usize, usize),
}

/// A column of the program. All bounds are whole numbers, and so is every
/// value that a column takes in an optimum.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it stands for.
    pub meaning: Meaning,
    /// The least value.
    pub lower: i64,
    /// The greatest value.
    pub upper: i64,
    /// Whether a solver must be told that it is a whole number; where it need
    /// not, the options being whole makes it so.
    pub integer: bool,
    pub(crate) rule: Follow,
}

/// How the value of a column follows from the options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Follow {
    /// It is an option itself.
    Free,
    /// 1 where any of these is placed.
    Any(Vec<ColumnIndex>),
    /// How many of these are placed beyond a number.
    Beyond(Vec<ColumnIndex>, i64),
    /// The smallest share of the groups in thousandths, rounded down: how many
    /// of the columns are placed, of how many referrals.
    SmallestShare(Vec<(Vec<ColumnIndex>, i64)>),
    /// 1 where any of these sums exceeds its limit, or in any case.
    Exceeds(Vec<(Vec<(ColumnIndex, i64)>, i64)>, bool),
}

/// How a column follows from the options, as far as its rows allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tendency {
    /// It is an option itself.
    Free,
    /// It is as small as can be.
    Least,
    /// It is as large as can be.
    Most,
}

impl Column {
    /// How the column follows from the options.
    pub fn tendency(&self) -> Tendency {
        match self.meaning {
            Meaning::Option => Tendency::Free,
            Meaning::Runs(_) | Meaning::Charged(..) | Meaning::Bought(..) => Tendency::Least,
            Meaning::Child(_) | Meaning::Share => Tendency::Most,
        }
    }

    /// Whether the column follows from the options in the same way as another
    /// column of another program, where columns of that program stand for these
    /// as `of` says; one that stands for none counts nothing.
    pub fn follows_as(&self, other: &Column, of: impl Fn(ColumnIndex) -> Option<ColumnIndex>) -> bool {
        let here = |columns: &[ColumnIndex]| -> BTreeSet<ColumnIndex> {
            columns.iter().filter_map(|column| of(*column)).collect()
        };
        let same = |ours: &[ColumnIndex], theirs: &[ColumnIndex]| {
            ours.iter().copied().collect::<BTreeSet<_>>() == here(theirs)
        };
        match (&self.rule, &other.rule) {
            (Follow::Free, Follow::Free) => true,
            (Follow::Any(ours), Follow::Any(theirs)) => same(ours, theirs),
            (Follow::Beyond(ours, free), Follow::Beyond(theirs, other)) => free == other && same(ours, theirs),
            (Follow::SmallestShare(ours), Follow::SmallestShare(theirs)) => {
                let pairs = || ours.iter().zip(theirs);
                ours.len() == theirs.len() && pairs().all(|(our, their)| our.1 == their.1 && same(&our.0, &their.0))
            }
            _ => false,
        }
    }

    /// Whether the column is 0 whatever is placed, where only some options
    /// can be.
    pub fn is_idle(&self, is_left: impl Fn(ColumnIndex) -> bool) -> bool {
        match &self.rule {
            Follow::Free | Follow::SmallestShare(_) | Follow::Exceeds(..) => false,
            Follow::Any(columns) | Follow::Beyond(columns, _) => !columns.iter().any(|column| is_left(*column)),
        }
    }

    /// The value that follows from those of the options; 0 of an option.
    pub fn follow(&self, values: &[i64]) -> i64 {
        let placed = |columns: &[ColumnIndex]| -> i64 { columns.iter().map(|column| values[*column]).sum() };
        match &self.rule {
            Follow::Free => 0,
            Follow::Any(columns) => i64::from(placed(columns) > 0),
            Follow::Beyond(columns, free) => (placed(columns) - free).max(0),
            Follow::SmallestShare(groups) => {
                groups.iter().map(|(columns, of)| 1000 * placed(columns) / of).min().unwrap_or(1000)
            }
            Follow::Exceeds(sums, in_any_case) => {
                let sum = |terms: &[(ColumnIndex, i64)]| -> i64 {
                    terms.iter().map(|(column, takes)| takes * values[*column]).sum()
                };
                i64::from(*in_any_case || sums.iter().any(|(terms, limit)| sum(terms) > *limit))
            }
        }
    }
}
