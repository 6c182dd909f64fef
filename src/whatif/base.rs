use super::journal::{Keys, read_step, step};
use super::outcome::{Known, Outcome};
use super::study::Batch;
use super::written::Written;
use crate::allocation::Step;
use crate::program::ColumnIndex;
use crate::result::Status;
use crate::solve::{Climb, Fault, Proof, Quiet, climb};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the unchanged round comes to, to compare with and to start from.
pub(super) struct Base<'r> {
    pub written: Written<'r>,
    pub outcome: Outcome,
    pub placed: BTreeSet<ColumnIndex>,
    /// The intake of each placed referral, by id.
    pub ids: BTreeMap<String, String>,
}

impl<'r> Base<'r> {
    /// Decides the unchanged round, or takes what the journal says of it.
    pub fn of(batch: &Batch<'r>, keys: &Keys) -> Result<Base<'r>, Fault> {
        let written = Written::of(batch.round);
        let key = keys.unchanged();
        match batch.journal.get(&key).and_then(|text| recalled(&written, text)) {
            Some(Recalled::Infeasible) => return Ok(Base::infeasible(written)),
            Some(Recalled::Optimum(placed, steps)) => {
                let outcome = Outcome::of(&written, &placed, steps, Status::Optimal, Known::Climbed);
                return Ok(Base { ids: written.placed_ids(&placed), written, outcome, placed });
            }
            None => {}
        }
        let (placed, outcome) = match climb(&written.program, batch.solver, batch.limit, &mut Quiet) {
            Ok(climb) => {
                let outcome = of_climb(&written, &climb);
                (climb.placed, outcome)
            }
            Err(Fault::Infeasible) => {
                batch.journal.note(&key, &json!({"infeasible": true}).to_string());
                return Ok(Base::infeasible(written));
            }
            Err(fault) => return Err(fault),
        };
        let ids = written.placed_ids(&placed);
        if outcome.status == Status::Optimal {
            let steps: Vec<Value> = outcome.steps.iter().map(step).collect();
            batch.journal.note(&key, &json!({"placed": ids, "steps": steps}).to_string());
        }
        Ok(Base { ids, written, outcome, placed })
    }

    fn infeasible(written: Written<'r>) -> Base<'r> {
        Base { written, outcome: Outcome::infeasible(), placed: BTreeSet::new(), ids: BTreeMap::new() }
    }

    /// Whether it has an allocation that is proven to be the best.
    pub fn is_proven(&self) -> bool {
        self.outcome.status == Status::Optimal
    }
}

/// What a journal has of a round.
enum Recalled {
    /// The best allocation, with its steps.
    Optimum(BTreeSet<ColumnIndex>, Vec<Step>),
    /// There is no allocation.
    Infeasible,
}

/// What the text of a journal says of a round; nothing where it says nothing
/// that holds of it.
fn recalled(written: &Written, text: &str) -> Option<Recalled> {
    let said: Value = serde_json::from_str(text).ok()?;
    if said["infeasible"] == true {
        return Some(Recalled::Infeasible);
    }
    let pairs = said["placed"].as_object()?.iter();
    let placed: BTreeSet<ColumnIndex> =
        pairs.map(|(referral, intake)| written.option(referral, intake.as_str()?)).collect::<Option<_>>()?;
    let values = written.program.values(&placed);
    let steps: Vec<Step> = said["steps"].as_array()?.iter().map(read_step).collect::<Option<_>>()?;
    let found: Vec<i64> = written.program.objectives().iter().map(|step| step.value(&values)).collect();
    let is_sound =
        written.program.broken_row(&values).is_none() && steps.iter().map(|step| step.value).eq(found.iter().copied());
    is_sound.then(|| Recalled::Optimum(placed, written.program.steps(&values, &found)))
}

/// The outcome of a climb.
pub(super) fn of_climb(written: &Written, climb: &Climb) -> Outcome {
    let status = match climb.proof() {
        Proof::Optimal => Status::Optimal,
        Proof::Feasible => Status::Feasible,
    };
    Outcome::of(written, &climb.placed, climb.steps.clone(), status, Known::Climbed)
}
