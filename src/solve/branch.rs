//! Branch and bound: a relaxation that is kept is solved again at every node, and every leaf is closed by bounds of
//! whole numbers, so that what it comes to is proven. It goes down first (a referral placed, or not; then a column) and
//! turns back where nothing better lies below.

use super::certificate::Certificate;
use super::part::{Goal, Part, RowKind};
use super::reduce::{Reach, tightened};
use super::{Bounds, Ending, Engine, Kept, MipRow, Relaxed, tolerance};
use std::collections::{BTreeMap, VecDeque};

/// What is asked of a part.
pub(super) struct Question<'q> {
    /// What is counted, to be maximised.
    pub objective: &'q [(usize, i64)],
    /// What the best known solution comes to.
    pub best: i64,
    /// How many nodes may be looked at.
    pub most_nodes: usize,
}

/// What is decided at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    /// A referral is placed somewhere, or nowhere.
    Placed(usize, bool),
    /// A column is at most, or at least, a number.
    AtMost(usize, i64),
    AtLeast(usize, i64),
}

impl Decision {
    /// What holds where it does not.
    fn other(self) -> Decision {
        match self {
            Decision::Placed(referral, is_placed) => Decision::Placed(referral, !is_placed),
            Decision::AtMost(column, most) => Decision::AtLeast(column, most + 1),
            Decision::AtLeast(column, least) => Decision::AtMost(column, least - 1),
        }
    }
}

/// What a bound was.
enum Undo {
    Column(usize, (i64, i64)),
    Row(usize, Bounds),
}

/// A node with a way that is still to be looked at.
struct Fork {
    /// How many changes there were.
    mark: usize,
    bound: i64,
    other: Decision,
}

/// What looking at a node showed.
enum Look {
    /// Nothing better lies below.
    Closed,
    /// No more than so much lies below, and how to go on.
    Open(i64, Vec<Decision>),
    /// The solver did not say.
    Unknown,
}

/// Looks for the best of an objective over a part; `offer` is given whole solutions, which may break what a solver
/// rounds, and tells what the best known one comes to. What no solution exceeds, settled columns left aside; it is what
/// the best known one comes to where that is proven to be the best. Nothing where the solver keeps no relaxation.
pub(super) fn branch(
    part: Part,
    asked: Question,
    engine: Engine,
    offer: &mut dyn FnMut(Vec<i64>) -> i64,
) -> Option<i64> {
    let mip = part.relaxation(asked.objective.to_vec());
    let mut kept = engine.keep(&mip)?;
    if let Some(basis) = &part.basis {
        kept.start_from(basis);
    }
    let mut rows_of: Vec<Vec<usize>> = vec![Vec::new(); part.columns.len()];
    for (position, row) in part.rows.iter().enumerate() {
        row.terms.iter().for_each(|(column, _)| rows_of[*column].push(position));
    }
    let mut referrals: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for column in (0..part.columns.len()).filter(|column| part.is_option(*column)) {
        referrals.entry(part.owners[column]).or_default().push(column);
    }
    let mut branching = Branching {
        reach: Reach::new(&part),
        part,
        granularity: mip.granularity(),
        rows_of,
        referrals: referrals.into_values().map(|columns| (columns, None)).collect(),
        kept,
        to_undo: Vec::new(),
        best: asked.best,
        is_first_way: true,
        objective: asked.objective,
    };
    Some(branching.run(asked.most_nodes, engine, offer))
}

/// The best solution of a part's only goal that branching finds, better than a value, with what it comes to; and what no
/// solution exceeds, as of [`branch`].
pub(super) fn best_of(part: &Part, better_than: i64, most_nodes: usize, engine: Engine) -> Best {
    let goal = Goal { settled: 0, ..part.goals[0].clone() };
    let mut found: Option<(i64, Vec<i64>)> = None;
    let mut offer = |mut values: Vec<i64>| {
        part.complete(&mut values);
        let worth = goal.value(&values);
        let best = found.as_ref().map_or(better_than, |(best, _)| *best);
        if worth <= best || !part.holds(&values) {
            return best;
        }
        found = Some((worth, values));
        worth
    };
    let asked = Question { objective: &goal.terms, best: better_than, most_nodes };
    let bound = branch(part.clone(), asked, engine, &mut offer);
    Best { found, bound }
}

/// What branching over a part came to.
pub(super) struct Best {
    pub found: Option<(i64, Vec<i64>)>,
    pub bound: Option<i64>,
}

struct Branching<'b> {
    /// The part with the bounds of the node.
    part: Part,
    objective: &'b [(usize, i64)],
    granularity: i64,
    reach: Reach,
    /// The rows that each column stands in.
    rows_of: Vec<Vec<usize>>,
    /// The options of each referral, and the row that says that one is taken, once there is one.
    referrals: Vec<(Vec<usize>, Option<usize>)>,
    kept: Box<dyn Kept + 'b>,
    to_undo: Vec<Undo>,
    best: i64,
    /// Whether no way has ended so far.
    is_first_way: bool,
}

impl Branching<'_> {
    fn run(&mut self, most_nodes: usize, engine: Engine, offer: &mut dyn FnMut(Vec<i64>) -> i64) -> i64 {
        let mut forks: Vec<Fork> = Vec::new();
        let (mut bound, mut changed) = (i64::MAX, Vec::new());
        // What lies below nodes that the solver says nothing of.
        let mut left = i64::MIN;
        for _ in 0..most_nodes {
            if engine.is_due() {
                break;
            }
            match self.look(&changed, offer) {
                Look::Open(own, decisions) => {
                    bound = bound.min(own);
                    if let Some(decided) = self.go_down(bound, decisions, &mut forks) {
                        changed = decided;
                        continue;
                    }
                }
                Look::Closed => {}
                Look::Unknown => left = left.max(bound),
            }
            self.is_first_way = false;
            let is_done = |fork: &Fork| fork.bound <= self.best;
            while forks.last().is_some_and(is_done) {
                forks.pop();
            }
            let Some(fork) = forks.pop() else { return left.max(self.best) };
            self.undo(fork.mark);
            bound = fork.bound;
            changed = self.decide(fork.other);
        }
        forks.iter().map(|fork| fork.bound).fold(left.max(self.best).max(bound), i64::max)
    }

    /// Takes decisions one after the other, each with the fork to come back to; the columns whose rows are still to be
    /// looked at, or nothing where the decisions cannot all be kept.
    fn go_down(&mut self, bound: i64, decisions: Vec<Decision>, forks: &mut Vec<Fork>) -> Option<Vec<usize>> {
        let mut changed = Vec::new();
        for decision in decisions {
            if !self.propagate(&changed) {
                return None;
            }
            if self.is_settled(decision) {
                changed.clear();
                continue;
            }
            forks.push(Fork { mark: self.to_undo.len(), bound, other: decision.other() });
            changed = self.decide(decision);
        }
        Some(changed)
    }

    /// Whether there is nothing to decide any more.
    fn is_settled(&self, decision: Decision) -> bool {
        let is_fixed = |column: &usize| self.part.bounds[*column].0 == self.part.bounds[*column].1;
        match decision {
            Decision::Placed(referral, _) => self.referrals[referral].0.iter().all(is_fixed),
            Decision::AtMost(column, _) | Decision::AtLeast(column, _) => is_fixed(&column),
        }
    }

    fn bound_column(&mut self, column: usize, bounds: (i64, i64)) {
        self.to_undo.push(Undo::Column(column, self.part.bounds[column]));
        self.part.bounds[column] = bounds;
        self.kept.bound_column(column, bounds);
    }

    fn undo(&mut self, mark: usize) {
        for undo in self.to_undo.drain(mark..).rev() {
            match undo {
                Undo::Column(column, bounds) => {
                    self.part.bounds[column] = bounds;
                    self.kept.bound_column(column, bounds);
                }
                Undo::Row(row, bounds) => {
                    self.part.rows[row].bounds = bounds;
                    self.kept.bound_row(row, bounds);
                }
            }
        }
    }

    /// Takes a decision; the columns whose rows are to be looked at.
    fn decide(&mut self, decision: Decision) -> Vec<usize> {
        match decision {
            Decision::Placed(referral, true) => {
                let row = self.row_of(referral);
                self.to_undo.push(Undo::Row(row, self.part.rows[row].bounds));
                let bounds = Bounds { lower: Some(1), upper: None };
                self.part.rows[row].bounds = bounds;
                self.kept.bound_row(row, bounds);
                self.referrals[referral].0.clone()
            }
            Decision::Placed(referral, false) => {
                let columns = self.referrals[referral].0.clone();
                columns.iter().for_each(|column| self.bound_column(*column, (0, 0)));
                columns
            }
            Decision::AtMost(column, most) => {
                self.bound_column(column, (self.part.bounds[column].0, most));
                vec![column]
            }
            Decision::AtLeast(column, least) => {
                self.bound_column(column, (least, self.part.bounds[column].1));
                vec![column]
            }
        }
    }

    /// The row by which a referral takes one of its options, where it is decided so.
    fn row_of(&mut self, referral: usize) -> usize {
        let (columns, row) = &mut self.referrals[referral];
        *row.get_or_insert_with(|| {
            let position = self.part.rows.len();
            columns.iter().for_each(|column| self.rows_of[*column].push(position));
            let terms = columns.iter().map(|column| (*column, 1)).collect();
            let free = MipRow { terms, bounds: Bounds { lower: None, upper: None } };
            self.kept.add(&free);
            self.part.add(RowKind::Given, free);
            position
        })
    }

    /// Tightens bounds by the rows of some columns until nothing changes; false where a row cannot be kept.
    fn propagate(&mut self, changed: &[usize]) -> bool {
        let mut queue: VecDeque<usize> = VecDeque::new();
        let mut waits = vec![false; self.part.rows.len()];
        let wait = |column: usize, queue: &mut VecDeque<usize>, waits: &mut Vec<bool>, rows_of: &[Vec<usize>]| {
            for row in &rows_of[column] {
                if !std::mem::replace(&mut waits[*row], true) {
                    queue.push_back(*row);
                }
            }
        };
        changed.iter().for_each(|column| wait(*column, &mut queue, &mut waits, &self.rows_of));
        while let Some(position) = queue.pop_front() {
            waits[position] = false;
            let row = &self.part.rows[position];
            let (least, most) = self.reach.of(&self.part, row);
            let is_over = row.bounds.upper.is_some_and(|upper| least > upper);
            if is_over || row.bounds.lower.is_some_and(|lower| most < lower) {
                return false;
            }
            for (column, bounds) in tightened(&self.part, &self.reach, position) {
                self.bound_column(column, bounds);
                wait(column, &mut queue, &mut waits, &self.rows_of);
            }
        }
        true
    }

    /// Solves the relaxation of a node, after some columns have changed.
    fn look(&mut self, changed: &[usize], offer: &mut dyn FnMut(Vec<i64>) -> i64) -> Look {
        if !self.propagate(changed) {
            return Look::Closed;
        }
        let relaxed = match self.kept.solve() {
            Ending::Optimum(relaxed) => relaxed,
            Ending::Infeasible(prices) if self.is_shown_by(&prices) => return Look::Closed,
            Ending::Infeasible(_) | Ending::Unknown => return Look::Unknown,
        };
        let certificate = Certificate::new(&self.part, self.objective, &relaxed.duals);
        let bound = certificate.bound(self.granularity);
        if bound > self.best && self.is_whole(&relaxed) {
            self.best = offer(relaxed.values.iter().map(|value| value.round() as i64).collect()).max(self.best);
        }
        if bound <= self.best {
            return Look::Closed;
        }
        // Only what is better than the best known solution matters.
        let implied = certificate.implied(&self.part, self.best + self.granularity);
        let fixed: Vec<usize> = implied.columns.iter().map(|(column, _)| *column).collect();
        for (column, value) in implied.columns {
            self.bound_column(column, (value, value));
        }
        if !self.propagate(&fixed) {
            return Look::Closed;
        }
        let decisions = self.choose(&relaxed.values);
        if decisions.is_empty() { Look::Unknown } else { Look::Open(bound, decisions) }
    }

    /// Whether prices of rows show, in whole numbers, that the rows cannot all be kept.
    fn is_shown_by(&self, prices: &[f64]) -> bool {
        let shows = |prices: &[f64]| Certificate::new(&self.part, &[], prices).slack(0) < 0;
        shows(prices) || shows(&prices.iter().map(|price| -price).collect::<Vec<f64>>())
    }

    /// Whether every whole-number column is whole.
    fn is_whole(&self, relaxed: &Relaxed) -> bool {
        relaxed.values.iter().zip(&self.part.integer).all(|(value, integer)| !integer || is_whole(*value))
    }

    /// What is to be decided next: whether a referral is placed before where. On the first way down several things at
    /// once, the likely ones; later, what is least certain.
    fn choose(&self, values: &[f64]) -> Vec<Decision> {
        let placed = self.referrals.iter().enumerate().map(|(referral, (columns, _))| {
            let sum: f64 = columns.iter().map(|column| values[*column]).sum();
            (sum, Decision::Placed(referral, sum > 0.5))
        });
        let mut open: Vec<(f64, Decision)> = placed.filter(|(sum, _)| !is_whole(*sum)).collect();
        if open.is_empty() {
            let columns =
                values.iter().enumerate().filter(|(column, value)| self.part.integer[*column] && !is_whole(**value));
            open.extend(columns.map(|(column, value)| {
                let down = value.floor();
                let up = value - down > 0.5;
                let decision =
                    if up { Decision::AtLeast(column, down as i64 + 1) } else { Decision::AtMost(column, down as i64) };
                (value - down, decision)
            }));
        }
        if self.is_first_way {
            open.sort_by(|a, b| b.0.total_cmp(&a.0));
            let count = (open.len() / tolerance::PARTS_OF_FIRST_WAY).max(1);
            let likely = open.iter().take(count).filter(|(value, _)| *value >= tolerance::LIKELY);
            let likely: Vec<Decision> = likely.map(|(_, decision)| *decision).collect();
            if !likely.is_empty() {
                return likely;
            }
        }
        let doubt = |(value, _): &&(f64, Decision)| (value - 0.5).abs();
        open.iter().min_by(|a, b| doubt(a).total_cmp(&doubt(b))).map(|(_, decision)| *decision).into_iter().collect()
    }
}

/// Whether a value is near a whole number.
fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() <= tolerance::INTEGRALITY
}

#[cfg(test)]
mod tests;
