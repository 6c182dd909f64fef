//! Relaxations that HiGHS keeps. Each row is one line of HiGHS's, so that its bounds can be changed where it stands;
//! they are built without a modelling layer, as a climb builds them by the hundred.

use crate::solve::{Basis, Bounds, Ending, Kept, Mip, MipRow, Relaxed, Stand, Stop, tolerance};
use highs::{HighsModelStatus, Model, RowProblem, Sense, SolvedModel};
use std::ffi::c_int;

/// HiGHS's simplex methods. Where only the objective has changed, a solution to start from is still one, and the
/// primal method goes on from it: half the time of a climb. With other bounds or further rows it is none any more,
/// but its prices hold.
const PRIMAL: i32 = 4;
const DUAL: i32 = 1;

/// A relaxation with the model that it is solved by.
pub(super) struct KeptRelaxation<'s> {
    /// Nothing where HiGHS has failed.
    model: Option<Model>,
    width: usize,
    height: usize,
    /// Whether what the basis stands for keeps all bounds.
    is_feasible: bool,
    stop: Stop<'s>,
}

impl<'s> KeptRelaxation<'s> {
    pub fn new(mip: &Mip, seed: u32, stop: Stop<'s>) -> Option<KeptRelaxation<'s>> {
        let mut problem = RowProblem::default();
        let costs = costs(mip.columns.len(), &mip.objective);
        let column =
            |((lower, upper), cost): (&(i64, i64), &f64)| problem.add_column(*cost, *lower as f64..=*upper as f64);
        let columns: Vec<_> = mip.columns.iter().zip(&costs).map(column).collect();
        for row in &mip.rows {
            let (lower, upper) = ends(row.bounds);
            let terms = row.terms.iter().map(|(column, takes)| (columns[*column], *takes as f64));
            problem.add_row(lower..=upper, terms);
        }
        let mut model = Model::try_new(problem).ok()?;
        model.set_sense(Sense::Maximise);
        model.try_set_option("threads", 1).ok()?;
        model.try_set_option("random_seed", i32::try_from(seed).unwrap_or(0)).ok()?;
        model.try_set_option("primal_feasibility_tolerance", tolerance::FEASIBILITY).ok()?;
        let (width, height) = (mip.columns.len(), mip.rows.len());
        Some(KeptRelaxation { model: Some(model), width, height, is_feasible: false, stop })
    }

    /// Runs the solver.
    fn run(&mut self) -> Option<SolvedModel> {
        let mut model = self.model.take()?;
        if let Some(left) = self.stop.seconds_left() {
            model.try_set_option("time_limit", left).ok()?;
        }
        model.try_set_option("simplex_strategy", if self.is_feasible { PRIMAL } else { DUAL }).ok()?;
        model.try_solve().ok()
    }

    /// Prices of the rows which show that they cannot all be kept.
    fn ray(&self, solved: &SolvedModel) -> Ending {
        let mut prices = vec![0.0; self.height];
        let mut has_ray: c_int = 0;
        let model = solved.as_ptr().cast_mut();
        // SAFETY: the model is alive, and the array is as long as it is high.
        let status = unsafe { highs_sys::Highs_getDualRay(model, &raw mut has_ray, prices.as_mut_ptr()) };
        match status == highs_sys::STATUS_OK && has_ray != 0 {
            true => Ending::Infeasible(prices),
            false => Ending::Unknown,
        }
    }

    fn basis(&self, solved: &SolvedModel) -> Option<Basis> {
        let mut columns: Vec<c_int> = vec![0; self.width];
        let mut rows: Vec<c_int> = vec![0; self.height];
        // SAFETY: the model is alive, and both arrays are as long as it is wide and high.
        let status = unsafe { highs_sys::Highs_getBasis(solved.as_ptr(), columns.as_mut_ptr(), rows.as_mut_ptr()) };
        let stand = |code: &c_int| match *code {
            highs_sys::kHighsBasisStatusBasic => Stand::Basic,
            highs_sys::kHighsBasisStatusUpper => Stand::Upper,
            _ => Stand::Lower,
        };
        (status == highs_sys::STATUS_OK)
            .then(|| Basis { columns: columns.iter().map(stand).collect(), rows: rows.iter().map(stand).collect() })
    }
}

impl Kept for KeptRelaxation<'_> {
    fn bound_column(&mut self, column: usize, (lower, upper): (i64, i64)) {
        self.is_feasible = false;
        let (Some(model), Ok(column)) = (&mut self.model, c_int::try_from(column)) else { return };
        // SAFETY: the model is alive; HiGHS refuses a column that is not there.
        unsafe { highs_sys::Highs_changeColBounds(model.as_mut_ptr(), column, lower as f64, upper as f64) };
    }

    fn bound_row(&mut self, row: usize, bounds: Bounds) {
        self.is_feasible = false;
        let (Some(model), Ok(row)) = (&mut self.model, c_int::try_from(row)) else { return };
        let (lower, upper) = ends(bounds);
        // SAFETY: the model is alive; HiGHS refuses a row that is not there.
        unsafe { highs_sys::Highs_changeRowBounds(model.as_mut_ptr(), row, lower, upper) };
    }

    fn add(&mut self, row: &MipRow) {
        self.is_feasible = false;
        self.height += 1;
        let Some(mut model) = self.model.take() else { return };
        let index = |(column, takes): &(usize, i64)| Some((c_int::try_from(*column).ok()?, *takes as f64));
        let Some(terms) = row.terms.iter().map(index).collect::<Option<Vec<(c_int, f64)>>>() else { return };
        let Ok(count) = c_int::try_from(terms.len()) else { return };
        let (columns, takes): (Vec<c_int>, Vec<f64>) = terms.into_iter().unzip();
        let (lower, upper) = ends(row.bounds);
        let (columns, takes) = (columns.as_ptr(), takes.as_ptr());
        // SAFETY: the model is alive, and both arrays are as long as the count says.
        let status = unsafe { highs_sys::Highs_addRow(model.as_mut_ptr(), lower, upper, count, columns, takes) };
        // A row short, it would be another relaxation: there is none any more.
        self.model = (status == highs_sys::STATUS_OK).then_some(model);
    }

    fn pursue(&mut self, objective: &[(usize, i64)]) {
        let costs = costs(self.width, objective);
        let (Some(model), Ok(width)) = (&mut self.model, c_int::try_from(self.width)) else { return };
        if width > 0 {
            // SAFETY: the model is alive and has as many columns as there are costs.
            unsafe { highs_sys::Highs_changeColsCostByRange(model.as_mut_ptr(), 0, width - 1, costs.as_ptr()) };
        }
    }

    fn start_from(&mut self, basis: &Basis) {
        if (basis.columns.len(), basis.rows.len()) != (self.width, self.height) {
            return;
        }
        let code = |stand: &Stand| match stand {
            Stand::Basic => highs_sys::kHighsBasisStatusBasic,
            Stand::Lower => highs_sys::kHighsBasisStatusLower,
            Stand::Upper => highs_sys::kHighsBasisStatusUpper,
        };
        let columns: Vec<c_int> = basis.columns.iter().map(code).collect();
        let rows: Vec<c_int> = basis.rows.iter().map(code).collect();
        let Some(model) = &mut self.model else { return };
        // SAFETY: the model is alive, and both arrays are as long as it is wide and high.
        unsafe { highs_sys::Highs_setBasis(model.as_mut_ptr(), columns.as_ptr(), rows.as_ptr()) };
        self.is_feasible = true;
    }

    fn solve(&mut self) -> Ending {
        let Some(solved) = self.run() else { return Ending::Unknown };
        let ending = match solved.status() {
            HighsModelStatus::Optimal => {
                self.is_feasible = true;
                let solution = solved.get_solution();
                Ending::Optimum(Relaxed {
                    values: solution.columns().to_vec(),
                    duals: solution.dual_rows().to_vec(),
                    basis: self.basis(&solved),
                    iterations: u64::try_from(solved.simplex_iteration_count()).unwrap_or(0),
                })
            }
            HighsModelStatus::Infeasible => self.ray(&solved),
            _ => Ending::Unknown,
        };
        self.model = Some(Model::from(solved));
        ending
    }
}

/// What an objective counts of each column.
fn costs(width: usize, objective: &[(usize, i64)]) -> Vec<f64> {
    let mut costs = vec![0.0; width];
    objective.iter().for_each(|(column, count)| costs[*column] += *count as f64);
    costs
}

/// The bounds of a row, for HiGHS.
fn ends(bounds: Bounds) -> (f64, f64) {
    let lower = bounds.lower.map_or(f64::NEG_INFINITY, |lower| lower as f64);
    (lower, bounds.upper.map_or(f64::INFINITY, |upper| upper as f64))
}
