use crate::ids::RuleId;
use crate::rules::Case;
use crate::rules::rule::Rule;
use crate::rules::words::list;

/// The student has one of the programme's `tags_any`, none of its
/// `tags_none`, and all of the course's `needs_tags`.
pub(super) struct Tags;

impl Rule for Tags {
    fn id(&self) -> RuleId {
        RuleId::Tags
    }

    fn allows(&self, case: &Case) -> bool {
        fault(case).is_none()
    }

    fn describe(&self, case: &Case) -> Option<String> {
        let (tags, programme) = (&case.student.tags, case.programme);
        let name = &programme.name;
        Some(match fault(case)? {
            Fault::NoneOf => format!("{name} is only for students with one of the tags: {}", list(&programme.tags_any)),
            Fault::Has => {
                format!("{name} is not for students tagged: {}", list(programme.tags_none.intersection(tags)))
            }
            Fault::Lacks => {
                format!("the course is only for students tagged: {}", list(case.course.needs_tags.difference(tags)))
            }
        })
    }

    fn in_short(&self) -> &'static str {
        "Needs that the programme or course does not meet"
    }

    fn advice(&self) -> &'static str {
        "Check what is recorded of the student’s needs, or choose another programme."
    }
}

/// In which way a student's tags do not suit.
enum Fault {
    /// The student has none of those of which one is needed.
    NoneOf,
    /// The student has some that must not be.
    Has,
    /// The student lacks some that the course needs.
    Lacks,
}

fn fault(case: &Case) -> Option<Fault> {
    let (tags, programme) = (&case.student.tags, case.programme);
    if !programme.tags_any.is_empty() && programme.tags_any.is_disjoint(tags) {
        return Some(Fault::NoneOf);
    }
    if !programme.tags_none.is_disjoint(tags) {
        return Some(Fault::Has);
    }
    (!case.course.needs_tags.is_subset(tags)).then_some(Fault::Lacks)
}
