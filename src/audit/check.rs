use super::given::Given;
use super::pair::Pair;
use super::violation::{Subject, SubjectKind, Violation, ViolationId};
use super::{constraints, rules};
use crate::ids::{ConstraintId, RuleId, Word};

/// Everything that an allocation breaks, in the published order.
pub(super) fn violations(given: &Given<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for placement in &given.placements {
        for rule in RuleId::ALL {
            if let Some(detail) = rules::broken(*rule, placement) {
                violations.push(Violation { rule: ViolationId::Rule(*rule), subjects: subjects_of(placement), detail });
            }
        }
    }
    for constraint in ConstraintId::ALL {
        let breaches = constraints::breaches(*constraint, given).into_iter();
        violations.extend(breaches.map(|(subjects, detail)| Violation {
            rule: ViolationId::Constraint(*constraint),
            subjects,
            detail,
        }));
    }
    violations.extend(misstated_dates(given));
    violations.sort();
    violations
}

/// Starts and ends that the rows state and the placements do not have. Where
/// the window allows no start, there is none to compare with.
fn misstated_dates(given: &Given<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    for entry in given.entries {
        let placement = Pair::new(given.facts, entry.referral, entry.intake);
        let has_start = placement.starts_in_window || placement.is_waived(RuleId::Window);
        let (start, end) = (placement.span.first, placement.span.last);
        let checks = [("starts", entry.start.filter(|_| has_start), start), ("ends", entry.end, end)];
        for (what, stated, computed) in checks {
            if let Some(stated) = stated.filter(|stated| *stated != computed) {
                let detail =
                    format!("the allocation states that the placement {what} on {stated}; it {what} on {computed}");
                violations.push(Violation { rule: ViolationId::Dates, subjects: subjects_of(&placement), detail });
            }
        }
    }
    violations
}

fn subjects_of(placement: &Pair<'_>) -> Vec<Subject> {
    let mut subjects = vec![
        Subject::new(SubjectKind::Referral, placement.referral),
        Subject::new(SubjectKind::Intake, placement.intake),
        Subject::new(SubjectKind::Student, placement.student),
        Subject::new(SubjectKind::Course, placement.course),
        Subject::new(SubjectKind::Provider, placement.provider),
        Subject::new(SubjectKind::Programme, placement.programme),
    ];
    subjects.extend(placement.school().map(|school| Subject::new(SubjectKind::School, school)));
    subjects
}
