use super::journal::{Keys, StepLine};
use super::outcome::{Known, Outcome};
use super::study::Batch;
use crate::allocation::Step;
use crate::posed::Posed;
use crate::program::ColumnIndex;
use crate::result::Status;
use crate::solve::{Begin, Climb, Engine, Fault, Proof, Quiet, Trail, blaze, climb};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What the unchanged round comes to, to compare with and to start from.
pub(super) struct Unchanged {
    pub posed: Posed,
    pub outcome: Outcome,
    pub placed: BTreeSet<ColumnIndex>,
    /// The intake of each placed referral, by id.
    pub ids: BTreeMap<String, String>,
    /// The way of a climb to the allocation from itself, once it is noted: it is
    /// the same whether the allocation was found or recalled.
    trail: OnceLock<Option<Trail>>,
}

impl Unchanged {
    /// Decides the unchanged round, or takes what the journal says of it.
    pub fn of(batch: &Batch, keys: &Keys) -> Result<Unchanged, Fault> {
        if let Some(known) = Unchanged::known(batch, keys) {
            return Ok(known);
        }
        let posed = Posed::new(Arc::clone(batch.round), BTreeSet::new());
        let key = keys.unchanged();
        let (placed, outcome) = match climb(posed.program(), batch.engine, &mut Quiet) {
            Ok(climb) => {
                let outcome = of_climb(&posed, &climb);
                (climb.placed, outcome)
            }
            Err(Fault::Infeasible) => {
                note(batch, &key, &Line::Infeasible { infeasible: true });
                return Ok(Unchanged::infeasible(posed));
            }
            Err(fault) => return Err(fault),
        };
        let ids = posed.placed_by_id(&placed);
        if outcome.status == Status::Optimal {
            let steps = outcome.steps.iter().map(StepLine::of).collect();
            note(batch, &key, &Line::Optimum { placed: ids.clone(), steps });
        }
        Ok(Unchanged { ids, posed, outcome, placed, trail: OnceLock::new() })
    }

    /// What the journal says of the unchanged round; nothing where it says
    /// nothing that holds.
    pub fn known(batch: &Batch, keys: &Keys) -> Option<Unchanged> {
        let text = batch.journal.get(&keys.unchanged())?;
        let posed = Posed::new(Arc::clone(batch.round), BTreeSet::new());
        Some(match recalled(&posed, text)? {
            Recalled::Infeasible => Unchanged::infeasible(posed),
            Recalled::Optimum(placed, steps) => {
                let outcome = Outcome::of(&posed, &placed, steps, Status::Optimal, Known::Climbed);
                Unchanged { ids: posed.placed_by_id(&placed), posed, outcome, placed, trail: OnceLock::new() }
            }
        })
    }

    fn infeasible(posed: Posed) -> Unchanged {
        let (placed, ids, trail) = (BTreeSet::new(), BTreeMap::new(), OnceLock::from(None));
        Unchanged { posed, outcome: Outcome::infeasible(), placed, ids, trail }
    }

    /// The way of a climb to its allocation; nothing where there is none.
    pub fn trail(&self, engine: Engine) -> Option<&Trail> {
        let noted = || {
            let begin = Begin { start: Some(&self.placed), guide: None };
            blaze(self.posed.program(), begin, engine).ok()
        };
        self.trail.get_or_init(noted).as_ref()
    }

    /// Whether it has an allocation that is proven to be the best.
    pub fn is_proven(&self) -> bool {
        self.outcome.status == Status::Optimal
    }
}

/// What a journal has of a round, as JSON has it.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Infeasible { infeasible: bool },
    Optimum { placed: BTreeMap<String, String>, steps: Vec<StepLine> },
}

fn note(batch: &Batch, key: &str, line: &Line) {
    // A line that cannot be formed is not written down: it is found again.
    if let Ok(text) = serde_json::to_string(line) {
        batch.journal.note(key, &text);
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
fn recalled(posed: &Posed, text: &str) -> Option<Recalled> {
    let (placed, steps) = match serde_json::from_str(text).ok()? {
        Line::Infeasible { infeasible } => return infeasible.then_some(Recalled::Infeasible),
        Line::Optimum { placed, steps } => (placed, steps),
    };
    let placed: BTreeSet<ColumnIndex> =
        placed.iter().map(|(referral, intake)| posed.option_by_id(referral, intake)).collect::<Option<_>>()?;
    let values = posed.program().values(&placed);
    let steps: Vec<Step> = steps.iter().map(StepLine::read).collect::<Option<_>>()?;
    let found: Vec<i64> = posed.program().objectives().iter().map(|step| step.value(&values)).collect();
    let is_sound =
        posed.program().broken_row(&values).is_none() && steps.iter().map(|step| step.value).eq(found.iter().copied());
    is_sound.then(|| Recalled::Optimum(placed, posed.program().steps(&values, &found)))
}

/// The outcome of a climb.
pub(super) fn of_climb(posed: &Posed, climb: &Climb) -> Outcome {
    let status = match climb.proof() {
        Proof::Optimal => Status::Optimal,
        Proof::Feasible => Status::Feasible,
    };
    Outcome::of(posed, &climb.placed, climb.steps.clone(), status, Known::Climbed)
}
