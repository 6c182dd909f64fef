//! HiGHS behind the solver's trait.

mod kept;

use super::{Aim, Answer, Kept, Mip, Outcome, Solver, Stop, model, tolerance};
use crate::allocation::Sense;
use good_lp::solvers::highs::highs;
use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};
use kept::KeptRelaxation;
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

    fn keep<'s>(&'s self, mip: &Mip, stop: Stop<'s>) -> Option<Box<dyn Kept + 's>> {
        Some(Box::new(KeptRelaxation::new(mip, self.seed, stop)?))
    }
}

/// Whether HiGHS makes a program smaller before it solves it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presolve {
    On,
    Off,
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
        let solved = self.model(mip, stop, presolve).and_then(|mut model| {
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
    fn model(&self, mip: &Mip, stop: Stop, presolve: Presolve) -> Result<Model, String> {
        let (problem, _) = model::write(mip, highs);
        let mut model = problem.try_into_inner().map_err(|error| error.to_string())?;
        let option = |error| format!("an option was refused: {error:?}");
        model.make_quiet();
        model.try_set_option("threads", 1).map_err(option)?;
        model.try_set_option("random_seed", i32::try_from(self.seed).unwrap_or(0)).map_err(option)?;
        model.try_set_option("primal_feasibility_tolerance", tolerance::FEASIBILITY).map_err(option)?;
        if let Some(left) = stop.seconds_left() {
            model.try_set_option("time_limit", left).map_err(option)?;
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
            Aim::Seek => model.try_set_option("mip_max_nodes", tolerance::MOST_NODES_IN_PROGRAM).map_err(option)?,
        }
        if presolve == Presolve::Off {
            model.try_set_option("presolve", "off").map_err(option)?;
        }
        if let Some(start) = &mip.start {
            let start: Vec<f64> = start.iter().map(|value| *value as f64).collect();
            model.try_set_solution(Some(&start), None, None, None).map_err(|error| format!("{error:?}"))?;
        }
        Ok(model)
    }
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
