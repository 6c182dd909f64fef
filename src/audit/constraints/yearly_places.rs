use super::{Breach, Subject, SubjectKind};
use crate::audit::given::Given;
use crate::round::{Key, Programme};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// The placements of a programme that start in an academic year are no more
/// than its yearly places, held ones counted.
pub(super) fn breaches(given: &Given<'_>) -> Vec<Breach> {
    let round = given.facts.round;
    let mut counts: BTreeMap<(Key<Programme>, AcademicYear), (u32, u32)> = BTreeMap::new();
    for held in &round.held {
        counts.entry((held.programme, AcademicYear::of(held.span.first))).or_default().0 += 1;
    }
    for placement in &given.placements {
        counts.entry((placement.course.programme, placement.academic_year())).or_default().1 += 1;
    }
    counts
        .into_iter()
        .filter_map(|((key, year), (held, new))| {
            let programme = &round.policy.programmes[key];
            let limit = programme.yearly_places?;
            (new > 0 && held.saturating_add(new) > limit).then(|| {
                let detail = format!("{new} new and {held} held placements start in {year}, and {limit} may");
                (vec![Subject::new(SubjectKind::Programme, programme)], detail)
            })
        })
        .collect()
}
