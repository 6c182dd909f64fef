use crate::ids::ConstraintId;
use crate::rows::{ColumnIndex, Draft, Subject};
use crate::units::AcademicYear;
use std::collections::BTreeMap;

/// Placements of a programme that start in one academic year come to no more
/// than its yearly places (S1:223, "75 placements over the year").
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    let mut members: BTreeMap<_, Vec<(ColumnIndex, i64)>> = BTreeMap::new();
    for (column, option) in draft.options.all().iter().enumerate() {
        let year = AcademicYear::of(option.span.first);
        members.entry((draft.round.programme_of(option.intake), year)).or_default().push((column, 1));
    }
    for ((programme, year), terms) in members {
        let Some(places) = draft.round.policy.programmes[programme].yearly_places else { continue };
        let held = draft.round.held.iter();
        let held = held.filter(|held| held.programme == programme && AcademicYear::of(held.span.first) == year);
        let freed = draft.residual.map(|residual| residual.freed).filter(|freed| {
            draft.round.programme_of(*freed) == programme && AcademicYear::of(draft.round.intakes[*freed].start) == year
        });
        let used = held.count() as i64 - i64::from(freed.is_some());
        let left = (i64::from(places) - used).max(0);
        draft.add_limit(id, Subject::Programme(programme, year), terms, used, left);
    }
}
