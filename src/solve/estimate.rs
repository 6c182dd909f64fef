use super::certificate::Certificate;
use super::part::Part;
use super::{Basis, Bounds, Crossing, Engine, Mip, MipRow, Outcome, Pursuit, Relaxed, Stand, tolerance};
use crate::program::{ColumnIndex, Program};
use std::collections::BTreeMap;

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
    objective: Terms,
    values: Vec<f64>,
    duals: Vec<f64>,
    basis: Option<Basis>,
}

/// Columns with what each counts.
pub type Terms = Vec<(ColumnIndex, i64)>;

impl Crossing {
    /// The foothold of the one program for an objective of the other: what is new
    /// is not used, costs nothing, and stands anywhere; what the other lacks counts
    /// as it did, so that no price changes.
    fn carry(&self, foothold: &Foothold, objective: &Terms) -> Foothold {
        let basis = foothold.basis.as_ref().map(|basis| {
            let lost_columns = self.lost_columns.iter().map(|column| basis.columns[*column]);
            let lost_rows = self.lost_rows.iter().map(|(row, _)| basis.rows[*row]);
            Basis {
                columns: carried(&self.columns, &basis.columns, Stand::Lower).chain(lost_columns).collect(),
                rows: carried(&self.rows, &basis.rows, Stand::Basic).chain(lost_rows).collect(),
            }
        });
        let counts: BTreeMap<ColumnIndex, i64> = foothold.objective.iter().copied().collect();
        let lost = self.lost_columns.iter().map(|column| counts.get(column).copied().unwrap_or(0));
        let objective = objective.iter().copied().chain((self.columns.len()..).zip(lost)).collect();
        let values = carried(&self.columns, &foothold.values, 0.0).collect();
        Foothold { objective, values, duals: carried(&self.rows, &foothold.duals, 0.0).collect(), basis }
    }

    /// The relaxation of the other program with what it lacks.
    fn widened(&self, mut mip: Mip) -> Mip {
        mip.columns.resize(self.columns.len() + self.lost_columns.len(), (0, 0));
        mip.integer.resize(self.columns.len() + self.lost_columns.len(), false);
        for (row, column, takes) in &self.lost_terms {
            mip.rows[*row].terms.push((*column, *takes));
        }
        for (_, row) in &self.lost_rows {
            let ends = row.terms.iter().map(|(column, takes)| (mip.columns[*column], *takes));
            let ends = ends.map(|((lower, upper), takes)| (takes * lower, takes * upper));
            let (least, most) = ends.fold((0, 0), |(least, most), (a, b)| (least + a.min(b), most + a.max(b)));
            let bounds = Bounds { lower: row.bounds.lower.and(Some(least)), upper: row.bounds.upper.and(Some(most)) };
            mip.rows.push(MipRow { terms: row.terms.clone(), bounds });
        }
        mip.start = None;
        mip
    }
}

/// What counterparts have, and what is new.
fn carried<'c, T: Copy>(counterparts: &'c [Option<usize>], of: &'c [T], new: T) -> impl Iterator<Item = T> + 'c {
    counterparts.iter().map(move |other| other.map_or(new, |other| of[other]))
}

/// Relaxes a program for objectives that are to be maximised, each with its
/// foothold in another program where there is one: where that is still an
/// optimum, nothing is solved. Nothing for an objective where the solver did not
/// finish.
pub fn promises(
    program: &Program,
    objectives: &[(Terms, Option<&Foothold>)],
    crossing: Option<&Crossing>,
    engine: Engine,
) -> Vec<Option<Promise>> {
    let part = Part::whole(program, vec![0; program.columns().len()]);
    let footholds: Vec<Option<Foothold>> =
        objectives.iter().map(|(objective, foothold)| Some(crossing?.carry((*foothold)?, objective))).collect();
    let known =
        |(objective, foothold): (&(Terms, _), &Option<Foothold>)| still_best(&part, &objective.0, foothold.as_ref()?);
    let mut promises: Vec<Option<Promise>> = objectives.iter().zip(&footholds).map(known).collect();
    let open: Vec<usize> = (0..promises.len()).filter(|place| promises[*place].is_none()).collect();
    if open.is_empty() {
        return promises;
    }
    let mip = part.relaxation(Vec::new());
    // Solvers have a word of their own for what has nothing to decide.
    if let Some(outcome) = mip.without_columns() {
        let duals = vec![0.0; part.rows.len()];
        let foothold = Foothold { objective: Terms::new(), values: Vec::new(), duals, basis: None };
        let empty = Promise { values: Vec::new(), bound: 0, foothold };
        let found = matches!(outcome, Outcome::Solved { .. }).then_some(empty);
        return vec![found; objectives.len()];
    }
    let mip = crossing.map_or(mip.clone(), |crossing| crossing.widened(mip));
    let pursuit = |place: &usize| match &footholds[*place] {
        Some(foothold) => (foothold.objective.clone(), foothold.basis.as_ref()),
        None => (objectives[*place].0.clone(), None),
    };
    let pursuits: Vec<Pursuit> = open.iter().map(pursuit).collect();
    let relaxed = engine.relax_each(&mip, &pursuits);
    for (place, relaxed) in open.into_iter().zip(relaxed) {
        promises[place] = relaxed.map(|relaxed| promise(&part, &objectives[place].0, relaxed));
    }
    promises
}

fn promise(part: &Part, objective: &[(ColumnIndex, i64)], mut relaxed: Relaxed) -> Promise {
    relaxed.values.truncate(part.columns.len());
    relaxed.duals.truncate(part.rows.len());
    if let Some(basis) = &mut relaxed.basis {
        basis.columns.truncate(part.columns.len());
        basis.rows.truncate(part.rows.len());
    }
    // Every objective counts whole numbers of whole columns.
    let bound = Certificate::new(part, objective, &relaxed.duals).bound(1);
    let objective = objective.to_vec();
    let foothold = Foothold { objective, values: relaxed.values.clone(), duals: relaxed.duals, basis: relaxed.basis };
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
