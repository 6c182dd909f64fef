//! Following the trail of an earlier climb: its prices, its cuts and its bases,
//! as far as they have counterparts in another program. Prices give a bound of
//! this program, whatever they are; of a cut only the weights are taken over,
//! and what they can come to is computed anew.

use super::knapsack::{self, Knapsack};
use super::part::{Part, RowKind};
use super::trail::{Ended, Mark, Trail};
use super::{Basis, Bounds, Crossing, MipRow, Stand};
use crate::posed::Posed;
use crate::program::ColumnIndex;
use std::collections::{BTreeMap, BTreeSet};

/// The trail of a climb, and what its columns and rows are in another program.
pub struct Guide<'t> {
    trail: &'t Trail,
    crossing: Crossing,
}

/// What a trail says of the relaxation of a step in a part.
pub(super) struct Signs {
    /// A price for each row.
    pub duals: Vec<f64>,
    /// Where columns and rows stand.
    pub basis: Basis,
}

impl<'t> Guide<'t> {
    /// Along the trail of a round's climb, for another round.
    pub fn new(trail: &'t Trail, from: &Posed, to: &Posed) -> Guide<'t> {
        Guide { trail, crossing: Crossing::new(from, to) }
    }

    /// What the trail says of a step in a part, to which the cuts of the trail
    /// are added; nothing where it says nothing.
    pub(super) fn signs(&self, part: &mut Part, step: usize) -> Option<Signs> {
        let ended = self.trail.at(step)?;
        let cuts = self.add_cuts(part, ended);
        let stand = |(local, column): (usize, &ColumnIndex)| {
            let known =
                self.crossing.column_there(*column).and_then(|there| ended.columns[there]).map(|(stand, _)| stand);
            // What was settled, or was not there, stands where the incumbent has it.
            let own = if part.incumbent[local] > part.bounds[local].0 { Stand::Upper } else { Stand::Lower };
            known.unwrap_or(own)
        };
        let columns = part.columns.iter().enumerate().map(stand).collect();
        let mark = |position: usize| match (part.kinds[position], part.origins[position]) {
            (RowKind::Given, Some(row)) => ended.rows[self.crossing.row_there(row)?],
            (RowKind::Value, Some(earlier)) => {
                let columns = part.rows[position].terms.iter().map(|(local, _)| part.columns[*local]);
                let mut there = columns.filter_map(|column| self.crossing.column_there(column));
                let (_, first) = there.find_map(|column| ended.columns[column])?;
                ended.values.get(&(first, earlier)).copied()
            }
            (RowKind::Cut, _) => cuts.get(&position).copied(),
            _ => None,
        };
        let marks: Vec<Mark> =
            (0..part.rows.len()).map(|position| mark(position).unwrap_or((Stand::Basic, 0.0))).collect();
        let basis = Basis { columns, rows: marks.iter().map(|(stand, _)| *stand).collect() };
        Some(Signs { duals: marks.into_iter().map(|(_, dual)| dual).collect(), basis })
    }

    /// The columns of a part that the program of the trail lacks, and those in rows
    /// with other bounds, or from which somebody placed is gone.
    pub(super) fn differences(&self, part: &Part) -> Vec<usize> {
        let columns = part.columns.iter().enumerate();
        let is_there = |column: &ColumnIndex| self.crossing.column_there(*column).is_some();
        let new = columns.filter(|(_, column)| !is_there(column)).map(|(local, _)| local);
        // What is gone from a row leaves room there for others.
        let gone = self.crossing.lost_rows().filter(|(_, column)| self.trail.placed.contains(column));
        let gone: BTreeSet<usize> = gone.map(|(row, _)| row).collect();
        let differs = |row: usize| self.crossing.is_eased(row) || gone.contains(&row);
        let is_given = |position: &usize| part.kinds[*position] == RowKind::Given;
        let rows =
            (0..part.rows.len()).filter(is_given).filter(|position| part.origins[*position].is_some_and(differs));
        let in_rows = rows.flat_map(|position| &part.rows[position].terms).map(|(column, _)| *column);
        new.chain(in_rows).collect()
    }

    /// Adds the cuts of a trail that hold in a part, where it has them not; the
    /// marks of all of them by their positions.
    fn add_cuts(&self, part: &mut Part, ended: &Ended) -> BTreeMap<usize, Mark> {
        let of_part = |position: &usize| part.kinds[*position] == RowKind::Cut;
        let mut own: BTreeMap<Vec<(usize, i64)>, usize> = (0..part.rows.len())
            .filter(of_part)
            .map(|position| (part.rows[position].terms.clone(), position))
            .collect();
        let mut knapsacks: Option<Sacks> = None;
        let mut marks = BTreeMap::new();
        for (terms, mark) in &ended.cuts {
            let here = |(column, weight): &(ColumnIndex, i64)| {
                Some((part.columns.binary_search(&self.crossing.column_here(*column)?).ok()?, *weight))
            };
            let mut terms: Vec<(usize, i64)> = terms.iter().filter_map(here).collect();
            terms.sort_unstable();
            if terms.len() < 2 {
                continue;
            }
            let position = match own.get(&terms) {
                Some(position) => *position,
                None => {
                    let Some(most) = knapsacks.get_or_insert_with(|| Sacks::of(part)).most(&terms) else { continue };
                    let bounds = Bounds { lower: None, upper: Some(most) };
                    part.add(RowKind::Cut, MipRow { terms: terms.clone(), bounds });
                    own.insert(terms, part.rows.len() - 1);
                    part.rows.len() - 1
                }
            };
            marks.insert(position, *mark);
        }
        marks
    }
}

/// The knapsacks of a part, by the columns that stand in them.
struct Sacks {
    all: Vec<Knapsack>,
    of: BTreeMap<usize, Vec<usize>>,
}

impl Sacks {
    fn of(part: &Part) -> Sacks {
        let all = knapsack::knapsacks(part);
        let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (position, knapsack) in all.iter().enumerate() {
            knapsack.columns().iter().for_each(|column| of.entry(*column).or_default().push(position));
        }
        Sacks { all, of }
    }

    /// What weights can come to at the most, by the tightest knapsack that has
    /// all their columns; nothing where none has, or where the columns together
    /// come to no more anyway.
    fn most(&self, terms: &[(usize, i64)]) -> Option<i64> {
        let of_first = self.of.get(&terms.first()?.0)?;
        let best = of_first.iter().filter_map(|knapsack| self.all[*knapsack].most(terms));
        best.min().filter(|most| *most < terms.iter().map(|(_, weight)| weight).sum())
    }
}
