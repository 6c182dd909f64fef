use crate::problem::Problem;
use crate::result::{RoundResult, Status, Trace};
use crate::round::Round;
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A round of a year with its result.
pub struct Term {
    /// The name of its folder.
    pub name: String,
    /// The files that it was run from, where it took something over; nothing:
    /// its own folder.
    pub files: Option<BTreeMap<String, String>>,
    /// The text of its policy.
    pub(super) policy: String,
    /// Its tables.
    pub(super) source: Source,
    /// The round.
    pub round: Arc<Round>,
    /// What was noticed on reading it.
    pub problems: Vec<Problem>,
    /// Referrals that wait from the round before, by id.
    pub carried: BTreeSet<String>,
    /// Referrals with a place from a round before, by id.
    pub(super) settled: BTreeSet<String>,
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
