use super::certificate::Certificate;
use super::part::Part;
use super::{Basis, Limit, Outcome, Pursuit, Relaxed, Solver, Stand, tolerance};
use crate::ids::ConstraintId;
use crate::program::{ColumnIndex, Program};
use std::collections::{BTreeMap, VecDeque};

/// What the relaxation of a program promises for an objective: a first look,
/// not an allocation.
#[derive(Debug, Clone)]
pub struct Promise {
    /// How much of each column the relaxation uses, in floating point.
    pub values: Vec<f64>,
    /// No allocation has more of the objective; certified in whole numbers.
    pub bound: i64,
    /// Where a relaxation that differs little can start.
    pub foothold: Foothold,
}

/// An optimum of a relaxation that another one may share, or can start from.
#[derive(Debug, Clone)]
pub struct Foothold {
    values: Vec<f64>,
    duals: Vec<f64>,
    basis: Option<Basis>,
}

/// Columns with what each counts.
pub type Terms = Vec<(ColumnIndex, i64)>;

/// What footholds of one program are for another.
pub struct Crossing<'p> {
    counterparts: &'p [Option<ColumnIndex>],
    /// For each row of the other the one that stands for the same.
    rows: Vec<Option<usize>>,
}

impl Crossing<'_> {
    /// From a program to another: `counterparts` gives for each column of the
    /// other the one that stands for the same. Rows are told by what they belong
    /// to and their first column.
    pub fn new<'p>(from: &Program, to: &Program, counterparts: &'p [Option<ColumnIndex>]) -> Crossing<'p> {
        type Key = (Option<ConstraintId>, Option<ColumnIndex>);
        let mut positions: BTreeMap<Key, VecDeque<usize>> = BTreeMap::new();
        for (position, key) in keys(from).enumerate() {
            positions.entry(key).or_default().push_back(position);
        }
        let row = |(constraint, column): Key| {
            let column = counterparts[column?]?;
            positions.get_mut(&(constraint, Some(column)))?.pop_front()
        };
        Crossing { counterparts, rows: keys(to).map(row).collect() }
    }

    /// A foothold of the one program for the other: what is new is not used,
    /// costs nothing, and stands anywhere.
    pub fn carry(&self, foothold: &Foothold) -> Foothold {
        let basis = foothold.basis.as_ref().map(|basis| Basis {
            columns: self.columns(&basis.columns, Stand::Lower),
            rows: self.rows(&basis.rows, Stand::Basic),
        });
        Foothold { values: self.columns(&foothold.values, 0.0), duals: self.rows(&foothold.duals, 0.0), basis }
    }

    fn columns<T: Copy>(&self, of: &[T], new: T) -> Vec<T> {
        self.counterparts.iter().map(|column| column.map_or(new, |column| of[column])).collect()
    }

    fn rows<T: Copy>(&self, of: &[T], new: T) -> Vec<T> {
        self.rows.iter().map(|row| row.map_or(new, |row| of[row])).collect()
    }
}

/// Of each row of a relaxation what it belongs to, and its first column.
fn keys(program: &Program) -> impl Iterator<Item = (Option<ConstraintId>, Option<ColumnIndex>)> {
    let rows = program.rows().iter().enumerate().filter(|(position, _)| !program.is_needless(*position));
    let rows = rows.map(|(_, row)| (row.constraint, row.terms.first().map(|(column, _)| *column)));
    rows.chain(program.cliques().iter().map(|clique| (None, clique.first().copied())))
}

/// Relaxes a program for objectives that are to be maximised, each with a
/// foothold of another program where there is one: where that is still an
/// optimum, nothing is solved. Nothing for an objective where the solver did not
/// finish.
pub fn promises(
    program: &Program,
    objectives: &[(Terms, Option<Foothold>)],
    solver: &dyn Solver,
    limit: Limit,
) -> Vec<Option<Promise>> {
    let part = Part::whole(program, vec![0; program.columns().len()]);
    let mut promises: Vec<Option<Promise>> = objectives
        .iter()
        .map(|(objective, foothold)| foothold.as_ref().and_then(|foothold| still_best(&part, objective, foothold)))
        .collect();
    let open: Vec<usize> = (0..promises.len()).filter(|place| promises[*place].is_none()).collect();
    if open.is_empty() {
        return promises;
    }
    let mip = part.relaxation(Vec::new());
    // Solvers have a word of their own for what has nothing to decide.
    if let Some(outcome) = mip.without_columns() {
        let foothold = Foothold { values: Vec::new(), duals: vec![0.0; part.rows.len()], basis: None };
        let empty = Promise { values: Vec::new(), bound: 0, foothold };
        let found = matches!(outcome, Outcome::Solved { .. }).then_some(empty);
        return vec![found; objectives.len()];
    }
    let pursuits: Vec<Pursuit> = open
        .iter()
        .map(|place| &objectives[*place])
        .map(|(objective, foothold)| (objective.clone(), foothold.as_ref().and_then(|own| own.basis.as_ref())))
        .collect();
    let relaxed = solver.relax_each(&mip, &pursuits, limit);
    for ((place, (objective, _)), relaxed) in open.into_iter().zip(&pursuits).zip(relaxed) {
        promises[place] = relaxed.map(|relaxed| promise(&part, objective, relaxed));
    }
    promises
}

fn promise(part: &Part, objective: &[(ColumnIndex, i64)], relaxed: Relaxed) -> Promise {
    // Every objective counts whole numbers of whole columns.
    let bound = Certificate::new(part, objective, &relaxed.duals).bound(1);
    let foothold = Foothold { values: relaxed.values.clone(), duals: relaxed.duals, basis: relaxed.basis };
    Promise { values: relaxed.values, bound, foothold }
}

/// What a foothold promises, if its values keep all limits and its prices show
/// that no others come to more.
fn still_best(part: &Part, objective: &[(ColumnIndex, i64)], foothold: &Foothold) -> Option<Promise> {
    let values = &foothold.values;
    let holds = |lower: Option<i64>, sum: f64, upper: Option<i64>| {
        lower.is_none_or(|lower| sum >= lower as f64 - tolerance::STILL_HELD * (1.0 + lower.abs() as f64))
            && upper.is_none_or(|upper| sum <= upper as f64 + tolerance::STILL_HELD * (1.0 + upper.abs() as f64))
    };
    let sum =
        |terms: &[(usize, i64)]| -> f64 { terms.iter().map(|(column, count)| *count as f64 * values[*column]).sum() };
    let is_allowed =
        part.bounds.iter().zip(values).all(|((lower, upper), value)| holds(Some(*lower), *value, Some(*upper)))
            && part.rows.iter().all(|row| holds(row.bounds.lower, sum(&row.terms), row.bounds.upper));
    if !is_allowed {
        return None;
    }
    let certificate = Certificate::new(part, objective, &foothold.duals);
    let is_best = certificate.excess(sum(objective)) <= tolerance::STILL_BEST;
    is_best.then(|| Promise { values: values.clone(), bound: certificate.bound(1), foothold: foothold.clone() })
}
