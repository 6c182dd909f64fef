use super::places::attendance;
use crate::ids::ConstraintId;
use crate::rows::{Draft, Subject, peaks};

/// On any date, a course's placements over all its intakes come to no more
/// than its places.
pub(super) fn write(draft: &mut Draft, id: ConstraintId) {
    for (course, intakes) in draft.intakes_of_courses() {
        let Some(places) = draft.round.courses[course].places else { continue };
        let (members, held) = attendance(draft, &intakes);
        for peak in peaks(&members, &held, i64::from(places)) {
            draft.add_limit(id, Subject::Course(course), peak.terms, peak.used, peak.left);
        }
    }
}
