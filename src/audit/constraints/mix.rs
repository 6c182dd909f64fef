use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::calendar::Span;
use crate::round::{Course, Intake, Key, Mix, MixPer, Provider, Round, Student};
use crate::units::Times;
use std::collections::BTreeMap;

/// At any time of day on any date, the students whom a mix counts come to no
/// more than its most in each intake, on each course or with each provider; held
/// placements count where their intake is there. Of several such times of a
/// place the fullest is reported.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    given.facts.round.policy.mixes.iter().flat_map(|mix| breaches_of(given, mix)).collect()
}

/// Where students are together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Intake(Key<Intake>),
    Course(Key<Course>),
    Provider(Key<Provider>),
}

/// Somebody who is there: when, how much it counts, and whether newly placed.
type There = (Span, u64, bool);

fn breaches_of(given: &Given<'_>, mix: &Mix) -> Vec<Breach> {
    let round = given.facts.round;
    let mut there: BTreeMap<(Place, u32), Vec<There>> = BTreeMap::new();
    let mut add = |intake: Key<Intake>, student: Key<Student>, days: Times, span: Span, is_new: bool| {
        let counts = weight(round, mix, student, days);
        if counts > 0 && is_meant(round, mix, intake) {
            for slot in days.slots() {
                there.entry((place(round, mix.per, intake), slot)).or_default().push((span, counts, is_new));
            }
        }
    };
    for held in &round.held {
        if let Some(intake) = held.intake {
            add(intake, held.student, held.days, held.span, false);
        }
    }
    for placement in &given.placements {
        add(placement.intake_key, placement.referral.student, placement.intake.days, placement.span, true);
    }
    let mut fullest: BTreeMap<Place, (u64, String)> = BTreeMap::new();
    for ((place, slot), there) in there {
        // It grows only where somebody comes.
        for (start, ..) in &there {
            let now: Vec<&There> = there.iter().filter(|(span, ..)| span.contains(start.first)).collect();
            let total = now.iter().fold(0_u64, |sum, (_, counts, _)| sum.saturating_add(*counts));
            let has_new = now.iter().any(|(_, _, is_new)| *is_new);
            let known = fullest.get(&place).map_or(u64::from(mix.most), |(total, _)| *total);
            if has_new && total > known {
                let (date, time) = (start.first, Times::slot(slot));
                let detail = format!("on {date}, {time}, there are {total} of {} where {} may be", mix.id, mix.most);
                fullest.insert(place, (total, detail));
            }
        }
    }
    let subject = |place: Place| match place {
        Place::Intake(key) => Subject::new(SubjectKind::Intake, &round.intakes[key]),
        Place::Course(key) => Subject::new(SubjectKind::Course, &round.courses[key]),
        Place::Provider(key) => Subject::new(SubjectKind::Provider, &round.providers[key]),
    };
    let own = || Subject { kind: SubjectKind::Mix, id: mix.id.clone() };
    fullest.into_iter().map(|(place, (_, detail))| (vec![own(), subject(place)], detail)).collect()
}

fn place(round: &Round, per: MixPer, intake: Key<Intake>) -> Place {
    match per {
        MixPer::Intake => Place::Intake(intake),
        MixPer::Course => Place::Course(round.intakes[intake].course),
        MixPer::Provider => Place::Provider(round.provider_of(intake)),
    }
}

/// Whether the mix is about an intake: every filter that is stated lets it in.
fn is_meant(round: &Round, mix: &Mix, intake: Key<Intake>) -> bool {
    let course = round.course_of(intake);
    let provider = &round.providers[course.provider];
    let has_tag = mix.providers_tags.iter().any(|tag| provider.tags.contains(tag));
    let is_of_programme = mix.programmes.iter().all(|only| only.contains(&course.programme));
    let is_of_course = mix.courses.iter().all(|only| only.contains(&round.intakes[intake].course));
    let is_of_provider = mix.providers.iter().all(|only| only.contains(&course.provider));
    (has_tag || mix.providers_tags.is_empty()) && is_of_programme && is_of_course && is_of_provider
}

/// How much a student counts who is there on some days.
fn weight(round: &Round, mix: &Mix, key: Key<Student>, days: Times) -> u64 {
    let (student, who) = (&round.students[key], &mix.who);
    if who.ehcp.is_some() && student.ehcp != who.ehcp {
        return 0;
    }
    if who.looked_after.is_some() && student.looked_after != who.looked_after {
        return 0;
    }
    if !who.tags_any.is_empty() && !who.tags_any.iter().any(|tag| student.tags.contains(tag)) {
        return 0;
    }
    if who.tags_none.iter().any(|tag| student.tags.contains(tag)) {
        return 0;
    }
    if let Some(groups) = who.year_groups
        && !student.year_group.is_some_and(|year| groups.contains(year))
    {
        return 0;
    }
    if who.days_least.is_some_and(|least| days.half_days() < least) {
        return 0;
    }
    match &mix.weight {
        Some(weight) => weight.of.get(key.index()).copied().map_or(0, u64::from),
        None => 1,
    }
}
