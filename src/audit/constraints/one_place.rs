use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Intake, Key, Referral, Student};
use std::collections::{BTreeMap, BTreeSet};

/// A referral holds at most one intake; so do referrals of one student with
/// the same `either`.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut intakes: BTreeMap<Key<Referral>, Vec<Key<Intake>>> = BTreeMap::new();
    let mut either: BTreeMap<(Key<Student>, &str), BTreeSet<Key<Referral>>> = BTreeMap::new();
    for entry in given.entries {
        intakes.entry(entry.referral).or_default().push(entry.intake);
        let referral = &round.referrals[entry.referral];
        if let Some(value) = &referral.either {
            either.entry((referral.student, value)).or_default().insert(entry.referral);
        }
    }
    let mut breaches = Vec::new();
    for (referral, intakes) in intakes.into_iter().filter(|(_, intakes)| intakes.len() > 1) {
        let mut subjects = vec![Subject::new(SubjectKind::Referral, &round.referrals[referral])];
        subjects.extend(intakes.iter().map(|intake| Subject::new(SubjectKind::Intake, &round.intakes[*intake])));
        breaches.push((subjects, format!("the referral is placed {} times and may be placed once", intakes.len())));
    }
    for ((student, _), referrals) in either.into_iter().filter(|(_, referrals)| referrals.len() > 1) {
        let mut subjects: Vec<Subject> =
            referrals.iter().map(|referral| Subject::new(SubjectKind::Referral, &round.referrals[*referral])).collect();
        subjects.push(Subject::new(SubjectKind::Student, &round.students[student]));
        let count = referrals.len();
        breaches.push((subjects, format!("{count} referrals of which at most one may be placed are placed")));
    }
    breaches
}
