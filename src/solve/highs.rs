//! HiGHS behind the solver's trait.

use super::{Aim, Answer, Basis, Mip, MipRow, Outcome, Pursuit, Relaxed, Solver, Stand, Stop, model, tolerance};
use crate::allocation::Sense;
use good_lp::solvers::highs::highs;
use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};
use std::ffi::{CStr, c_char, c_int, c_void};

/// The HiGHS solver (Huangfu and Hall, "Parallelizing the dual revised simplex
/// method", Mathematical Programming Computation 10, 2018), modelled with
/// `good_lp`, on one thread: its answers do not depend on how many there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Highs {
    /// What HiGHS draws its random numbers from.
    pub seed: u32,
}

impl Solver for Highs {
    fn name(&self) -> &'static str {
        "highs"
    }

    fn version(&self) -> String {
        // SAFETY: HiGHS returns a static, null-terminated string.
        let version = unsafe { CStr::from_ptr(highs_sys::Highs_version()) };
        version.to_string_lossy().into_owned()
    }

    fn solve(&self, mip: &Mip, stop: Stop) -> Answer {
        if let Some(outcome) = mip.without_columns() {
            return outcome.into();
        }
        let first = self.attempt(mip, stop, Presolve::On);
        if is_sound(mip, &first) {
            return first.answer;
        }
        let second = self.attempt(&Mip { start: None, ..mip.clone() }, stop, Presolve::Off).answer;
        let outcome = match (first.answer.outcome, second.outcome) {
            // The values are judged elsewhere; the proof is not believed.
            (Outcome::Solved { values, .. }, Outcome::Unsolved | Outcome::Failed(_)) => {
                Outcome::Solved { values, bound: None }
            }
            (Outcome::Solved { .. }, Outcome::Infeasible) => {
                Outcome::Failed("HiGHS called a program feasible, then infeasible".to_owned())
            }
            (Outcome::Infeasible, Outcome::Unsolved | Outcome::Failed(_)) => Outcome::Unsolved,
            (_, second) => second,
        };
        Answer {
            outcome,
            nodes: first.answer.nodes + second.nodes,
            iterations: first.answer.iterations + second.iterations,
        }
    }

    fn relax(&self, mip: &Mip, basis: Option<&Basis>, stop: Stop) -> Option<Relaxed> {
        let mut model = self.model(mip, stop, Form::Relaxed).ok()?;
        if let Some(basis) = basis {
            start_from(&mut model, mip, basis);
        }
        relaxed(mip, &model.try_solve().ok()?)
    }

    fn tighten(
        &self,
        mut mip: Mip,
        basis: Option<&Basis>,
        stop: Stop,
        more: &mut dyn FnMut(&Relaxed) -> Vec<MipRow>,
    ) -> Option<Basis> {
        let mut model = self.model(&mip, stop, Form::Relaxed).ok()?;
        if let Some(basis) = basis {
            start_from(&mut model, &mip, basis);
            model.try_set_option("simplex_strategy", PRIMAL).ok()?;
        }
        loop {
            let solved = model.try_solve().ok()?;
            let relaxed = relaxed(&mip, &solved)?;
            let rows = more(&relaxed);
            if rows.is_empty() {
                return relaxed.basis;
            }
            model = Model::from(solved);
            model.try_set_option("simplex_strategy", DUAL).ok()?;
            for row in rows {
                add(&mut model, &row)?;
                mip.rows.push(row);
            }
        }
    }

    fn relax_each(&self, mip: &Mip, objectives: &[Pursuit], stop: Stop) -> Vec<Option<Relaxed>> {
        let mut found = Vec::with_capacity(objectives.len());
        let mut model = self.model(mip, stop, Form::Relaxed).ok();
        for (objective, basis) in objectives {
            let solved = model.take().and_then(|mut model| {
                pursue(&mut model, mip, objective);
                if let Some(basis) = basis {
                    start_from(&mut model, mip, basis);
                }
                model.try_solve().ok()
            });
            found.push(solved.as_ref().and_then(|solved| relaxed(mip, solved)));
            model = solved.map(Model::from);
        }
        found
    }
}

/// Adds a row that only limits from above, as cuts do; nothing where it is none.
fn add(model: &mut Model, row: &MipRow) -> Option<()> {
    let (None, Some(upper)) = (row.bounds.lower, row.bounds.upper) else { return None };
    let (columns, takes): (Vec<c_int>, Vec<f64>) = row
        .terms
        .iter()
        .map(|(column, takes)| Some((c_int::try_from(*column).ok()?, *takes as f64)))
        .collect::<Option<_>>()?;
    let count = c_int::try_from(columns.len()).ok()?;
    // SAFETY: the model is alive, and both arrays are as long as the count says.
    let status = unsafe {
        highs_sys::Highs_addRow(
            model.as_mut_ptr(),
            f64::NEG_INFINITY,
            upper as f64,
            count,
            columns.as_ptr(),
            takes.as_ptr(),
        )
    };
    (status == highs_sys::STATUS_OK).then_some(())
}

/// Gives a model another objective.
fn pursue(model: &mut Model, mip: &Mip, objective: &[(usize, i64)]) {
    let mut costs = vec![0.0; mip.columns.len()];
    objective.iter().for_each(|(column, count)| costs[*column] += *count as f64);
    if let Some(last) = c_int::try_from(costs.len()).ok().and_then(|width| width.checked_sub(1)) {
        // SAFETY: the model is alive and has as many columns as there are costs.
        unsafe { highs_sys::Highs_changeColsCostByRange(model.as_mut_ptr(), 0, last, costs.as_ptr()) };
    }
}

/// The optimum of a relaxation, where it was reached.
fn relaxed(mip: &Mip, solved: &SolvedModel) -> Option<Relaxed> {
    if solved.status() != HighsModelStatus::Optimal {
        return None;
    }
    let solution = solved.get_solution();
    let mut duals = solution.dual_rows().iter();
    let duals = mip.rows.iter().map(|row| duals.by_ref().take(lines(row)).sum()).collect();
    Some(Relaxed {
        values: solution.columns().to_vec(),
        duals,
        basis: basis_of(mip, solved),
        iterations: u64::try_from(solved.simplex_iteration_count()).unwrap_or(0),
    })
}

/// Whether HiGHS makes a program smaller before it solves it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presolve {
    On,
    Off,
}

/// What is to be solved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The integer program.
    Whole(Presolve),
    /// Its linear relaxation.
    Relaxed,
}

/// One run, with the status that HiGHS ended with.
struct Attempt {
    answer: Answer,
    status: Option<HighsModelStatus>,
}

/// Whether an answer may stand without being asked for again. HiGHS 1.15 has
/// been seen to make a small program smaller than it is and to call a broken
/// solution, or none, optimal: what it calls optimal must have a bound that
/// meets its value, and what it calls infeasible is asked again without. What
/// is only sought is judged by its values alone.
fn is_sound(mip: &Mip, attempt: &Attempt) -> bool {
    match (&attempt.answer.outcome, attempt.status) {
        _ if mip.aim == Aim::Seek => true,
        (Outcome::Solved { values, bound }, Some(HighsModelStatus::Optimal)) => *bound == Some(mip.value(values)),
        (Outcome::Solved { .. } | Outcome::Unsolved, _) => true,
        (Outcome::Infeasible | Outcome::Failed(_), _) => false,
    }
}

/// HiGHS's simplex methods. Where only the objective has changed, a solution to
/// start from is still one, and the primal method goes on from it: half the time
/// of a climb. With rows added it is none any more, but its prices hold.
const PRIMAL: i32 = 4;
const DUAL: i32 = 1;

/// What HiGHS spends on finding solutions rather than on proving.
const SEARCHES: [&str; 4] = [
    "mip_heuristic_run_rins",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_root_reduced_cost",
    "mip_heuristic_run_feasibility_jump",
];

/// The rule of HiGHS's presolve that goes through the solutions of small rows: a
/// tenth of the time of a climb at most, for nothing that other rules do not find.
const ENUMERATION: i32 = 1 << 16;

impl Highs {
    fn attempt(&self, mip: &Mip, stop: Stop, presolve: Presolve) -> Attempt {
        let solved = self.model(mip, stop, Form::Whole(presolve)).and_then(|mut model| {
            heed(&mut model, &stop);
            model.try_solve().map_err(|error| format!("{error:?}"))
        });
        match solved {
            Ok(solved) => {
                let count = |name| solved.int_info_value(name).ok().and_then(|count| u64::try_from(count).ok());
                let answer = Answer {
                    outcome: read(mip, &solved),
                    nodes: count(c"mip_node_count").unwrap_or(0),
                    iterations: count(c"simplex_iteration_count").unwrap_or(0),
                };
                Attempt { answer, status: Some(solved.status()) }
            }
            Err(what) => Attempt { answer: Outcome::Failed(what).into(), status: None },
        }
    }

    /// The model with all its options set.
    fn model(&self, mip: &Mip, stop: Stop, kind: Form) -> Result<Model, String> {
        let (problem, _) = model::write(mip, kind != Form::Relaxed, highs);
        let mut model = problem.try_into_inner().map_err(|error| error.to_string())?;
        let option = |error| format!("an option was refused: {error:?}");
        model.make_quiet();
        model.try_set_option("threads", 1).map_err(option)?;
        model.try_set_option("random_seed", i32::try_from(self.seed).unwrap_or(0)).map_err(option)?;
        model.try_set_option("primal_feasibility_tolerance", tolerance::FEASIBILITY).map_err(option)?;
        if let Some(left) = stop.seconds_left() {
            model.try_set_option("time_limit", left).map_err(option)?;
        }
        if kind == Form::Relaxed {
            return Ok(model);
        }
        model.try_set_option("mip_rel_gap", 0.0).map_err(option)?;
        model.try_set_option("presolve_rule_off", ENUMERATION).map_err(option)?;
        let gap = tolerance::GAP_OF_GRANULARITY * mip.granularity() as f64;
        model.try_set_option("mip_abs_gap", gap).map_err(option)?;
        model.try_set_option("mip_feasibility_tolerance", tolerance::FEASIBILITY).map_err(option)?;
        match mip.aim {
            Aim::Solve => {}
            Aim::Try => model.try_set_option("mip_max_nodes", tolerance::MOST_NODES_TO_TRY).map_err(option)?,
            Aim::Prove | Aim::Confirm => {
                for search in SEARCHES {
                    model.try_set_option(search, false).map_err(option)?;
                }
                model.try_set_option("mip_detect_symmetry", false).map_err(option)?;
                if mip.aim == Aim::Confirm {
                    model.try_set_option("mip_max_nodes", tolerance::MOST_NODES_TO_CONFIRM).map_err(option)?;
                }
            }
            Aim::Seek => model.try_set_option("mip_max_nodes", tolerance::MOST_NODES_TO_SEEK).map_err(option)?,
        }
        if kind == Form::Whole(Presolve::Off) {
            model.try_set_option("presolve", "off").map_err(option)?;
        }
        if let Some(start) = &mip.start {
            let start: Vec<f64> = start.iter().map(|value| *value as f64).collect();
            model.try_set_solution(Some(&start), None, None, None).map_err(|error| format!("{error:?}"))?;
        }
        Ok(model)
    }
}

/// How many lines of the model a row takes.
fn lines(row: &MipRow) -> usize {
    match (row.bounds.lower, row.bounds.upper) {
        (Some(lower), Some(upper)) if lower != upper => 2,
        (None, None) => 0,
        _ => 1,
    }
}

/// Gives a model a basis to start from. HiGHS mends one that does not fit, and
/// starts from scratch where it cannot.
fn start_from(model: &mut Model, mip: &Mip, basis: &Basis) {
    let code = |stand: &Stand| match stand {
        Stand::Basic => highs_sys::kHighsBasisStatusBasic,
        Stand::Lower => highs_sys::kHighsBasisStatusLower,
        Stand::Upper => highs_sys::kHighsBasisStatusUpper,
    };
    let columns: Vec<c_int> = basis.columns.iter().map(code).collect();
    let mut rows: Vec<c_int> = Vec::with_capacity(basis.rows.len());
    for (row, stand) in mip.rows.iter().zip(&basis.rows) {
        match (lines(row), stand) {
            (2, Stand::Lower) => rows.extend([Stand::Lower, Stand::Basic].map(|stand| code(&stand))),
            (2, Stand::Upper) => rows.extend([Stand::Basic, Stand::Upper].map(|stand| code(&stand))),
            (lines, stand) => rows.extend(std::iter::repeat_n(code(stand), lines)),
        }
    }
    if columns.len() == model.num_cols() && rows.len() == model.num_rows() {
        // SAFETY: the model is alive, and both arrays are as long as it is wide and high.
        unsafe { highs_sys::Highs_setBasis(model.as_mut_ptr(), columns.as_ptr(), rows.as_ptr()) };
    }
}

/// Where columns and rows stand at the end.
fn basis_of(mip: &Mip, solved: &SolvedModel) -> Option<Basis> {
    let height: usize = mip.rows.iter().map(lines).sum();
    let mut columns: Vec<c_int> = vec![0; mip.columns.len()];
    let mut rows: Vec<c_int> = vec![0; height];
    // SAFETY: the model is alive, and both arrays are as long as it is wide and high.
    let status = unsafe { highs_sys::Highs_getBasis(solved.as_ptr(), columns.as_mut_ptr(), rows.as_mut_ptr()) };
    if status != highs_sys::STATUS_OK {
        return None;
    }
    let stand = |code: &c_int| match *code {
        highs_sys::kHighsBasisStatusBasic => Stand::Basic,
        highs_sys::kHighsBasisStatusUpper => Stand::Upper,
        _ => Stand::Lower,
    };
    let mut rest = rows.iter();
    let stands = mip.rows.iter().map(|row| match lines(row) {
        2 => match (rest.next().map(stand), rest.next().map(stand)) {
            (Some(Stand::Lower), _) => Stand::Lower,
            (_, Some(Stand::Upper)) => Stand::Upper,
            _ => Stand::Basic,
        },
        1 => rest.next().map_or(Stand::Basic, stand),
        _ => Stand::Basic,
    });
    let rows = stands.collect();
    Some(Basis { columns: columns.iter().map(stand).collect(), rows })
}

/// Makes a run end as soon as a flag to stop is set.
fn heed(model: &mut Model, stop: &Stop) {
    if !stop.has_interrupt() {
        return;
    }
    let stop = std::ptr::from_ref(stop).cast_mut().cast::<c_void>();
    // SAFETY: the model is alive; `stop` outlives the run, as the caller
    // holds it until the run has ended, and is only ever read.
    unsafe {
        highs_sys::Highs_setCallback(model.as_mut_ptr(), Some(pass_on), stop);
        highs_sys::Highs_startCallback(model.as_mut_ptr(), highs_sys::kHighsCallbackMipInterrupt);
    }
}

/// Passes an interrupt on to HiGHS, which asks from time to time.
unsafe extern "C" fn pass_on(
    _: c_int,
    _: *const c_char,
    _: *const highs_sys::HighsCallbackDataOut,
    answer: *mut highs_sys::HighsCallbackDataIn,
    stop: *mut c_void,
) {
    // SAFETY: HiGHS hands back what it was given to heed and a place for the answer.
    unsafe {
        if !answer.is_null() && (*stop.cast::<Stop>()).is_interrupted() {
            (*answer).user_interrupt = 1;
        }
    }
}

/// Reads what HiGHS says: whole numbers within reach of what it reports, each
/// row checked again, the bound rounded with a margin.
fn read(mip: &Mip, solved: &SolvedModel) -> Outcome {
    match solved.status() {
        HighsModelStatus::Infeasible => return Outcome::Infeasible,
        HighsModelStatus::Optimal
        | HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedInterrupt
        | HighsModelStatus::ReachedMemoryLimit
        | HighsModelStatus::ReachedSolutionLimit => {}
        status => return Outcome::Failed(format!("HiGHS ended with {status:?}")),
    }
    if solved.primal_solution_status() != HighsSolutionStatus::Feasible {
        return Outcome::Unsolved;
    }
    let mut values = Vec::with_capacity(mip.columns.len());
    for (value, integer) in solved.get_solution().columns().iter().zip(&mip.integer) {
        let rounded = value.round();
        if *integer && (value - rounded).abs() > tolerance::INTEGRALITY {
            return Outcome::Failed("HiGHS left a whole number broken".to_owned());
        }
        values.push(rounded as i64);
    }
    let said = solved.double_info_value(c"mip_dual_bound").ok();
    let granularity = mip.granularity();
    let bound = match mip.sense {
        Sense::Max => said.and_then(|said| tolerance::upper_bound(said, granularity)),
        Sense::Min => said.and_then(|said| tolerance::upper_bound(-said, granularity)).map(|bound| -bound),
    };
    Outcome::Solved { values, bound }
}
