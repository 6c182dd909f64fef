//! Many scenarios of one round, side by side.

use super::decide::decide_all;
use super::journal::Keys;
use super::outcome::{Known, Outcome, Shifts, movements};
use super::scenario::Scenario;
use super::shard::Shard;
use super::study::{Batch, Failure, Finding, Row, Study, UNCHANGED};
use super::unchanged::Unchanged;
use super::ways::{Way, decide};
use crate::ids::{StageId, Word};
use crate::problem::{Code, Place, Problem, meant, nearest, quoted};
use crate::result::Status;
use crate::round::Round;
use crate::solve::Fault;
use std::collections::{BTreeMap, BTreeSet};

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
        let variants = scenario.variants(0).into_iter().map(|variant| variant.name);
        let own: BTreeSet<String> = variants.chain([scenario.name.clone()]).collect();
        match own.iter().find_map(|name| Some((name, names.get(name)?))) {
            Some((name, other)) => {
                let found = format!("{}, as in {other}", quoted(name));
                let problem = Problem::new(Code::DuplicateId, Place::of_file(&scenario.file).key("name"));
                scenario.problems.push(problem.says(found, "a name of its own", "Change one of the two."));
            }
            None => names.extend(own.into_iter().map(|name| (name, scenario.file.clone()))),
        }
        for requirement in &scenario.requirements {
            let plain = requirement.column.strip_suffix("_change").unwrap_or(&requirement.column);
            if !known.iter().any(|column| column == plain) {
                let place = Place::of_file(&scenario.file).line(requirement.line);
                let problem = Problem::new(Code::UnknownKey, place.key(format!("require.{}", requirement.column)));
                let near = nearest(plain, known.iter().map(String::as_str));
                scenario.problems.push(problem.says(
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
    let keys = Keys::new(batch.round, batch.engine.solver);
    let unchanged = Unchanged::of(batch, &keys)?;
    let variants = batch.variants();
    let mut results: Vec<Result<Finding, Failure>> = variants.iter().map(|_| Err(Failure::NotReached)).collect();
    for (position, result) in decide_all(batch, &unchanged, &keys, &variants, Shard::WHOLE, done) {
        results[position] = result;
    }
    let solver = (batch.engine.solver.name().to_owned(), batch.engine.solver.version());
    let ways = batch.ways.iter().map(|way| (*way, by_way(*way, &unchanged))).collect();
    let sound = batch.scenarios.iter().filter(|scenario| scenario.problems.is_empty());
    let said = |scenario: &Scenario| {
        let said = scenario.demand.as_ref()?.assumptions(batch.source);
        Some((scenario.name.clone(), said))
    };
    let demand = sound.filter_map(said).collect();
    let unchanged = unchanged.outcome;
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

fn by_way(way: Way, unchanged: &Unchanged) -> Result<Finding, Failure> {
    let posed = &unchanged.posed;
    let placed = decide(way, posed).ok_or(Failure::NoWay)?;
    let values = posed.program().values(&placed);
    // Nothing is claimed of how good it is: the bounds are those of the steps.
    let bounds: Vec<i64> = posed.program().objectives().iter().map(|step| step.value(&values)).collect();
    let steps = posed.program().steps(&values, &bounds);
    let outcome = Outcome::of(posed, &placed, steps, Status::Feasible, Known::OtherWay);
    let movements = movements(&unchanged.ids, &posed.placed_by_id(&placed));
    let shifts = Shifts::of(&movements, posed.round(), posed.round());
    Ok(Finding { outcome, movements, shifts })
}
