use super::known::Known;
use super::record::Record;
use crate::round::columns::{Column, Kind, TableId, TableSpec, words};
use crate::round::diagnostic::Code;
use crate::round::{Separation, SeparationScope};

/// `separations.csv`.
pub const TABLE: TableSpec = TableSpec {
    id: TableId::Separations,
    needed: false,
    about_children: true,
    doc: "Two students who must be kept apart.",
    columns: &[
        Column::new("student_a", Kind::Reference(TableId::Students), "One student.").needed(),
        Column::new("student_b", Kind::Reference(TableId::Students), "The other student.").needed(),
        Column::new("scope", Kind::Word(words::<SeparationScope>), "How far they are kept apart.").or("intake"),
    ],
};

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
