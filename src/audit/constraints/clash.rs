use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::audit::pair::Pair;
use crate::audit::rules::{exceeds_with_held, fits_by_itself};
use crate::ids::RuleId;
use crate::round::{Key, Student};
use crate::units::{HalfDays, Times};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A student's placements with overlapping dates share no time, one of an
/// `alone` programme overlaps nothing, and on no date are they more than the
/// student's days. What one new placement breaks by itself or with held ones
/// is a matter of the rules `availability` and `occupied`; here are the new
/// ones together.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let mut students: BTreeMap<Key<Student>, Vec<&Pair<'_>>> = BTreeMap::new();
    for placement in &given.placements {
        students.entry(placement.referral.student).or_default().push(placement);
    }
    let mut breaches = Vec::new();
    for placements in students.values() {
        for (position, one) in placements.iter().enumerate() {
            let later = &placements[position + 1..];
            breaches.extend(later.iter().filter_map(|other| meeting(one, other)));
        }
        breaches.extend(too_many_days(placements));
    }
    breaches
}

/// Two new placements that share a time, or of which one bears no other.
fn meeting(one: &Pair<'_>, other: &Pair<'_>) -> Option<Breach> {
    if !one.span.overlaps(&other.span) {
        return None;
    }
    let detail = if one.intake.days.intersects(other.intake.days) {
        format!("the student's placements overlap on {} and {}", one.intake.days, other.intake.days)
    } else if one.programme.alone || other.programme.alone {
        let alone = if one.programme.alone { one.programme } else { other.programme };
        format!("placements of {} bear no other in the same dates", alone.id)
    } else {
        return None;
    };
    Some((subjects(&[one, other]), detail))
}

/// The first date on which new placements together, or together with held
/// ones, are more than the student's days. A placement whose `occupied` is
/// waived is never weighed with held ones.
fn too_many_days(placements: &[&Pair<'_>]) -> Option<Breach> {
    let first = placements.first()?;
    let (facts, student) = (first.facts, first.student);
    let limit = student.max_days.unwrap_or(facts.round.policy.days_off_site_max);
    let counts = |alone: bool| student.max_days.is_some() || !alone;
    let held: Vec<_> =
        facts.held_by(first.referral.student).iter().filter(|held| counts(facts.is_alone(held.programme))).collect();
    let new: Vec<&Pair<'_>> = placements
        .iter()
        .copied()
        .filter(|placement| counts(placement.programme.alone))
        .filter(|placement| fits_by_itself(placement) || placement.is_waived(RuleId::Availability))
        .collect();

    let starts: BTreeSet<NaiveDate> =
        held.iter().map(|held| held.span.first).chain(new.iter().map(|placement| placement.span.first)).collect();
    starts.into_iter().find_map(|day| {
        let running: Vec<&Pair<'_>> = new.iter().copied().filter(|placement| placement.span.contains(day)).collect();
        let held_week =
            held.iter().filter(|held| held.span.contains(day)).fold(Times::NONE, |week, held| week.union(held.days));
        let with_held: Vec<&Pair<'_>> = running
            .iter()
            .copied()
            .filter(|placement| !placement.is_waived(RuleId::Occupied) && !exceeds_with_held(placement, day))
            .collect();
        excess(&with_held, held_week, limit, day).or_else(|| excess(&running, Times::NONE, limit, day))
    })
}

fn excess(placements: &[&Pair<'_>], held_week: Times, limit: HalfDays, day: NaiveDate) -> Option<Breach> {
    if placements.is_empty() {
        return None;
    }
    let week = placements.iter().fold(held_week, |week, placement| week.union(placement.intake.days));
    (week.half_days() > limit).then(|| {
        let taken = week.half_days();
        let detail = format!("on {day} the student would be away {taken} days a week, and may be {limit}");
        (subjects(placements), detail)
    })
}

fn subjects(placements: &[&Pair<'_>]) -> Vec<Subject> {
    let referrals = placements.iter().map(|placement| Subject::new(SubjectKind::Referral, placement.referral));
    let intakes = placements.iter().map(|placement| Subject::new(SubjectKind::Intake, placement.intake));
    let student = placements.iter().take(1).map(|placement| Subject::new(SubjectKind::Student, placement.student));
    referrals.chain(intakes).chain(student).collect()
}
