use super::known::Known;
use super::record::Record;
use crate::problem::Code;
use crate::round::{Separation, SeparationScope};

/// A separation.
pub(super) fn read(record: &mut Record<'_>, known: &Known<'_>) -> Option<Separation> {
    let a = record.reference("student_a", &known.students);
    let b = record.reference("student_b", &known.students);
    if a.is_some() && a == b {
        let advice = "Name the other student, or delete the row.";
        record.tell(Code::SelfSeparation, "student_b", "the same student twice", "another student", advice);
    }
    let scope = record.word("scope").unwrap_or(SeparationScope::Intake);
    Some(Separation { a: a?, b: b?, scope, row: record.row.unwrap_or(0) })
}
