use super::known::Known;
use super::record::Record;
use crate::problem::Code;
use crate::round::{Separation, SeparationScope};
use crate::schema::separations;

/// A separation.
pub(super) fn read(record: &mut Record<'_, Separation>, known: &Known<'_>) -> Option<Separation> {
    let a = record.reference(separations::STUDENT_A, &known.students);
    let b = record.reference(separations::STUDENT_B, &known.students);
    if a.is_some() && a == b {
        let advice = "Name the other student, or delete the row.";
        record.tell(Code::SelfSeparation, separations::STUDENT_B, "the same student twice", "another student", advice);
    }
    let scope = record.word(separations::SCOPE).unwrap_or(SeparationScope::Intake);
    Some(Separation { a: a?, b: b?, scope, row: record.row.unwrap_or(0) })
}
