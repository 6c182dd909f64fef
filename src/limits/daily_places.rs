use crate::ids::ConstraintId;
use crate::rows::{Draft, Member, Subject, peaks};
use crate::units::Times;

/// On any date and time of day, a provider's placements come to no more than
/// its daily places.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    for (provider, intakes) in draft.intakes_of_providers() {
        let Some(places) = draft.round.providers[provider].daily_places else { continue };
        let mut written = Vec::new();
        for slot in (0..Times::SLOTS).map(Times::slot) {
            let here = intakes.iter().filter(|intake| draft.round.intakes[**intake].days.intersects(slot));
            let columns = here.flat_map(|intake| draft.of_intake(*intake));
            let members: Vec<Member> =
                columns.map(|column| Member { column: *column, span: draft.option(*column).span, takes: 1 }).collect();
            let held = intakes.iter().flat_map(|intake| draft.held_in(*intake));
            let freed = draft.freed_in(&intakes).filter(|(freed, _)| draft.round.intakes[*freed].days.intersects(slot));
            let held = held.filter(|held| held.days.intersects(slot)).map(|held| (held.span, 1));
            let held: Vec<_> = held.chain(freed.map(|(_, span)| (span, -1))).collect();
            for peak in peaks(&members, &held, i64::from(places)) {
                // Mornings and afternoons of whole days come to the same.
                let limit = (peak.terms, peak.used, peak.left);
                if !written.contains(&limit) {
                    written.push(limit);
                }
            }
        }
        for (terms, used, left) in written {
            draft.add_limit(id, Subject::Provider(provider), terms, used, left);
        }
    }
}
