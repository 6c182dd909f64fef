//! The rounds of a year in their order, each taking over what the one before
//! left: placements, used paid places, refusals, and who waits.

mod fault;
mod figures;
mod files;
mod held;
mod next;
mod page;
mod plan;
mod references;
mod takeover;
mod term;

pub use fault::YearFault;
pub use figures::{Outcome, Use, UseKind, Waited, uses, waited};
pub use files::{YEAR, files};
pub use plan::{Plan, Waiting, YEAR_FILE};
pub use term::{Term, Year};

use crate::explain::idle_keeps;
use crate::reading::Reading;
use crate::result::{self, Status, Trace};
use crate::round::Round;
use crate::solve::{Engine, Watch};
use crate::source::Source;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// How the rounds of a year are run.
pub struct How<'a> {
    /// The solver, and when a round that begins stops without a proof.
    pub engine: &'a (dyn Fn() -> Engine<'a> + Sync),
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
    let (engine, round) = ((how.engine)(), Arc::new(round));
    let posed = result::pose(Arc::clone(&round), BTreeSet::new(), &mut trace);
    let mut result = result::allocate(&posed, engine, watch, &mut trace).map_err(YearFault::Solver)?;
    result::complete(&posed, &mut result, engine, &mut trace).map_err(YearFault::Solver)?;
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
