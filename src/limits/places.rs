use crate::calendar::Span;
use crate::ids::ConstraintId;
use crate::round::{Intake, Key};
use crate::rows::{Draft, Member, Subject, peaks};

/// On any date, an intake's placements come to no more than its places.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    for (key, intake) in draft.round.intakes.iter() {
        let (members, held) = attendance(draft, &[key]);
        for peak in peaks(&members, &held, i64::from(intake.places)) {
            draft.add_limit(id, Subject::Intake(key), peak.terms, peak.used, peak.left);
        }
    }
}

/// The columns and held placements of some intakes, each taking one place.
pub(super) fn attendance(draft: &Draft, intakes: &[Key<Intake>]) -> (Vec<Member>, Vec<(Span, i64)>) {
    let columns = intakes.iter().flat_map(|intake| draft.of_intake(*intake));
    let members = columns.map(|column| Member { column: *column, span: draft.option(*column).span, takes: 1 });
    let held = intakes.iter().flat_map(|intake| draft.held_in(*intake)).map(|held| (held.span, 1));
    let freed = draft.freed_in(intakes).map(|(_, span)| (span, -1));
    (members.collect(), held.chain(freed).collect())
}
