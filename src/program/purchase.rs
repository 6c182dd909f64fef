use super::stages::Objective;
use super::stages::first_bits;
use super::whole::Program;
use crate::allocation::{Segment, Sense};
use crate::ids::StageId;
use crate::rows::{Column, ColumnIndex, Follow, Meaning, Row};
use crate::units::Pence;

/// Something that may be bought in several sizes, each of which allows all that
/// a smaller one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// What it is called: it settles what is level.
    pub id: String,
    /// What each size costs; the first is nothing at all, and no larger one is
    /// cheaper.
    pub costs: Vec<Pence>,
    /// What sums of options may come to at each size.
    pub limits: Vec<SizeLimit>,
    /// The smallest and the largest size that may be bought, by position.
    pub between: (usize, usize),
}

/// What a sum of options may come to at each size of a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeLimit {
    /// Options, ascending, with what each takes.
    pub terms: Vec<(ColumnIndex, i64)>,
    /// The most at each size, ascending.
    pub uppers: Vec<i64>,
}

/// A program that decides what is bought and who is placed together. What is
/// bought follows from the placed: of each purchase the smallest size that
/// allows them.
#[derive(Debug, Clone)]
pub struct Joint {
    /// The program. Its objectives are those of the round; the caller chooses.
    pub program: Program,
    /// For each purchase the columns of its sizes from the second on: 1 where
    /// at least that size is bought.
    pub sizes: Vec<Vec<ColumnIndex>>,
    /// What all that is bought costs, in pence.
    pub cost: Objective,
    /// Tells purchases of the same cost apart, by numbers as `settle` has them.
    pub tie: Objective,
}

impl Joint {
    /// Adds purchases to a program that allows what the largest sizes do.
    pub fn new(mut program: Program, purchases: &[Purchase], seed: u64) -> Joint {
        let mut sizes = Vec::new();
        let (mut cost, mut tie) = (Vec::new(), Vec::new());
        for (position, purchase) in purchases.iter().enumerate() {
            let columns: Vec<ColumnIndex> =
                (1..purchase.costs.len()).map(|size| program.add_size(position, purchase, size)).collect();
            for (size, column) in columns.iter().enumerate() {
                let more = purchase.costs[size + 1].0.saturating_sub(purchase.costs[size].0);
                cost.push((*column, more));
                tie.push((*column, first_bits(&format!("{seed}:{}:{}", purchase.id, size + 1))));
            }
            program.add_size_rows(purchase, &columns);
            sizes.push(columns);
        }
        let objective = |stage, mut terms: Vec<(ColumnIndex, i64)>| {
            terms.retain(|(_, coefficient)| *coefficient != 0);
            Objective { stage, segment: Segment::Whole, sense: Sense::Min, terms }
        };
        Joint { program, sizes, cost: objective(StageId::Fees, cost), tie: objective(StageId::Settle, tie) }
    }

    /// Which size of each purchase some values have.
    pub fn bought(&self, values: &[i64]) -> Vec<usize> {
        self.sizes.iter().map(|columns| columns.iter().filter(|column| values[**column] == 1).count()).collect()
    }

    /// Adds a limit on a sum.
    pub fn bind(&mut self, terms: Vec<(ColumnIndex, i64)>, lower: Option<i64>, upper: Option<i64>) {
        self.program.define(terms, lower, upper);
    }

    /// Sets what is optimised, in order.
    pub fn aim(&mut self, objectives: Vec<Objective>) {
        self.program.objectives = objectives;
    }
}

impl Program {
    /// The same program for the first steps of its ladder alone.
    pub fn to_step(&self, count: usize) -> Program {
        let objectives = self.objectives.iter().take(count).cloned().collect();
        Program { objectives, ..self.clone() }
    }

    fn define(&mut self, mut terms: Vec<(ColumnIndex, i64)>, lower: Option<i64>, upper: Option<i64>) {
        terms.sort_unstable();
        self.rows.push(Row { limit: None, terms, lower, upper, used: 0 });
    }

    /// Adds the column of a size: 1 where something placed exceeds what the
    /// size below allows.
    fn add_size(&mut self, position: usize, purchase: &Purchase, size: usize) -> ColumnIndex {
        let below = purchase.limits.iter().map(|limit| (limit.terms.clone(), limit.uppers[size - 1]));
        let (least, most) = purchase.between;
        self.columns.push(Column {
            meaning: Meaning::Bought(position, size),
            lower: i64::from(size <= least),
            upper: i64::from(size <= most),
            integer: true,
            rule: Follow::Exceeds(below.collect(), size <= least),
        });
        self.columns.len() - 1
    }

    fn add_size_rows(&mut self, purchase: &Purchase, columns: &[ColumnIndex]) {
        let Some(last) = purchase.costs.len().checked_sub(1) else { return };
        for SizeLimit { terms, uppers } in &purchase.limits {
            self.define(terms.clone(), None, Some(uppers[last]));
            for (size, column) in columns.iter().enumerate() {
                let more = uppers[last] - uppers[size];
                if more > 0 {
                    let own = terms.iter().copied().chain([(*column, -more)]);
                    self.define(own.collect(), None, Some(uppers[size]));
                }
            }
        }
        for pair in columns.windows(2) {
            self.define(vec![(pair[1], 1), (pair[0], -1)], None, Some(0));
        }
        // For whole sizes this says no more than the rows above; for a
        // relaxation it does.
        if columns.len() > 1 {
            for SizeLimit { terms, uppers } in &purchase.limits {
                let steps = columns.iter().enumerate().map(|(size, column)| (*column, uppers[size] - uppers[size + 1]));
                let steps = steps.filter(|(_, more)| *more != 0);
                self.define(terms.iter().copied().chain(steps).collect(), None, Some(uppers[0]));
            }
        }
    }
}
