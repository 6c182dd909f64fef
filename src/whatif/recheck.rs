//! What a journal says of a variant is worked out again from who is placed
//! where: every figure but the proof that nothing is better.

use super::apply::edited;
use super::outcome::{Known, Movement, Outcome, Shifts, movements};
use super::scenario::{Scenario, Variant};
use super::study::{Batch, Finding};
use super::unchanged::Unchanged;
use crate::posed::Posed;
use crate::program::ColumnIndex;
use crate::result::Status;
use std::collections::{BTreeMap, BTreeSet};

/// A finding that holds, with what it was worked out from.
pub(super) struct Rechecked {
    pub finding: Finding,
    /// The edited round; nothing where it has no allocation.
    pub posed: Option<Posed>,
    pub placed: BTreeSet<ColumnIndex>,
}

/// The finding, where the edited round allows the allocation that it speaks of
/// and every figure is that of this allocation; else nothing. Where no placed
/// are given, they are those of the unchanged round after the movements.
pub(super) fn rechecked(
    batch: &Batch,
    unchanged: &Unchanged,
    variant: &Variant,
    said: &Finding,
    placed: Option<&BTreeMap<String, String>>,
) -> Option<Rechecked> {
    let scenario = &batch.scenarios[variant.scenario];
    if said.outcome.status == Status::Infeasible {
        let finding = Finding { outcome: Outcome::infeasible(), movements: Vec::new(), shifts: Shifts::default() };
        return (finding == *said).then_some(Rechecked { finding, posed: None, placed: BTreeSet::new() });
    }
    if let Known::FollowsOther(_, other) = &said.outcome.known
        && !scenario.variants(variant.scenario).iter().any(|variant| variant.name == *other)
    {
        return None;
    }
    let round = edited(batch.source, scenario, variant).ok()?;
    let posed = Posed::new(round, BTreeSet::new());
    let ids = match placed {
        Some(ids) => ids.clone(),
        None => after(unchanged, &said.movements),
    };
    let placed: BTreeSet<ColumnIndex> =
        ids.iter().map(|(referral, intake)| posed.option_by_id(referral, intake)).collect::<Option<_>>()?;
    let values = posed.program().values(&placed);
    if posed.program().broken_row(&values).is_some() {
        return None;
    }
    let found: Vec<i64> = posed.program().objectives().iter().map(|step| step.value(&values)).collect();
    let steps = posed.program().steps(&values, &found);
    let outcome = Outcome::of(&posed, &placed, steps, said.outcome.status, said.outcome.known.clone());
    let movements = moved(batch, unchanged, scenario, &posed, &ids);
    let shifts = Shifts::of(&movements, batch.round, posed.round());
    let finding = Finding { outcome, movements, shifts };
    (finding == *said).then_some(Rechecked { finding, posed: Some(posed), placed })
}

/// Who is placed where after these movements, by id.
fn after(unchanged: &Unchanged, movements: &[Movement]) -> BTreeMap<String, String> {
    let mut ids = unchanged.ids.clone();
    for movement in movements {
        match &movement.after {
            Some(intake) => ids.insert(movement.referral.clone(), intake.clone()),
            None => ids.remove(&movement.referral),
        };
    }
    ids
}

/// Who is placed otherwise than in the unchanged round.
pub(super) fn moved(
    batch: &Batch,
    unchanged: &Unchanged,
    scenario: &Scenario,
    posed: &Posed,
    ids: &BTreeMap<String, String>,
) -> Vec<Movement> {
    let mut moved = movements(&unchanged.ids, ids);
    if scenario.demand.is_some() {
        // Nobody's place changes by being drawn, or not.
        let rounds = [batch.round.as_ref(), posed.round()];
        moved.retain(|one| rounds.iter().all(|round| round.referrals.find(&one.referral).is_some()));
    }
    moved
}
