//! The rounds of a year in their order, each taking over what the one before
//! left: placements, used paid places, refusals, and who waits.

mod figures;
mod files;
mod held;
mod page;
mod plan;
mod references;
mod takeover;

pub use figures::{Outcome, Use, UseKind, Waited, uses, waited};
pub use files::{YEAR, files};
pub use plan::{Plan, Waiting, YEAR_FILE};

use crate::explain::idle_keeps;
use crate::problem::Problem;
use crate::reading::Reading;
use crate::result::{self, RoundResult, Settings, Status, Trace};
use crate::round::Round;
use crate::solve::{Fault, Limit, Solver, Watch};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// A round of a year with its result.
pub struct Term {
    /// The name of its folder.
    pub name: String,
    /// The files that it was run from, where it took something over; nothing:
    /// its own folder.
    pub files: Option<BTreeMap<String, String>>,
    /// The text of its policy.
    policy: String,
    /// Its tables.
    source: Source,
    /// The round.
    pub round: Round,
    /// What was noticed on reading it.
    pub problems: Vec<Problem>,
    /// Referrals that wait from the round before, by id.
    pub carried: BTreeSet<String>,
    /// Referrals with a place from a round before, by id.
    settled: BTreeSet<String>,
    /// What somebody should look at in what it took over.
    pub notes: Vec<String>,
    /// What it came to.
    pub result: RoundResult,
    /// How long its parts took.
    pub trace: Trace,
}

/// A year with its results.
pub struct Year {
    /// What people call it.
    pub name: String,
    /// Its rounds, up to one that is infeasible.
    pub terms: Vec<Term>,
    /// Rounds that were not run, because the one before them is infeasible.
    pub not_run: Vec<String>,
}

impl Year {
    /// The worst of the rounds' statuses.
    pub fn status(&self) -> Status {
        let is = |status| self.terms.iter().any(|term| term.result.status == status);
        match (is(Status::Infeasible), is(Status::Feasible)) {
            (true, _) => Status::Infeasible,
            (false, true) => Status::Feasible,
            (false, false) => Status::Optimal,
        }
    }

    /// Whether a round is provisional.
    pub fn is_provisional(&self) -> bool {
        self.terms.iter().any(|term| term.round.run.provisional)
    }
}

/// Why a year cannot be run.
#[derive(Debug)]
pub enum YearFault {
    /// The folder or its `year.toml` does not say which rounds to run.
    Plan(String),
    /// The files of a round have errors.
    Input {
        /// The round.
        round: String,
        /// What is wrong.
        problems: Vec<Problem>,
    },
    /// The solver failed or a limit was reached before anything was found.
    Solver(Fault),
}

impl fmt::Display for YearFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            YearFault::Plan(what) => write!(f, "{what}"),
            YearFault::Input { round, .. } => write!(f, "the files of {round} have errors"),
            YearFault::Solver(fault) => write!(f, "{fault}"),
        }
    }
}

impl std::error::Error for YearFault {}

/// How the rounds of a year are run.
pub struct How<'a> {
    /// The solver.
    pub solver: &'a dyn Solver,
    /// When a round that begins stops without a proof.
    pub limit: &'a (dyn Fn() -> Limit<'a> + Sync),
}

/// Runs the rounds of a year, each after what the one before left.
///
/// # Errors
///
/// Where the files of a round have errors, or the solver fails. An infeasible
/// round is no error: the year ends with it.
pub fn run(folder: &Path, plan: &Plan, how: &How, watch: &mut (dyn Watch + Send)) -> Result<Year, YearFault> {
    let mut terms: Vec<Term> = Vec::new();
    for name in &plan.rounds {
        if terms.last().is_some_and(|last| last.result.status == Status::Infeasible) {
            break;
        }
        let term = run_round(&folder.join(name), name, terms.last(), plan.waiting, how, watch)?;
        terms.push(term);
    }
    let of_first = |term: &Term| format!("{}, {}", term.round.policy.authority, term.round.run.academic_year);
    let name = plan.name.clone().or_else(|| terms.first().map(of_first)).unwrap_or_default();
    let not_run = plan.rounds[terms.len()..].to_vec();
    Ok(Year { name, terms, not_run })
}

fn run_round(
    folder: &Path,
    name: &str,
    before: Option<&Term>,
    waiting: Waiting,
    how: &How,
    watch: &mut (dyn Watch + Send),
) -> Result<Term, YearFault> {
    let mut trace = Trace::default();
    let prepared = before.map(|before| takeover::prepare(folder, name, before, waiting)).transpose()?;
    let policy = match &prepared {
        Some(prepared) => prepared.files.get(crate::source::POLICY_FILE).cloned().unwrap_or_default(),
        None => takeover::policy_of(folder),
    };
    let (source, reading) = trace.time("reading", || {
        let source = match &prepared {
            Some(prepared) => Source::from_texts(prepared.files.clone()),
            None => Source::open(folder),
        };
        let reading = Round::from_source(&source);
        (source, reading)
    });
    let (round, mut problems) = match reading {
        Reading { round: Some(round), problems } => (round, problems),
        Reading { round: None, problems } => return Err(YearFault::Input { round: name.to_owned(), problems }),
    };
    problems.extend(idle_keeps(&round));
    let limit = (how.limit)();
    let settings = Settings { solver: how.solver, limit, relaxed_groups: BTreeSet::new() };
    let mut result = result::allocate(&round, &settings, watch, &mut trace).map_err(YearFault::Solver)?;
    result::complete(&round, &mut result, &settings, &mut trace).map_err(YearFault::Solver)?;
    let (files, carried, notes) = match prepared {
        Some(prepared) => (Some(prepared.files), prepared.carried, prepared.notes),
        None => (None, BTreeSet::new(), Vec::new()),
    };
    let name = name.to_owned();
    let settled = before.map(|before| {
        let placed = before.result.placed.iter().map(|placed| placed.placement.referral);
        let ids = placed.map(|referral| before.round.referrals[referral].id.clone());
        before.settled.iter().cloned().chain(ids).collect()
    });
    let settled = settled.unwrap_or_default();
    Ok(Term { name, files, policy, source, round, problems, carried, settled, notes, result, trace })
}
