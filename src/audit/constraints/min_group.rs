use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Intake, Key};
use std::collections::BTreeMap;

/// An intake that takes a new placement ends with at least its smallest group,
/// held placements counted whatever their dates.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut new: BTreeMap<Key<Intake>, u32> = BTreeMap::new();
    for placement in &given.placements {
        *new.entry(placement.intake_key).or_default() += 1;
    }
    let mut held: BTreeMap<Key<Intake>, u32> = BTreeMap::new();
    for intake in round.held.iter().filter_map(|held| held.intake) {
        *held.entry(intake).or_default() += 1;
    }
    new.into_iter()
        .filter(|(key, _)| !given.settings.relaxed_groups.contains(key))
        .filter_map(|(key, new)| {
            let intake = &round.intakes[key];
            let held = held.get(&key).copied().unwrap_or(0);
            (held.saturating_add(new) < intake.min_group).then(|| {
                let least = intake.min_group;
                let detail = format!("the intake runs with at least {least} students and has {new} new, {held} held");
                (vec![Subject::new(SubjectKind::Intake, intake)], detail)
            })
        })
        .collect()
}
