use super::{Breach, Subject, SubjectKind};
use crate::audit::charges::is_paid_programme;
use crate::audit::given::Given;
use crate::round::{Beyond, Key, School};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// Where places beyond the paid ones are refused: a school's placements in
/// paid programmes are, in the round's academic year, no more than it has left
/// and agreed to buy; in any other year, no more than its paid places. Schools
/// without the SLA have no such limit.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    if round.policy.sla.beyond == Beyond::Charge {
        return Vec::new();
    }
    let mut taken: BTreeMap<(Key<School>, AcademicYear), i64> = BTreeMap::new();
    for placement in given.placements.iter().filter(|placement| is_paid_programme(placement)) {
        if let Some(school) = placement.referral.school {
            *taken.entry((school, placement.academic_year())).or_default() += 1;
        }
    }
    taken
        .into_iter()
        .filter_map(|((key, year), taken)| {
            let school = &round.schools[key];
            let (paid, used, extra) = (school.paid_places, school.paid_places_used, school.extra_places);
            let (limit, reckoning) = if year == round.run.academic_year {
                let left = i64::from(paid) - i64::from(used) + i64::from(extra);
                (left.max(0), format!("{paid} paid places, {used} used before, {extra} extra"))
            } else {
                (i64::from(paid), format!("{paid} paid places"))
            };
            (school.sla && taken > limit).then(|| {
                let detail =
                    format!("the school takes {taken} places starting in {year} and may take {limit}: {reckoning}");
                (vec![Subject::new(SubjectKind::School, school)], detail)
            })
        })
        .collect()
}
