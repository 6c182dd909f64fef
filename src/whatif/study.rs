//! What is compared in a batch of scenarios, and what it comes to.

use super::journal::Journal;
use super::outcome::{Movement, Outcome, Shifts};
use super::scenario::{Scenario, Variant};
use super::ways::Way;
use crate::ids::{StageId, Word};
use crate::problem::Problem;
use crate::round::Round;
use crate::solve::{Engine, Fault};
use crate::source::Source;
use std::fmt;
use std::sync::Arc;

/// The name of the first row.
pub const UNCHANGED: &str = "unchanged";

/// What is to be compared.
pub struct Batch<'a> {
    /// The raw input of the round.
    pub source: &'a Source,
    /// The same, read.
    pub round: &'a Arc<Round>,
    /// The scenarios, in the order of the rows.
    pub scenarios: &'a [Scenario],
    /// Ways of deciding the unchanged round that are to stand beside it.
    pub ways: &'a [Way],
    /// The solver, and when it is to stop.
    pub engine: Engine<'a>,
    /// What is known already, and where more is written down.
    pub journal: &'a Journal,
}

impl Batch<'_> {
    /// The variants of all scenarios, in their order.
    pub(super) fn variants(&self) -> Vec<Variant> {
        let scenarios = self.scenarios.iter().enumerate();
        scenarios.flat_map(|(position, scenario)| scenario.variants(position)).collect()
    }
}

/// What a batch comes to.
pub struct Study<'a> {
    /// The unchanged round.
    pub round: &'a Round,
    /// The scenarios.
    pub scenarios: &'a [Scenario],
    /// What the unchanged round comes to.
    pub unchanged: Outcome,
    /// A row for each variant of each scenario, in their order.
    pub rows: Vec<Row>,
    /// What draws of demand take for granted: the scenario's name, and a
    /// sentence each.
    pub demand: Vec<(String, Vec<String>)>,
    /// What other ways of deciding the unchanged round come to.
    pub ways: Vec<(Way, Result<Finding, Failure>)>,
    /// The solver's name and version.
    pub solver: (String, String),
}

/// A row of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The variant of a scenario.
    pub variant: Variant,
    /// What it comes to.
    pub result: Result<Finding, Failure>,
    /// Whether each requirement of the scenario is met, in their order.
    pub met: Vec<bool>,
}

/// What a variant comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In figures.
    pub outcome: Outcome,
    /// Every referral whose place changes, by id.
    pub movements: Vec<Movement>,
    /// Who gains and who loses.
    pub shifts: Shifts,
}

/// Why a variant comes to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The scenario cannot be applied, or the edited round has errors.
    Input(Vec<Problem>),
    /// The solver failed.
    Solver(Fault),
    /// The limit was reached before its turn.
    NotReached,
    /// The way of deciding leaves a limit broken.
    NoWay,
    /// The relaxation has no solution, or none was found.
    NoEstimate,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input(problems) => match problems.as_slice() {
                [] => write!(f, "it cannot be applied"),
                [only] => write!(f, "{only}"),
                [first, rest @ ..] => write!(f, "{first} (and {} more)", rest.len()),
            },
            Failure::Solver(fault) => write!(f, "{fault}"),
            Failure::NoWay => write!(f, "this way of deciding cannot keep every decision and limit"),
            Failure::NoEstimate => {
                write!(f, "no estimate was found: its decisions to place can probably not all be kept")
            }
            Failure::NotReached => write!(f, "the limit was reached before its turn"),
        }
    }
}

impl Study<'_> {
    /// A column of a row of `comparison.csv` by its name, `fees` or
    /// `placed_change`.
    pub fn figure(&self, outcome: &Outcome, column: &str) -> Option<i64> {
        match column.strip_suffix("_change") {
            Some(plain) => Some(outcome.figure(plain)?.saturating_sub(self.unchanged.figure(plain)?)),
            None => outcome.figure(column),
        }
    }

    /// The names and results of other ways of deciding, then of the scenarios.
    pub fn results(&self) -> impl Iterator<Item = (&str, &Result<Finding, Failure>)> {
        let ways = self.ways.iter().map(|(way, result)| (way.word(), result));
        ways.chain(self.rows.iter().map(|row| (row.name.as_str(), &row.result)))
    }

    /// Whether there are scenarios and every one failed.
    pub fn has_failed(&self) -> bool {
        !self.rows.is_empty() && self.rows.iter().all(|row| row.result.is_err())
    }

    /// The columns of figures: the placed, by programme, and the stages but the
    /// first, which counts the placed again.
    pub fn columns(&self) -> Vec<String> {
        let outcomes = || {
            let findings = self.results().filter_map(|(_, result)| result.as_ref().ok());
            [&self.unchanged].into_iter().chain(findings.map(|finding| &finding.outcome))
        };
        let mut columns = vec!["placed".to_owned()];
        let mut add = |column: String| {
            if !columns.contains(&column) {
                columns.push(column);
            }
        };
        outcomes().flat_map(|outcome| &outcome.by_programme).for_each(|(id, _)| add(format!("placed_{id}")));
        let stages = outcomes().flat_map(|outcome| &outcome.steps).map(|step| step.stage);
        stages.filter(|stage| *stage != StageId::Placed).for_each(|stage| add(stage.to_string()));
        columns
    }
}
