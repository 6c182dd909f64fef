//! Many scenarios of one round, side by side.

use super::base::Base;
use super::decide::decide_all;
use super::deciding::{Way, decide};
use super::journal::{Journal, Keys};
use super::outcome::{Known, Movement, Outcome, Shifts, movements};
use super::scenario::{Scenario, Variant};
use super::shard::Shard;
use crate::ids::{StageId, Word};
use crate::problem::{Code, Problem, meant, nearest};
use crate::result::Status;
use crate::round::Round;
use crate::solve::{Fault, Limit, Solver};
use crate::source::Source;
use std::collections::BTreeMap;
use std::fmt;

/// The name of the first row.
pub const UNCHANGED: &str = "unchanged";

/// What is to be compared.
pub struct Batch<'a> {
    /// The raw input of the round.
    pub source: &'a Source,
    /// The same, read.
    pub round: &'a Round,
    /// The scenarios, in the order of the rows.
    pub scenarios: &'a [Scenario],
    /// Ways of deciding the unchanged round that are to stand beside it.
    pub ways: &'a [Way],
    /// The solver.
    pub solver: &'a dyn Solver,
    /// When to stop.
    pub limit: Limit<'a>,
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

/// Checks what can only be checked with the round or with all scenarios in
/// hand: that names differ, and that what is required is a column. What is
/// wrong is added to the problems of the scenario.
pub fn check(round: &Round, scenarios: &mut [Scenario]) {
    let mut names: BTreeMap<String, String> =
        BTreeMap::from([(UNCHANGED.to_owned(), "the unchanged round".to_owned())]);
    names.extend(Way::ALL.iter().map(|way| (way.word().to_owned(), "a way of deciding".to_owned())));
    let programmes = round.policy.programmes.iter().map(|(_, programme)| format!("placed_{}", programme.id));
    let stages = StageId::ALL.iter().map(|stage| stage.word().to_owned());
    let known: Vec<String> = programmes.chain(stages).collect();
    for scenario in scenarios {
        match names.get(&scenario.name) {
            Some(other) => {
                let found = format!("{:?}, as in {other}", scenario.name);
                let problem = Problem::new(Code::DuplicateId, &scenario.file).column("name");
                scenario.problems.push(problem.says(found, "a name of its own", "Change one of the two."));
            }
            None => {
                names.insert(scenario.name.clone(), scenario.file.clone());
            }
        }
        for requirement in &scenario.requirements {
            let plain = requirement.column.strip_suffix("_change").unwrap_or(&requirement.column);
            if !known.iter().any(|column| column == plain) {
                let problem = Problem::new(Code::UnknownKey, &scenario.file).at(requirement.line);
                let near = nearest(plain, known.iter().map(String::as_str));
                scenario.problems.push(problem.column(format!("require.{}", requirement.column)).says(
                    "a column that comparison.csv does not have",
                    format!("one of {}; each also with _change", known.join(", ")),
                    meant(near),
                ));
            }
        }
    }
}

/// Decides the unchanged round and every variant of the scenarios. `done` is
/// told after each. The rows are the same on any number of threads, unless a
/// limit ended the run.
///
/// # Errors
///
/// Where the unchanged round cannot be solved. One that has no allocation is
/// no error.
pub fn study<'a>(batch: &Batch<'a>, done: &(dyn Fn() + Sync)) -> Result<Study<'a>, Fault> {
    let keys = Keys::new(batch.round, batch.solver);
    let base = Base::of(batch, &keys)?;
    let variants = batch.variants();
    let mut results: Vec<Result<Finding, Failure>> = variants.iter().map(|_| Err(Failure::NotReached)).collect();
    for (position, result) in decide_all(batch, &base, &keys, &variants, Shard::WHOLE, done) {
        results[position] = result;
    }
    let solver = (batch.solver.name().to_owned(), batch.solver.version());
    let ways = batch.ways.iter().map(|way| (*way, by_way(*way, &base))).collect();
    let sound = batch.scenarios.iter().filter(|scenario| scenario.problems.is_empty());
    let said = |scenario: &Scenario| {
        let said = scenario.demand.as_ref()?.assumptions(batch.source);
        Some((scenario.name.clone(), said))
    };
    let demand = sound.filter_map(said).collect();
    let unchanged = base.outcome;
    let mut study =
        Study { demand, ways, round: batch.round, scenarios: batch.scenarios, unchanged, rows: Vec::new(), solver };
    for (variant, result) in variants.into_iter().zip(results) {
        let requirements = batch.scenarios[variant.scenario].requirements().iter();
        let outcome = result.as_ref().ok().map(|finding| &finding.outcome);
        let met = requirements.map(|one| one.is_met(outcome.and_then(|outcome| study.figure(outcome, &one.column))));
        let met = met.collect();
        study.rows.push(Row { name: variant.name.clone(), variant, result, met });
    }
    Ok(study)
}

fn by_way(way: Way, base: &Base) -> Result<Finding, Failure> {
    let written = &base.written;
    let placed = decide(way, written).ok_or(Failure::NoWay)?;
    let values = written.program.values(&placed);
    // Nothing is claimed of how good it is: the bounds are those of the steps.
    let bounds: Vec<i64> = written.program.objectives().iter().map(|step| step.value(&values)).collect();
    let steps = written.program.steps(&values, &bounds);
    let outcome = Outcome::of(written, &placed, steps, Status::Feasible, Known::OtherWay);
    let movements = movements(&base.ids, &written.placed_ids(&placed));
    let shifts = Shifts::of(&movements, written.book.round, written.book.round);
    Ok(Finding { outcome, movements, shifts })
}
