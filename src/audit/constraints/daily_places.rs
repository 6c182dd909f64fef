use super::fullest::{Stays, fullest};
use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Key, Provider};
use crate::units::Times;
use std::collections::BTreeMap;

/// On any date and at any time of day, a provider's placements are no more
/// than it takes; held ones count where their intake is the provider's. Of a
/// provider's times the fullest is reported.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let limited = |provider: Key<Provider>| round.providers[provider].daily_places.is_some();
    let mut stays: BTreeMap<(Key<Provider>, u32), Stays> = BTreeMap::new();
    for held in &round.held {
        let Some(provider) = held.intake.map(|intake| round.provider_of(intake)).filter(|key| limited(*key)) else {
            continue;
        };
        for slot in held.days.slots() {
            stays.entry((provider, slot)).or_default().held.push(held.span);
        }
    }
    for placement in given.placements.iter().filter(|placement| limited(placement.course.provider)) {
        for slot in placement.intake.days.slots() {
            stays.entry((placement.course.provider, slot)).or_default().new.push(placement.span);
        }
    }
    let mut worst = BTreeMap::new();
    for ((provider, slot), stays) in stays {
        let limit = round.providers[provider].daily_places.unwrap_or(u32::MAX);
        let Some(most) = fullest(&stays).filter(|most| most.total() > limit) else { continue };
        let known = worst.entry(provider).or_insert((most, slot));
        if most.total() > known.0.total() {
            *known = (most, slot);
        }
    }
    worst
        .into_iter()
        .map(|(key, (most, slot))| {
            let provider = &round.providers[key];
            let limit = provider.daily_places.unwrap_or(u32::MAX);
            let (date, time, total) = (most.date, Times::slot(slot), most.total());
            let detail = format!(
                "from {date} the provider has {total} students on {time} and takes {limit}: {} new, {} held",
                most.new, most.held
            );
            (vec![Subject::new(SubjectKind::Provider, provider)], detail)
        })
        .collect()
}
