use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::audit::pair::Pair;
use crate::round::{Key, Programme, Student};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// Who takes which programme in which academic year.
type Taking = (Key<Student>, Key<Programme>, AcademicYear);

/// Of a `repeat = false` programme a student is given at most one placement
/// starting in an academic year. One next to a held placement breaks the rule
/// of the same name.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut taken: BTreeMap<Taking, Vec<&Pair<'_>>> = BTreeMap::new();
    for placement in given.placements.iter().filter(|placement| !placement.programme.repeat) {
        let key = (placement.referral.student, placement.course.programme, placement.academic_year());
        taken.entry(key).or_default().push(placement);
    }
    taken
        .into_iter()
        .filter(|(_, placements)| placements.len() > 1)
        .map(|((student, programme, year), placements)| {
            let programme = &round.policy.programmes[programme];
            let mut subjects: Vec<Subject> =
                placements.iter().map(|placement| Subject::new(SubjectKind::Referral, placement.referral)).collect();
            subjects.push(Subject::new(SubjectKind::Student, &round.students[student]));
            subjects.push(Subject::new(SubjectKind::Programme, programme));
            let count = placements.len();
            (subjects, format!("{count} placements of {} start in {year}, and one may", programme.id))
        })
        .collect()
}
