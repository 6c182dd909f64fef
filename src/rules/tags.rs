use super::{Case, Reason, TagFault};

/// The student has one of the programme's `tags_any`, none of its
/// `tags_none`, and all of the course's `needs_tags`.
pub(super) fn check(case: &Case) -> Result<(), Reason> {
    let (tags, programme) = (&case.student.tags, case.programme);
    if !programme.tags_any.is_empty() && programme.tags_any.is_disjoint(tags) {
        let named = programme.tags_any.iter().cloned().collect();
        return Err(Reason::Tags { fault: TagFault::NoneOf, named });
    }
    let unwanted: Vec<String> = programme.tags_none.intersection(tags).cloned().collect();
    if !unwanted.is_empty() {
        return Err(Reason::Tags { fault: TagFault::Has, named: unwanted });
    }
    let missing: Vec<String> = case.course.needs_tags.difference(tags).cloned().collect();
    if !missing.is_empty() {
        return Err(Reason::Tags { fault: TagFault::Lacks, named: missing });
    }
    Ok(())
}
