use super::fullest::{Stays, fullest};
use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Course, Intake, Key};
use std::collections::BTreeMap;

/// On any date, an intake's placements are no more than its places.
pub(super) fn breaches_of_intakes(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut stays: BTreeMap<Key<Intake>, Stays> = BTreeMap::new();
    for held in &round.held {
        if let Some(intake) = held.intake {
            stays.entry(intake).or_default().held.push(held.span);
        }
    }
    for placement in &given.placements {
        stays.entry(placement.intake_key).or_default().new.push(placement.span);
    }
    stays
        .into_iter()
        .filter_map(|(key, stays)| {
            let intake = &round.intakes[key];
            let detail = overfull("the intake", intake.places, &stays)?;
            Some((vec![Subject::new(SubjectKind::Intake, intake)], detail))
        })
        .collect()
}

/// On any date, a course's placements are no more than its places.
pub(super) fn breaches_of_courses(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut stays: BTreeMap<Key<Course>, Stays> = BTreeMap::new();
    for held in &round.held {
        if let Some(intake) = held.intake {
            stays.entry(round.intakes[intake].course).or_default().held.push(held.span);
        }
    }
    for placement in &given.placements {
        stays.entry(placement.intake.course).or_default().new.push(placement.span);
    }
    stays
        .into_iter()
        .filter_map(|(key, stays)| {
            let course = &round.courses[key];
            let detail = overfull("the course", course.places?, &stays)?;
            Some((vec![Subject::new(SubjectKind::Course, course)], detail))
        })
        .collect()
}

/// What is wrong where more are placed on a date than there are places.
fn overfull(what: &str, places: u32, stays: &Stays) -> Option<String> {
    let most = fullest(stays).filter(|most| most.total() > places)?;
    let (total, date) = (most.total(), most.date);
    Some(format!("on {date} {what} has {total} placements in {places} places: {} new, {} held", most.new, most.held))
}
