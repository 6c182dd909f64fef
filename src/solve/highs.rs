use super::{Mip, MipRow, Outcome, Relaxed, Solver, tolerance};
use crate::allocation::Sense;
use good_lp::solvers::highs::highs;
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};
use highs::{HighsModelStatus, HighsSolutionStatus, SolvedModel};
use std::ffi::CStr;
use std::time::Instant;

/// The HiGHS solver (Huangfu and Hall, "Parallelizing the dual revised simplex
/// method", Mathematical Programming Computation 10, 2018), modelled with
/// `good_lp`, on one thread: its answers do not depend on how many there are.
pub struct Highs;

impl Solver for Highs {
    fn name(&self) -> &'static str {
        "highs"
    }

    fn version(&self) -> String {
        // SAFETY: HiGHS returns a static, null-terminated string.
        let version = unsafe { CStr::from_ptr(highs_sys::Highs_version()) };
        version.to_string_lossy().into_owned()
    }

    fn solve(&self, mip: &Mip, deadline: Option<Instant>) -> Outcome {
        if mip.columns.is_empty() {
            return without_columns(mip);
        }
        let first = attempt(mip, deadline, Presolve::On);
        if is_sound(mip, &first) {
            return first.0;
        }
        let (second, _) = attempt(&Mip { start: None, ..mip.clone() }, deadline, Presolve::Off);
        match (first.0, second) {
            // The values are judged elsewhere; the proof is not believed.
            (Outcome::Solved { values, .. }, Outcome::Unsolved | Outcome::Failed(_)) => {
                Outcome::Solved { values, bound: None }
            }
            (Outcome::Solved { .. }, Outcome::Infeasible) => {
                Outcome::Failed("HiGHS called a program feasible, then infeasible".to_owned())
            }
            (Outcome::Infeasible, Outcome::Unsolved | Outcome::Failed(_)) => Outcome::Unsolved,
            (_, second) => second,
        }
    }

    fn relax(&self, mip: &Mip, deadline: Option<Instant>) -> Option<Relaxed> {
        let solved = run(mip, deadline, Kind::Relaxed).ok()?;
        if solved.status() != HighsModelStatus::Optimal {
            return None;
        }
        let solution = solved.get_solution();
        let mut duals = solution.dual_rows().iter();
        let dual_of = |row: &MipRow| -> f64 {
            let rows = match (row.bounds.lower, row.bounds.upper) {
                (Some(lower), Some(upper)) if lower != upper => 2,
                (None, None) => 0,
                _ => 1,
            };
            duals.by_ref().take(rows).sum()
        };
        let duals = mip.rows.iter().map(dual_of).collect();
        Some(Relaxed { values: solution.columns().to_vec(), duals })
    }
}

/// Whether HiGHS makes a program smaller before it solves it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presolve {
    On,
    Off,
}

/// Whether an answer may stand without being asked for again. HiGHS 1.15 has
/// been seen to make a small program smaller than it is and to call a broken
/// solution, or none, optimal: what it calls optimal must have a bound that
/// meets its value, and what it calls infeasible is asked again without.
fn is_sound(mip: &Mip, answer: &(Outcome, Option<HighsModelStatus>)) -> bool {
    match answer {
        (Outcome::Solved { values, bound }, Some(HighsModelStatus::Optimal)) => *bound == Some(mip.value(values)),
        (Outcome::Solved { .. } | Outcome::Unsolved, _) => true,
        (Outcome::Infeasible | Outcome::Failed(_), _) => false,
    }
}

/// One run, with the status that HiGHS ended with.
fn attempt(mip: &Mip, deadline: Option<Instant>, presolve: Presolve) -> (Outcome, Option<HighsModelStatus>) {
    match run(mip, deadline, Kind::Whole(presolve)) {
        Ok(solved) => (read(mip, &solved), Some(solved.status())),
        Err(what) => (Outcome::Failed(what), None),
    }
}

/// What is to be solved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The integer program.
    Whole(Presolve),
    /// Its linear relaxation.
    Relaxed,
}

fn without_columns(mip: &Mip) -> Outcome {
    match mip.holds(&[]) {
        true => Outcome::Solved { values: Vec::new(), bound: Some(0) },
        false => Outcome::Infeasible,
    }
}

fn run(mip: &Mip, deadline: Option<Instant>, kind: Kind) -> Result<SolvedModel, String> {
    let mut variables = ProblemVariables::new();
    let define = |(bounds, integer): (&(i64, i64), &bool)| {
        let definition = variable().min(bounds.0 as f64).max(bounds.1 as f64);
        if *integer && kind != Kind::Relaxed { definition.integer() } else { definition }
    };
    let columns: Vec<Variable> =
        mip.columns.iter().zip(&mip.integer).map(|column| variables.add(define(column))).collect();
    let sum = |terms: &[(usize, i64)]| -> Expression {
        terms.iter().map(|(column, coefficient)| *coefficient as f64 * columns[*column]).sum()
    };
    let objective = sum(&mip.objective);
    let unsolved = match mip.sense {
        Sense::Max => variables.maximise(objective),
        Sense::Min => variables.minimise(objective),
    };
    let mut problem = unsolved.using(highs);
    for row in &mip.rows {
        match (row.bounds.lower, row.bounds.upper) {
            (Some(lower), Some(upper)) if lower == upper => {
                problem.add_constraint(constraint!(sum(&row.terms) == lower as f64));
            }
            // good_lp has no row with two different bounds: they become two rows.
            (lower, upper) => {
                if let Some(lower) = lower {
                    problem.add_constraint(constraint!(sum(&row.terms) >= lower as f64));
                }
                if let Some(upper) = upper {
                    problem.add_constraint(constraint!(sum(&row.terms) <= upper as f64));
                }
            }
        }
    }
    let mut model = problem.try_into_inner().map_err(|error| error.to_string())?;
    let option = |error| format!("an option was refused: {error:?}");
    model.make_quiet();
    model.try_set_option("threads", 1).map_err(option)?;
    model.try_set_option("mip_rel_gap", 0.0).map_err(option)?;
    let gap = tolerance::GAP_OF_GRANULARITY * mip.granularity() as f64;
    model.try_set_option("mip_abs_gap", gap).map_err(option)?;
    model.try_set_option("primal_feasibility_tolerance", tolerance::FEASIBILITY).map_err(option)?;
    model.try_set_option("mip_feasibility_tolerance", tolerance::FEASIBILITY).map_err(option)?;
    if let Some(deadline) = deadline {
        let left = deadline.saturating_duration_since(Instant::now()).as_secs_f64();
        model.try_set_option("time_limit", left).map_err(option)?;
    }
    if kind == Kind::Whole(Presolve::Off) {
        model.try_set_option("presolve", "off").map_err(option)?;
    }
    if let (Some(start), true) = (&mip.start, kind != Kind::Relaxed) {
        let start: Vec<f64> = start.iter().map(|value| *value as f64).collect();
        model.try_set_solution(Some(&start), None, None, None).map_err(|error| format!("{error:?}"))?;
    }
    model.try_solve().map_err(|error| format!("{error:?}"))
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
