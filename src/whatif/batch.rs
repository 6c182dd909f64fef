//! Many scenarios of one round, side by side.

use super::apply::edited;
use super::deciding::{Way, decide};
use super::outcome::{Known, Movement, Outcome, Shifts, movements};
use super::scenario::{Scenario, Variant};
use super::start::carried_over;
use super::untouched::untouched;
use super::written::Written;
use crate::ids::{StageId, Word};
use crate::program::ColumnIndex;
use crate::result::Status;
use crate::round::diagnostic::{Code, Problem};
use crate::round::source::Source;
use crate::round::{Round, meant, nearest};
use crate::solve::{Climb, Fault, Limit, Proof, Quiet, Solver, climb, climb_from};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
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
            Failure::NotReached => write!(f, "the limit was reached before its turn"),
        }
    }
}

impl Study<'_> {
    /// A column of a row of `comparison.csv` by its name, `fees` or
    /// `placed_change`.
    pub fn figure(&self, outcome: &Outcome, column: &str) -> Option<i64> {
        match column.strip_suffix("_change") {
            Some(plain) => Some(outcome.figure(plain)? - self.unchanged.figure(plain)?),
            None => outcome.figure(column),
        }
    }

    /// The names and results of other ways of deciding, then of the scenarios.
    pub fn results(&self) -> impl Iterator<Item = (&str, &Result<Finding, Failure>)> {
        let ways = self.ways.iter().map(|(way, result)| (way.word(), result));
        ways.chain(self.rows.iter().map(|row| (row.name.as_str(), &row.result)))
    }

    /// Whether every row failed.
    pub fn has_failed(&self) -> bool {
        !self.rows.is_empty() && self.results().all(|(_, result)| result.is_err())
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

/// What the unchanged round comes to, to compare with and to start from.
struct Base<'r> {
    written: Written<'r>,
    placed: BTreeSet<ColumnIndex>,
    ids: BTreeMap<String, String>,
    is_proven: bool,
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
    let written = Written::of(batch.round);
    let (placed, unchanged) = match climb(&written.program, batch.solver, batch.limit, &mut Quiet) {
        Ok(climb) => {
            let outcome = of_climb(&written, &climb);
            (climb.placed, outcome)
        }
        Err(Fault::Infeasible) => (BTreeSet::new(), Outcome::infeasible()),
        Err(fault) => return Err(fault),
    };
    let base =
        Base { ids: written.placed_ids(&placed), is_proven: unchanged.status == Status::Optimal, written, placed };
    let scenarios = batch.scenarios.iter().enumerate();
    let variants: Vec<Variant> = scenarios.flat_map(|(position, scenario)| scenario.variants(position)).collect();
    let results = decide_all(batch, &base, &variants, done);
    let solver = (batch.solver.name().to_owned(), batch.solver.version());
    let ways = batch.ways.iter().map(|way| (*way, by_way(*way, &base))).collect();
    let sound = batch.scenarios.iter().filter(|scenario| scenario.problems.is_empty());
    let said = |scenario: &Scenario| {
        let said = scenario.demand.as_ref()?.assumptions(batch.source);
        Some((scenario.name.clone(), said))
    };
    let demand = sound.filter_map(said).collect();
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

/// Sweeps that are in hand at the same time; their solved variants are kept
/// until all of them are done.
const IN_HAND: usize = 64;
/// So many solved variants of a sweep are kept to compare others with.
const MOST_KEPT: usize = 4;

/// A variant that was solved and proven.
struct Solved {
    name: String,
    round: Round,
    ids: BTreeMap<String, String>,
}

/// The results of the variants, in their order. Those of a sweep that promise
/// most are decided first, alone, then two, then four: what they come to is
/// often the optimum of the rest. Which are compared with which depends on
/// nothing but the scenarios.
fn decide_all(
    batch: &Batch,
    base: &Base,
    variants: &[Variant],
    done: &(dyn Fn() + Sync),
) -> Vec<Result<Finding, Failure>> {
    let mut results: Vec<Option<Result<Finding, Failure>>> = variants.iter().map(|_| None).collect();
    // One draw of demand says nothing of another.
    let sweep = |position: usize| (variants[position].scenario, variants[position].draw);
    let mut by_sweep: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for position in 0..variants.len() {
        by_sweep.entry(sweep(position)).or_default().push(position);
    }
    let mut sweeps: Vec<Vec<usize>> = by_sweep.into_values().collect();
    for members in &mut sweeps {
        members.sort_by_cached_key(|position| {
            let variant = &variants[*position];
            batch.scenarios[variant.scenario].promise(variant)
        });
    }
    for in_hand in sweeps.chunks(IN_HAND) {
        let mut kept: BTreeMap<(usize, usize), Vec<Solved>> = BTreeMap::new();
        let longest = in_hand.iter().map(Vec::len).max().unwrap_or(0);
        let mut from = 0;
        while from < longest {
            let to = 2 * from + 1;
            let wave = in_hand.iter().flat_map(|members| members.iter().take(to).skip(from));
            let wave: Vec<usize> = wave.copied().collect();
            let found: Vec<_> = wave
                .par_iter()
                .map(|position| {
                    let variant = &variants[*position];
                    let siblings = kept.get(&sweep(*position)).map_or(&[][..], Vec::as_slice);
                    let found = find(batch, base, siblings, variant);
                    done();
                    found
                })
                .collect();
            for (position, found) in wave.into_iter().zip(found) {
                let found = found.map(|(finding, solved)| {
                    if !variants[position].choice.is_empty() {
                        let kept = kept.entry(sweep(position)).or_default();
                        kept.extend(solved);
                        let surplus = kept.len().saturating_sub(MOST_KEPT);
                        kept.drain(..surplus);
                    }
                    finding
                });
                results[position] = Some(found);
            }
            from = to;
        }
    }
    results.into_iter().map(|result| result.unwrap_or(Err(Failure::NotReached))).collect()
}

/// How the optimum of an edited round is known without solving, if it is.
fn follows(base: &Base, siblings: &[Solved], written: &Written) -> Option<(Known, BTreeSet<ColumnIndex>)> {
    if base.is_proven
        && let Some((why, placed)) = untouched(&base.written, &base.placed, written)
    {
        return Some((Known::Follows(why), placed));
    }
    siblings.iter().rev().find_map(|sibling| {
        let theirs = Written::of(&sibling.round);
        let placed = sibling.ids.iter().filter_map(|(referral, intake)| theirs.option(referral, intake)).collect();
        let (why, placed) = untouched(&theirs, &placed, written)?;
        Some((Known::FollowsOther(why, sibling.name.clone()), placed))
    })
}

/// What a variant comes to; with what may spare others the solving.
fn find(
    batch: &Batch,
    base: &Base,
    siblings: &[Solved],
    variant: &Variant,
) -> Result<(Finding, Option<Solved>), Failure> {
    if batch.limit.is_reached() {
        return Err(Failure::NotReached);
    }
    let scenario = &batch.scenarios[variant.scenario];
    if !scenario.problems.is_empty() {
        return Err(Failure::Input(scenario.problems.clone()));
    }
    let round = edited(batch.source, scenario, variant).map_err(Failure::Input)?;
    let written = Written::of(&round);
    let (outcome, placed) = match follows(base, siblings, &written) {
        Some((known, placed)) => {
            let values = written.program.values(&placed);
            let bounds: Vec<i64> = written.program.objectives().iter().map(|step| step.value(&values)).collect();
            let steps = written.program.steps(&values, &bounds);
            (Outcome::of(&written, &placed, steps, Status::Optimal, known), placed)
        }
        None => {
            let start = carried_over(&base.ids, &written);
            match climb_from(&start, &written.program, batch.solver, batch.limit) {
                Ok(climb) => (of_climb(&written, &climb), climb.placed),
                Err(Fault::Infeasible) => (Outcome::infeasible(), BTreeSet::new()),
                Err(fault) => return Err(Failure::Solver(fault)),
            }
        }
    };
    let ids = written.placed_ids(&placed);
    let mut moved = match outcome.status {
        Status::Infeasible => Vec::new(),
        Status::Optimal | Status::Feasible => movements(&base.ids, &ids),
    };
    if scenario.demand.is_some() {
        // Nobody's place changes by being drawn, or not.
        let is_in = |round: &Round, id: &str| round.referrals.find(id).is_some();
        moved.retain(|one| is_in(batch.round, &one.referral) && is_in(&round, &one.referral));
    }
    let shifts = Shifts::of(&moved, batch.round, &round);
    let is_new = outcome.status == Status::Optimal && outcome.known == Known::Climbed;
    let finding = Finding { outcome, movements: moved, shifts };
    drop(written);
    let solved = is_new.then(|| Solved { name: variant.name.clone(), round, ids });
    Ok((finding, solved))
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

fn of_climb(written: &Written, climb: &Climb) -> Outcome {
    let status = match climb.proof() {
        Proof::Optimal => Status::Optimal,
        Proof::Feasible => Status::Feasible,
    };
    Outcome::of(written, &climb.placed, climb.steps.clone(), status, Known::Climbed)
}
